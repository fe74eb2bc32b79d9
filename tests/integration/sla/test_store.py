"""Use cases about promises, on both engines."""

from functools import partial

import pytest

from tests.support.kept import events_of, jobs_of
from tests.support.sla import Rig, SlaPromises
from tests.support.sla_metrics import MetricPromises
from walletdesk.platform.db import Database
from walletdesk.sla.store import SqlReading, open_work
from walletdesk.staff.store import audit_in

KEY = b"k" * 32


@pytest.fixture
async def rig(db: Database) -> Rig:
    return await Rig(SqlReading(db), open_work(db, audit_in(KEY)), events_of(db), partial(jobs_of, db)).open()


class TestInSql(SlaPromises, MetricPromises):
    pass
