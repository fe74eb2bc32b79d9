"""Telling that we could not be reached, on both engines."""

import pytest

from tests.support.kept import events_of
from tests.support.unreached import UnreachedPromises, UnreachedRig
from walletdesk.platform.db import Database
from walletdesk.surveys.unreached.store import SqlArchive, open_work


@pytest.fixture
def rig(db: Database) -> UnreachedRig:
    return UnreachedRig(open_work(db), SqlArchive(db), events_of(db))


class TestInSql(UnreachedPromises):
    pass
