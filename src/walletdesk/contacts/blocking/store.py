"""Blocks in SQL. The only file that knows their table; a row is there as long as the block holds."""

from collections.abc import Sequence

import sqlalchemy as sa

from walletdesk.contacts.blocking.model import Block, Why
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, ContactId
from walletdesk.platform.db import Database, Row, Text, Transaction, Whole, insert, statement, table

BLOCK = table(
    "contact_block",
    sa.Column("contact", Text, primary_key=True),
    sa.Column("why", Text, nullable=False),
    sa.Column("by", Text, nullable=False),
    sa.Column("at", Whole, nullable=False, index=True),
    sa.Column("until", Whole),
)
_its = BLOCK.c.contact == sa.bindparam("its")
_put = insert(BLOCK).values({column.name: sa.bindparam(column.name) for column in BLOCK.c})
KEEP = statement(
    _put.on_conflict_do_update(
        index_elements=["contact"],
        set_={name: _put.excluded[name] for name in ("why", "by", "at", "until")},
    )
)
HOLD = statement(sa.select(BLOCK).where(_its).with_for_update())
FIND = statement(sa.select(BLOCK).where(_its))
LIFT = statement(sa.delete(BLOCK).where(_its))
LATEST = statement(sa.select(BLOCK).order_by(BLOCK.c.at.desc(), BLOCK.c.contact).limit(sa.bindparam("most")))


class SqlBlocks:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def keep(self, block: Block) -> None:
        await self._tx.run(
            KEEP,
            contact=block.contact,
            why=block.why.value,
            by=block.by,
            at=millis(block.at),
            until=None if block.until is None else millis(block.until),
        )

    async def find(self, contact: ContactId) -> Block | None:
        row = await self._tx.one(HOLD, its=contact)
        return _block(row) if row else None

    async def lift(self, contact: ContactId) -> None:
        await self._tx.run(LIFT, its=contact)


async def block_of(db: Database, contact: ContactId) -> Block | None:
    row = await db.one(FIND, its=contact)
    return _block(row) if row else None


async def latest(db: Database, most: int) -> Sequence[Block]:
    return [_block(row) for row in await db.all(LATEST, most=most)]


def _block(row: Row) -> Block:
    contact, why, by, at, until = row
    return Block(
        contact=ContactId(contact),
        why=Why(why),
        by=AgentId(by),
        at=from_millis(at),
        until=None if until is None else from_millis(until),
    )
