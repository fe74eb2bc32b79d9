"""Weibo: its published signature, for whom a push is, and when it was written."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.unit.channels.messaging.test_providers import AT, account, hooked
from walletdesk.channels.messaging.fakes import Told, fakes
from walletdesk.channels.messaging.fakes.base import Reply
from walletdesk.channels.messaging.model import Hook, Out, TryLater, Unsure, What
from walletdesk.channels.messaging.providers import providers

SIGNED = "90e4c22c90a58f26526c2dd5b6c56c8822edeaa1"  # as the guide of its platform shows it
SENT_AT = datetime.fromtimestamp(1397022061, UTC)


@pytest.mark.parametrize(
    ("signed", "at", "taken"), [(SIGNED, SENT_AT, True), (SIGNED[::-1], SENT_AT, False), (SIGNED, AT, False)]
)
def test_the_published_signature_of_weibo(signed: str, at: datetime, taken: bool) -> None:
    known = account(fakes()["weibo"](), app_secret="xyz123xyz")
    query = {"timestamp": "1397022061823", "nonce": "57155157", "signature": signed, "echostr": "e"}
    accepted = providers()["weibo"].accept(Hook(method="GET", query=query, at=at), known)
    assert (accepted is not None and accepted.answer == b"e") is taken


def test_a_push_for_another_account_is_not_taken() -> None:
    """Its signature says nothing about the body."""
    fake, provider = fakes()["weibo"](), providers()["weibo"]
    hook = hooked(fake, Told(id="1", text="hello"))
    others = json.dumps({**json.loads(hook.body), "receiver_id": 1}).encode()
    assert provider.accept(hook, account(fake)) is not None
    assert provider.accept(replace(hook, body=others), account(fake)) is None
    assert provider.accept(replace(hook, body=b"<xml>"), account(fake)) is None


@pytest.mark.parametrize(
    ("type", "subtype", "what"),
    [
        ("mention", "comment", What.ELSEWHERE),
        ("event", "follow", What.CAME),
        ("event", "unfollow", What.LEFT),
    ],
)
def test_what_is_no_private_message(type: str, subtype: str, what: What) -> None:
    told = {"type": type, "sender_id": 5, "receiver_id": 6, "text": "@us", "data": {"subtype": subtype}}
    [one] = providers()["weibo"].read(json.dumps(told).encode(), account(fakes()["weibo"]()))
    assert (one.what, one.peer, one.text) == (what, "5", "")


def test_two_messages_of_one_second_are_two() -> None:
    fake, provider = fakes()["weibo"](), providers()["weibo"]
    kept = [
        provider.accept(hooked(fake, Told(id=text, text=text)), account(fake))
        for text in ("one", "two", "one")
    ]
    assert len({accepted.pieces[0].external_id for accepted in kept if accepted}) == 2


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (Reply(403, {"error_code": 10023}), TryLater),
        (Reply(400, {"error_code": 10001}), Unsure),
        (Reply(502, raw=b"<html>"), Unsure),
    ],
)
async def test_what_weibo_says_of_a_message(answer: Reply, raised: type[Exception]) -> None:
    fake = fakes()["weibo"]()
    fake.instead.append(answer)
    with pytest.raises(raised):
        await providers()["weibo"].send(Out(to="5", key="k", text="hello"), account(fake))
