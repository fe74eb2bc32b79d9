"""Callbacks in SQL. The only file that knows their tables."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from walletdesk.callbacks.model import Call, Callback, Leg, Result, Rules, State
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, CallbackId, CallId, ContactId, ConversationId
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

CALLBACK = table(
    "callback",
    sa.Column("id", Text, primary_key=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("live", Text, unique=True),  # the conversation while it is not over: one at a time
    sa.Column("contact", Text, nullable=False),
    sa.Column("number", Text, nullable=False),  # personal; empty once it was forgotten
    sa.Column("locale", Text, nullable=False),
    sa.Column("made_at", Whole, nullable=False),
    sa.Column("slot", Whole),
    sa.Column("due_at", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("tries", Whole, nullable=False),
    sa.Column("calls", Whole, nullable=False),
    sa.Column("call", Text),
    sa.Column("agent", Text),
    sa.Column("over_at", Whole),
    sa.Column("reason", Text, nullable=False),
    sa.Column("version", Whole, nullable=False),
    sa.Column("rung_at", Whole),
    sa.Column("late_at", Whole),
)
SEAT = table(
    "callback_seat",
    sa.Column("slot", Whole, primary_key=True, autoincrement=False),
    sa.Column("seat", Whole, primary_key=True, autoincrement=False),
    sa.Column("callback", Text, nullable=False, unique=True),
)
CALL = table(
    "phone_call",
    sa.Column("id", Text, primary_key=True),
    sa.Column("callback", Text, nullable=False),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("agent", Text, nullable=False),
    sa.Column("nth", Whole, nullable=False),
    sa.Column("began_at", Whole, nullable=False),
    sa.Column("leg", Text, nullable=False),
    sa.Column("answered_at", Whole),
    sa.Column("ended_at", Whole),
    sa.Column("result", Text),
    sa.Column("provider_id", Text, nullable=False),
)
RULES = table(
    "callback_rules",
    sa.Column("id", Text, primary_key=True),
    sa.Column("offered", Whole, nullable=False),
    sa.Column("seats", Whole, nullable=False),
    sa.Column("tries", Whole, nullable=False),
    sa.Column("pause", Whole, nullable=False),
    sa.Column("version", Whole, nullable=False),
)
_C = CALLBACK.c
sa.Index("callback_conversation", _C.conversation, _C.made_at)
sa.Index("callback_contact", _C.contact, _C.made_at)
_known = sa.text("over_at IS NOT NULL AND number != ''")
sa.Index("callback_number_kept", _C.over_at, sqlite_where=_known, postgresql_where=_known)
sa.Index("phone_call_conversation", CALL.c.conversation, CALL.c.began_at)
sa.Index("phone_call_provider", CALL.c.provider_id)
_runs = sa.text("ended_at IS NULL")  # one at a time of each agent
sa.Index("phone_call_running", CALL.c.agent, unique=True, sqlite_where=_runs, postgresql_where=_runs)

_COLUMNS = tuple(column.name for column in CALLBACK.columns)
_CALL_COLUMNS = tuple(column.name for column in CALL.columns)
_of = sa.select(CALLBACK).where(_C.id == sa.bindparam("which"))
FIND = statement(_of)
HOLD = statement(_of.with_for_update())
LIVE = statement(sa.select(CALLBACK).where(_C.live == sa.bindparam("conversation")))
OF_CONVERSATION = statement(
    sa.select(CALLBACK)
    .where(_C.conversation == sa.bindparam("conversation"))
    .order_by(_C.made_at.desc())
    .limit(sa.bindparam("most"))
)
OF_CONTACT = statement(
    sa.select(CALLBACK)
    .where(_C.contact == sa.bindparam("contact"))
    .order_by(_C.made_at.desc())
    .limit(sa.bindparam("most"))
)
ADD = statement(
    insert(CALLBACK)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["live"])
    .returning(_C.id)
)
SAVE = statement(
    sa.update(CALLBACK)
    .where(_C.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name not in {"id", "number"}})
)
HAND_OVER = statement(
    sa.update(CALLBACK).where(_C.contact == sa.bindparam("absorbed")).values(contact=sa.bindparam("to"))
)
FORGET = statement(
    sa.update(CALLBACK)
    .where(_C.over_at.is_not(None), _C.number != "", _C.over_at < sa.bindparam("before"))
    .values(number="")
    .returning(_C.id)
)
TAKEN = statement(
    sa.select(SEAT.c.slot, sa.func.count())
    .where(SEAT.c.slot >= sa.bindparam("since"), SEAT.c.slot < sa.bindparam("until"))
    .group_by(SEAT.c.slot)
)
SEATS_OF = statement(sa.select(SEAT.c.seat).where(SEAT.c.slot == sa.bindparam("slot")))
TAKE = statement(
    insert(SEAT)
    .values({name: sa.bindparam(name) for name in ("slot", "seat", "callback")})
    .on_conflict_do_nothing(index_elements=["slot", "seat"])
    .returning(SEAT.c.seat)
)
FREE = statement(sa.delete(SEAT).where(SEAT.c.callback == sa.bindparam("callback")))
_call = sa.select(CALL).where(CALL.c.id == sa.bindparam("which"))
FIND_CALL = statement(_call)
HOLD_CALL = statement(_call.with_for_update())
KNOWN_AS = statement(sa.select(CALL).where(CALL.c.provider_id == sa.bindparam("provider_id")).limit(1))
CALLS_OF = statement(
    sa.select(CALL)
    .where(CALL.c.conversation == sa.bindparam("conversation"))
    .order_by(CALL.c.began_at.desc())
    .limit(sa.bindparam("most"))
)
ADD_CALL = statement(
    insert(CALL)
    .values({name: sa.bindparam(name) for name in _CALL_COLUMNS})
    .on_conflict_do_nothing()
    .returning(CALL.c.id)
)
SAVE_CALL = statement(
    sa.update(CALL)
    .where(CALL.c.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _CALL_COLUMNS if name != "id"})
)
_RULE_VALUES = ("offered", "seats", "tries", "pause", "version")
READ_RULES = statement(sa.select(*(RULES.c[name] for name in _RULE_VALUES)))
BEGIN_RULES = statement(
    insert(RULES)
    .values({name: sa.bindparam(name) for name in ("id", *_RULE_VALUES)})
    .on_conflict_do_nothing(index_elements=["id"])
    .returning(RULES.c.id)
)
REPLACE_RULES = statement(
    sa.update(RULES)
    .where(RULES.c.version == sa.bindparam("before"))
    .values({name: sa.bindparam(name) for name in _RULE_VALUES})
    .returning(RULES.c.id)
)
MOST = 50  # of one contact; what is older is in the conversation


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: CallbackId) -> Callback | None:
        return _found(await self._db.one(FIND, which=id))

    async def call(self, id: CallId) -> Call | None:
        return _found_call(await self._db.one(FIND_CALL, which=id))

    async def call_known_as(self, provider_id: str) -> Call | None:
        return _found_call(await self._db.one(KNOWN_AS, provider_id=provider_id)) if provider_id else None

    async def live_of(self, conversation: ConversationId) -> Callback | None:
        return _found(await self._db.one(LIVE, conversation=conversation))

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Callback]:
        rows = await self._db.all(OF_CONVERSATION, conversation=conversation, most=MOST)
        return [_callback(row) for row in rows]

    async def of_contact(self, contact: ContactId) -> Sequence[Callback]:
        found = [_callback(row) for row in await self._db.all(OF_CONTACT, contact=contact, most=MOST)]
        live = sorted((one for one in found if not one.is_over), key=lambda one: one.due_at)
        return [*live, *(one for one in found if one.is_over)]

    async def calls_of(self, conversation: ConversationId) -> Sequence[Call]:
        rows = await self._db.all(CALLS_OF, conversation=conversation, most=MOST)
        return [_phone_call(row) for row in rows]

    async def taken(self, since: datetime, until: datetime) -> Mapping[datetime, int]:
        rows = await self._db.all(TAKEN, since=millis(since), until=millis(until))
        return {from_millis(slot): count for slot, count in rows}

    async def rules(self) -> Rules:
        row = await self._db.one(READ_RULES)
        if row is None:
            return Rules()
        on, seats, tries, pause, version = row
        return Rules(on=bool(on), seats=seats, tries=tries, pause=pause, version=version)


class SqlCallbacks:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, callback: Callback) -> bool:
        row = await self._tx.one(ADD, id=callback.id, number=callback.number, **_values(callback))
        return row is not None

    async def find(self, id: CallbackId) -> Callback | None:
        return _found(await self._tx.one(HOLD, which=id))

    async def save(self, callback: Callback) -> None:
        await self._tx.run(SAVE, which=callback.id, **_values(callback))

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        await self._tx.run(HAND_OVER, absorbed=absorbed, to=to)

    async def forget_numbers(self, before: datetime) -> int:
        return len(await self._tx.all(FORGET, before=millis(before)))


class SqlSeats:
    """A place is a row of its own: of two who want the last one, the second finds its key taken."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def take(self, slot: datetime, id: CallbackId, *, most: int) -> bool:
        given = {row[0] for row in await self._tx.all(SEATS_OF, slot=millis(slot))}
        for seat in range(most):
            if seat not in given and await self._tx.one(TAKE, slot=millis(slot), seat=seat, callback=id):
                return True
        return False

    async def free(self, id: CallbackId) -> None:
        await self._tx.run(FREE, callback=id)


