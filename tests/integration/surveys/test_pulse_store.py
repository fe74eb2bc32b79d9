"""The periodic survey, on both engines."""

from functools import partial

import pytest

from tests.support.kept import events_of, jobs_of
from tests.support.pulse import PulsePromises, PulseRig
from walletdesk.platform.db import Database
from walletdesk.surveys.pulse.store import SqlArchive, open_work


@pytest.fixture
def rig(db: Database) -> PulseRig:
    return PulseRig(open_work(db), SqlArchive(db), events_of(db), partial(jobs_of, db))


class TestInSql(PulsePromises):
    pass
