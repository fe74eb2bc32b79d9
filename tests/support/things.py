"""A table, an event and a job that mean nothing, for tests of the engine itself."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from walletdesk.kernel.events import Event
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, insert, statement

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

_MAKE = statement(sa.text("create table thing (id text primary key, note text not null)"))
_THING = sa.Table("thing", sa.MetaData(), sa.Column("id", sa.Text), sa.Column("note", sa.Text))
_row: dict[str, sa.BindParameter[str]] = {name: sa.bindparam(name) for name in ("id", "note")}
ADD = statement(sa.insert(_THING).values(_row))
ADD_ONCE = statement(insert(_THING).values(_row).on_conflict_do_nothing().returning(_THING.c.id))
GET = statement(sa.select(_THING.c.note).where(_THING.c.id == sa.bindparam("id")))
CHANGE = statement(
    sa.update(_THING).where(_THING.c.id == sa.bindparam("thing")).values(note=sa.bindparam("new"))
)
IDS = statement(sa.select(_THING.c.id).order_by(_THING.c.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    about: str
    number: int = 0

    @property
    def topic(self) -> str:
        return self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard(Event):
    """Nobody reacts to it."""

    @property
    def topic(self) -> str:
        return "unheard"


def noted(about: str, number: int = 0) -> Noted:
    return Noted(at=NOON, about=about, number=number)


def job(key: str, at: datetime = NOON, kind: str = "remind", **args: str | int) -> Job:
    return Job(kind=kind, key=key, run_at=at, args=args)


async def make_things(db: Database) -> None:
    async with db.write() as tx:
        await tx.all(_MAKE)


async def add(db: Database, id: str, note: str = "") -> None:
    async with db.write() as tx:
        await tx.run(ADD, id=id, note=note)


async def ids(db: Database) -> list[str]:
    return [row[0] for row in await db.all(IDS)]
