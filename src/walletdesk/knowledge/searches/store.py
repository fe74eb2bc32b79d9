"""Searches and openings in SQL. The only file that knows their tables."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.searches.model import Asked, Ended, Opening, Period, Sought
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

SEARCH = table(
    "search_count",
    sa.Column("words", Text, primary_key=True),
    sa.Column("locale", Text, primary_key=True),
    sa.Column("day", Text, primary_key=True),
    sa.Column("times", Whole, nullable=False),
    sa.Column("in_vain", Whole, nullable=False),
)
sa.Index("search_count_by_day", SEARCH.c.day)
OPENING = table(
    "article_opening",
    sa.Column("reader", Text, primary_key=True),
    sa.Column("article", Text, primary_key=True),
    sa.Column("locale", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("went_on", Whole, nullable=False),
)
sa.Index("article_opening_by_time", OPENING.c.at)
_count = insert(SEARCH).values(
    words=sa.bindparam("words"),
    locale=sa.bindparam("locale"),
    day=sa.bindparam("day"),
    times=1,
    in_vain=sa.bindparam("in_vain"),
)
COUNT = statement(
    _count.on_conflict_do_update(
        index_elements=["words", "locale", "day"],
        set_={
            "times": SEARCH.c.times + _count.excluded.times,
            "in_vain": SEARCH.c.in_vain + _count.excluded.in_vain,
        },
    )
)
OPEN = statement(
    insert(OPENING)
    .values({column.name: sa.bindparam(column.name) for column in OPENING.c})
    .on_conflict_do_nothing()
)
SETTLE = statement(
    sa.update(SEARCH)
    .where(SEARCH.c.words == sa.bindparam("which"), SEARCH.c.locale == sa.bindparam("of"))
    .values(in_vain=0)
)
GO_ON = statement(sa.update(OPENING).where(OPENING.c.reader == sa.bindparam("whose")).values(went_on=1))
FORGET = statement(
    sa.delete(SEARCH).where(
        (SEARCH.c.day < sa.bindparam("before"))
        | ((SEARCH.c.day < sa.bindparam("once_before")) & (SEARCH.c.times == 1) & (SEARCH.c.in_vain == 0))
    )
)
CLOSE = statement(sa.delete(OPENING).where(OPENING.c.at < sa.bindparam("opened_before")))
_times, _in_vain = sa.func.sum(SEARCH.c.times), sa.func.sum(SEARCH.c.in_vain)
_sought = (
    sa.select(SEARCH.c.words, SEARCH.c.locale, _times, _in_vain, sa.func.max(SEARCH.c.day))
    .where(
        SEARCH.c.day >= sa.bindparam("since"),
        (SEARCH.c.locale == sa.bindparam("of")) | (sa.bindparam("of") == ""),
    )
    .group_by(SEARCH.c.words, SEARCH.c.locale)
    .limit(sa.bindparam("most"))
)
IN_VAIN = statement(_sought.having(_in_vain > 0).order_by(_in_vain.desc(), SEARCH.c.words, SEARCH.c.locale))
FREQUENT = statement(_sought.order_by(_times.desc(), SEARCH.c.words, SEARCH.c.locale))
DAILY = statement(
    sa.select(SEARCH.c.day, SEARCH.c.locale, _times, _in_vain)
    .where(SEARCH.c.day >= sa.bindparam("since"))
    .group_by(SEARCH.c.day, SEARCH.c.locale)
)
_opened = sa.func.count()
ENDED = statement(
    sa.select(OPENING.c.article, OPENING.c.locale, _opened, _opened - sa.func.sum(OPENING.c.went_on))
    .select_from(OPENING)
    .where(OPENING.c.at >= sa.bindparam("since"), OPENING.c.at <= sa.bindparam("until"))
    .group_by(OPENING.c.article, OPENING.c.locale)
    .order_by(_opened.desc(), OPENING.c.article, OPENING.c.locale)
)


class SqlCounts:
    """Committed counts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def in_vain(self, *, since: str, locale: str, most: int) -> Sequence[Sought]:
        return [_of(row) for row in await self._db.slow(IN_VAIN, since=since, of=locale, most=most)]

    async def frequent(self, *, since: str, locale: str, most: int) -> Sequence[Sought]:
        return [_of(row) for row in await self._db.slow(FREQUENT, since=since, of=locale, most=most)]

    async def daily(self, *, since: str) -> Sequence[Period]:
        rows = await self._db.slow(DAILY, since=since)
        return [
            Period(begins=day, locale=locale, times=int(times), in_vain=int(in_vain))
            for day, locale, times, in_vain in rows
        ]

    async def ended(self, *, since: datetime, until: datetime) -> Sequence[Ended]:
        rows = await self._db.slow(ENDED, since=millis(since), until=millis(until))
        return [
            Ended(article=ArticleId(article), locale=locale, opened=int(opened), solved=int(solved))
            for article, locale, opened, solved in rows
        ]


class SqlSearches:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def count(self, asked: Asked) -> None:
        await self._tx.run(
            COUNT, words=asked.words, locale=asked.locale, day=asked.day, in_vain=int(asked.in_vain)
        )

    async def open(self, opening: Opening) -> None:
        await self._tx.run(
            OPEN,
            reader=opening.reader,
            article=opening.article,
            locale=opening.locale,
            at=millis(opening.at),
            went_on=0,
        )

    async def go_on(self, reader: str) -> None:
        await self._tx.run(GO_ON, whose=reader)

    async def settle(self, words: str, locale: str) -> None:
        await self._tx.run(SETTLE, which=words, of=locale)

    async def forget(self, *, before: str, once_before: str, opened_before: datetime) -> None:
        await self._tx.run(FORGET, before=before, once_before=once_before)
        await self._tx.run(CLOSE, opened_before=millis(opened_before))


class SearchesWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.searches = SqlSearches(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[SearchesWork]]:
    return works(db, SearchesWork)


def _of(row: Row) -> Sought:
    words, locale, times, in_vain, last = row
    return Sought(words=words, locale=locale, times=int(times), in_vain=int(in_vain), last=last)
