"""Slack: its published signature, what is not for us, its marks, and where our token goes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.unit.channels.messaging.test_providers import account
from walletdesk.channels.messaging.fakes import fakes
from walletdesk.channels.messaging.fakes.base import Reply
from walletdesk.channels.messaging.model import FileOut, FileRef, Hook, Out, TryLater, Turned, Unsure
from walletdesk.channels.messaging.providers import providers
from walletdesk.channels.messaging.providers.slack import MOMENT, SIGNATURE, escaped, shown

# As Slack's page about verifying requests shows it.
SECRET, SENT_AT = "8f742231b10e8888abcd99yyyzzz85a5", "1531420618"
SIGNED = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url"
    b"=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id"
    b"=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)


@pytest.mark.parametrize(
    ("signed", "later", "taken"),
    [(SIGNED, 299, True), (SIGNED, 301, False), (SIGNED, -301, False), (SIGNED[:-1] + "4", 0, False)],
)
def test_the_published_signature_of_slack(signed: str, later: int, taken: bool) -> None:
    known = account(fakes()["slack"](), signing_secret=SECRET)
    at = datetime.fromtimestamp(int(SENT_AT) + later, UTC)
    hook = Hook(method="POST", headers={SIGNATURE: signed, MOMENT: SENT_AT}, body=BODY, at=at)
    assert (providers()["slack"].accept(hook, known) is not None) is taken


def told(**event: object) -> bytes:
    said = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": "U1",
        "ts": "1.2",
        "text": "hello",
    }
    ours = [{"user_id": "U0OURBOT", "is_bot": True}]
    return json.dumps(
        {"type": "event_callback", "event_id": "Ev1", "authorizations": ours, "event": {**said, **event}}
    ).encode()


@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B1"},
        {"user": "U0OURBOT"},
        {"channel": "C1", "channel_type": "channel"},
        {"channel": "G1", "channel_type": "mpim"},
        {"subtype": "channel_topic"},
        {
            "subtype": "message_changed",
            "message": {"text": "a", "ts": "1.2"},
            "previous_message": {"text": "a"},
        },
        {"subtype": "message_changed", "message": {"text": "b", "ts": "1.2", "bot_id": "B1"}},
        {"type": "reaction_added"},
    ],
)
def test_slack_is_not_heard_where_nobody_speaks_to_us(event: dict[str, object]) -> None:
    assert list(providers()["slack"].read(told(**event), account(fakes()["slack"]()))) == []


def test_slacks_marks_become_words_and_ours_become_none() -> None:
    wrote = (
        "<@U1|ann> sent &lt;1 &amp;amp; see <https://a.example/x|this>"
        " or <mailto:b@a.example|b@a.example> <!here>"
    )
    said = "@ann sent <1 &amp; see this (https://a.example/x) or b@a.example @here"
    assert shown(wrote) == said
    assert escaped("<!channel> <https://a.example|us> & you") == (
        "&lt;!channel&gt; &lt;https://a.example|us&gt; &amp; you"
    )
    assert shown(escaped(said)) == said


async def test_our_token_goes_to_slacks_own_addresses_alone() -> None:
    fake, provider = fakes()["slack"](), providers()["slack"]
    asked: list[str] = []
    known = account(fake, api="https://slack.com")
    call = fake.call

    async def watched(method: str, url: str, headers: Any, body: bytes, most: int | None) -> Any:  # noqa: ANN401
        asked.append(url.partition("?")[0])
        return await call(method, url, headers, body, most)

    fake.call = watched  # type: ignore[method-assign,assignment]
    id = fake.lays(b"bytes")
    outside = {"ok": True, "file": {"url_private": f"https://outside.example/files-pri/{id}"}}
    fake.instead.append(Reply(body=outside))
    with pytest.raises(Turned):
        await provider.fetch(FileRef(id=id), known)
    assert await provider.fetch(FileRef(id=id), known) == b"bytes"
    await provider.send(Out(to="D1", key="k", file=FileOut(name="a.png", type="image/png", body=b"b")), known)
    assert [url.removeprefix("https://").partition("/")[0] for url in asked] == [
        "slack.com",
        "slack.com",
        "files.slack.com",
        "slack.com",
        "files.slack.com",
        "slack.com",
    ]


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (Reply(429, {}, {"retry-after": "7"}), TryLater),
        (Reply(body={"ok": False, "error": "ratelimited"}), TryLater),
        (Reply(body={"ok": False, "error": "fatal_error"}), Unsure),
        (Reply(raw=b"<html>"), Unsure),
    ],
)
async def test_what_slack_says_of_a_message(answer: Reply, raised: type[Exception]) -> None:
    fake = fakes()["slack"]()
    fake.instead.append(answer)
    with pytest.raises(raised):
        await providers()["slack"].send(Out(to="D1", key="k", text="hello"), account(fake))
