"""Use cases about surveys, on both engines."""

import pytest

from tests.support.kept import events_of
from tests.support.memory import MemoryAudit
from tests.support.surveys import SurveyRig
from tests.support.surveys_promises import SurveyPromises
from walletdesk.platform.db import Database
from walletdesk.surveys.store import SqlArchive, SqlReviewArchive, open_work


@pytest.fixture
def rig(db: Database) -> SurveyRig:
    audit = MemoryAudit()
    return SurveyRig(open_work(db, lambda _: audit), SqlArchive(db), SqlReviewArchive(db), events_of(db))


class TestInSql(SurveyPromises):
    pass
