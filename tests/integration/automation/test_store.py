"""Use cases about saved replies, on both engines."""

import pytest

from tests.support.automation import ReplyPromises, ReplyRig
from tests.support.kept import events_of
from walletdesk.automation.store import SqlArchive, open_work
from walletdesk.platform.db import Database
from walletdesk.staff.store import SqlReading, audit_in

KEY = b"k" * 32


@pytest.fixture
def rig(db: Database) -> ReplyRig:
    async def audited() -> list[tuple[str, str, str]]:
        return [(row.actor, row.action, row.target) for row in await SqlReading(db).audit_from(1, 50)]

    return ReplyRig(open_work(db, audit_in(KEY)), SqlArchive(db), events_of(db), audited)


class TestInSql(ReplyPromises):
    pass
