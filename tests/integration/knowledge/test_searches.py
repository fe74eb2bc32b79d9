"""What readers look for: the same promises on both engines."""

import pytest

from tests.support.memory import Hands
from tests.support.opinions import AllPublished
from tests.support.searches import START, SearchPromises, searches_of
from walletdesk.knowledge.searches import Searches
from walletdesk.knowledge.searches.store import SqlCounts, open_work
from walletdesk.platform.db import Database


@pytest.fixture
def clock() -> Hands:
    return Hands(START)


@pytest.fixture
def searches(db: Database, clock: Hands) -> Searches:
    return searches_of(open_work(db), SqlCounts(db), AllPublished(), clock)


class TestInSql(SearchPromises):
    pass
