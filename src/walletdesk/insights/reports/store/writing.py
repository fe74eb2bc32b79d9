"""Writing facts and figures."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from datetime import datetime
from operator import attrgetter

import sqlalchemy as sa

from walletdesk.insights.reports.model.facts import Did, Fact
from walletdesk.insights.reports.model.figures import Figure
from walletdesk.insights.reports.ports import Stale
from walletdesk.insights.reports.store.tables import ABOUT, FACT, FIGURE, IS_STALE, WHO, parcels
from walletdesk.kernel.clock import millis
from walletdesk.platform.db import Database, SqlWork, Text, Transaction, Whole, insert, statement, works

_who = sa.bindparam("who", type_=Text)
TELL = statement(
    insert(FACT)
    .values({column.name: sa.bindparam(column.name) for column in FACT.columns})
    .on_conflict_do_nothing()
)
_told = insert(ABOUT).values(about=_who, last_at=sa.bindparam("at", type_=Whole), mark=1, counted=0)
_later = sa.case(
    (_told.excluded.last_at > ABOUT.c.last_at, _told.excluded.last_at), else_=ABOUT.c.last_at
)  # the two engines have different words for the greater of two
MARK = statement(
    _told.on_conflict_do_update(index_elements=["about"], set_={"mark": ABOUT.c.mark + 1, "last_at": _later})
)
SETTLE = statement(
    sa.update(ABOUT)
    .where(ABOUT.c.about == _who, ABOUT.c.mark == sa.bindparam("upto", type_=Whole))
    .values(counted=ABOUT.c.mark)
)
COUNT_ANEW = statement(sa.update(ABOUT).where(~IS_STALE).values(counted=sa.literal_column("-1")))
SETTLED = statement(
    sa.select(ABOUT.c.about, ABOUT.c.mark).where(ABOUT.c.about.in_(WHO), ABOUT.c.mark == ABOUT.c.counted)
)
TAKE = statement(sa.delete(FIGURE).where(FIGURE.c.about.in_(WHO)))
PUT = statement(insert(FIGURE).values({column.name: sa.bindparam(column.name) for column in FIGURE.columns}))
FORGET = tuple(statement(sa.delete(one).where(one.c.about == _who)) for one in (FIGURE, FACT, ABOUT))
FORGET_FIGURES = statement(sa.delete(FIGURE).where(FIGURE.c.day < sa.bindparam("first", type_=Whole)))
FORGET_PRESENCE = statement(
    sa.delete(FACT).where(
        FACT.c.did == sa.literal_column(f"'{Did.PRESENT.value}'"),
        FACT.c.at < sa.bindparam("before", type_=Whole),
    )
)


# A figure's own fields by hand: asdict copies each deeply, which was half of the time of counting a year anew
_SAME = tuple(column.name for column in FIGURE.columns if column.name not in {"number", "kind"})
_same = attrgetter(*_SAME)


class ReportsWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)

    async def tell(self, facts: Sequence[Fact]) -> None:
        """In one order, so that two nodes do not wait for each other crosswise."""
        ordered = sorted(facts, key=lambda fact: (fact.about, fact.order))
        latest = {fact.about: fact.at for fact in ordered}
        await self.tx.many(TELL, [asdict(fact) | {"did": fact.did.value} for fact in ordered])
        await self.tx.many(MARK, [{"who": about, "at": at} for about, at in latest.items()])

    async def count(self, made: Sequence[tuple[Stale, Sequence[Figure]]]) -> None:
        """Who was told of again meanwhile is still stale, and counted the next time."""
        await self.tx.many(SETTLE, [{"who": one.about, "upto": one.mark} for one, _ in made])
        settled = {
            (about, mark)
            for some in parcels([one.about for one, _ in made])
            for about, mark in await self.tx.all(SETTLED, **some)
        }
        kept = [(one.about, figures) for one, figures in made if (one.about, one.mark) in settled]
        for some in parcels([about for about, _ in kept]):
            await self.tx.run(TAKE, **some)
        rows = [_row(figure, number) for _, figures in kept for number, figure in enumerate(figures)]
        await self.tx.many(PUT, rows)

    async def count_anew(self) -> int:
        return await self.tx.run(COUNT_ANEW)

    async def forget(self, about: Collection[str]) -> None:
        for one in about:
            for everything in FORGET:
                await self.tx.run(everything, who=one)

    async def forget_before(self, at: datetime, day: int) -> None:
        await self.tx.run(FORGET_FIGURES, first=day)
        await self.tx.run(FORGET_PRESENCE, before=millis(at))


def _row(figure: Figure, number: int) -> dict[str, str | int | None]:
    return {**dict(zip(_SAME, _same(figure), strict=True)), "kind": figure.of.value, "number": number}


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[ReportsWork]]:
    return works(db, ReportsWork)
