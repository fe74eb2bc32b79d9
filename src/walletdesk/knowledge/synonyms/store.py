"""Words of the house in SQL. The only file that knows their table."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

import sqlalchemy as sa

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.knowledge.synonyms.model import Synonym
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

SYNONYM = table(
    "synonym",
    sa.Column("written", Text, primary_key=True),
    sa.Column("meant", Text, nullable=False),
    sa.Column("by", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
)
ALL = statement(sa.select(*SYNONYM.c).order_by(SYNONYM.c.at.desc(), SYNONYM.c.written))
ADD = statement(
    insert(SYNONYM)
    .values({column.name: sa.bindparam(column.name) for column in SYNONYM.c})
    .on_conflict_do_nothing()
    .returning(SYNONYM.c.written)
)
REMOVE = statement(sa.delete(SYNONYM).where(SYNONYM.c.written == sa.bindparam("which")))


class SqlKept:
    """Committed words."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def all(self) -> Sequence[Synonym]:
        return [
            Synonym(written=written, meant=meant, by=by, at=from_millis(at))
            for written, meant, by, at in await self._db.all(ALL)
        ]


class SqlSynonyms:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, synonym: Synonym) -> bool:
        kept = await self._tx.one(
            ADD,
            written=synonym.written,
            meant=synonym.meant,
            by=synonym.by,
            at=millis(synonym.at),
        )
        return kept is not None

    async def remove(self, written: str) -> bool:
        return await self._tx.run(REMOVE, which=written) == 1


class SynonymWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.synonyms = SqlSynonyms(tx)


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[SynonymWork]]:
    return works(db, lambda tx: SynonymWork(tx, audit(tx)))
