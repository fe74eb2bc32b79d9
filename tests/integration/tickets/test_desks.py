"""Use cases of desks, on both engines."""

import pytest

from tests.support.desks import DeskRig
from tests.support.desks_promises import DeskPromises
from tests.support.kept import events_of
from tests.support.tickets import TicketRig
from walletdesk.platform.db import Database
from walletdesk.staff.store import audit_in
from walletdesk.tickets import store as ticket_store
from walletdesk.tickets.desks.store import SqlReading, open_work


@pytest.fixture
def rig(db: Database) -> DeskRig:
    tickets = TicketRig(ticket_store.open_work(db), ticket_store.SqlArchive(db), events_of(db))
    return DeskRig(tickets, open_work(db, audit_in(b"k" * 32)), SqlReading(db))


class TestInSql(DeskPromises):
    pass
