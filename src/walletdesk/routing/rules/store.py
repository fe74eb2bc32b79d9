"""The plan of the queues in SQL: one row, as JSON, with a version."""

from collections.abc import Callable

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.audit import Audit
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
from walletdesk.routing.rules.model import Plan
from walletdesk.routing.rules.ports import OpenWork

QUEUE_PLAN = table(
    "queue_plan",
    sa.Column("one", Whole, primary_key=True, autoincrement=False),  # always 1: there is one plan
    sa.Column("version", Whole, nullable=False),
    sa.Column("plan", Text, nullable=False),  # JSON
)
_P = QUEUE_PLAN.c
FIND = statement(sa.select(_P.plan))
ADD = statement(
    insert(QUEUE_PLAN)
    .values(one=1, version=sa.bindparam("version"), plan=sa.bindparam("plan"))
    .on_conflict_do_nothing()
    .returning(_P.version)
)
REPLACE = statement(
    sa.update(QUEUE_PLAN)
    .where(_P.version == sa.bindparam("before"))
    .values(version=sa.bindparam("version"), plan=sa.bindparam("plan"))
)


class SqlPlan:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def save(self, plan: Plan) -> bool:
        text = msgspec.json.encode(plan).decode()
        if plan.version == 1:
            return await self._tx.one(ADD, version=1, plan=text) is not None
        before = plan.version - 1
        return await self._tx.run(REPLACE, before=before, version=plan.version, plan=text) == 1


class SqlReading:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def plan(self) -> Plan:
        row = await self._db.one(FIND)
        return msgspec.json.decode(row[0], type=Plan) if row else Plan()


class PlanWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.plan = SqlPlan(tx)


def open_work(db: Database, audit: Callable[[Transaction], Audit]) -> OpenWork:
    """``audit``: the staff's, for what leads and administrators change."""
    return works(db, lambda tx: PlanWork(tx, audit(tx)))
