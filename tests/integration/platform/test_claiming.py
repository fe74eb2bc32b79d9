"""What is claimed is run at once: a lease never ends while its job waits for room."""

import asyncio
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.support.memory import Hands
from tests.support.things import NOON, job
from tests.support.timers import Diary, schedule
from tests.support.until import until
from walletdesk.kernel.clock import millis
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, statement
from walletdesk.platform.db.outbox import JOB
from walletdesk.platform.jobs import AT_ONCE, LEASE, MOST_ATTEMPTS, Jobs

RUN_AT = statement(sa.select(JOB.c.key, JOB.c.run_at).order_by(JOB.c.key))
MANY = [f"{n:02}" for n in range(4 * AT_ONCE + 1)]


class Slow:
    """Each job runs until it is let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._gates: dict[str, asyncio.Event] = {}

    async def run(self, job: Job) -> None:
        self.begun.append(job.key)
        await self._gates.setdefault(job.key, asyncio.Event()).wait()

    def let_go(self) -> None:
        for key in self.begun:
            self._gates[key].set()


async def waiting(db: Database) -> int:
    """Those that nobody has claimed."""
    return sum(at == millis(NOON) for _, at in await db.all(RUN_AT))


async def test_no_more_are_claimed_than_run_and_whoever_ends_makes_room(db: Database, clock: Hands) -> None:
    slow, jobs = Slow(), Jobs(db, clock=clock)
    jobs.on("remind", slow.run)
    await schedule(db, *(job(key) for key in MANY))
    await jobs.start()
    for running in range(AT_ONCE, len(MANY), AT_ONCE):
        await until(lambda running=running: len(slow.begun) >= running)  # type: ignore[misc]
        await asyncio.sleep(0.02)
        assert (len(slow.begun), await waiting(db)) == (running, len(MANY) - running)
        clock.at += LEASE / 2
        slow.let_go()
    await until(lambda: len(slow.begun) == len(MANY))
    slow.let_go()
    await jobs.stop()
    assert sorted(slow.begun) == MANY


async def test_what_runs_longer_than_its_lease_is_not_begun_beside_itself(db: Database, clock: Hands) -> None:
    looks: list[datetime] = []

    def watched() -> datetime:
        looks.append(clock())
        return looks[-1]

    slow, jobs, other = Slow(), Jobs(db, clock=watched, renewing=0.01), Jobs(db, clock=clock)
    jobs.on("remind", slow.run)
    other.on("remind", slow.run)
    await schedule(db, job("a"))
    running = asyncio.ensure_future(jobs.run_due())
    await until(lambda: slow.begun == ["a"])
    for _ in range(3):
        clock.at += LEASE / 2
        await until(lambda: looks.count(clock.at) > 1)  # before the second look the first was written down
    assert await other.run_due() == 0
    slow.let_go()
    assert (await running, slow.begun, await db.all(RUN_AT)) == (1, ["a"], [])


@pytest.mark.slow
async def test_a_storm_longer_than_a_lease_runs_each_once(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty jobs that together take longer than a lease, each of them far shorter."""
    loop = asyncio.get_running_loop()
    monkeypatch.setattr("walletdesk.platform.jobs.LEASE", LEASE / 100)
    began, ran = loop.time(), list[str]()

    async def busy(job: Job) -> None:
        ran.append(job.key)
        await asyncio.sleep(0.4)

    jobs = Jobs(db, clock=lambda: NOON + timedelta(seconds=loop.time() - began))
    jobs.on("remind", busy)
    await schedule(db, *(job(f"{n:02}") for n in range(30)))
    await jobs.start()
    await until(lambda: len(set(ran)) == 30)
    await asyncio.sleep(LEASE.total_seconds() / 100)
    left = await db.all(RUN_AT)
    await jobs.stop()
    assert (len(ran), left) == (30, [])


async def test_what_was_cancelled_while_it_waited_for_room_does_not_run(db: Database, clock: Hands) -> None:
    slow, jobs = Slow(), Jobs(db, clock=clock)
    jobs.on("remind", slow.run)
    await schedule(db, *(job(key) for key in MANY[: AT_ONCE + 2]))
    await jobs.start()
    await until(lambda: len(slow.begun) == AT_ONCE)
    async with db.write() as tx:
        tx.cancel("remind", MANY[AT_ONCE])
    slow.let_go()
    await until(lambda: len(slow.begun) == AT_ONCE + 1)
    await jobs.stop()
    assert slow.begun[-1] == MANY[AT_ONCE + 1]


@pytest.mark.parametrize("still_there", [False, True], ids=["gone", "another has it"])
async def test_a_claimed_job_that_is_not_ours_any_more_does_not_run(
    db: Database, clock: Hands, *, still_there: bool
) -> None:
    """As a process that slept between the claim and the run."""
    diary, theirs = Diary(clock), Slow()
    sleepy, other = Jobs(db, clock=clock), Jobs(db, clock=clock)
    sleepy.on("remind", diary.run)
    other.on("remind", theirs.run)
    await schedule(db, job("a"))
    [claimed] = await sleepy._claim(1)
    clock.at += LEASE
    running = asyncio.ensure_future(other.run_due())
    await until(lambda: theirs.begun == ["a"])
    if not still_there:
        theirs.let_go()
        await running
    await sleepy._run(claimed)
    theirs.let_go()
    assert (await running, diary.ran, await db.all(RUN_AT)) == (1, [], [])


async def test_only_failures_count_as_attempts(db: Database, clock: Hands) -> None:
    """Stopped in the middle again and again, and then failing once: that is no reason to give it up."""
    for _ in range(MOST_ATTEMPTS + 1):
        slow, stopped = Slow(), Jobs(db, clock=clock)
        stopped.on("remind", slow.run)
        await schedule(db, *([] if await db.all(RUN_AT) else [job("a")]))
        await stopped.start()
        await until(lambda slow=slow: slow.begun == ["a"])  # type: ignore[misc]
        await stopped.stop()
        clock.at += LEASE
    diary, jobs = Diary(clock), Jobs(db, clock=clock)
    diary.failures = 1
    jobs.on("remind", diary.run)
    assert (await jobs.run_due(), await jobs.dead_jobs()) == (1, [])
    clock.at += LEASE
    assert (await jobs.run_due(), diary.keys) == (1, ["a", "a"])
