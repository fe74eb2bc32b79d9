"""Mails as a transport brings them: on disk and acknowledged, parsed, then searched and in conversations.

Ordinary ones, and among them some that no reader likes; in one process with its two readers.
"""

import asyncio
import hashlib
import resource
import time
from typing import Final

from walletdesk.app.bench.measuring import Report, Result
from walletdesk.app.bench.server import Bench
from walletdesk.app.wiring.system import System, running
from walletdesk.channels.arrivals import Arriving, State
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.settings import Settings

PER_SECOND: Final = 200
ORDINARY, HOSTILE, AT_ONCE = 600, 12, 20
TEXT: Final = (
    "Hello, I sent 20 USDT on Tron yesterday evening and it has not arrived. The app says that it is done. "
    "Could you please look? I have restarted the app twice. "
)


def measure(bench: Bench, report: Report, seconds: float) -> None:
    bench.prepare(1)
    parsed, kept, taken, spent = asyncio.run(_measure(bench.settings))
    report.add(
        Result(
            name=f"{ORDINARY} mails on disk, acknowledged and parsed",
            value=round(parsed, 1),
            unit="per second",
            aim=f">= {PER_SECOND}",
            reached=parsed >= PER_SECOND,
        )
    )
    report.add(
        Result(
            name=f"{ORDINARY} mails into conversations, {HOSTILE} hostile ones among them",
            value=round(taken, 1),
            unit="per second",
            aim=f">= {PER_SECOND}",
            reached=taken >= PER_SECOND,
            more={"on disk and acknowledged per second": round(kept, 1), "cpu_ms_per_mail": round(spent, 2)},
        )
    )


async def _measure(settings: Settings) -> tuple[float, float, float, float]:
    """Stored and parsed, stored, and taken per second, and CPU milliseconds for each."""
    async with running(settings) as system:
        [agent, *_] = await system.staff.personnel.list()
        given = {"address": "support@wallet.example"}
        inbox = await system.intake.inboxes.add("email", "Mail", given, {}, by=agent.id)
        await system.intake.arrivals.keep(inbox.id, "email", _arriving(_ordinary(-1)))
        await _all_taken(system, inbox.id)  # the readers have started
        mails = [_arriving(raw) for raw in _mails()]
        began, cpu = time.perf_counter(), _cpu()
        for first in range(0, len(mails), AT_ONCE):
            await system.intake.arrivals.keep(inbox.id, "email", *mails[first : first + AT_ONCE])
        kept = time.perf_counter() - began
        await _all_taken(system, inbox.id)
        taken = time.perf_counter() - began
        parsed = kept + await _parsed(system, [_ordinary(number) for number in range(ORDINARY)])
        await system.mail_talks.readers.close()
        spent = _cpu() - cpu
    return ORDINARY / parsed, len(mails) / kept, len(mails) / taken, 1_000 * spent / len(mails)


async def _parsed(system: System, mails: list[bytes]) -> float:
    """Seconds for all of them, by the readers alone."""
    began = time.perf_counter()
    await asyncio.gather(*(system.mail_talks.readers.read(raw) for raw in mails))
    return time.perf_counter() - began


async def _all_taken(system: System, inbox: InboxId) -> None:
    while await system.intake.arrivals.listed(inbox, [State.WAITING], most=1):  # noqa: ASYNC110 - as a stop watch
        await asyncio.sleep(0.02)  # nobody is told of it


def _mails() -> list[bytes]:
    each = ORDINARY // HOSTILE
    mails = list[bytes]()
    for number in range(HOSTILE):
        mails += [_hostile(number), *(_ordinary(number * each + n) for n in range(each))]
    return mails


def _ordinary(number: int) -> bytes:
    lines = [
        f"From: Li <li{number}@customer{number}.example>",
        "To: support@wallet.example",
        f"Subject: Not here {number}",
        f"Message-ID: <{number}@customer.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]
    return "\r\n".join([*lines, "", TEXT * 5, "-- ", "Li", ""]).encode()


def _hostile(number: int) -> bytes:
    """Parts inside parts, and markup that is never closed."""
    if number % 2:
        return f"From: x{number}@evil.example\r\nContent-Type: text/html\r\n\r\n{'<div><a' * 60_000}".encode()
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(200))
    return f"From: x{number}@evil.example\r\n{parts}".encode()


def _arriving(raw: bytes) -> Arriving:
    return Arriving(hashlib.sha256(raw).hexdigest(), raw)


def _cpu() -> float:
    own, others = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
