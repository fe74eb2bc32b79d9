"""Opinions in SQL. The only file that knows their table."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.opinions.model import Opinion, Tally, Wish
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

OPINION = table(
    "article_opinion",
    sa.Column("article", Text, primary_key=True),
    sa.Column("reader", Text, primary_key=True),
    sa.Column("locale", Text, nullable=False),
    sa.Column("helped", Whole, nullable=False),
    sa.Column("missing", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
)
sa.Index("article_opinion_missing", OPINION.c.article, OPINION.c.at)
_add = insert(OPINION).values({column.name: sa.bindparam(column.name) for column in OPINION.c})
_CHANGING = ("locale", "helped", "missing", "at")
# Who says no once more has not taken back what was missing; who says yes has.
_missing = sa.case(
    ((_add.excluded.helped == 0) & (_add.excluded.missing == ""), OPINION.c.missing),
    else_=_add.excluded.missing,
)
SAVE = statement(
    _add.on_conflict_do_update(
        index_elements=["article", "reader"],
        set_={**{name: _add.excluded[name] for name in _CHANGING}, "missing": _missing},
    )
)
_helped = sa.func.sum(OPINION.c.helped)
_not_helped = sa.func.count() - _helped
COUNT = statement(
    sa.select(OPINION.c.article, OPINION.c.locale, _helped, _not_helped)
    .select_from(OPINION)
    .group_by(OPINION.c.article, OPINION.c.locale)
    .order_by(_not_helped.desc(), OPINION.c.article, OPINION.c.locale)
)
_place = sa.func.row_number().over(
    partition_by=[OPINION.c.article, OPINION.c.locale], order_by=OPINION.c.at.desc()
)
_numbered = (
    sa.select(OPINION.c.article, OPINION.c.locale, OPINION.c.missing, OPINION.c.at, _place.label("place"))
    .where(OPINION.c.missing != "")
    .subquery()
)
WISHES = statement(
    sa.select(_numbered.c.article, _numbered.c.locale, _numbered.c.missing, _numbered.c.at)
    .where(_numbered.c.place <= sa.bindparam("most"))
    .order_by(_numbered.c.at.desc())
)


class SqlTallies:
    """Committed counts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def list(self, *, wishes: int) -> Sequence[Tally]:
        wished: dict[tuple[str, str], list[Wish]] = defaultdict(list)
        for article, locale, text, at in await self._db.slow(WISHES, most=wishes):
            wished[article, locale].append(Wish(text, from_millis(at)))
        return [
            Tally(
                article=ArticleId(article),
                locale=locale,
                helped=int(helped),
                not_helped=int(not_helped),
                missing=tuple(wished[article, locale]),
            )
            for article, locale, helped, not_helped in await self._db.slow(COUNT)
        ]


class SqlOpinions:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def save(self, opinion: Opinion) -> None:
        await self._tx.run(
            SAVE,
            article=opinion.article,
            reader=opinion.reader,
            locale=opinion.locale,
            helped=int(opinion.helped),
            missing=opinion.missing,
            at=millis(opinion.at),
        )


class OpinionsWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.opinions = SqlOpinions(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[OpinionsWork]]:
    return works(db, OpinionsWork)
