"""Use cases about contacts, on both engines."""

import pytest

from tests.support.contacts import People, people
from tests.support.contacts_promises import ContactsPromises
from walletdesk.contacts.store import SqlReading, open_work
from walletdesk.kernel.events import Event
from walletdesk.platform.db import Database


@pytest.fixture(name="people")
def people_in_sql(db: Database) -> People:
    seen: list[Event] = []
    db.on_kept(lambda kept: seen.extend(emitted.event for emitted in kept.events))
    return people(open_work(db), SqlReading(db), lambda: seen)


class TestInSql(ContactsPromises):
    pass