class SqlCalls:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, call: Call) -> bool:
        return await self._tx.one(ADD_CALL, id=call.id, **_call_values(call)) is not None

    async def find(self, id: CallId) -> Call | None:
        return _found_call(await self._tx.one(HOLD_CALL, which=id))

    async def save(self, call: Call) -> None:
        await self._tx.run(SAVE_CALL, which=call.id, **_call_values(call))


class SqlRules:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def replace(self, rules: Rules) -> bool:
        values = {
            "offered": int(rules.on),
            "seats": rules.seats,
            "tries": rules.tries,
            "pause": rules.pause,
            "version": rules.version,
        }
        if rules.version == 1:
            return await self._tx.one(BEGIN_RULES, id="all", **values) is not None
        return await self._tx.one(REPLACE_RULES, before=rules.version - 1, **values) is not None


class CallbackWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.callbacks = SqlCallbacks(tx)
        self.seats = SqlSeats(tx)
        self.calls = SqlCalls(tx)
        self.rules = SqlRules(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[CallbackWork]]:
    """``audit``: the staff's, for what leads change."""
    return works(db, lambda tx: CallbackWork(tx, audit(tx)))


def _values(one: Callback) -> dict[str, Any]:
    """All but the number: it is written once, and only forgotten afterwards."""
    return {
        "conversation": one.conversation,
        "live": None if one.is_over else one.conversation,
        "contact": one.contact,
        "locale": one.locale,
        "made_at": millis(one.made_at),
        "slot": _ms(one.slot),
        "due_at": millis(one.due_at),
        "state": one.state.value,
        "tries": one.tries,
        "calls": one.calls,
        "call": one.call,
        "agent": one.agent,
        "over_at": _ms(one.over_at),
        "reason": one.reason,
        "version": one.version,
        "rung_at": _ms(one.rung_at),
        "late_at": _ms(one.late_at),
    }


