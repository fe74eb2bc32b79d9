"""Use cases about organizations, on both engines."""

import pytest

from tests.support.organizations import OrganizationPromises, OrganizationRig
from walletdesk.contacts.organizations.store import SqlReading, open_work
from walletdesk.platform.db import Database
from walletdesk.staff.store import audit_in


@pytest.fixture
def rig(db: Database) -> OrganizationRig:
    return OrganizationRig(open_work(db, audit_in(b"k" * 32)), SqlReading(db))


class TestInSql(OrganizationPromises):
    pass
