"""Work that comes round: no failure, restart or second beginning ends it or doubles it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.support.memory import Hands
from tests.support.things import NOON, job
from tests.support.timers import Diary, schedule
from walletdesk.kernel.clock import from_millis
from walletdesk.platform.db import Database, statement
from walletdesk.platform.db.outbox import JOB
from walletdesk.platform.jobs import FIRST_PAUSE, MOST_ATTEMPTS, Jobs

ROWS = statement(sa.select(JOB.c.run_at, JOB.c.dead, JOB.c.error))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
async def jobs(db: Database, clock: Hands, diary: Diary, told: list[tuple[str, str]]) -> AsyncIterator[Jobs]:
    async def tell(kind: str, key: str) -> None:
        told.append((kind, key))

    made = Jobs(db, clock=clock)
    made.on("remind", diary.run, every=MINUTE)
    made.on_dead(tell)
    await schedule(db, job("all"))
    yield made
    await made.stop()


async def test_it_comes_round_however_often_it_was_begun(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    await schedule(db, job("all"))
    for _ in range(3):
        await jobs.run_due()
        await jobs.run_due()
        clock.at += MINUTE
    assert [at for _, at in diary.ran] == [NOON, NOON + MINUTE, NOON + 2 * MINUTE]


async def test_a_failure_is_tried_again_no_later_than_it_would_have_come_round(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary
) -> None:
    diary.failures = MOST_ATTEMPTS
    pauses = []
    for _ in range(MOST_ATTEMPTS):
        await jobs.run_due()
        [(run_at, _, _)] = await db.all(ROWS)
        pauses.append(from_millis(run_at) - clock())
        clock.at = from_millis(run_at)
    assert (pauses[0], max(pauses)) == (FIRST_PAUSE * 2, MINUTE)


async def test_no_number_of_failures_ends_it_and_somebody_is_told_once(
    db: Database, jobs: Jobs, clock: Hands, diary: Diary, told: list[tuple[str, str]]
) -> None:
    diary.failures = 3 * MOST_ATTEMPTS
    for _ in range(3 * MOST_ATTEMPTS + 1):
        assert await jobs.run_due() == 1
        clock.at += MINUTE
    [(_, dead, error)] = await db.all(ROWS)
    assert (told, dead, error) == ([("remind", "all")], 0, None)
    diary.failures = MOST_ATTEMPTS
    for _ in range(MOST_ATTEMPTS + 1):
        assert await jobs.run_due() == 1
        clock.at += MINUTE
    assert told == [("remind", "all")] * 2


async def test_one_that_was_planned_anew_while_it_ran_keeps_that_plan(db: Database, clock: Hands) -> None:
    """As another node that starts meanwhile."""

    async def begins_again(_: object) -> None:
        await schedule(db, job("all", NOON + 9 * MINUTE))

    jobs = Jobs(db, clock=clock)
    jobs.on("remind", begins_again, every=MINUTE)
    await schedule(db, job("all"))
    await jobs.run_due()
    [(run_at, _, _)] = await db.all(ROWS)
    assert from_millis(run_at) == NOON + 9 * MINUTE
