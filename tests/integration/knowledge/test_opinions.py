"""Whether an article helped: the same promises on both engines."""

from datetime import UTC, datetime

import pytest

from tests.support.memory import Hands
from tests.support.opinions import AllPublished, OpinionPromises, opinions_of
from walletdesk.knowledge import Opinions
from walletdesk.knowledge.opinions.store import SqlTallies, open_work
from walletdesk.platform.db import Database


@pytest.fixture
def clock() -> Hands:
    return Hands(datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest.fixture
def opinions(db: Database, clock: Hands) -> Opinions:
    return opinions_of(open_work(db), SqlTallies(db), AllPublished(), clock)


class TestInSql(OpinionPromises):
    pass
