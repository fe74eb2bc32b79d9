"""A history into the tables of reports by the hundred thousand: the same rows as telling and counting it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from walletdesk.insights.reports.model.deriving import figures_of
from walletdesk.insights.reports.model.facts import Did, Fact
from walletdesk.insights.reports.store.tables import ABOUT, FACT, FIGURE
from walletdesk.platform.db import Database, insert, statement
from walletdesk.platform.db.postgres import PostgresDatabase

BLOCK = 20_000  # conversations to a transaction
TOLD_ONCE = 1  # the mark of whoever was told of in one go, and was counted since
_FACT = attrgetter(*(column.name for column in FACT.columns))
_FIGURE = attrgetter(*(column.name for column in FIGURE.columns if column.name not in {"number", "kind"}))
_FIGURE_COLUMNS = ("number", "kind", *(c.name for c in FIGURE.columns if c.name not in {"number", "kind"}))
Line = tuple[Any, ...]


async def fill(db: Database, history: Iterable[Sequence[Fact]], zone: ZoneInfo) -> int:
    """Each part is all that is told about one conversation, or some of an agent. How many facts there are."""
    shifts: dict[str, list[Fact]] = {}
    talks = _without(shifts, history)
    written = 0
    while block := list(islice(talks, BLOCK)):
        written += await _put(db, block, zone)
    return written + await _put(db, list(shifts.values()), zone)


def _without(shifts: dict[str, list[Fact]], history: Iterable[Sequence[Fact]]) -> Iterator[Sequence[Fact]]:
    """An agent comes online many times: those are put aside, to be counted together."""
    for told in history:
        if told[0].did is Did.PRESENT:
            shifts.setdefault(told[0].about, []).extend(told)
        else:
            yield told


async def _put(db: Database, block: Sequence[Sequence[Fact]], zone: ZoneInfo) -> int:
    facts = {_FACT(fact) for told in block for fact in told}  # the same moment of the same agent is one fact
    await _load(db, FACT, [column.name for column in FACT.columns], sorted(facts))
    abouts = [(told[0].about, max(fact.at for fact in told), TOLD_ONCE, TOLD_ONCE) for told in block]
    await _load(db, ABOUT, [column.name for column in ABOUT.columns], sorted(abouts))
    figures = [
        (number, one.of.value, *_FIGURE(one))
        for told in block
        for number, one in enumerate(figures_of(dict.fromkeys(told), zone))
    ]
    await _load(db, FIGURE, _FIGURE_COLUMNS, figures)
    return len(facts)


async def _load(db: Database, table: sa.Table, columns: Sequence[str], lines: Sequence[Line]) -> None:
    if isinstance(db, PostgresDatabase):
        connection = await db.borrow()
        try:
            await connection.copy_records_to_table(table.name, records=lines, columns=columns, timeout=600)
        finally:
            await db.give_back(connection)
        return
    put = statement(insert(table).values({name: sa.bindparam(name) for name in columns}))
    async with db.write() as tx:
        await tx.many(put, [dict(zip(columns, line, strict=True)) for line in lines])