def _call_values(one: Call) -> dict[str, Any]:
    return {
        "callback": one.callback,
        "conversation": one.conversation,
        "agent": one.agent,
        "nth": one.nth,
        "began_at": millis(one.began_at),
        "leg": one.leg.value,
        "answered_at": _ms(one.answered_at),
        "ended_at": _ms(one.ended_at),
        "result": one.result.value if one.result else None,
        "provider_id": one.provider_id,
    }


def _ms(at: datetime | None) -> int | None:
    return millis(at) if at else None


def _at(ms: int | None) -> datetime | None:
    return from_millis(ms) if ms is not None else None


def _found(row: Row | None) -> Callback | None:
    return _callback(row) if row else None


def _found_call(row: Row | None) -> Call | None:
    return _phone_call(row) if row else None


def _callback(row: Row) -> Callback:
    id, conversation, _, contact, number, locale, made_at, slot, due_at, state, *rest = row
    tries, calls, call, agent, over_at, reason, version, rung_at, late_at = rest
    return Callback(
        id=CallbackId(id),
        conversation=ConversationId(conversation),
        contact=ContactId(contact),
        number=number,
        locale=locale,
        made_at=from_millis(made_at),
        slot=_at(slot),
        due_at=from_millis(due_at),
        state=State(state),
        tries=tries,
        calls=calls,
        call=CallId(call) if call else None,
        agent=AgentId(agent) if agent else None,
        over_at=_at(over_at),
        reason=reason,
        version=version,
        rung_at=_at(rung_at),
        late_at=_at(late_at),
    )


def _phone_call(row: Row) -> Call:
    id, callback, conversation, agent, nth, began_at, leg, answered_at, ended_at, result, provider_id = row
    return Call(
        id=CallId(id),
        callback=CallbackId(callback),
        conversation=ConversationId(conversation),
        agent=AgentId(agent),
        nth=nth,
        began_at=from_millis(began_at),
        leg=Leg(leg),
        answered_at=_at(answered_at),
        ended_at=_at(ended_at),
        result=Result(result) if result else None,
        provider_id=provider_id,
    )
