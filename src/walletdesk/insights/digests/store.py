"""Who gets the figures by mail, in SQL. The only file that knows this table."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

import sqlalchemy as sa

from walletdesk.insights.digests.model import Every, Subscription
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId
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

DIGEST = table(
    "insight_digest",
    sa.Column("agent", Text, primary_key=True),
    sa.Column("locale", Text, nullable=False),
    sa.Column("address", Text, nullable=False),
    sa.Column("wanted", Text, nullable=False),
    sa.Column("proof", Text, nullable=False),
    sa.Column("proof_until", Whole),
    # the ordinal of a period's first day; empty: not chosen
    sa.Column("last_day", Whole),
    sa.Column("last_week", Whole),
    sa.Column("last_month", Whole),
)
_COLUMNS = tuple(column.name for column in DIGEST.columns)
_all = sa.select(DIGEST)
FIND = statement(_all.where(DIGEST.c.agent == sa.bindparam("agent")))
HOLD = statement(_all.where(DIGEST.c.agent == sa.bindparam("agent")).with_for_update())
OF_PROOF = statement(_all.where(DIGEST.c.proof == sa.bindparam("proof")))
AGENTS = statement(sa.select(DIGEST.c.agent).order_by(DIGEST.c.agent))
_put = insert(DIGEST).values({name: sa.bindparam(name) for name in _COLUMNS})
PUT = statement(
    _put.on_conflict_do_update(
        index_elements=["agent"], set_={name: _put.excluded[name] for name in _COLUMNS[1:]}
    )
)
REMOVE = statement(sa.delete(DIGEST).where(DIGEST.c.agent == sa.bindparam("agent")))


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, agent: AgentId) -> Subscription | None:
        row = await self._db.one(FIND, agent=agent)
        return _subscription(row) if row else None

    async def of_proof(self, proof: str) -> Subscription | None:
        row = await self._db.one(OF_PROOF, proof=proof) if proof else None
        return _subscription(row) if row else None

    async def agents(self) -> Sequence[AgentId]:
        return [AgentId(row[0]) for row in await self._db.all(AGENTS)]


class SqlSubscriptions:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def hold(self, agent: AgentId) -> Subscription | None:
        row = await self._tx.one(HOLD, agent=agent)
        return _subscription(row) if row else None

    async def save(self, subscription: Subscription) -> None:
        await self._tx.run(PUT, **_row(subscription))

    async def remove(self, agent: AgentId) -> bool:
        return bool(await self._tx.run(REMOVE, agent=agent))


class DigestWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.subscriptions = SqlSubscriptions(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[DigestWork]]:
    """``audit``: the staff's, for what leads change."""
    return works(db, lambda tx: DigestWork(tx, audit(tx)))


def _row(one: Subscription) -> dict[str, str | int | None]:
    until = one.proof_until
    last = {
        f"last_{every.value}": one.last[every].toordinal() if every in one.last else None for every in Every
    }
    return {
        "agent": one.agent,
        "locale": one.locale,
        "address": one.address,
        "wanted": one.wanted,
        "proof": one.proof,
        "proof_until": None if until is None else millis(until),
        **last,
    }


def _subscription(row: Row) -> Subscription:
    kept = dict(zip(_COLUMNS, row, strict=True))
    last = {every: kept.pop(f"last_{every.value}") for every in Every}
    until = kept.pop("proof_until")
    return Subscription(
        **kept,
        proof_until=None if until is None else from_millis(until),
        last={every: date.fromordinal(first) for every, first in last.items() if first is not None},
    )
