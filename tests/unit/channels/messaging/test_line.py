"""LINE: its published signature, one sending for each key, and what is not for us."""

import json

import pytest

from tests.unit.channels.messaging.test_providers import AT, account
from walletdesk.channels.messaging.fakes import fakes
from walletdesk.channels.messaging.model import Hook, Out
from walletdesk.channels.messaging.providers import providers
from walletdesk.channels.messaging.providers.line import signature


def test_the_published_signature_of_line() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    secret, signed = "8c570fa6dd201bb328f1c1eac23a96d8", "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
    known = account(fakes()["line"](), channel_secret=secret)
    for given, taken in ((signed, True), (signed.swapcase(), False), ("", False)):
        hook = Hook(method="POST", headers={"x-line-signature": given}, body=body, at=AT)
        assert (providers()["line"].accept(hook, known) is not None) is taken


async def test_line_sends_a_message_of_one_key_once() -> None:
    """The second time it says that it has it already, which is as good."""
    fake, provider = fakes()["line"](), providers()["line"]
    out = Out(to="U1", key="dlv_1", text="Found it.")
    sent = [await provider.send(out, account(fake)) for _ in range(2)]
    assert sent == ["out-1", "out-1"]
    assert [one.text for one in fake.sent] == ["Found it."]


@pytest.mark.parametrize(
    "said",
    [
        {"mode": "standby", "source": {"type": "user", "userId": "U1"}},
        {"mode": "active", "source": {"type": "group", "groupId": "C1", "userId": "U1"}},
    ],
)
def test_line_keeps_nothing_that_is_not_for_us(said: dict[str, object]) -> None:
    event = {"type": "message", "message": {"type": "text", "id": "1", "text": "hello"}, **said}
    body = json.dumps({"events": [event]}).encode()
    fake = fakes()["line"]()
    headers = {"x-line-signature": signature(fake.given["channel_secret"], body)}
    accepted = providers()["line"].accept(
        Hook(method="POST", headers=headers, body=body, at=AT), account(fake)
    )
    assert accepted is not None
    assert accepted.pieces == ()
