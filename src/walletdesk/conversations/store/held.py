"""Held messages in SQL."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from walletdesk.conversations.holding import Held, HeldState, OpenHeld, Waiting
from walletdesk.conversations.store.tables import CONVERSATION, HELD_MESSAGE
from walletdesk.conversations.store.writing import SqlConversations
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.db import Database, Row, SqlWork, Transaction, insert, statement, works

MOST = 200
MOST_REFUSED = 3  # of one conversation, still shown to their author

_H, _C = HELD_MESSAGE.c, CONVERSATION.c
_values: dict[str, sa.BindParameter[Any]] = {
    column.name: sa.bindparam(column.name) for column in HELD_MESSAGE.columns
}
ADD = statement(insert(HELD_MESSAGE).values(_values).on_conflict_do_nothing().returning(_H.id))
GET = statement(sa.select(HELD_MESSAGE).where(_H.id == sa.bindparam("which")).with_for_update())
_read = sa.select(HELD_MESSAGE, _C.team, _C.assignee).join(CONVERSATION, _C.id == _H.conversation)
FIND = statement(_read.where(_H.id == sa.bindparam("which")))
SAME = statement(
    sa.select(HELD_MESSAGE).where(
        _H.conversation == sa.bindparam("where"),
        _H.agent == sa.bindparam("who"),
        _H.client_id == sa.bindparam("which"),
    )
)
_DECISION = ("state", "decided_by", "decided_at", "reason")
SAVE = statement(
    sa.update(HELD_MESSAGE)
    .where(_H.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _DECISION})
)
WAITING = statement(_read.where(_H.state == HeldState.WAITING.value).order_by(_H.id).limit(MOST))
OF = statement(
    _read.where(_H.conversation == sa.bindparam("where"), _H.state == sa.bindparam("state"))
    .order_by(_H.id.desc())
    .limit(sa.bindparam("most"))
)


class SqlHeldArchive:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def find_held(self, id: str) -> Held | None:
        row = await self._db.one(FIND, which=id)
        return _waiting(row).held if row else None

    async def held_of(self, conversation: ConversationId) -> Sequence[Held]:
        waiting = await self._db.all(OF, where=conversation, state=HeldState.WAITING.value, most=MOST)
        refused = await self._db.all(OF, where=conversation, state=HeldState.REFUSED.value, most=MOST_REFUSED)
        return sorted((_waiting(row).held for row in [*waiting, *refused]), key=lambda held: held.id)

    async def all_held(self) -> Sequence[Waiting]:
        return [_waiting(row) for row in await self._db.all(WAITING)]


class SqlHeldBook:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, held: Held) -> Held:
        row = _row(held)
        if await self._tx.one(ADD, **row) is not None:
            return held
        before = await self._tx.one(SAME, where=held.conversation, who=held.agent, which=held.client_id)
        if before is None:
            raise NotFound
        return _held(before)

    async def get(self, id: str) -> Held:
        row = await self._tx.one(GET, which=id)
        if row is None:
            raise NotFound
        return _held(row)

    async def save(self, held: Held) -> None:
        row = _row(held)
        await self._tx.run(SAVE, which=held.id, **{name: row[name] for name in _DECISION})


class SqlHeldWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.held = SqlHeldBook(tx)
        self.conversations = SqlConversations(tx)


def open_held(db: Database, audit: Callable[[Transaction], Audit]) -> OpenHeld:
    return works(db, lambda tx: SqlHeldWork(tx, audit(tx)))


def _row(held: Held) -> dict[str, Any]:
    return {
        "id": held.id,
        "conversation": held.conversation,
        "agent": held.agent,
        "name": held.name,
        "text": held.text,
        "client_id": held.client_id,
        "rules": json.dumps(held.rules),
        "at": millis(held.at),
        "state": held.state.value,
        "decided_by": held.decided_by,
        "decided_at": None if held.decided_at is None else millis(held.decided_at),
        "reason": held.reason,
    }


def _waiting(row: Row) -> Waiting:
    """A row with the team and the assignee of its conversation behind it."""
    held, (team, assignee) = _held(row[:-2]), row[-2:]
    return Waiting(replace(held, author_left=assignee != held.agent), team, assignee)


def _held(row: Row) -> Held:
    """The columns stand in the order of the table."""
    id, conversation, agent, name, text, client_id, rules, at, state, by, decided_at, reason = row
    return Held(
        id=id,
        conversation=conversation,
        agent=agent,
        name=name,
        text=text,
        client_id=client_id,
        rules=tuple(json.loads(rules)),
        at=from_millis(at),
        state=HeldState(state),
        decided_by=by,
        decided_at=None if decided_at is None else from_millis(decided_at),
        reason=reason,
    )
