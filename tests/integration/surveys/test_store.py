"""Use cases about surveys, on both engines."""

import pytest

from tests.support.kept import events_of
from tests.support.surveys import SurveyPromises, SurveyRig
from walletdesk.platform.db import Database
from walletdesk.surveys.store import SqlArchive, open_work


@pytest.fixture
def rig(db: Database) -> SurveyRig:
    return SurveyRig(open_work(db), SqlArchive(db), events_of(db))


class TestInSql(SurveyPromises):
    pass
