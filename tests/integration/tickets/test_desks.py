"""Use cases of desks, on both engines."""

from dataclasses import replace
from functools import partial

import pytest

from tests.support.desks import FUNDER, DeskRig
from tests.support.desks_promises import DeskPromises
from tests.support.kept import events_of, jobs_of
from tests.support.tickets import LEAD, NOW, TicketRig
from walletdesk.platform.db import Database
from walletdesk.staff.store import audit_in
from walletdesk.tickets import Edit, State
from walletdesk.tickets import store as ticket_store
from walletdesk.tickets.desks.store import SqlReading, open_work
from walletdesk.tickets.tasks import NewTask, Party, TaskState
from walletdesk.tickets.tasks.model import planned
from walletdesk.tickets.tasks.store import open_work as open_tasks


@pytest.fixture
def rig(db: Database) -> DeskRig:
    tickets = TicketRig(ticket_store.open_work(db), ticket_store.SqlArchive(db), events_of(db))
    audit = audit_in(b"k" * 32)
    return DeskRig(tickets, open_work(db, audit), SqlReading(db), partial(jobs_of, db))


class TestInSql(DeskPromises):
    async def test_a_question_of_its_own_keeps_the_contacts_ticket_waiting(
        self, rig: DeskRig, db: Database
    ) -> None:
        id, theirs = (await rig.escalated(review=True)).ticket.id, (await rig.contacts()).id
        await rig.tickets.work.edit(LEAD, theirs, Edit(state=State.WAITING_THIRD_PARTY))
        task = planned(
            NewTask(party=Party.EXCHANGE, name="Sample"),
            id="tsk_1",
            ticket=theirs,
            agent=LEAD.agent,
            at=NOW,
            today=NOW.date(),
        )
        async with open_tasks(db)() as work:
            await work.tasks.add(replace(task, state=TaskState.SENT))
        await rig.tickets.work.edit(FUNDER, id, Edit(state=State.RESOLVED))
        await rig.following.moved(id)
        assert (await rig.contacts()).state is State.WAITING_THIRD_PARTY
