"""What comes round in a whole installation goes on whatever fails, and leads hear that it fails."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.support.installation import Installation, installation
from tests.support.memory import Hands
from tests.support.things import NOON
from walletdesk.insights import Kind, Listing
from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import statement
from walletdesk.platform.db.outbox import JOB
from walletdesk.platform.jobs import MOST_ATTEMPTS

ROW = statement(sa.select(JOB.c.run_at, JOB.c.dead).where(JOB.c.kind == sa.bindparam("job_kind")))
ROUNDS = {
    "routing.sweep": timedelta(minutes=1),
    "routing.repair": timedelta(days=1),
    "files.sweep": timedelta(days=1),
}


@pytest.fixture
def clock() -> Hands:
    return Hands(NOON)


@pytest.fixture
async def house(database_url: str, tmp_path: Path, clock: Hands) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path, clock=clock) as running:
        await running.system.engine.jobs.stop()  # the test says when it looks
        yield running


async def due(house: Installation, kind: str) -> Job:
    [(run_at, dead)] = await house.system.engine.db.all(ROW, job_kind=kind)
    assert not dead
    return Job(kind=kind, key="all", run_at=from_millis(run_at))


@pytest.mark.parametrize("kind", ROUNDS)
async def test_it_comes_round_by_itself(house: Installation, clock: Hands, kind: str) -> None:
    clock.at = (await due(house, kind)).run_at
    await house.system.engine.jobs.run_due()
    assert (await due(house, kind)).run_at == clock.at + ROUNDS[kind]


@pytest.mark.parametrize("kind", ROUNDS)
async def test_it_goes_on_after_any_failure_and_leads_hear_of_it(
    house: Installation, clock: Hands, kind: str
) -> None:
    jobs, works = house.system.engine.jobs, house.system.engine.jobs._handlers[kind]

    async def fails(_: Job) -> None:
        raise ZeroDivisionError

    jobs._handlers[kind] = fails
    for _ in range(MOST_ATTEMPTS + 2):
        clock.at = (await due(house, kind)).run_at
        await jobs.run_due()
    jobs._handlers[kind] = works
    clock.at = (await due(house, kind)).run_at
    await jobs.run_due()
    assert (await due(house, kind)).run_at == clock.at + ROUNDS[kind]
    alerts = await house.system.work.alerting.list(Listing())
    assert [alert.values for alert in alerts if alert.kind is Kind.DEAD_LETTER] == [{"reaction": kind}]
