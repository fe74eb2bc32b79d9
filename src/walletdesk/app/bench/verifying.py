"""What it costs to see whether a webhook is its provider's: every kind that messages, mails and calls."""

import base64
import hmac
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from walletdesk.app.bench.measuring import Report, Result, percentile
from walletdesk.app.bench.server import Bench
from walletdesk.channels.email.wire import signing
from walletdesk.channels.messaging.fakes import Fake, Told, fakes
from walletdesk.channels.messaging.ports import Account
from walletdesk.channels.messaging.providers import providers
from walletdesk.channels.voice.twilio import model as twilio
from walletdesk.kernel.ids import InboxId

MOST_MS: Final = 1.0
SIZES: Final = {"4 kB": 4_000, "64 kB": 64_000}
_TIMES: Final = 200
_AT: Final = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_AS_WELL: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {  # a second way that a kind can be set up
    "wechat": ("plain", {"aes_key": ""}),
}
_SECRET: Final = b"a sample of nobody, 32 bytes long"

Verify = Callable[[], bool]


def measure(bench: Bench, report: Report, seconds: float) -> None:
    """One line for each kind and size: the middle of what whole webhooks cost, with their reading."""
    for size, length in SIZES.items():
        for name, verify in every(length):
            spent = [_milliseconds(verify) for _ in range(_TIMES)]
            value = percentile(spent, 0.5)
            report.add(
                Result(
                    name=f"a webhook checked, {name}, {size}",
                    value=round(value, 3),
                    unit="CPU ms",
                    aim=f"<= {MOST_MS:.0f}",
                    reached=value <= MOST_MS,
                    more={"p99": round(percentile(spent, 0.99), 3)},
                )
            )


def every(length: int) -> Iterator[tuple[str, Verify]]:
    """By the table of kinds: who adds one has it measured."""
    for kind, make in sorted(fakes().items()):
        yield kind, _messaging(make(), length, {})
        if kind in _AS_WELL:
            how, instead = _AS_WELL[kind]
            yield f"{kind} ({how})", _messaging(make(), length, instead)
    yield "mail", _mail(length)
    yield "twilio", _twilio(length)


def _messaging(fake: Fake, length: int, instead: Mapping[str, str]) -> Verify:
    provider, hook = providers()[fake.kind], fake.hook(Told(id="101", text="a" * length), _AT)
    if hook is None:
        raise ValueError("a fake that tells no text")
    account = Account(
        inbox=InboxId("inb_bench"), given={**fake.given, **instead}, line=fake, keep=_nowhere, clock=_then
    )
    return lambda: provider.accept(hook, account) is not None


def _mail(length: int) -> Verify:
    moment, body = str(int(_AT.timestamp())), b"a" * length
    right = base64.b64encode(hmac.digest(_SECRET, f"msg_1.{moment}.".encode() + body, "sha256")).decode()
    headers = {"webhook-id": "msg_1", "webhook-timestamp": moment, "webhook-signature": f"v1,{right}"}
    return lambda: signing.is_fresh(headers, _AT) and signing.is_signed(headers, body, _SECRET)


def _twilio(length: int) -> Verify:
    url, fields = "https://desk.example/hooks", [(f"Field{n}", "a" * 1_000) for n in range(length // 1_000)]
    right = twilio.signature("token", url, fields)
    return lambda: twilio.is_signed("token", url, fields, right)


def _milliseconds(verify: Verify) -> float:
    begin = time.thread_time_ns()
    if not verify():
        raise ValueError("a webhook that is right was not taken")
    return (time.thread_time_ns() - begin) / 1e6


async def _nowhere(_: str, __: str) -> None:
    """What a provider would keep."""


def _then() -> datetime:
    return _AT
