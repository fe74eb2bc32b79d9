"""Use cases about builds, on both engines."""

import pytest

from tests.support.releases import ReleasesPromises, ReleasesRig
from walletdesk.platform.db import Database
from walletdesk.releases.store import SqlArchive, open_work
from walletdesk.staff.store import audit_in


@pytest.fixture
def rig(db: Database) -> ReleasesRig:
    return ReleasesRig(open_work(db, audit_in(b"k" * 32)), SqlArchive(db))


class TestInSql(ReleasesPromises):
    pass
