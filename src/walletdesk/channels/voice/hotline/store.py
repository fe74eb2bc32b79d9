"""Calls that came in, and digests of the codes that show who calls, in SQL. The only file that knows both."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from walletdesk.channels.voice.hotline.model import Call, State, Step
from walletdesk.channels.voice.hotline.ports import Whose
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
    "incoming_call",
    sa.Column("id", Text, primary_key=True),
    sa.Column("provider", Text, nullable=False),
    sa.Column("known_as", Text, nullable=False),
    sa.Column("number", Text, nullable=False),
    sa.Column("digits", Text, nullable=False),
    sa.Column("began_at", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("step", Text, nullable=False),
    sa.Column("n", Whole, nullable=False),
    sa.Column("dead", Whole, nullable=False),
    sa.Column("codes", Whole, nullable=False),
    sa.Column("rings", Whole, nullable=False),
    sa.Column("told", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("about", Text, nullable=False),
    sa.Column("offered", Text, nullable=False),
    sa.Column("contact", Text),
    sa.Column("conversation", Text),
    sa.Column("agent", Text),
    sa.Column("verified", Whole, nullable=False),
    sa.Column("callback", Text, nullable=False),
    sa.Column("waits_since", Whole),
    sa.Column("talked_at", Whole),
    sa.Column("ended_at", Whole),
    sa.Column("reason", Text, nullable=False),
    sa.Column("recording", Text, nullable=False),
    sa.UniqueConstraint("provider", "known_as"),
)
CODE = table(
    "caller_code",
    sa.Column("contact", Text, primary_key=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("digest", Text, nullable=False),
    sa.Column("until", Whole, nullable=False),
)
_C, _K = CALL.c, CODE.c
_talks = _C.conversation.is_not(None)
sa.Index("incoming_call_of", _C.conversation, sqlite_where=_talks, postgresql_where=_talks)
sa.Index("incoming_call_since", _C.began_at)
_theirs = _C.contact.is_not(None)
sa.Index("incoming_call_contact", _C.contact, sqlite_where=_theirs, postgresql_where=_theirs)
sa.Index("caller_code_digest", _K.digest)

_COLUMNS = tuple(column.name for column in CALL.columns)
_FIXED = {"id", "provider", "known_as", "number", "digits", "began_at"}
_which: sa.BindParameter[str] = sa.bindparam("which")
_of = sa.select(CALL).where(_C.id == _which)
FIND = statement(_of)
HOLD = statement(_of.with_for_update())
KNOWN = statement(sa.select(CALL).where(_C.provider == sa.bindparam("its"), _C.known_as == _which))
OF_CONVERSATION = statement(
    sa.select(CALL)
    .where(_talks, _C.conversation == _which)
    .order_by(_C.began_at.desc(), _C.id.desc())
    .limit(sa.bindparam("most"))
)
LATEST = statement(sa.select(CALL).order_by(_C.began_at.desc(), _C.id.desc()).limit(sa.bindparam("most")))
ADD = statement(
    insert(CALL)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["provider", "known_as"])
    .returning(_C.id)
)
SAVE = statement(
    sa.update(CALL)
    .where(_C.id == _which)
    .values({name: sa.bindparam(name) for name in _COLUMNS if name not in _FIXED})
)
HAND_OVER = statement(
    sa.update(CALL).where(_theirs, _C.contact == sa.bindparam("absorbed")).values(contact=sa.bindparam("to"))
)
DROP_OLD = statement(sa.delete(CODE).where(_K.until <= sa.bindparam("now")))
SAME = statement(sa.select(_K.contact).where(_K.digest == _which, _K.contact != sa.bindparam("mine")))
_put = insert(CODE).values({column.name: sa.bindparam(column.name) for column in CODE.columns})
PUT = statement(
    _put.on_conflict_do_update(
        index_elements=["contact"],
        set_={name: _put.excluded[name] for name in ("conversation", "digest", "until")},
    )
)
TAKE = statement(
    sa.delete(CODE)
    .where(_K.digest == _which, _K.until > sa.bindparam("now"))
    .returning(_K.contact, _K.conversation)
)
DROP = statement(sa.delete(CODE).where(_K.contact == _which))
_SHOWN = 50


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: CallId) -> Call | None:
        return _found(await self._db.one(FIND, which=id))

    async def known(self, provider: str, known_as: str) -> Call | None:
        return _found(await self._db.one(KNOWN, its=provider, which=known_as))

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Call]:
        return [_call(row) for row in await self._db.all(OF_CONVERSATION, which=conversation, most=_SHOWN)]

    async def latest(self, most: int) -> Sequence[Call]:
        return [_call(row) for row in await self._db.all(LATEST, most=most)]


class SqlCalls:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, call: Call) -> bool:
        return await self._tx.one(ADD, **_values(call)) is not None

    async def hold(self, id: CallId) -> Call | None:
        return _found(await self._tx.one(HOLD, which=id))

    async def save(self, call: Call) -> None:
        changed = {name: value for name, value in _values(call).items() if name not in _FIXED}
        await self._tx.run(SAVE, which=call.id, **changed)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        await self._tx.run(HAND_OVER, absorbed=absorbed, to=to)


class SqlCodes:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def put(self, whose: Whose, digest: str, until: datetime, now: datetime) -> bool:
        await self._tx.run(DROP_OLD, now=millis(now))
        if await self._tx.one(SAME, which=digest, mine=whose.contact) is not None:
            return False
        await self._tx.run(
            PUT, contact=whose.contact, conversation=whose.conversation, digest=digest, until=millis(until)
        )
        return True

    async def take(self, digest: str, now: datetime) -> Whose | None:
        """Of two that were drawn alike at one moment neither tells whose it is."""
        rows = await self._tx.all(TAKE, which=digest, now=millis(now))
        if len(rows) != 1:
            return None
        contact, conversation = rows[0]
        return Whose(ContactId(contact), ConversationId(conversation))

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """It lasts minutes: whoever is linked meanwhile asks for another one."""
        await self._tx.run(DROP, which=absorbed)


class HotlineWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.calls = SqlCalls(tx)
        self.codes = SqlCodes(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[HotlineWork]]:
    return works(db, HotlineWork)


def _values(one: Call) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in _COLUMNS}
    return row | {
        "state": one.state.value,
        "step": one.step.value,
        "offered": ",".join(one.offered),
        "verified": int(one.verified),
        "began_at": millis(one.began_at),
        "waits_since": _ms(one.waits_since),
        "talked_at": _ms(one.talked_at),
        "ended_at": _ms(one.ended_at),
    }


def _ms(at: datetime | None) -> int | None:
    return millis(at) if at else None


def _at(ms: int | None) -> datetime | None:
    return from_millis(ms) if ms is not None else None


def _found(row: Row | None) -> Call | None:
    return _call(row) if row else None


def _call(row: Row) -> Call:
    one = dict(zip(_COLUMNS, row, strict=True))
    return Call(
        **one
        | {
            "id": CallId(one["id"]),
            "state": State(one["state"]),
            "step": Step(one["step"]),
            "offered": tuple(filter(None, one["offered"].split(","))),
            "contact": ContactId(one["contact"]) if one["contact"] else None,
            "conversation": ConversationId(one["conversation"]) if one["conversation"] else None,
            "agent": AgentId(one["agent"]) if one["agent"] else None,
            "verified": bool(one["verified"]),
            "began_at": from_millis(one["began_at"]),
            "waits_since": _at(one["waits_since"]),
            "talked_at": _at(one["talked_at"]),
            "ended_at": _at(one["ended_at"]),
        }
    )
