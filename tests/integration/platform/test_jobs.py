"""Timers in the database: at their time, once, after any restart, and without looking again and again."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.support.memory import Hands
from tests.support.things import NOON, job
from tests.support.timers import Diary, schedule
from tests.support.until import until
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, Row, Statement, open_database, statement
from walletdesk.platform.db.outbox import JOB
from walletdesk.platform.jobs import AT_ONCE, FIRST_PAUSE, LEASE, LONGEST_PAUSE, MOST_ATTEMPTS, Jobs

ROWS = statement(sa.select(JOB.c.key, JOB.c.run_at, JOB.c.attempts, JOB.c.dead, JOB.c.error))
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


async def keys(db: Database) -> list[str]:
    return sorted(row[0] for row in await db.all(ROWS))


async def test_a_job_runs_at_its_time_and_is_gone(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await schedule(db, job("a", NOON + SECOND, to="somebody", n=2))
    early = await jobs.run_due()
    clock.forward(seconds=1)
    assert (early, await jobs.run_due(), await jobs.run_due()) == (0, 1, 0)
    assert (diary.ran, diary.args) == ([("a", NOON + SECOND)], [{"to": "somebody", "n": 2}])
    assert await keys(db) == []


async def test_the_earliest_come_first_and_those_not_due_stay(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await schedule(db, *(job(f"{n:02}", NOON + n * SECOND) for n in range(80)))
    clock.forward(seconds=69.5)
    ran = [await jobs.run_due() for _ in range(13)]
    assert (ran, sorted(diary.keys)) == ([AT_ONCE] * 11 + [4, 0], [f"{n:02}" for n in range(70)])
    assert set(diary.keys[:48]) == {f"{n:02}" for n in range(48)}
    assert await keys(db) == [f"{n}" for n in range(70, 80)]


async def test_scheduling_again_moves_it_both_ways(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await schedule(db, job("later", NOON, n=1), job("sooner", NOON + HOUR))
    await schedule(db, job("later", NOON + HOUR, n=2), job("sooner", NOON))
    await jobs.run_due()
    assert diary.keys == ["sooner"]
    clock.forward(hours=1)
    await jobs.run_due()
    assert (diary.keys, diary.args[-1]) == (["sooner", "later"], {"n": 2})


async def test_one_that_only_goes_sooner_is_not_put_off_however_often_it_is_scheduled(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    for n in (3, 2, 5, 9):
        await schedule(db, Job(kind="remind", key="a", run_at=NOON + n * SECOND, only_sooner=True))
    clock.forward(seconds=2)
    assert (await jobs.run_due(), await jobs.run_due(), await keys(db)) == (1, 0, [])


async def test_one_that_only_goes_sooner_runs_once_more_for_what_came_while_it_ran(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    async def comes_again(done: Job) -> None:
        await diary.run(done)
        if len(diary.ran) == 1:
            await schedule(db, Job(kind="remind", key="a", run_at=clock() + 3 * SECOND, only_sooner=True))

    jobs.on("remind", comes_again)
    await schedule(db, Job(kind="remind", key="a", run_at=NOON, only_sooner=True))
    await jobs.run_due()
    clock.forward(seconds=3)
    await jobs.run_due()
    assert [at - NOON for _, at in diary.ran] == [0 * SECOND, 3 * SECOND]


async def test_one_key_of_two_kinds_is_two_jobs(db: Database, jobs: Jobs, diary: Diary) -> None:
    jobs.on("warn", diary.run)
    await schedule(db, job("a"), job("a", kind="warn"))
    await jobs.run_due()
    assert diary.keys == ["a", "a"]


async def test_a_cancelled_job_does_not_run(db: Database, jobs: Jobs, diary: Diary) -> None:
    await schedule(db, job("a"), job("b"))
    async with db.write() as tx:
        tx.cancel("remind", "a")
    await jobs.run_due()
    assert diary.keys == ["b"]


async def test_a_job_of_a_block_that_failed_never_was(db: Database, jobs: Jobs, diary: Diary) -> None:
    with pytest.raises(ZeroDivisionError):
        async with db.write() as tx:
            tx.schedule(job("a"))
            raise ZeroDivisionError
    assert (await jobs.run_due(), diary.keys) == (0, [])


async def test_a_handler_may_schedule_its_own_job_anew(db: Database, clock: Hands) -> None:
    """The end of the first run must not remove the second."""
    ran: list[datetime] = []

    async def every_hour(job: Job) -> None:
        ran.append(clock())
        await schedule(db, Job(kind="remind", key="a", run_at=clock() + HOUR))

    jobs = Jobs(db, clock=clock)
    jobs.on("remind", every_hour)
    await schedule(db, job("a"))
    for _ in range(3):
        await jobs.run_due()
        clock.forward(hours=1)
    assert ran == [NOON, NOON + HOUR, NOON + 2 * HOUR]


async def test_what_fails_comes_back_with_growing_pauses(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    diary.failures = 3
    await schedule(db, job("a"))
    pauses = [await pause_after(db, jobs, clock) for _ in range(3)]
    assert pauses == [FIRST_PAUSE * 2, FIRST_PAUSE * 4, FIRST_PAUSE * 8]
    assert await jobs.run_due() == 1
    assert await keys(db) == []


async def test_after_the_last_attempt_it_is_set_aside_and_says_why(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    diary.failures = 1_000
    await schedule(db, job("a"))
    pauses = [await pause_after(db, jobs, clock) for _ in range(MOST_ATTEMPTS)]
    [(_, _, attempts, dead, error)] = await db.all(ROWS)
    assert (attempts, dead, max(pauses) <= LONGEST_PAUSE) == (MOST_ATTEMPTS, 1, True)
    assert error.startswith("ZeroDivisionError at run:")
    assert "quote" not in error
    assert await jobs.run_due() == 0


async def test_a_failing_job_stops_no_other(db: Database, jobs: Jobs, diary: Diary) -> None:
    async def fails(job: Job) -> None:
        raise ZeroDivisionError

    jobs.on("bad", fails)
    await schedule(db, job("x", kind="bad"), job("a"), job("b"), job("y", kind="nobody handles this"))
    await jobs.run_due()
    assert sorted(diary.keys) == ["a", "b"]
    assert await keys(db) == ["x", "y"]


async def test_a_waiting_job_survives_a_restart(
    new_url: Callable[[], str], clock: Hands, diary: Diary
) -> None:
    url = new_url()
    before = await open_database(url)
    await schedule(before, job("a", NOON + HOUR))
    await before.close()
    clock.forward(hours=2)
    after = await open_database(url)
    jobs = Jobs(after, clock=clock)
    jobs.on("remind", diary.run)
    assert (await jobs.run_due(), diary.keys) == (1, ["a"])
    await after.close()


async def test_a_job_whose_process_died_comes_back_when_its_lease_ends(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await cut_off_in_the_middle(db, clock)
    early = await jobs.run_due()
    clock.at = NOON + LEASE
    assert (early, await jobs.run_due(), diary.keys) == (0, 1, ["a"])


async def test_a_late_end_cannot_remove_what_was_scheduled_meanwhile(db: Database, clock: Hands) -> None:
    """As a process that slept past its lease: the row it would remove is not its own any more."""
    gate, begun = asyncio.Event(), asyncio.Event()

    async def slow(job: Job) -> None:
        begun.set()
        await gate.wait()

    jobs = Jobs(db, clock=clock)
    jobs.on("remind", slow)
    await schedule(db, job("a"))
    running = asyncio.ensure_future(jobs.run_due())
    await begun.wait()
    await schedule(db, job("a", NOON + HOUR))
    gate.set()
    await running
    assert [(key, at) for key, at, *_ in await db.all(ROWS)] == [("a", millis(NOON + HOUR))]


async def test_two_that_look_at_once_run_it_once(db: Database, clock: Hands, diary: Diary) -> None:
    several = [Jobs(db, clock=clock) for _ in range(4)]
    for one in several:
        one.on("remind", diary.run)
    await schedule(db, *(job(f"{n}") for n in range(20)))
    ran = await asyncio.gather(*(one.run_due() for one in several))
    assert (sum(ran), len(diary.keys), len(set(diary.keys))) == (20, 20, 20)


@pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["forward", "back"])
async def test_a_clock_that_jumps_causes_no_storm(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary, jump: timedelta
) -> None:
    await schedule(db, *(job(f"{n:02}", NOON + n * timedelta(minutes=10)) for n in range(12)))
    await jobs.run_due()
    clock.at += jump
    for _ in range(3):
        await jobs.run_due()
    due = [f"{n:02}" for n in range(12) if NOON + n * timedelta(minutes=10) <= max(clock(), NOON)]
    assert sorted(diary.keys) == due, "each once, none before its time"
    clock.at = NOON + 2 * HOUR
    for _ in range(3):
        await jobs.run_due()
    assert sorted(diary.keys) == [f"{n:02}" for n in range(12)]


async def test_started_it_runs_what_is_due_and_what_is_scheduled_later(
    db: Database, jobs: Jobs, diary: Diary
) -> None:
    await schedule(db, job("before"))
    await jobs.start()
    await until(lambda: diary.keys == ["before"])
    await schedule(db, job("after"))
    await until(lambda: diary.keys == ["before", "after"])


async def test_started_it_wakes_by_itself_when_the_time_comes(db: Database, diary: Diary) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    jobs = Jobs(db, clock=lambda: NOON + timedelta(seconds=loop.time() - began))
    jobs.on("remind", diary.run)
    await jobs.start()
    await schedule(db, job("a", NOON + timedelta(seconds=0.4)))
    await asyncio.sleep(0.1)
    early = diary.keys
    await until(lambda: diary.keys == ["a"])
    await jobs.stop()
    assert (early, loop.time() - began >= 0.4) == ([], True)


async def test_stopping_lets_go_of_what_runs_and_its_lease_brings_it_back(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await cut_off_in_the_middle(db, clock)
    assert await keys(db) == ["a"]
    clock.at = NOON + LEASE
    await jobs.start()
    await until(lambda: diary.keys == ["a"])


async def test_embedded_and_idle_it_asks_the_database_nothing(sqlite_template: Path, tmp_path: Path) -> None:
    """A look at the start, then it sleeps until something is scheduled: no polling."""
    file = shutil.copy(sqlite_template, tmp_path / "idle.db")
    db = Counting(await open_database(f"sqlite:///{file}"))
    jobs = Jobs(db, clock=lambda: NOON)
    await jobs.start()
    await asyncio.sleep(0.05)
    looks = db.calls
    await asyncio.sleep(0.3)
    idle = db.calls
    await jobs.stop()
    await db.inner.close()
    assert (0 < looks <= 3, idle - looks) == (True, 0)


class Counting:
    """A database that counts how often it is asked."""

    def __init__(self, inner: Database) -> None:
        self.inner = inner
        self.engine = inner.engine
        self.calls = 0
        self.on_kept = inner.on_kept
        self.create_all = inner.create_all
        self.close = inner.close
        self.slow = inner.slow
        self.scrub = inner.scrub

    def write(self) -> Any:  # noqa: ANN401 - as the inner one's
        self.calls += 1
        return self.inner.write()

    async def one(self, statement: Statement, **values: Any) -> Row | None:  # noqa: ANN401 - as the inner one's
        self.calls += 1
        return await self.inner.one(statement, **values)

    async def all(self, statement: Statement, **values: Any) -> list[Row]:  # noqa: ANN401 - as the inner one's
        self.calls += 1
        return await self.inner.all(statement, **values)


async def pause_after(db: Database, jobs: Jobs, clock: Hands) -> timedelta:
    """Run what is due; how long the failed one then waits. The clock goes there."""
    await jobs.run_due()
    [(_, run_at, *_)] = await db.all(ROWS)
    pause = timedelta(milliseconds=run_at - millis(clock()))
    clock.at += pause
    return pause


async def cut_off_in_the_middle(db: Database, clock: Clock) -> None:
    """A process claims the job "a" and is stopped while it runs."""
    begun = asyncio.Event()

    async def never_ends(job: Job) -> None:
        begun.set()
        await asyncio.Event().wait()

    jobs = Jobs(db, clock=clock)
    jobs.on("remind", never_ends)
    await schedule(db, job("a"))
    await jobs.start()
    await begun.wait()
    await jobs.stop()
