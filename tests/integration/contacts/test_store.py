"""Use cases about contacts, on both engines."""

import pytest

from tests.support.contacts import KEY, People, people
from tests.support.contacts_promises import ContactsPromises
from walletdesk.contacts.store import SqlReading, open_work
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.db import Database
from walletdesk.staff.store import SqlReading as SqlStaffReading
from walletdesk.staff.store import audit_in


@pytest.fixture(name="people")
def people_in_sql(db: Database) -> People:
    seen: list[Event] = []
    db.on_kept(lambda kept: seen.extend(emitted.event for emitted in kept.events))
    return people(open_work(db, audit_in(KEY)), SqlReading(db), lambda: seen)


class TestInSql(ContactsPromises):
    pass


async def test_blocking_is_written_down_with_who_did_it(db: Database, people: People) -> None:
    opened = await people.anonymous()
    await people.book.block(opened.contact.id, by=AgentId("agt_lead"), blocked=True)
    await people.book.block(opened.contact.id, by=AgentId("agt_lead"), blocked=False)
    rows = await SqlStaffReading(db).audit_from(1, 10)
    assert [(row.actor, row.action, row.target) for row in rows] == [
        ("agt_lead", "contact_blocked:other", opened.contact.id),
        ("agt_lead", "contact_unblocked", opened.contact.id),
    ]
