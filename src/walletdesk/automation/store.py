"""Saved replies in SQL. The only file that knows their table."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.automation.model import SavedReply, Wording
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId, SavedReplyId
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

SAVED_REPLY = table(
    "saved_reply",
    sa.Column("id", Text, primary_key=True),
    sa.Column("agent", Text, nullable=False),  # empty: the team's
    sa.Column("shortcode", Text, nullable=False),  # of a removed one: its id
    sa.Column("place", Whole, nullable=False),
    sa.Column("version", Whole, nullable=False),
    sa.Column("wordings", Text, nullable=False),  # JSON: locale -> title and text
    sa.Column("removed", Whole, nullable=False),
    sa.Column("updated_at", Whole, nullable=False),
    sa.UniqueConstraint("agent", "shortcode"),
)
_R = SAVED_REPLY.c
_KEPT = (_R.id, _R.agent, _R.shortcode, _R.place, _R.version, _R.wordings)
_there = sa.select(*_KEPT).where(_R.removed == 0)
_order = (_R.place, _R.id)
OF = statement(
    _there.where(_R.agent.in_((sa.bindparam("agent"), sa.literal("")))).order_by(_R.agent.desc(), *_order)
)
SET_OF = statement(_there.where(_R.agent == sa.bindparam("agent")).order_by(*_order).with_for_update())
FIND = statement(_there.where(_R.id == sa.bindparam("id")).with_for_update())
TAKEN = statement(
    sa.select(_R.id).where(
        _R.agent == sa.bindparam("agent"),
        _R.shortcode == sa.bindparam("shortcode"),
        _R.id != sa.bindparam("id"),
    )
)
ADD = statement(
    insert(SAVED_REPLY)
    .values({column.name: sa.bindparam(column.name) for column in SAVED_REPLY.columns})
    .on_conflict_do_nothing()
    .returning(_R.id)
)
_CHANGES = ("shortcode", "place", "version", "wordings", "removed", "updated_at")
REPLACE = statement(
    sa.update(SAVED_REPLY)
    .where(_R.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _CHANGES})
)
_wordings = msgspec.json.Decoder(dict[str, Wording]).decode


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, agent: AgentId) -> Sequence[SavedReply]:
        return [_reply(row) for row in await self._db.all(OF, agent=agent)]


class SqlReplies:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def set_of(self, agent: AgentId | None) -> Sequence[SavedReply]:
        return [_reply(row) for row in await self._tx.all(SET_OF, agent=agent or "")]

    async def find(self, id: SavedReplyId) -> SavedReply | None:
        row = await self._tx.one(FIND, id=id)
        return _reply(row) if row else None

    async def add(self, reply: SavedReply, at: datetime) -> bool:
        return await self._tx.one(ADD, **_row(reply, at)) is not None

    async def replace(self, reply: SavedReply, at: datetime) -> bool:
        whose = {"agent": reply.agent or "", "shortcode": reply.shortcode, "id": reply.id}
        if await self._tx.one(TAKEN, **whose):
            return False
        row = _row(reply, at)
        await self._tx.run(REPLACE, which=reply.id, **{name: row[name] for name in _CHANGES})
        return True

    async def remove(self, reply: SavedReply, at: datetime) -> None:
        gone = {"shortcode": reply.id, "wordings": "{}", "removed": 1}
        row = _row(reply, at) | gone
        await self._tx.run(REPLACE, which=reply.id, **{name: row[name] for name in _CHANGES})


class AutomationWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.replies = SqlReplies(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[AutomationWork]]:
    """``audit``: the staff's, for what leads change for everybody."""
    return works(db, lambda tx: AutomationWork(tx, audit(tx)))


def _row(reply: SavedReply, at: datetime) -> dict[str, str | int]:
    return {
        "id": reply.id,
        "agent": reply.agent or "",
        "shortcode": reply.shortcode,
        "place": reply.place,
        "version": reply.version,
        "wordings": msgspec.json.encode(dict(reply.wordings)).decode(),
        "removed": 0,
        "updated_at": millis(at),
    }


def _reply(row: Row) -> SavedReply:
    id, agent, shortcode, place, version, wordings = row
    return SavedReply(
        id=id,
        agent=agent or None,
        shortcode=shortcode,
        place=place,
        version=version,
        wordings=_wordings(wordings),
    )
