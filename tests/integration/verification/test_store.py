"""Use cases of proving who we are, on both engines."""

import pytest

from tests.support.kept import events_of
from tests.support.verification import ProofRig
from tests.support.verification_promises import ProofPromises
from walletdesk.platform.db import Database
from walletdesk.verification.store import SqlArchive, open_work


@pytest.fixture
def rig(db: Database) -> ProofRig:
    archive = SqlArchive(db)
    return ProofRig(open_work(db), archive, archive, events_of(db))


class TestInSql(ProofPromises):
    pass
