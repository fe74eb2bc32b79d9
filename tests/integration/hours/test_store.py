"""Use cases about business calendars, on both engines."""

import pytest

from tests.support.hours import NOW, HoursPromises, TwoHolidays
from tests.support.kept import events_of
from walletdesk.hours import Hours
from walletdesk.hours.store import SqlCalendars, open_work
from walletdesk.kernel.events import Event
from walletdesk.platform.db import Database
from walletdesk.staff.store import audit_in

KEY = b"k" * 32


@pytest.fixture
def hours(db: Database) -> Hours:
    return Hours(
        calendars=SqlCalendars(db),
        open_work=open_work(db, audit_in(KEY)),
        public=TwoHolidays(),
        clock=lambda: NOW,
    )


@pytest.fixture
def events(db: Database) -> list[Event]:
    return events_of(db)


class TestInSql(HoursPromises):
    pass
