"""Use cases of learning, on both engines."""

import pytest
import sqlalchemy as sa

from tests.support.learning import LearningRig
from tests.support.learning_promises import LearningPromises
from walletdesk.assistant.learning.store import SqlArchive, open_work
from walletdesk.platform.db import Database, statement
from walletdesk.staff.store import audit_in
from walletdesk.staff.store.tables import AUDIT

ENTRIES = statement(sa.select(AUDIT.c.actor, AUDIT.c.action, AUDIT.c.target).order_by(AUDIT.c.number))


@pytest.fixture
def rig(db: Database) -> LearningRig:
    return LearningRig(open_work(db, audit_in(b"k" * 32)), SqlArchive(db))


class TestInSql(LearningPromises):
    @pytest.fixture(autouse=True)
    def _listen(self, db: Database) -> None:
        self.db, self.events = db, list[object]()
        db.on_kept(lambda kept: self.events.extend(one.event for one in kept.events))

    async def audited(self, rig: LearningRig) -> list[tuple[str, str, str]]:
        return [(actor, action, target) for actor, action, target in await self.db.all(ENTRIES)]

    async def told(self, rig: LearningRig) -> list[object]:
        return self.events
