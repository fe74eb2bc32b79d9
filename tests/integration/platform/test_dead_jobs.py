"""A job that failed for good is set aside: seen, told of, and run once more when somebody says so."""

import asyncio
from datetime import timedelta

from tests.support.memory import Hands
from tests.support.things import NOON, job
from tests.support.timers import Diary, schedule
from tests.support.until import until
from walletdesk.platform.db import Database
from walletdesk.platform.jobs import LONGEST_PAUSE, MOST_ATTEMPTS, Jobs


async def set_aside(db: Database, jobs: Jobs, clock: Hands, diary: Diary) -> None:
    """The job "a" fails for good; what is done after it works again."""
    diary.failures = MOST_ATTEMPTS
    await schedule(db, job("a", to="somebody"))
    for _ in range(MOST_ATTEMPTS):
        await jobs.run_due()
        clock.at += LONGEST_PAUSE


async def test_a_dead_job_is_listed_with_what_failed_and_when(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await schedule(db, job("alive", NOON + timedelta(days=30)))
    before = await jobs.dead_jobs()
    await set_aside(db, jobs, clock, diary)
    [dead] = await jobs.dead_jobs()
    assert (before, dead.kind, dead.key) == ([], "remind", "a")
    assert (dead.attempts, dead.failed_at) == (MOST_ATTEMPTS, clock() - LONGEST_PAUSE)
    assert dead.error.startswith("ZeroDivisionError at run:")


async def test_a_dead_job_can_be_run_once_more_as_it_was(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await set_aside(db, jobs, clock, diary)
    diary.failures = 1
    assert await jobs.retry("remind", "a")
    for _ in range(2):
        assert (await jobs.run_due(), await jobs.dead_jobs()) == (1, [])
        clock.at += LONGEST_PAUSE
    assert (diary.args[-1], await jobs.run_due()) == ({"to": "somebody"}, 0)


async def test_only_what_is_dead_can_be_run_once_more(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await schedule(db, job("alive", NOON + timedelta(days=30)))
    tried = [await jobs.retry("remind", key) for key in ("alive", "unknown")]
    assert (tried, await jobs.run_due()) == ([False, False], 0)


async def test_a_dead_job_runs_at_once_when_it_is_tried_again(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await set_aside(db, jobs, clock, diary)
    await jobs.start()
    await asyncio.sleep(0.02)
    asleep = len(diary.ran)
    await jobs.retry("remind", "a")
    await until(lambda: len(diary.ran) == asleep + 1)


async def test_somebody_is_told_of_a_job_that_died_and_once(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    told: list[tuple[str, str]] = []

    async def broken(kind: str, key: str) -> None:
        raise ZeroDivisionError

    async def tell(kind: str, key: str) -> None:
        told.append((kind, key))

    jobs.on_dead(broken)
    jobs.on_dead(tell)
    await set_aside(db, jobs, clock, diary)
    await jobs.run_due()
    assert told == [("remind", "a")]


async def test_one_that_was_set_aside_lives_again_when_it_is_scheduled(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await set_aside(db, jobs, clock, diary)
    await schedule(db, job("a", clock()))
    assert (await jobs.run_due(), await jobs.dead_jobs(), await jobs.run_due()) == (1, [], 0)
