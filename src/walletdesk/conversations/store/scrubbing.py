"""After a message was withdrawn: what was overwritten goes out of the files as well, a moment later."""

from datetime import datetime, timedelta

from walletdesk.conversations.store.search import SqlMessageIndex
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database

SCRUB = "conversations.scrub"  # the job that makes what was overwritten unreadable in the files as well
SETTLE_EVERY = timedelta(minutes=5)  # at most: it rewrites the index, and anybody can have a phrase stopped


class Scrubbing:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._index = SqlMessageIndex(db)
        self._clock = clock
        self._settled: datetime | None = None  # when it was last begun

    async def on_scrub(self, _: Job) -> None:
        """Raises Unavailable while somebody reads the log; the job comes back then."""
        now, last = self._clock(), self._settled
        if last is not None and last <= now < last + SETTLE_EVERY:
            await self._later(last + SETTLE_EVERY)
        else:
            await self._settle(now)
        await self._db.scrub()

    async def _settle(self, now: datetime) -> None:
        last, self._settled = self._settled, now
        try:
            await self._index.settle()
        except BaseException:
            self._settled = last
            raise

    async def _later(self, at: datetime) -> None:
        async with self._db.write() as tx:
            tx.schedule(Job(kind=SCRUB, key="index", run_at=at, only_sooner=True))
