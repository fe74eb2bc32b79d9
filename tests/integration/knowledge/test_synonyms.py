"""Words of the house: the same promises on both engines."""

import pytest

from tests.support.memory import Hands, MemoryAudit
from tests.support.synonyms import START, Shelf, SynonymPromises, synonyms_of
from walletdesk.knowledge.synonyms import Synonyms
from walletdesk.knowledge.synonyms.store import SqlKept, open_work
from walletdesk.platform.db import Database


@pytest.fixture
def clock() -> Hands:
    return Hands(START)


@pytest.fixture
def synonyms(db: Database, clock: Hands) -> Synonyms:
    return synonyms_of(open_work(db, lambda _: MemoryAudit()), SqlKept(db), Shelf(), clock)


class TestInSql(SynonymPromises):
    pass
