"""Use cases about saved replies, on both engines."""

import pytest

from tests.support.automation import ReplyPromises, ReplyRig
from tests.support.kept import events_of
from walletdesk.automation.store import SqlArchive, open_work
from walletdesk.platform.db import Database


@pytest.fixture
def rig(db: Database) -> ReplyRig:
    return ReplyRig(open_work(db), SqlArchive(db), events_of(db))


class TestInSql(ReplyPromises):
    pass
