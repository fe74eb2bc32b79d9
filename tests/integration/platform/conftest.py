"""A clock to turn by hand, a diary of what ran when, and jobs that look when they are told to."""

from collections.abc import AsyncIterator

import pytest

from tests.support.memory import Hands
from tests.support.things import NOON
from tests.support.timers import Diary
from walletdesk.platform.db import Database
from walletdesk.platform.jobs import Jobs


@pytest.fixture
def clock() -> Hands:
    return Hands(NOON)


@pytest.fixture
def diary(clock: Hands) -> Diary:
    return Diary(clock)


@pytest.fixture
async def jobs(db: Database, clock: Hands, diary: Diary) -> AsyncIterator[Jobs]:
    """Not started: the test says when it looks."""
    made = Jobs(db, clock=clock)
    made.on("remind", diary.run)
    yield made
    await made.stop()
