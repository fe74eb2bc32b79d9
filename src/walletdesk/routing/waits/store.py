"""The history of waits in SQL: one line for each that is over, never changed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.platform.db import Database, Row, Text, Whole, insert, statement, table
from walletdesk.routing.waits.model import Accuracy, HourMeasured, Wait

ASSIGNED = "assigned"
GONE = "contact_gone"  # went away for longer than the grace
_NONE: sa.ColumnElement[int] = sa.literal_column("0")
_HOUR_MS: sa.ColumnElement[int] = sa.literal_column("3600000")
_QUARTER_MS: sa.ColumnElement[int] = sa.literal_column("900000")

WAIT = table(
    "queue_wait",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("joined_at", Whole, primary_key=True),
    sa.Column("ended_at", Whole, nullable=False),
    sa.Column("how", Text, nullable=False),  # assigned, or why they left the line
    sa.Column("pool", Text, nullable=False),
    sa.Column("place", Whole, nullable=False),  # 0: there was room
    sa.Column("agents", Whole, nullable=False),
    sa.Column("low", Whole),  # minutes, as told at the begin
    sa.Column("high", Whole),
    sa.Column("expected", Whole),  # milliseconds
)
W = WAIT.c
_IN_LINE = W.place > _NONE  # no parameter: else no planner finds the index that is made for it
sa.Index("queue_wait_pool", W.pool, W.ended_at, sqlite_where=_IN_LINE, postgresql_where=_IN_LINE)
sa.Index("queue_wait_joined", W.joined_at, W.ended_at)
sa.Index("queue_wait_told", W.ended_at, sqlite_where=W.low.is_not(None), postgresql_where=W.low.is_not(None))

KEEP = statement(  # what is there already is the first ending, and true
    insert(WAIT)
    .values({column.name: sa.bindparam(column.name) for column in W})
    .on_conflict_do_nothing(index_elements=[W.conversation, W.joined_at])
)
LATELY = statement(
    sa.select(W.joined_at, W.ended_at, W.how, W.place, W.agents, W.low, W.high, W.expected)
    .where(W.pool == sa.bindparam("of"), _IN_LINE)
    .order_by(W.ended_at.desc(), W.conversation)
    .limit(sa.bindparam("most"))
)
TOLD = statement(
    sa.select(W.ended_at - W.joined_at, W.low, W.high)
    .where(W.low.is_not(None), W.how == ASSIGNED)
    .order_by(W.ended_at.desc(), W.conversation)
    .limit(sa.bindparam("most"))
)
_HOUR = W.joined_at - W.joined_at % _HOUR_MS
HOURS = statement(
    sa.select(_HOUR, sa.func.count(), sa.cast(sa.func.sum(W.ended_at - W.joined_at), Whole))
    .where(W.joined_at >= sa.bindparam("since"))
    .group_by(_HOUR)
    .order_by(_HOUR)
)
FIRST = statement(sa.select(sa.func.min(W.joined_at)))
_TEAM = sa.bindparam("team", type_=Text)  # as a pool begins; empty: every pool
_OF_TEAM = sa.func.substr(W.pool, sa.literal_column("1"), sa.func.length(_TEAM)) == _TEAM
_QUARTER = W.joined_at - W.joined_at % _QUARTER_MS
QUARTERS = statement(
    sa.select(_QUARTER, sa.func.count())
    .where(W.joined_at >= sa.bindparam("since"), W.joined_at < sa.bindparam("until"), _OF_TEAM)
    .group_by(_QUARTER)
    .order_by(_QUARTER)
)
LEFT = statement(  # those for whom there was room did not need any patience
    sa.select(
        sa.func.count(sa.case((W.how == sa.bindparam("gone"), 1))),
        sa.cast(sa.func.coalesce(sa.func.sum(W.ended_at - W.joined_at), _NONE), Whole),
    ).where(W.joined_at >= sa.bindparam("since"), _IN_LINE, _OF_TEAM)
)


class SqlHistories:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def lately(self, pool: str, limit: int) -> Sequence[Wait]:
        return [_wait(row) for row in reversed(await self._db.slow(LATELY, of=pool, most=limit))]

    async def accuracy(self, limit: int) -> Accuracy:
        rows = await self._db.slow(TOLD, most=limit)
        below = sum(waited < low * 60_000 for waited, low, _ in rows)
        above = sum(waited > high * 60_000 for waited, _, high in rows)
        return Accuracy(told=len(rows), held=len(rows) - below - above, below=below, above=above)

    async def hours(self, since: datetime) -> Sequence[HourMeasured]:
        rows = await self._db.slow(HOURS, since=millis(since))
        return [
            HourMeasured(begins=from_millis(begins), joined=joined, waited=timedelta(milliseconds=waited))
            for begins, joined, waited in rows
        ]

    async def first(self) -> datetime | None:
        """When the oldest of all joined."""
        row = await self._db.one(FIRST)
        return None if row is None or row[0] is None else from_millis(row[0])

    async def quarters(
        self, since: datetime, until: datetime, team: str = ""
    ) -> Sequence[tuple[datetime, int]]:
        """How many joined, or found room, in each quarter of an hour; those without anybody are left out.

        ``team``: who asked of it alone.
        """
        rows = await self._db.slow(QUARTERS, since=millis(since), until=millis(until), team=_begin(team))
        return [(from_millis(begins), joined) for begins, joined in rows]

    async def gone(self, since: datetime, team: str = "") -> tuple[int, timedelta]:
        """How many went away from the line, and how long all who stood in it did so together."""
        ((left, waited),) = await self._db.slow(LEFT, since=millis(since), gone=GONE, team=_begin(team))
        return int(left), timedelta(milliseconds=int(waited))


def _begin(team: str) -> str:
    return f"{team}|" if team else ""


def _wait(row: Row) -> Wait:
    joined, ended, how, place, agents, low, high, expected = row
    return Wait(
        joined_at=from_millis(joined),
        ended_at=from_millis(ended),
        place=place,
        agents=agents,
        served=how == ASSIGNED,
        low=low,
        high=high,
        expected=None if expected is None else expected / 1000,
    )
