"""Calls by the browser in SQL. The only file that knows their table."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from walletdesk.channels.voice.webrtc.model import Call, Seat, Side, State
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId
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

CALL = table(
    "voice_call",
    sa.Column("id", Text, primary_key=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("contact", Text, nullable=False),
    sa.Column("agent", Text, nullable=False),
    sa.Column("caller", Text, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("began_at", Whole, nullable=False),
    sa.Column("accepted_at", Whole),
    sa.Column("connected_at", Whole),
    sa.Column("ended_at", Whole),
    sa.Column("ended_by", Text),
    sa.Column("reason", Text, nullable=False),
    sa.Column("quality", Text, nullable=False),
    sa.Column("contact_leg", Text, nullable=False),
    sa.Column("contact_at", Whole),
    sa.Column("agent_leg", Text, nullable=False),
    sa.Column("agent_at", Whole),
)
_C = CALL.c
_live = sa.text("ended_at IS NULL")  # one at a time in a conversation, and of an agent
sa.Index("voice_call_live", _C.conversation, unique=True, sqlite_where=_live, postgresql_where=_live)
sa.Index("voice_call_agent", _C.agent, unique=True, sqlite_where=_live, postgresql_where=_live)
sa.Index("voice_call_contact", _C.contact)

_COLUMNS = tuple(column.name for column in CALL.columns)
_of = sa.select(CALL).where(_C.id == sa.bindparam("which"))
FIND = statement(_of)
HOLD = statement(_of.with_for_update())
_running = sa.select(CALL).where(_C.ended_at.is_(None))
LIVE_OF = statement(_running.where(_C.conversation == sa.bindparam("conversation")))
LIVE_WITH = statement(_running.where(_C.agent == sa.bindparam("agent")))
ADD = statement(
    insert(CALL)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing()
    .returning(_C.id)
)
SAVE = statement(
    sa.update(CALL)
    .where(_C.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name not in {"id", "contact"}})
)
HAND_OVER = statement(
    sa.update(CALL).where(_C.contact == sa.bindparam("absorbed")).values(contact=sa.bindparam("to"))
)


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: CallId) -> Call | None:
        return _found(await self._db.one(FIND, which=id))

    async def live_of(self, conversation: ConversationId) -> Call | None:
        return _found(await self._db.one(LIVE_OF, conversation=conversation))

    async def live_with(self, agent: AgentId) -> Call | None:
        return _found(await self._db.one(LIVE_WITH, agent=agent))


class SqlCalls:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, call: Call) -> bool:
        return await self._tx.one(ADD, id=call.id, contact=call.contact, **_values(call)) is not None

    async def find(self, id: CallId) -> Call | None:
        return _found(await self._tx.one(HOLD, which=id))

    async def save(self, call: Call) -> None:
        await self._tx.run(SAVE, which=call.id, **_values(call))

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        await self._tx.run(HAND_OVER, absorbed=absorbed, to=to)


class VoiceWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.calls = SqlCalls(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[VoiceWork]]:
    return works(db, VoiceWork)


def _values(one: Call) -> dict[str, Any]:
    """All but its name and whose it is."""
    contact, agent = one.seats[Side.CONTACT], one.seats[Side.AGENT]
    return {
        "conversation": one.conversation,
        "agent": one.agent,
        "caller": one.by.value,
        "state": one.state.value,
        "began_at": millis(one.began_at),
        "accepted_at": _ms(one.accepted_at),
        "connected_at": _ms(one.connected_at),
        "ended_at": _ms(one.ended_at),
        "ended_by": one.ended_by.value if one.ended_by else None,
        "reason": one.reason,
        "quality": one.quality,
        "contact_leg": contact.leg,
        "contact_at": _ms(contact.heard_at),
        "agent_leg": agent.leg,
        "agent_at": _ms(agent.heard_at),
    }


def _ms(at: datetime | None) -> int | None:
    return millis(at) if at else None


def _at(ms: int | None) -> datetime | None:
    return from_millis(ms) if ms is not None else None


def _found(row: Row | None) -> Call | None:
    if row is None:
        return None
    id, conversation, contact, agent, caller, state, began_at, accepted_at, connected_at, *rest = row
    ended_at, ended_by, reason, quality, contact_leg, contact_at, agent_leg, agent_at = rest
    return Call(
        id=CallId(id),
        conversation=ConversationId(conversation),
        contact=ContactId(contact),
        agent=AgentId(agent),
        by=Side(caller),
        state=State(state),
        began_at=from_millis(began_at),
        accepted_at=_at(accepted_at),
        connected_at=_at(connected_at),
        ended_at=_at(ended_at),
        ended_by=Side(ended_by) if ended_by else None,
        reason=reason,
        quality=quality,
        seats={
            Side.CONTACT: Seat(leg=contact_leg, heard_at=_at(contact_at)),
            Side.AGENT: Seat(leg=agent_leg, heard_at=_at(agent_at)),
        },
    )
