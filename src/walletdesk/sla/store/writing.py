"""Policies and promises in SQL: read one by one, and changed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Transaction,
    insert,
    statement,
    works,
)
from walletdesk.sla.model import Metric, Policy, PolicyId, Promise, State, Target, Where
from walletdesk.sla.model.pauses import Pauses
from walletdesk.sla.store.tables import POLICY, PROMISE, RUNS

_POLICY_COLUMNS = ("id", "name", "calendar", "targets", "version")
_policy_values: dict[str, sa.BindParameter[object]] = {
    name: sa.bindparam(name) for name in (*_POLICY_COLUMNS, "changed_at")
}
FIND_POLICY = statement(
    sa.select(*(POLICY.c[name] for name in _POLICY_COLUMNS)).where(POLICY.c.id == sa.bindparam("id"))
)
ADD_POLICY = statement(insert(POLICY).values(_policy_values).on_conflict_do_nothing().returning(POLICY.c.id))
REPLACE_POLICY = statement(
    sa.update(POLICY)
    .where(POLICY.c.id == sa.bindparam("which"), POLICY.c.version == sa.bindparam("before"))
    .values({name: value for name, value in _policy_values.items() if name != "id"})
)

_KEY = ("conversation", "metric", "round")
_COLUMNS = tuple(column.name for column in PROMISE.columns)
_all = sa.select(*(PROMISE.c[name] for name in _COLUMNS))
_last = (
    _all.where(
        PROMISE.c.conversation == sa.bindparam("conversation"), PROMISE.c.metric == sa.bindparam("metric")
    )
    .order_by(PROMISE.c.round.desc())
    .limit(1)
)
LAST = statement(_last)
HOLD_LAST = statement(_last.with_for_update())
RUNNING = statement(
    _all.where(
        RUNS,
        PROMISE.c.conversation >= sa.bindparam("after"),
        (PROMISE.c.conversation > sa.bindparam("after")) | (PROMISE.c.metric > sa.bindparam("metric")),
    )
    .order_by(PROMISE.c.conversation, PROMISE.c.metric)
    .limit(sa.bindparam("most"))
)
OPEN = statement(
    _all.where(PROMISE.c.conversation == sa.bindparam("conversation"), PROMISE.c.ended_at.is_(None)).order_by(
        PROMISE.c.metric
    )
)
ADD = statement(
    insert(PROMISE)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing()
    .returning(PROMISE.c.round)
)
SAVE = statement(
    sa.update(PROMISE)
    .where(*(PROMISE.c[name] == sa.bindparam(f"its_{name}") for name in _KEY))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name not in _KEY})
)


class SqlReading:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def policy(self, id: PolicyId) -> Policy | None:
        row = await self._db.one(FIND_POLICY, id=id)
        return _policy(row) if row else None

    async def promise(self, conversation: ConversationId, metric: Metric) -> Promise | None:
        row = await self._db.one(LAST, conversation=conversation, metric=metric.value)
        return _promise(row) if row else None

    async def running(self, after: Promise | None, most: int) -> Sequence[Promise]:
        conversation, metric = (after.conversation, after.metric.value) if after else ("", "")
        rows = await self._db.all(RUNNING, after=conversation, metric=metric, most=most)
        return [_promise(row) for row in rows]

    async def open_of(self, conversation: ConversationId) -> Sequence[Promise]:
        return [_promise(row) for row in await self._db.all(OPEN, conversation=conversation)]


class SqlPolicies:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, policy: Policy, at: datetime) -> bool:
        return await self._tx.one(ADD_POLICY, **_policy_row(policy, at)) is not None

    async def replace(self, policy: Policy, at: datetime) -> bool:
        row = _policy_row(policy, at)
        before = policy.version - 1
        return await self._tx.run(REPLACE_POLICY, which=row.pop("id"), before=before, **row) == 1


class SqlPromises:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def last(self, conversation: ConversationId, metric: Metric) -> Promise | None:
        row = await self._tx.one(HOLD_LAST, conversation=conversation, metric=metric.value)
        return _promise(row) if row else None

    async def add(self, promise: Promise) -> bool:
        return await self._tx.one(ADD, **_promise_row(promise)) is not None

    async def save(self, promise: Promise) -> None:
        row = _promise_row(promise)
        await self._tx.run(SAVE, **{f"its_{name}": row.pop(name) for name in _KEY}, **row)


class SlaWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.policies = SqlPolicies(tx)
        self.promises = SqlPromises(tx)


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[SlaWork]]:
    """``audit``: the staff's, for what administrators change."""
    return works(db, lambda tx: SlaWork(tx, audit(tx)))


def _policy_row(policy: Policy, at: datetime) -> dict[str, str | int]:
    return {
        "id": policy.id,
        "name": policy.name,
        "calendar": policy.calendar,
        "targets": msgspec.json.encode(policy.targets).decode(),
        "version": policy.version,
        "changed_at": millis(at),
    }


def _policy(row: Row) -> Policy:
    id, name, calendar, targets, version = row
    return Policy(
        id=PolicyId(id),
        name=name,
        calendar=calendar,
        targets=msgspec.json.decode(targets, type=tuple[Target, ...]),
        version=version,
    )


def _promise_row(promise: Promise) -> dict[str, str | int | None]:
    return {
        "conversation": promise.conversation,
        "metric": promise.metric.value,
        "round": promise.round,
        "started_at": millis(promise.started_at),
        "priority": promise.priority,
        "channel": promise.channel,
        "minutes": promise.minutes,
        "warn_after": promise.warn_after,
        "due_at": _ms(promise.due_at),
        "warn_at": _ms(promise.warn_at),
        "state": promise.state.value,
        "warned_at": _ms(promise.warned_at),
        "breached_at": _ms(promise.breached_at),
        "ended_at": _ms(promise.ended_at),
        "own": promise.own,
        "place": _json(promise.where) if promise.where != Where() else None,
        "pauses": _json(promise.pauses) if promise.pauses else None,
    }


def _promise(row: Row) -> Promise:
    kept = dict(zip(_COLUMNS, row, strict=True))
    return Promise(
        conversation=ConversationId(kept["conversation"]),
        metric=Metric(kept["metric"]),
        round=kept["round"],
        started_at=from_millis(kept["started_at"]),
        priority=kept["priority"],
        channel=kept["channel"],
        minutes=kept["minutes"],
        warn_after=kept["warn_after"],
        due_at=_at(kept["due_at"]),
        warn_at=_at(kept["warn_at"]),
        state=State(kept["state"]),
        warned_at=_at(kept["warned_at"]),
        breached_at=_at(kept["breached_at"]),
        ended_at=_at(kept["ended_at"]),
        own=kept["own"],
        where=msgspec.json.decode(kept["place"], type=Where) if kept["place"] else Where(),
        pauses=msgspec.json.decode(kept["pauses"], type=Pauses) if kept["pauses"] else (),
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _at(ms: int | None) -> datetime | None:
    return None if ms is None else from_millis(ms)
