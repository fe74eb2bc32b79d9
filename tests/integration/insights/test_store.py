"""Use cases about alerts, on both engines."""

import pytest

from tests.support.insights import AlertPromises, AlertRig
from tests.support.kept import events_of
from walletdesk.insights.store import SqlArchive, open_work
from walletdesk.platform.db import Database


@pytest.fixture
async def rig(db: Database) -> AlertRig:
    return await AlertRig(open_work(db), SqlArchive(db), events_of(db)).open()


class TestInSql(AlertPromises):
    pass
