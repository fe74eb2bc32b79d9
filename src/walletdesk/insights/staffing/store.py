"""What leads enter for staffing, in SQL. The only file that knows these tables."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime

import msgspec
import sqlalchemy as sa

from walletdesk.insights.staffing.model.basis import Own
from walletdesk.insights.staffing.model.plan import EventId, PlannedEvent, Shift, ShiftId
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import millis
from walletdesk.platform.db import (
    Database,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)

ONLY = "staffing"
_PARTS = 1000  # a factor is kept in thousandths

TERMS = table(
    "staffing_terms",
    sa.Column("id", Text, primary_key=True),
    sa.Column("terms", Text, nullable=False),  # JSON: what leads set themselves
    sa.Column("version", Whole, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
)
SHIFT = table(
    "staffing_shift",
    sa.Column("id", Text, primary_key=True),
    sa.Column("starts", Whole, nullable=False),  # minutes of the wall
    sa.Column("ends", Whole, nullable=False),
    sa.Column("people", Whole, nullable=False),
    sa.Column("days", Text, nullable=False),  # of the week, such as 0,1,2; empty: on one date
    sa.Column("on_date", Text),
    sa.Column("team", Text, nullable=False),  # empty: of no team, for everybody together
)
EVENT = table(
    "staffing_event",
    sa.Column("id", Text, primary_key=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("begins", Text, nullable=False),
    sa.Column("ends", Text, nullable=False),
    sa.Column("factor", Whole, nullable=False),
)
_kept: dict[str, sa.BindParameter[object]] = {
    "terms": sa.bindparam("terms"),
    "version": sa.bindparam("version"),
    "changed_at": sa.bindparam("at"),
}
READ_TERMS = statement(sa.select(TERMS.c.terms, TERMS.c.version))
ADD_TERMS = statement(
    insert(TERMS)
    .values({"id": sa.bindparam("id"), **_kept})
    .on_conflict_do_nothing()
    .returning(TERMS.c.version)
)
REPLACE_TERMS = statement(sa.update(TERMS).where(TERMS.c.version == sa.bindparam("before")).values(_kept))
SHIFTS = statement(sa.select(SHIFT).order_by(SHIFT.c.starts, SHIFT.c.ends, SHIFT.c.id))
EVENTS = statement(sa.select(EVENT).order_by(EVENT.c.begins, EVENT.c.id))
COUNT = statement(
    sa.select(
        sa.select(sa.func.count()).select_from(SHIFT).scalar_subquery(),
        sa.select(sa.func.count()).select_from(EVENT).scalar_subquery(),
    )
)
ADD_SHIFT = statement(insert(SHIFT).values({column.name: sa.bindparam(column.name) for column in SHIFT.c}))
ADD_EVENT = statement(insert(EVENT).values({column.name: sa.bindparam(column.name) for column in EVENT.c}))
REMOVE_SHIFT = statement(sa.delete(SHIFT).where(SHIFT.c.id == sa.bindparam("id")))
REMOVE_EVENT = statement(sa.delete(EVENT).where(EVENT.c.id == sa.bindparam("id")))


class SqlPlans:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def terms(self) -> tuple[Own, int]:
        row = await self._db.one(READ_TERMS)
        return (msgspec.json.decode(row[0], type=dict[str, float]), int(row[1])) if row else ({}, 0)

    async def shifts(self) -> Sequence[Shift]:
        return [
            Shift(
                id=ShiftId(id),
                start=starts,
                end=ends,
                people=people,
                days=tuple(int(day) for day in days.split(",") if day),
                on=date.fromisoformat(on) if on else None,
                team=team,
            )
            for id, starts, ends, people, days, on, team in await self._db.all(SHIFTS)
        ]

    async def events(self) -> Sequence[PlannedEvent]:
        return [
            PlannedEvent(
                id=EventId(id),
                name=name,
                begins=date.fromisoformat(begins),
                ends=date.fromisoformat(ends),
                factor=factor / _PARTS,
            )
            for id, name, begins, ends, factor in await self._db.all(EVENTS)
        ]


class SqlSavedPlans:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def keep_terms(self, own: Own, version: int, at: datetime) -> bool:
        kept = {
            "terms": msgspec.json.encode(own).decode(),
            "version": version + 1,
            "at": millis(at),
        }
        if version:
            return await self._tx.run(REPLACE_TERMS, before=version, **kept) == 1
        return await self._tx.one(ADD_TERMS, id=ONLY, **kept) is not None

    async def count(self) -> tuple[int, int]:
        row = await self._tx.one(COUNT)
        return (int(row[0]), int(row[1])) if row else (0, 0)

    async def add_shift(self, shift: Shift) -> None:
        await self._tx.run(
            ADD_SHIFT,
            id=shift.id,
            starts=shift.start,
            ends=shift.end,
            people=shift.people,
            days=",".join(map(str, shift.days)),
            on_date=shift.on.isoformat() if shift.on else None,
            team=shift.team,
        )

    async def remove_shift(self, id: ShiftId) -> bool:
        return await self._tx.run(REMOVE_SHIFT, id=id) == 1

    async def add_event(self, event: PlannedEvent) -> None:
        await self._tx.run(
            ADD_EVENT,
            id=event.id,
            name=event.name,
            begins=event.begins.isoformat(),
            ends=event.ends.isoformat(),
            factor=round(event.factor * _PARTS),
        )

    async def remove_event(self, id: EventId) -> bool:
        return await self._tx.run(REMOVE_EVENT, id=id) == 1


class StaffingWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.plans = SqlSavedPlans(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[StaffingWork]]:
    """``audit``: the staff's, for what leads change."""
    return works(db, lambda tx: StaffingWork(tx, audit(tx)))
