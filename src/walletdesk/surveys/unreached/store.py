"""Those who could not reach us, in SQL. The only file that knows their table."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
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
from walletdesk.surveys.unreached.model import Told, Unreached

UNREACHED = table(
    "unreached",
    sa.Column("id", Text, primary_key=True),
    sa.Column("once", Text, nullable=False, unique=True),
    sa.Column("at", Whole, nullable=False),
    sa.Column("way", Text, nullable=False),
    sa.Column("on_day", Text),
    sa.Column("about", Text, nullable=False),
    sa.Column("said", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("contact", Text),
    # a seal of the address it was sent from; emptied by who tells after the window of a burst, or at night
    sa.Column("sender", Text, nullable=False, server_default=""),
)
_U = UNREACHED.c
sa.Index("unreached_at", _U.at, _U.way)
sa.Index("unreached_way", _U.way, _U.at)
_COLUMNS = tuple(column.name for column in UNREACHED.columns)
_SHOWN = (_U.id, _U.at, _U.way, _U.on_day, _U.about, _U.said, _U.locale, _U.contact)
DAY = 86_400_000  # ms
_SINCE, _MOST = sa.bindparam("since", type_=Whole), sa.bindparam("most", type_=Whole)

ADD = statement(
    insert(UNREACHED)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["once"])
    .returning(_U.id)
)
LIST = statement(sa.select(*_SHOWN).order_by(_U.at.desc(), _U.id.desc()).limit(_MOST))
OF_WAY = statement(
    sa.select(*_SHOWN).where(_U.way == sa.bindparam("way")).order_by(_U.at.desc(), _U.id.desc()).limit(_MOST)
)
_nobody: sa.ColumnElement[str] = sa.literal_column("''")
_by = sa.func.coalesce(sa.func.nullif(_U.sender, _nobody), _U.id)  # who cannot be told apart is somebody
LATELY = statement(sa.select(sa.func.count(sa.distinct(_by))).where(_U.at >= _SINCE))
_forget_senders = sa.update(UNREACHED).where(_U.at < _SINCE, _U.sender != _nobody).values(sender=_nobody)
FORGET_SENDERS = statement(_forget_senders)
FORGET_LATE_SENDERS = statement(  # along the index, however many ever told
    _forget_senders.where(_U.at >= _SINCE - sa.literal_column(str(DAY)))
)
FORGET_TEXTS = statement(
    sa.update(UNREACHED)
    .where(_U.at < sa.bindparam("before", type_=Whole), _U.said != sa.literal_column("''"))
    .values(said=sa.literal_column("''"))
)
_day = (_U.at // sa.literal_column(str(DAY))).label("day")
COUNTS = statement(sa.select(_day, _U.way, sa.func.count()).where(_U.at >= _SINCE).group_by(_day, _U.way))


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def list(self, *, way: str, most: int) -> Sequence[Unreached]:
        rows = await (self._db.all(OF_WAY, way=way, most=most) if way else self._db.all(LIST, most=most))
        return [_unreached(row) for row in rows]

    async def counts(self, since: datetime) -> Sequence[tuple[date, str, int]]:
        rows = await self._db.all(COUNTS, since=millis(since))
        return [(from_millis(int(day) * DAY).astimezone(UTC).date(), way, int(n)) for day, way, n in rows]


class SqlUnreached:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, one: Unreached, once: str) -> bool:
        told = one.told
        row = await self._tx.one(
            ADD,
            id=one.id,
            once=once,
            at=millis(one.at),
            way=told.way,
            on_day=told.on.isoformat() if told.on else None,
            about=told.about,
            said=told.said,
            locale=told.locale,
            contact=one.contact,
            sender=one.sender,
        )
        return row is not None

    async def senders(self, at: datetime) -> int:
        await self._tx.run(FORGET_LATE_SENDERS, since=millis(at))
        row = await self._tx.one(LATELY, since=millis(at))
        return int(row[0]) if row else 0


async def forget_texts(tx: Transaction, before: datetime) -> int:
    """What was typed; days and ways are counted on."""
    return await tx.run(FORGET_TEXTS, before=millis(before))


async def forget_senders(tx: Transaction, before: datetime) -> int:
    """Whether or not anybody tells after them."""
    return await tx.run(FORGET_SENDERS, since=millis(before))


class UnreachedWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.unreached = SqlUnreached(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[UnreachedWork]]:
    return works(db, UnreachedWork)


def _unreached(row: Row) -> Unreached:
    id, at, way, on, about, said, locale, contact = row
    day = date.fromisoformat(on) if on else None
    return Unreached(
        id=id,
        at=from_millis(at),
        told=Told(way=way, said=said, on=day, about=about, locale=locale),
        contact=contact,
    )
