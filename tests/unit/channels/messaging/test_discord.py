"""Discord: its scheme of signing, the form behind its button, and what never leaves as a link."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.channels.messaging.test_providers import AT, account
from walletdesk.channels.messaging.fakes.base import Reply
from walletdesk.channels.messaging.fakes.discord import FakeDiscord
from walletdesk.channels.messaging.model import Accepted, Button, FileRef, Out, TryLater
from walletdesk.channels.messaging.providers import providers
from walletdesk.channels.messaging.providers.discord import NEVER, OPENS, REPLY, YOURS, is_signed

RFC_8032_TEST_3 = (
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e97"
    "16ed28dc027beceea1ec40a",
)
DISCORD = providers()["discord"]


def test_its_scheme_agrees_with_the_standard() -> None:
    key, signature = RFC_8032_TEST_3
    assert is_signed(key, signature, b"\xaf\x82")
    wrong = [
        (key, signature, b"\xaf\x83"),
        ("", signature, b"\xaf\x82"),
        (key, "", b"\xaf\x82"),
        ("zz", "é", b""),
    ]
    assert not any(is_signed(*one) for one in wrong)


def taken(**told: Any) -> tuple[Accepted, Any]:  # noqa: ANN401 - of others' making
    fake = FakeDiscord()
    accepted = DISCORD.accept(fake.signed({"id": "1", **fake.who(), **told}, AT), account(fake))
    assert accepted is not None
    return accepted, json.loads(accepted.answer)


def test_a_moment_or_a_body_of_others_is_not_taken() -> None:
    fake = FakeDiscord()
    hook = fake.signed({"type": 1}, AT)
    assert DISCORD.accept(hook, account(fake)) is not None
    for other in (
        replace(hook, body=b'{"type": 2}'),
        replace(hook, method="GET"),
        replace(hook, headers={**hook.headers, "x-signature-timestamp": "1"}),
        replace(hook, at=AT.replace(hour=10)),
    ):
        assert DISCORD.accept(other, account(fake)) is None


@pytest.mark.parametrize(
    "told",
    [
        {"type": 2, "data": {"name": "support"}},
        {"type": 3, "data": {"custom_id": OPENS}},
    ],
)
def test_a_button_or_a_bare_command_opens_a_form_and_keeps_nothing(told: dict[str, object]) -> None:
    accepted, said = taken(**told)
    assert accepted.pieces == ()
    assert (said["type"], said["data"]["title"]) == (9, YOURS)
    [asked] = said["data"]["components"]
    assert asked["component"]["placeholder"] == NEVER


@pytest.mark.parametrize(
    ("told", "words", "answer"),
    [
        (
            {"type": 5, "data": {"components": [{"type": 18, "component": {"value": "It was 20 USDT"}}]}},
            "It was 20 USDT",
            4,
        ),
        ({"type": 5, "data": {"components": [{"components": [{"value": "On Tron"}]}]}}, "On Tron", 4),
        (
            {
                "type": 3,
                "data": {"custom_id": "c:b"},
                "message": {
                    "components": [
                        {
                            "components": [
                                {"custom_id": "c:a", "label": "Yes"},
                                {"custom_id": "c:b", "label": "No"},
                            ]
                        }
                    ]
                },
            },
            "No",
            6,
        ),
    ],
)
def test_a_form_and_a_button_say_what_was_said(told: dict[str, object], words: str, answer: int) -> None:
    accepted, said = taken(**told)
    [piece] = accepted.pieces
    [one] = DISCORD.read(piece.raw, account(FakeDiscord()))
    assert (one.text, one.name, one.language, said["type"]) == (words, "Ann", "en-US", answer)
    assert b"a-token-to-answer-with" not in piece.raw


class Watched(FakeDiscord):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, Any]] = []

    def answer(self, asked: Any) -> Any:  # noqa: ANN401
        self.seen.append((asked.path, asked.body))
        return super().answer(asked)


async def test_an_answer_is_known_again_names_nobody_and_hides_no_link() -> None:
    fake = Watched()
    out = Out(
        to="5", key="dlv_1", text="See [us](https://a.example) @everyone", buttons=(Button("a", "Yes"),)
    )
    await DISCORD.send(out, account(fake))
    told = json.loads(fake.seen[1][1])
    assert told["content"] == "See [us] (https://a.example) @everyone"
    assert (told["enforce_nonce"], told["allowed_mentions"]) == (True, {"parse": []})
    assert len(told["nonce"]) <= 25
    assert [one["label"] for one in told["components"][0]["components"]] == ["Yes", REPLY]


async def test_a_file_is_asked_for_at_discords_own_address() -> None:
    fake = Watched()
    file = {
        "id": "7",
        "filename": "a.png",
        "url": f"https://outside.example/ephemeral-attachments/1/{fake.lays(b'b')}",
    }
    accepted, _ = taken(type=2, data={"resolved": {"attachments": {"7": file}}})
    [one] = DISCORD.read(accepted.pieces[0].raw, account(fake))
    assert one.files == (FileRef(id="/ephemeral-attachments/1/file-1", name="a.png"),)
    assert await DISCORD.fetch(one.files[0], account(fake)) == b"b"


async def test_it_says_how_long_to_wait() -> None:
    fake = FakeDiscord()
    fake.instead.append(Reply(429, {"retry_after": 64.57, "global": False}))
    with pytest.raises(TryLater) as later:
        await DISCORD.send(Out(to="5", key="k", text="hello"), account(fake))
    assert later.value.seconds == 65
