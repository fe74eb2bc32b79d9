"""Reading for reports: one statement each, grouped by the database, exact to the second."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from walletdesk.insights.reports.model.facts import Did, Fact
from walletdesk.insights.reports.model.figures import Of
from walletdesk.insights.reports.model.reports import By
from walletdesk.insights.reports.model.stretches import Stretch
from walletdesk.insights.reports.model.tally import Counted, Which
from walletdesk.insights.reports.ports import Asked, Stale
from walletdesk.insights.reports.store.tables import ABOUT, FACT, FIGURE, IS_STALE, WHO, parcels
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.db import Database, Row, Statement, Text, Whole, statement

F = FIGURE.c
_SIX: sa.ColumnElement[int] = sa.literal_column("6")
_SEVEN: sa.ColumnElement[int] = sa.literal_column("7")
_THOUSAND: sa.ColumnElement[int] = sa.literal_column("1000")
_weekday = (F.day + _SIX) % _SEVEN  # an ordinal of 1 is a Monday
# No parameters in them: what stands in two places of a statement must be the same to PostgreSQL
KEYS: Mapping[By, sa.ColumnElement[int] | sa.ColumnElement[str]] = {
    By.DAY: F.day,
    By.WEEK: F.day - _weekday,
    By.WEEKDAY: _weekday,
    By.HOUR: F.hour,
    By.CHANNEL: F.channel,
    By.TEAM: F.team,
    By.LANGUAGE: F.language,
    By.TOPIC: F.topic,
    By.PROMISE: F.word,
    By.AGENT: F.agent,
}
_most = sa.bindparam("most", type_=Whole)
_DAYS = F.day.between(sa.bindparam("first", type_=Whole), sa.bindparam("last", type_=Whole))


def _is(column: sa.Column[str]) -> sa.ColumnElement[bool]:
    wanted = sa.bindparam(f"of_{column.name}", type_=Text)
    return sa.or_(wanted == sa.literal_column("''"), column == wanted)


_FILTERED = (_is(F.channel), _is(F.team), _is(F.language))


def _one_of(column: sa.Column[Any], words: Collection[str | int]) -> sa.ColumnElement[bool]:
    """Our own fixed words and numbers, as they stand in the statement."""
    return sa.or_(*(column == sa.literal_column(repr(word)) for word in sorted(words, key=str)))


@cache
def _counting(kinds: tuple[Of, ...], by: By) -> Statement:
    what = (KEYS[by], F.kind, F.word, F.value)
    return statement(
        sa.select(*what, sa.func.count())
        .where(_one_of(F.kind, [kind.value for kind in kinds]), _DAYS, *_FILTERED)
        .group_by(*what)
    )


@cache
def _listing(kinds: tuple[Of, ...], by: By) -> Statement:
    """Each by itself: to sort them into heaps of the same second costs the database more than it spares."""
    return statement(
        sa.select(KEYS[by], F.kind, F.word, F.value, F.seconds).where(
            _one_of(F.kind, [kind.value for kind in kinds]), _DAYS, *_FILTERED
        )
    )


@cache
def _behind(of: Of, words: tuple[str, ...], values: tuple[int, ...], by: By) -> Statement:
    key = sa.bindparam("key", type_=KEYS[by].type)
    some: list[sa.ColumnElement[bool]] = [_one_of(F.kind, [of.value]), KEYS[by] == key]
    if words:
        some.append(_one_of(F.word, words))
    if values:
        some.append(_one_of(F.value, values))
    longest = (sa.func.coalesce(F.seconds, sa.literal_column("-1")).desc(), F.at.desc(), F.about)
    return statement(
        sa.select(F.about, F.at, F.seconds).where(*some, _DAYS, *_FILTERED).order_by(*longest).limit(_most)
    )


_OF_ONE = F.agent == sa.bindparam("agent", type_=Text)


@cache
def _stretches(of: Of, *, of_one: bool) -> Statement:
    ends = F.at + F.seconds * _THOUSAND
    return statement(
        sa.select(F.at, F.seconds, F.agent, F.value, F.channel).where(
            _one_of(F.kind, [of.value]),
            F.at < sa.bindparam("until", type_=Whole),
            sa.or_(F.seconds.is_(None), ends >= sa.bindparam("since", type_=Whole)),
            *_FILTERED,
            *([_OF_ONE] if of_one else []),
        )
    )


@cache
def _over(of: Of) -> Statement:
    """The latest days first, each as the index has it."""
    return statement(
        sa.select(F.about, F.agent, F.team, F.channel, F.at, F.seconds)
        .where(
            _one_of(F.kind, [of.value]),
            F.day >= sa.bindparam("first", type_=Whole),
            F.seconds.is_not(None),
            _is(F.team),
        )
        .order_by(F.day.desc())
        .limit(_most)
    )


_replies = sa.select(F.agent, sa.func.count()).where(
    _one_of(F.kind, [Of.FIRST_REPLY.value, Of.NEXT_REPLY.value]), _DAYS
)
REPLIES = statement(_replies.where(F.agent != sa.literal_column("''")).group_by(F.agent))
REPLIES_OF_ONE = statement(_replies.where(_OF_ONE).group_by(F.agent))
STALE = statement(sa.select(ABOUT.c.about, ABOUT.c.mark).where(IS_STALE).order_by(ABOUT.c.about).limit(_most))
OUTDATED = statement(
    sa.select(ABOUT.c.about)
    .where(ABOUT.c.last_at < sa.bindparam("before", type_=Whole))
    .order_by(ABOUT.c.last_at)
    .limit(_most)
)
_OF = {one.value: one for one in Of}
FACTS = statement(sa.select(FACT).where(FACT.c.about.in_(WHO)))
BEGUN = statement(
    sa.select(FACT.c.about).where(
        FACT.c.about.in_(WHO), FACT.c.did == sa.literal_column(f"'{Did.BEGAN.value}'")
    )
)
_COLUMNS = tuple(column.name for column in FACT.columns)


class SqlFacts:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, about: Collection[str]) -> Mapping[str, Sequence[Fact]]:
        found: dict[str, list[Fact]] = {one: [] for one in about}
        for some in parcels(list(about)):
            for row in await self._db.all(FACTS, **some):
                fact = _fact(row)
                found[fact.about].append(fact)
        return found

    async def begun(self, about: Collection[str]) -> Collection[str]:
        return {row[0] for some in parcels(list(about)) for row in await self._db.all(BEGUN, **some)}

    async def stale(self, most: int) -> Sequence[Stale]:
        return [Stale(about=about, mark=mark) for about, mark in await self._db.all(STALE, most=most)]

    async def outdated(self, before: datetime, most: int) -> Sequence[str]:
        return [row[0] for row in await self._db.all(OUTDATED, before=millis(before), most=most)]


class SqlFigures:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def counted(
        self, of: Collection[Of], asked: Asked, *, lengths: bool = False
    ) -> Sequence[tuple[str | int, Counted]]:
        kinds, values = tuple(sorted(of)), _values(asked)
        if lengths:
            rows = await self._db.slow(_listing(kinds, asked.by), **values)
            return _heaps(rows)
        rows = await self._db.slow(_counting(kinds, asked.by), **values)
        return [(key, Counted(_OF[kind], word, value, n)) for key, kind, word, value, n in rows]

    async def stretches(
        self, of: Of, asked: Asked, since: int, until: int, *, agent: str = ""
    ) -> Sequence[Stretch]:
        filters = {name: value for name, value in _values(asked).items() if name.startswith("of_")}
        who = {"agent": agent} if agent else {}
        chosen = _stretches(of, of_one=bool(agent))
        rows = await self._db.slow(chosen, since=since, until=until, **filters, **who)
        return [_stretch(row) for row in rows]

    async def over(
        self, of: Of, *, first: int, team: str, most: int
    ) -> Sequence[tuple[str, str, str, str, int, int]]:
        """Stretches with an end since the day ``first``: of what, agent, team, channel, when, seconds."""
        rows = await self._db.slow(_over(of), first=first, of_team=team, most=most)
        return [
            (about, agent, team, channel, at, seconds) for about, agent, team, channel, at, seconds in rows
        ]

    async def behind(
        self, which: Which, asked: Asked, key: str | int, most: int
    ) -> Sequence[tuple[ConversationId, int, int | None]]:
        chosen = _behind(which.of, tuple(which.words), tuple(which.values), asked.by)
        rows = await self._db.slow(chosen, key=key, most=most, **_values(asked))
        return [(ConversationId(about), at, seconds) for about, at, seconds in rows]

    async def replies(self, asked: Asked, *, agent: str = "") -> Mapping[str, int]:
        days = {"first": asked.first.toordinal(), "last": asked.last.toordinal()}
        rows = await (
            self._db.slow(REPLIES_OF_ONE, agent=agent, **days) if agent else self._db.slow(REPLIES, **days)
        )
        return {who: int(n) for who, n in rows}


def _heaps(rows: Sequence[Row]) -> list[tuple[str | int, Counted]]:
    """What is alike together, with all its lengths; of a hundred thousand rows each step here is felt."""
    heaps: dict[Row, list[int | None]] = {}
    for key, kind, word, value, seconds in rows:
        alike = key, kind, word, value
        if alike in heaps:
            heaps[alike].append(seconds)
        else:
            heaps[alike] = [seconds]
    return [
        (key, Counted(_OF[kind], word, value, len(heap), [one for one in heap if one is not None]))
        for (key, kind, word, value), heap in heaps.items()
    ]


def _values(asked: Asked) -> dict[str, str | int]:
    return {
        "first": asked.first.toordinal(),
        "last": asked.last.toordinal(),
        "of_channel": asked.channel,
        "of_team": asked.team,
        "of_language": asked.language,
    }


def _stretch(row: Row) -> Stretch:
    at, seconds, agent, weighs, channel = row
    until = None if seconds is None else at + seconds * 1000
    return Stretch(at, until, agent, bool(weighs), channel)


def _fact(row: Row) -> Fact:
    kept = dict(zip(_COLUMNS, row, strict=True))
    return Fact(**kept | {"did": Did(kept["did"])})
