"""Business calendars in SQL. The only file that knows their table."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.hours.model import (
    Calendar,
    CalendarId,
    Covers,
    OneOff,
    OwnHoliday,
    Surge,
    WeeklySpan,
)
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import millis
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)

CALENDAR = table(
    "calendar",
    sa.Column("id", Text, primary_key=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("zone", Text, nullable=False),
    sa.Column("country", Text),
    sa.Column("subdivision", Text),
    sa.Column("dates", Text, nullable=False),  # all that varies, as one JSON document
    sa.Column("version", Whole, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
)
_KEPT = ("id", "name", "zone", "country", "subdivision", "dates", "version")
_ALL = sa.select(*(CALENDAR.c[name] for name in _KEPT))
FIND = statement(_ALL.where(CALENDAR.c.id == sa.bindparam("id")))
LIST = statement(_ALL.order_by(CALENDAR.c.name, CALENDAR.c.id))
_values: dict[str, sa.BindParameter[object]] = {name: sa.bindparam(name) for name in (*_KEPT, "changed_at")}
ADD = statement(insert(CALENDAR).values(_values).on_conflict_do_nothing().returning(CALENDAR.c.id))
REPLACE = statement(
    sa.update(CALENDAR)
    .where(CALENDAR.c.id == sa.bindparam("which"), CALENDAR.c.version == sa.bindparam("before"))
    .values({name: value for name, value in _values.items() if name != "id"})
)


class _Dates(msgspec.Struct):
    week: tuple[WeeklySpan, ...]
    holidays: tuple[OwnHoliday, ...] = ()
    one_offs: tuple[OneOff, ...] = ()
    surges: tuple[Surge, ...] = ()
    covers: Covers = Covers()


class SqlCalendars:
    """Committed calendars."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: CalendarId) -> Calendar | None:
        row = await self._db.one(FIND, id=id)
        return _calendar(row) if row else None

    async def list(self) -> Sequence[Calendar]:
        return [_calendar(row) for row in await self._db.all(LIST)]


class SqlSavedCalendars:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, calendar: Calendar, at: datetime) -> bool:
        return await self._tx.one(ADD, **_row(calendar, at)) is not None

    async def replace(self, calendar: Calendar, at: datetime) -> bool:
        row = _row(calendar, at)
        return await self._tx.run(REPLACE, which=row.pop("id"), before=calendar.version - 1, **row) == 1


class HoursWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.calendars = SqlSavedCalendars(tx)


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[HoursWork]]:
    """``audit``: the staff's, for what administrators change."""
    return works(db, lambda tx: HoursWork(tx, audit(tx)))


def _row(calendar: Calendar, at: datetime) -> dict[str, str | int | None]:
    dates = _Dates(calendar.week, calendar.holidays, calendar.one_offs, calendar.surges, calendar.covers)
    return {
        "id": calendar.id,
        "name": calendar.name,
        "zone": calendar.zone,
        "country": calendar.country,
        "subdivision": calendar.subdivision,
        "dates": msgspec.json.encode(dates).decode(),
        "version": calendar.version,
        "changed_at": millis(at),
    }


def _calendar(row: Row) -> Calendar:
    id, name, zone, country, subdivision, document, version = row
    dates = msgspec.json.decode(document, type=_Dates)
    return Calendar(
        id=CalendarId(id),
        name=name,
        zone=zone,
        week=dates.week,
        country=country,
        subdivision=subdivision,
        holidays=dates.holidays,
        one_offs=dates.one_offs,
        surges=dates.surges,
        covers=dates.covers,
        version=version,
    )
