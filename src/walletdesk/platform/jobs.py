"""Work to be done at a time: rows that survive a kill, claimed by lease, not polled for when embedded."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import Clock, from_millis, millis
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, Kept, Row, statement
from walletdesk.platform.db.outbox import JOB
from walletdesk.platform.telemetry import counter

Handler = Callable[[Job], Awaitable[None]]

LEASE = timedelta(seconds=120)  # of a process that died: its jobs come back after this
MOST_ATTEMPTS = 10
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=30)
AT_ONCE = 6  # claimed and running: a storm of deadlines must leave connections to those who write
OTHERS = 5.0  # seconds: on PostgreSQL another node may have scheduled something without our knowing
LONGEST_SLEEP = 3600.0  # seconds: a clock that was set forward is noticed within the hour at the latest

_failed = counter("walletdesk_jobs_failed_total", "Jobs that failed and will be tried again.")
_set_aside = counter("walletdesk_jobs_dead_total", "Jobs set aside after the last attempt.")

_DUE = (
    sa.select(JOB.c.kind, JOB.c.key)
    .where(JOB.c.dead == 0, JOB.c.run_at <= sa.bindparam("now"))
    .order_by(JOB.c.run_at)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
CLAIM = statement(
    sa.update(JOB)
    .where(sa.tuple_(JOB.c.kind, JOB.c.key).in_(_DUE))
    .values(run_at=sa.bindparam("lease_until"))
    .returning(JOB.c.kind, JOB.c.key, JOB.c.args, JOB.c.run_at, JOB.c.turn, JOB.c.attempts)
)
NEXT = statement(sa.select(sa.func.min(JOB.c.run_at)).where(JOB.c.dead == 0))
_MINE = (
    JOB.c.kind == sa.bindparam("job_kind"),
    JOB.c.key == sa.bindparam("job_key"),
    JOB.c.turn == sa.bindparam("my"),
)
_HELD = JOB.c.run_at == sa.bindparam("lease")
LEASED = statement(sa.select(JOB.c.key).where(*_MINE, _HELD))
RENEW = statement(sa.update(JOB).where(*_MINE, _HELD).values(run_at=sa.bindparam("lease_until")))
DONE = statement(sa.delete(JOB).where(*_MINE))
AGAIN = statement(
    sa.update(JOB)
    .where(*_MINE)
    .values({name: sa.bindparam(name) for name in ("run_at", "attempts", "error", "dead")})
)
DEAD = statement(
    sa.select(JOB.c.kind, JOB.c.key, JOB.c.run_at, JOB.c.attempts, JOB.c.error)
    .where(JOB.c.dead == 1)
    .order_by(JOB.c.run_at.desc(), JOB.c.kind, JOB.c.key)
    .limit(sa.bindparam("most"))
)
REVIVE = statement(
    sa.update(JOB)
    .where(JOB.c.kind == sa.bindparam("job_kind"), JOB.c.key == sa.bindparam("job_key"), JOB.c.dead == 1)
    .values(dead=0, attempts=0, run_at=sa.bindparam("run_at"))
    .returning(JOB.c.key)
)

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeadJob:
    """One that failed for good. ``error`` names the kind of failure and the place, nothing else."""

    kind: str
    key: str
    failed_at: datetime
    attempts: int
    error: str


class Jobs:
    """Runs what is due. Handlers must be safe to repeat and look again at the state they act on."""

    def __init__(self, db: Database, *, clock: Clock, renewing: float = LEASE.total_seconds() / 3) -> None:
        """``renewing``: after so many seconds of a run its lease is made longer, again and again."""
        self._db = db
        self._clock = clock
        self._renewing = renewing
        self._handlers: dict[str, Handler] = {}
        self._every: dict[str, timedelta] = {}
        self._dead: list[Callable[[str, str], Awaitable[None]]] = []
        self._woken = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None

    def on(self, kind: str, handler: Handler, *, every: timedelta | None = None) -> None:
        """``every``: begun once by scheduling it, it comes round from then on, whatever becomes of a run."""
        self._handlers[kind] = handler
        if every is not None:
            self._every[kind] = every

    def on_dead(self, listener: Callable[[str, str], Awaitable[None]]) -> None:
        """Tell ``listener`` kind and key of each job that is set aside.

        Of one that comes round, which never is, when it has failed as often in a row.
        """
        self._dead.append(listener)

    async def dead_jobs(self, *, most: int = 100) -> list[DeadJob]:
        """What was set aside, the latest first."""
        found = await self._db.all(DEAD, most=most)
        return [DeadJob(kind, key, from_millis(at), tries, error) for kind, key, at, tries, error in found]

    async def retry(self, kind: str, key: str) -> bool:
        """Run a dead job once more, with all its attempts; False if there is none."""
        async with self._db.write() as tx:
            row = await tx.one(REVIVE, job_kind=kind, job_key=key, run_at=millis(self._clock()))
        self._woken.set()
        return row is not None

    async def start(self) -> None:
        self._db.on_kept(self._kept)
        self._task = asyncio.get_running_loop().create_task(self._watch())

    async def stop(self) -> None:
        """Let go; what was running keeps its lease and comes back."""
        tasks = [t for t in (self._task, *self._running) if t is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def run_due(self) -> int:
        """Claim and run what is due now, ``AT_ONCE`` at most; the number of jobs run."""
        claimed = await self._claim(AT_ONCE)
        await asyncio.gather(*[self._run(row) for row in claimed])
        return len(claimed)

    def _kept(self, kept: Kept) -> None:
        if kept.jobs:
            self._woken.set()

    async def _watch(self) -> None:
        while True:
            self._woken.clear()  # before looking: what is scheduled later sets it again
            try:
                await self._begin()
                wait = await self._seconds_to_next() if self._room else LONGEST_SLEEP
            except Exception as failure:
                LOG.warning("jobs not read", extra={"error": type(failure).__name__})
                wait = OTHERS
            with suppress(TimeoutError):  # not wait_for: Python 3.11's swallows a cancellation at times
                async with asyncio.timeout(wait):
                    await self._woken.wait()

    @property
    def _room(self) -> int:
        return max(0, AT_ONCE - len(self._running))

    async def _begin(self) -> None:
        """No more than can run: a lease must not end while its job waits. Whoever ends makes room."""
        if self._room:
            for row in await self._claim(self._room):
                self._start(row)

    async def _claim(self, most: int) -> list[Row]:
        if not await self._is_due():
            return []
        now = self._clock()
        async with self._db.write() as tx:
            lease = millis(now + LEASE)
            claimed = await tx.all(CLAIM, now=millis(now), lease_until=lease, most=most)
        return sorted(claimed, key=itemgetter(0, 1))  # ids grow with time: begun in that order

    async def _is_due(self) -> bool:
        """A look that writes nothing, so that an idle server stays idle."""
        row = await self._db.one(NEXT)
        return row is not None and row[0] is not None and row[0] <= millis(self._clock())

    async def _seconds_to_next(self) -> float:
        row = await self._db.one(NEXT)
        others = OTHERS if self._db.engine == "postgresql" else LONGEST_SLEEP
        if row is None or row[0] is None:
            return others
        wait: float = (row[0] - millis(self._clock())) / 1000
        return min(max(wait, 0.0), others)

    def _start(self, row: Row) -> None:
        task = asyncio.get_running_loop().create_task(self._run(row))
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._woken.set()

    async def _run(self, row: Row) -> None:
        kind, key, args, lease, turn, failures = row
        mine = {"job_kind": kind, "job_key": key, "my": turn}
        try:
            if await self._db.one(LEASED, **mine, lease=lease) is None:
                return  # cancelled, planned anew, or our lease ended and another has it
            job = Job(kind=kind, key=key, run_at=from_millis(lease), args=msgspec.json.decode(args))
            async with self._leased(mine, lease):
                await self._handlers[kind](job)
            await self._done(mine)
        except Exception as failure:
            await self._failed(mine, failures + 1, failure)

    @asynccontextmanager
    async def _leased(self, mine: dict[str, Any], lease: int) -> AsyncIterator[None]:
        """Ours for as long as it runs: what takes longer than a lease must not be begun beside itself."""
        renewing = asyncio.get_running_loop().create_task(self._renew(mine, lease))
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing

    async def _renew(self, mine: dict[str, Any], lease: int) -> None:
        while True:
            await asyncio.sleep(self._renewing)
            later = millis(self._clock() + LEASE)
            try:
                async with self._db.write() as tx:
                    if not await tx.run(RENEW, **mine, lease=lease, lease_until=later):
                        return  # cancelled or planned anew: no more ours to hold
            except Exception as failure:  # the next time is soon enough
                LOG.warning("lease not renewed", extra={"error": type(failure).__name__})
            else:
                lease = later

    async def _done(self, mine: dict[str, Any]) -> None:
        every = self._every.get(mine["job_kind"])
        async with self._db.write() as tx:
            if every is None:
                await tx.run(DONE, **mine)
            else:
                values = {"run_at": millis(self._clock() + every), "attempts": 0, "error": None, "dead": 0}
                await tx.run(AGAIN, **values, **mine)

    async def _failed(self, mine: dict[str, Any], attempts: int, failure: Exception) -> None:
        _failed.add()
        where = traceback.extract_tb(failure.__traceback__)[-1]
        # never its text: it may quote a person
        error = f"{type(failure).__name__} at {where.name}:{where.lineno}"
        LOG.warning("job failed", extra={"kind": mine["job_kind"], "attempt": attempts, "error": error})
        every = self._every.get(mine["job_kind"])
        is_dead = attempts >= MOST_ATTEMPTS and every is None
        pause = min(FIRST_PAUSE * 2 ** min(attempts, 20), LONGEST_PAUSE, every or LONGEST_PAUSE)
        async with self._db.write() as tx:
            at = millis(self._clock() + (timedelta() if is_dead else pause))  # of a dead one: when it died
            values = {"run_at": at, "attempts": attempts, "error": error, "dead": int(is_dead)}
            is_ours = await tx.run(AGAIN, **values, **mine)
        if is_ours and (is_dead or attempts == MOST_ATTEMPTS):  # else cancelled or planned anew meanwhile
            _set_aside.add(int(is_dead))
            await self._tell_dead(mine["job_kind"], mine["job_key"])
        self._woken.set()

    async def _tell_dead(self, kind: str, key: str) -> None:
        for listener in self._dead:
            try:
                await listener(kind, key)
            except Exception:  # the view shows it anyway
                LOG.exception("dead job not told", extra={"kind": kind})
