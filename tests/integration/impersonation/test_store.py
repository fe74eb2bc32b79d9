"""Use cases about fakes, on both engines."""

import pytest

from tests.support.impersonation import FakesPromises, FakesRig
from tests.support.kept import events_of
from walletdesk.impersonation.store import SqlArchive, open_work
from walletdesk.platform.db import Database
from walletdesk.staff.store import audit_in


@pytest.fixture
def rig(db: Database) -> FakesRig:
    return FakesRig(open_work(db, audit_in(b"k" * 32)), SqlArchive(db), events_of(db))


class TestInSql(FakesPromises):
    pass
