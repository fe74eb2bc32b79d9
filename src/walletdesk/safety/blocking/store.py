"""Block lists in SQL. The only file that knows their tables."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import millis
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
from walletdesk.safety.blocking.model import BlockList, KnownBad

BLOCK_LIST = table(
    "block_list",
    sa.Column("source", Text, primary_key=True),
    sa.Column("licence", Text, nullable=False),
    sa.Column("made_on", Text, nullable=False),  # a day, as 2026-02-03
    sa.Column("entries", Whole, nullable=False),
    sa.Column("imported_at", Whole, nullable=False),
)
BLOCKED_HOST = table(
    "blocked_host",
    sa.Column("host", Text, primary_key=True),
    sa.Column("source", Text, primary_key=True),
)
MOST_PARTS = 8  # a name has more only to hide what it is
_hosts: list[sa.BindParameter[str]] = [sa.bindparam(f"host{n}") for n in range(MOST_PARTS)]
NAMING = statement(
    sa.select(BLOCKED_HOST.c.host, BLOCK_LIST.c.source, BLOCK_LIST.c.licence, BLOCK_LIST.c.made_on)
    .join_from(BLOCKED_HOST, BLOCK_LIST, BLOCKED_HOST.c.source == BLOCK_LIST.c.source)
    .where(BLOCKED_HOST.c.host.in_(_hosts))
)
FORGET_HOSTS = statement(sa.delete(BLOCKED_HOST).where(BLOCKED_HOST.c.source == sa.bindparam("which")))
FORGET_LIST = statement(sa.delete(BLOCK_LIST).where(BLOCK_LIST.c.source == sa.bindparam("which")))
ADD_LIST = statement(
    insert(BLOCK_LIST).values({column.name: sa.bindparam(column.name) for column in BLOCK_LIST.columns})
)
ADD_HOST = statement(
    insert(BLOCKED_HOST).values({column.name: sa.bindparam(column.name) for column in BLOCKED_HOST.columns})
)


class SqlBlockLists:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def naming(self, hosts: Sequence[str]) -> Sequence[KnownBad]:
        asked = [*hosts[-MOST_PARTS:], *[""] * MOST_PARTS][:MOST_PARTS]
        rows = await self._db.all(NAMING, **{f"host{n}": host for n, host in enumerate(asked)})
        return [
            KnownBad(host, BlockList(source=source, licence=licence, of=date.fromisoformat(made_on)))
            for host, source, licence, made_on in rows
        ]


class SqlLists:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def replace(self, made: BlockList, entries: Collection[str], at: datetime) -> None:
        await self._tx.run(FORGET_HOSTS, which=made.source)
        await self._tx.run(FORGET_LIST, which=made.source)
        await self._tx.run(
            ADD_LIST,
            source=made.source,
            licence=made.licence,
            made_on=made.of.isoformat(),
            entries=len(entries),
            imported_at=millis(at),
        )
        await self._tx.many(ADD_HOST, [{"host": host, "source": made.source} for host in sorted(entries)])


class BlockingWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.lists = SqlLists(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[BlockingWork]]:
    return works(db, BlockingWork)
