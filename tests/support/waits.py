"""The history of waits in memory, and one to begin with in a database."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from walletdesk.kernel.clock import millis, utc_now
from walletdesk.platform.db import Database
from walletdesk.routing.waits import Accuracy, HourMeasured, Wait
from walletdesk.routing.waits.store import KEEP

MINUTE = timedelta(minutes=1)
Kept = dict[tuple[str, datetime], tuple[str, Wait]]  # conversation and begin: queue and wait


class MemoryHistories:
    def __init__(self, kept: Callable[[], Kept]) -> None:
        self._kept = kept

    async def lately(self, pool: str, limit: int) -> Sequence[Wait]:
        found = [wait for of, wait in self._kept().values() if of == pool and wait.place]
        return sorted(found, key=lambda wait: wait.ended_at)[-limit:]

    async def accuracy(self, limit: int) -> Accuracy:
        told = [wait for _, wait in self._kept().values() if wait.low is not None and wait.served]
        told = sorted(told, key=lambda wait: wait.ended_at)[-limit:]
        below = sum(wait.waited < (wait.low or 0) * MINUTE for wait in told)
        above = sum(wait.waited > (wait.high or 0) * MINUTE for wait in told)
        return Accuracy(told=len(told), held=len(told) - below - above, below=below, above=above)

    async def hours(self, since: datetime) -> Sequence[HourMeasured]:
        waits = [wait for _, wait in self._kept().values() if wait.joined_at >= since]
        begun = sorted({wait.joined_at.replace(minute=0, second=0, microsecond=0) for wait in waits})
        return [_hour(begins, waits) for begins in begun]


def _hour(begins: datetime, waits: Sequence[Wait]) -> HourMeasured:
    within = [wait for wait in waits if begins <= wait.joined_at < begins + 60 * MINUTE]
    waited = sum((wait.waited for wait in within), 0 * MINUTE)
    return HourMeasured(begins=begins, joined=len(within), waited=waited)


async def has_waited(db: Database, pool: str) -> None:
    """Twenty of the last twenty minutes: four or five minutes a place, with one agent."""
    now = utc_now()
    rows = []
    for n in range(20):
        place, ended = 1 + n % 3, now - n * MINUTE
        joined = ended - place * (4 + n % 2) * MINUTE
        waited = {"joined_at": millis(joined), "ended_at": millis(ended), "how": "assigned", "pool": pool}
        told = {"low": None, "high": None, "expected": None}
        named = f"cnv_{pool}{n:02}"
        rows.append({"conversation": named, "place": place, "agents": 1, **waited, **told})
    async with db.write() as tx:
        await tx.many(KEEP, rows)
