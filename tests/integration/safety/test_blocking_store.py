"""Use cases about block lists, on both engines."""

import pytest

from tests.support.blocking import BlockingPromises, BlockingRig
from walletdesk.platform.db import Database
from walletdesk.safety.blocking.store import SqlBlockLists, open_work


@pytest.fixture
def rig(db: Database) -> BlockingRig:
    return BlockingRig(open_work(db), SqlBlockLists(db))


class TestInSql(BlockingPromises):
    pass
