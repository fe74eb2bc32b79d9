"""Use cases about questions to those outside, on both engines."""

from functools import partial

import pytest

from tests.support.kept import events_of, jobs_of
from tests.support.tasks import TaskPromises, TaskRig
from tests.support.tickets import TicketRig
from walletdesk.platform.db import Database
from walletdesk.tickets.store import SqlArchive
from walletdesk.tickets.store import open_work as open_tickets
from walletdesk.tickets.tasks.store import SqlTaskArchive, open_work


@pytest.fixture
def tasks(db: Database) -> TaskRig:
    events = events_of(db)
    tickets = TicketRig(open_tickets(db), SqlArchive(db), events)
    return TaskRig(tickets, open_work(db), SqlTaskArchive(db), events, partial(jobs_of, db))


class TestInSql(TaskPromises):
    pass
