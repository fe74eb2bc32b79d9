"""Changed and own rules in SQL."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import millis
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
from walletdesk.safety.advice.model import RuleChange, Severity

ADVICE_RULE = table(
    "advice_rule",
    sa.Column("id", Text, primary_key=True),
    sa.Column("off", Whole, nullable=False),
    sa.Column("severity", Text, nullable=False),
    sa.Column("phrase", Text, nullable=False),
    sa.Column("matches", Text, nullable=False),
    sa.Column("passes", Text, nullable=False),
    sa.Column("why", Text, nullable=False),
    sa.Column("instead", Text, nullable=False),
    sa.Column("version", Whole, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
)
_R = ADVICE_RULE.c
_NAMES = [column.name for column in ADVICE_RULE.columns]
ALL = statement(sa.select(ADVICE_RULE).order_by(_R.id))
ADD = statement(
    insert(ADVICE_RULE)
    .values({name: sa.bindparam(name) for name in _NAMES})
    .on_conflict_do_nothing()
    .returning(_R.id)
)
REPLACE = statement(
    sa.update(ADVICE_RULE)
    .where(_R.id == sa.bindparam("which"), _R.version == sa.bindparam("before", type_=Whole))
    .values({name: sa.bindparam(name) for name in _NAMES if name != "id"})
)
REMOVE = statement(sa.delete(ADVICE_RULE).where(_R.id == sa.bindparam("which")))


class SqlChanges:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def all(self) -> Sequence[RuleChange]:
        return [_change(row) for row in await self._db.all(ALL)]


class SqlSavedChanges:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def put(self, change: RuleChange, at: datetime) -> bool:
        row = _row(change, at)
        if change.version == 1:
            return await self._tx.one(ADD, **row) is not None
        return await self._tx.run(REPLACE, which=row.pop("id"), before=change.version - 1, **row) == 1

    async def remove(self, id: str) -> bool:
        return await self._tx.run(REMOVE, which=id) == 1


class AdviceWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.changes = SqlSavedChanges(tx)


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[AdviceWork]]:
    return works(db, lambda tx: AdviceWork(tx, audit(tx)))


def _row(change: RuleChange, at: datetime) -> dict[str, str | int]:
    return {
        "id": change.id,
        "off": int(change.off),
        "severity": change.severity.value,
        "phrase": change.phrase,
        "matches": change.matches,
        "passes": change.passes,
        "why": change.why,
        "instead": change.instead,
        "version": change.version,
        "changed_at": millis(at),
    }


def _change(row: Row) -> RuleChange:
    id, off, severity, phrase, matches, passes, why, instead, version, _ = row
    return RuleChange(
        id=id,
        off=bool(off),
        severity=Severity(severity),
        phrase=phrase,
        matches=matches,
        passes=passes,
        why=why,
        instead=instead,
        version=version,
    )
