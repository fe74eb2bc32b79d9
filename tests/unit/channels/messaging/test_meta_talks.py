"""Messenger and Instagram: whose messages are heard, what is not kept, and what goes out when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.channels.messaging.test_meta import heard
from tests.unit.channels.messaging.test_providers import AT, account
from walletdesk.channels.messaging.fakes import fakes
from walletdesk.channels.messaging.fakes.meta import posted
from walletdesk.channels.messaging.fakes.meta_talks import PAGE, FakeTalks
from walletdesk.channels.messaging.model import Button, FileRef, Out, State, Turned, What
from walletdesk.channels.messaging.providers import providers

ANN = "6283470935"
FAMILY = ["instagram", "messenger"]
IMAGE = "https://scontent.xx.fbcdn.net/v/t1.15752-9/1.png"
FILE = "https://cdn.fbsbx.com/v/t59.2708-21/receipt.pdf"


def talks(kind: str) -> FakeTalks:
    fake = fakes()[kind]()
    assert isinstance(fake, FakeTalks)
    return fake


def webhook(fake: FakeTalks, *events: dict[str, Any], id: str = "") -> dict[str, Any]:
    both = {"sender": {"id": ANN}, "recipient": {"id": fake.own}, "timestamp": 1458692752478}
    made = [{**both, **event} for event in events]
    return {"object": "page", "entry": [{"id": id or fake.own, "time": 1, "messaging": made}]}


def commented(fake: FakeTalks, field: str, **value: object) -> dict[str, Any]:
    return {"object": "page", "entry": [{"id": fake.own, "changes": [{"field": field, "value": value}]}]}


@pytest.mark.parametrize("kind", FAMILY)
def test_what_we_said_ourselves_or_to_others_is_not_heard(kind: str) -> None:
    fake = talks(kind)
    said = {"message": {"mid": "m_1", "text": "hello"}}
    echo = {"sender": {"id": fake.own}, "message": {"mid": "m_2", "text": "hello", "is_echo": True}}
    echo_of_theirs = {"message": {"mid": "m_3", "text": "hello", "is_echo": True}}
    reaction = {"reaction": {"mid": "m_1", "action": "react", "emoji": "❤"}}
    assert [one.external_id for one in heard(fake, webhook(fake, said, echo, echo_of_theirs, reaction))] == [
        "m_1"
    ]
    assert heard(fake, webhook(fake, said, id="another")) == []
    standby = webhook(fake)
    standby["entry"][0]["standby"] = [{"sender": {"id": ANN}, **said}]
    assert heard(fake, standby) == []


@pytest.mark.parametrize("kind", FAMILY)
def test_files_are_fetched_and_the_rest_is_named(kind: str) -> None:
    fake = talks(kind)
    kinds: list[dict[str, Any]] = [
        {"attachments": [{"type": "image", "payload": {"url": IMAGE}}]},
        {"attachments": [{"type": "file", "payload": {"url": FILE}}]},
        {"attachments": [{"type": "image", "payload": {"url": IMAGE, "sticker_id": 369239263222822}}]},
        {"attachments": [{"type": "audio", "payload": {"url": FILE}}]},
        {
            "attachments": [
                {"type": "fallback", "title": "A page", "payload": {"url": "https://l.facebook.com/x"}}
            ]
        },
        {},
    ]
    events = [{"message": {"mid": f"m_{n}", **one}} for n, one in enumerate(kinds)]
    told = [(one.files, one.text, one.odd) for one in heard(fake, webhook(fake, *events))]
    assert told == [
        ((FileRef(id=IMAGE, name="photo.jpg"),), "", ""),
        ((FileRef(id=FILE, name="file"),), "", ""),
        ((), "", "sticker"),
        ((), "", "audio"),
        ((), "A page", ""),
        ((), "", "message"),
    ]


@pytest.mark.parametrize("kind", FAMILY)
def test_a_press_an_edit_and_a_deletion_are_read(kind: str) -> None:
    fake = talks(kind)
    press = {"postback": {"mid": "m_1", "title": "Get started", "payload": "START"}}
    edit = {"message_edit": {"mid": "m_2", "text": "Now so", "num_edit": 1}}
    deleted = {"message": {"mid": "m_2", "is_deleted": True}}
    one, two, three = heard(fake, webhook(fake, press, edit, deleted))
    assert (one.what, one.text) == (What.MESSAGE, "Get started")
    assert (two.what, two.text, two.of, two.external_id) == (What.EDITED, "Now so", "m_2", "m_2:edit:1")
    assert (three.what, three.of, three.external_id) == (What.DELETED, "m_2", "m_2:deleted")


def test_receipts_are_by_id_or_up_to_a_moment() -> None:
    fake = talks("messenger")
    delivery = {"delivery": {"mids": ["m_1", "m_2"], "watermark": 1458668856253}}
    read = {"read": {"watermark": 1458668856253}}
    one, two, seen = heard(fake, webhook(fake, delivery, read))
    assert [(each.of, each.state) for each in (one, two)] == [
        ("m_1", State.DELIVERED),
        ("m_2", State.DELIVERED),
    ]
    assert (seen.of, seen.peer, seen.state) == ("", ANN, State.READ)
    assert seen.at is not None
    assert seen.at.year == 2016


def test_of_a_comment_nothing_is_kept_but_that_it_was_made() -> None:
    fake = talks("messenger")
    value = {"item": "comment", "verb": "add", "comment_id": "1_2", "from": {"id": ANN, "name": "Ann"}}
    told = commented(fake, "feed", **value, message="my recovery phrase is")
    accepted = providers()["messenger"].accept(posted(told, AT), account(fake))
    assert accepted is not None
    assert [b"phrase" in piece.raw or b"Ann" in piece.raw for piece in accepted.pieces] == [False]
    [one] = heard(fake, told)
    assert (one.what, one.external_id, one.text) == (What.ELSEWHERE, "comment:1_2", "")
    others: tuple[dict[str, object], ...] = (
        {"verb": "remove"},
        {"verb": "edited"},
        {"item": "post"},
        {"from": {"id": PAGE}},
        {"from": {}},
    )
    for other in others:
        assert heard(fake, commented(fake, "feed", **{**value, **other})) == []


def test_of_instagram_comments_and_what_was_seen_are_told_and_mentions_are_not() -> None:
    fake = talks("instagram")
    value = {"id": "178", "from": {"id": ANN, "username": "ann"}, "text": "my phrase", "media": {"id": "9"}}
    for field in ("comments", "live_comments"):
        [one] = heard(fake, commented(fake, field, **value))
        assert (one.what, one.external_id, one.peer) == (What.ELSEWHERE, "comment:178", f"comment:{ANN}")
    assert heard(fake, commented(fake, "mentions", media_id="9", comment_id="178")) == []
    assert heard(fake, commented(fake, "comments", **{**value, "from": {"id": fake.own}})) == []
    [seen] = heard(fake, webhook(fake, {"read": {"mid": "m_1"}}))
    assert (seen.of, seen.state) == ("m_1", State.READ)


@pytest.mark.parametrize("kind", FAMILY)
async def test_a_comment_is_answered_under_its_id_and_a_person_later_with_a_tag(kind: str) -> None:
    fake, provider = talks(kind), providers()[kind]
    out = Out(to="comment:77", key="dlv_1", text="Write to us directly.", reply_to="comment:1_2")
    await provider.send(out, account(fake))
    assert fake.sent[0].to == "1_2"
    late = replace(out, to=ANN, late=True, buttons=(Button("a", "Yes"),))
    await provider.send(late, account(fake, human_agent="yes"))
    await provider.send(late, account(fake, human_agent="no"))
    assert fake.tags == ["", "HUMAN_AGENT", ""]
    assert fake.sent[1].buttons == ("Yes",)
    limits = provider.limits
    assert limits.of_person({"human_agent": "yes"}).window == timedelta(days=7)
    assert limits.of_person({"human_agent": "no"}) == limits.of_person({}) == limits


@pytest.mark.parametrize(
    "url", ["https://outside.example/a", "http://cdn.fbsbx.com/a", "https://xfbcdn.net/a", ""]
)
async def test_a_file_in_a_message_leads_to_meta_alone(url: str) -> None:
    fake = talks("messenger")
    with pytest.raises(Turned):
        await providers()["messenger"].fetch(FileRef(id=url), account(fake))
    assert fake.asked == 0
    fake.files["1"] = b"x"
