"""How first replies are kept, in SQL. Each statement walks one index; a test looks that it does."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId, first_id
from walletdesk.platform.db import Database, Statement, Whole, statement
from walletdesk.sla.keeping import Ended, Owed, OwedCount, Waited
from walletdesk.sla.model import State
from walletdesk.sla.store.tables import IS_ENDED, IS_FIRST, IS_OWED, PROMISE

P = PROMISE.c
_NOW, _SINCE = sa.bindparam("now", type_=Whole), sa.bindparam("since", type_=Whole)
_COUNT = sa.select(sa.func.count())
_MOST = sa.bindparam("most", type_=Whole)

OWED = statement(
    sa.select(P.conversation, P.started_at, P.due_at)
    .where(IS_OWED, P.due_at.is_not(None))
    .order_by(P.due_at)
    .limit(_MOST)
)
OPEN_ENDED = statement(
    sa.select(P.conversation, P.started_at, P.due_at)
    .where(IS_OWED, P.due_at.is_(None))
    .order_by(P.warn_at)
    .limit(_MOST)
)
ALL_OWED = statement(_COUNT.where(IS_OWED))
BROKEN = statement(_COUNT.where(IS_OWED, P.due_at <= _NOW))
NEAR = statement(_COUNT.where(IS_OWED, P.due_at > _NOW, P.warn_at <= _NOW))
ENDED = statement(sa.select(P.state, sa.func.count()).where(IS_ENDED, P.ended_at >= _SINCE).group_by(P.state))
_IS_ANSWERED = P.state != sa.literal_column(f"'{State.CANCELLED.value}'")
WAITED = statement(
    sa.select(P.conversation, P.started_at, P.ended_at)
    .where(IS_ENDED, P.ended_at >= _SINCE, _IS_ANSWERED)
    .order_by(P.ended_at.desc())
    .limit(_MOST)
)
WANTED = statement(
    _COUNT.where(P.conversation >= sa.bindparam("first"), IS_FIRST, P.round == sa.literal_column("1"))
)


def _in_steps(at: sa.Column[int], *where: sa.ColumnElement[bool]) -> Statement:
    number = ((at - _SINCE) // sa.bindparam("step", type_=Whole)).label("number")
    return statement(sa.select(number, sa.func.count()).where(at >= _SINCE, *where).group_by(number))


ASKED = _in_steps(P.started_at, IS_FIRST)
ENDED_IN_STEPS = _in_steps(P.ended_at, IS_ENDED)
EVERY = (OWED, OPEN_ENDED, ALL_OWED, BROKEN, NEAR, ENDED, WAITED, WANTED, ASKED, ENDED_IN_STEPS)


class SqlKeeping:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def owed(self, most: int) -> Sequence[Owed]:
        rows = await self._db.all(OWED, most=most)
        if len(rows) < most:
            rows = [*rows, *await self._db.all(OPEN_ENDED, most=most - len(rows))]
        return [
            Owed(
                conversation=ConversationId(conversation),
                started_at=from_millis(started),
                due_at=None if due is None else from_millis(due),
            )
            for conversation, started, due in rows
        ]

    async def owed_count(self, now: datetime) -> OwedCount:
        at = millis(now)
        return OwedCount(
            all=await self._count(ALL_OWED),
            near=await self._count(NEAR, now=at),
            broken=await self._count(BROKEN, now=at),
        )

    async def ended(self, since: datetime) -> Ended:
        by_state = {State(row[0]): row[1] for row in await self._db.all(ENDED, since=millis(since))}
        return Ended(
            kept=by_state.get(State.MET, 0),
            late=by_state.get(State.BREACHED, 0),
            gave_up=by_state.get(State.CANCELLED, 0),
        )

    async def waited(self, since: datetime, most: int) -> Sequence[Waited]:
        rows = await self._db.all(WAITED, since=millis(since), most=most)
        return [
            Waited(conversation=ConversationId(conversation), waited=timedelta(milliseconds=ended - started))
            for conversation, started, ended in rows
        ]

    async def asked_in_steps(self, since: datetime, step: timedelta) -> Mapping[int, int]:
        return await self._steps(ASKED, since, step)

    async def ended_in_steps(self, since: datetime, step: timedelta) -> Mapping[int, int]:
        return await self._steps(ENDED_IN_STEPS, since, step)

    async def wanted_of_begun(self, since: datetime) -> int:
        return await self._count(WANTED, first=first_id("cnv", millis(since)))

    async def _count(self, asked: Statement, **values: int | str) -> int:
        row = await self._db.one(asked, **values)
        return int(row[0]) if row else 0

    async def _steps(self, asked: Statement, since: datetime, step: timedelta) -> Mapping[int, int]:
        width = step // timedelta(milliseconds=1)
        rows = await self._db.all(asked, since=millis(since), step=width)
        return {int(number): int(count) for number, count in rows}
