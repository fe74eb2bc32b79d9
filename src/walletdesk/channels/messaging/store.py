"""Peers, deliveries and cursors in SQL. The only file that knows their tables."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from walletdesk.channels.messaging.model import OPEN, Delivery, Peer, State
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId
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

PEER = table(
    "messaging_peer",
    sa.Column("id", Text, primary_key=True),
    sa.Column("inbox", Text, nullable=False),
    sa.Column("address", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("contact", Text),
    sa.Column("conversation", Text),
    sa.Column("locale", Text, nullable=False),
    sa.Column("last_in", Whole),
    sa.Column("last_ref", Text, nullable=False),
    sa.Column("turn", Whole, nullable=False),
    sa.Column("out", Whole, nullable=False),
    sa.Column("gone", Text, nullable=False),
    sa.Column("told", Whole, nullable=False),
    sa.UniqueConstraint("inbox", "address"),
)
DELIVERY = table(
    "messaging_delivery",
    sa.Column("id", Text, primary_key=True),
    sa.Column("cause", Text, nullable=False, unique=True),
    sa.Column("peer", Text, nullable=False),
    sa.Column("inbox", Text, nullable=False),
    sa.Column("n", Whole, nullable=False),
    sa.Column("conversation", Text),
    sa.Column("seq", Whole, nullable=False),
    sa.Column("public_seq", Whole, nullable=False),
    sa.Column("part", Whole, nullable=False),
    sa.Column("notice", Text, nullable=False),
    sa.Column("proof", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("reason", Text, nullable=False),
    sa.Column("provider_id", Text, nullable=False),
    sa.Column("tries", Whole, nullable=False),
    sa.Column("next_at", Whole),
    sa.Column("created_at", Whole, nullable=False),
)
CURSOR = table(
    "messaging_cursor",
    sa.Column("inbox", Text, primary_key=True),
    sa.Column("cursor", Text, nullable=False),
)
_P, _D, _C = PEER.c, DELIVERY.c, CURSOR.c
_talks = _P.conversation.is_not(None)
sa.Index("messaging_peer_of", _P.conversation, sqlite_where=_talks, postgresql_where=_talks)
_goes_on = _D.next_at.is_not(None)
sa.Index("messaging_delivery_next", _D.peer, _D.n, sqlite_where=_goes_on, postgresql_where=_goes_on)
sa.Index("messaging_delivery_since", _D.peer, _D.created_at)
_named = _D.provider_id != ""
sa.Index(
    "messaging_delivery_sent_as",
    _D.inbox,
    _D.provider_id,
    sqlite_where=sa.text("provider_id != ''"),
    postgresql_where=sa.text("provider_id != ''"),
)
_of_one = _D.conversation.is_not(None)
sa.Index("messaging_delivery_of", _D.conversation, _D.seq, sqlite_where=_of_one, postgresql_where=_of_one)
_PEER_COLUMNS = tuple(column.name for column in PEER.columns)
_COLUMNS = tuple(column.name for column in DELIVERY.columns)
_which: sa.BindParameter[str] = sa.bindparam("which")
MEET = statement(
    insert(PEER)
    .values({name: sa.bindparam(name) for name in _PEER_COLUMNS})
    .on_conflict_do_nothing(index_elements=["inbox", "address"])
)
_there = (_P.inbox == sa.bindparam("its_inbox"), _P.address == sa.bindparam("its_address"))
MET = statement(sa.select(PEER).where(*_there).with_for_update())
HOLD_PEER = statement(sa.select(PEER).where(_P.id == _which).with_for_update())
_FIXED = {"id", "inbox", "address", "kind"}
SAVE_PEER = statement(
    sa.update(PEER)
    .where(_P.id == _which)
    .values({name: sa.bindparam(name) for name in _PEER_COLUMNS if name not in _FIXED})
)
PEER_OF = statement(sa.select(PEER).where(_talks, _P.conversation == _which))
ADD = statement(
    insert(DELIVERY)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["cause"])
    .returning(_D.id)
)
NEXT = statement(
    sa.select(DELIVERY)
    .where(_D.peer == _which, _goes_on)
    .order_by(_D.n)
    .limit(sa.bindparam("most"))
    .with_for_update()
)
HOLD = statement(sa.select(DELIVERY).where(_D.id == _which).with_for_update())
_CHANGES = ("state", "reason", "provider_id", "tries", "next_at")
SAVE = statement(
    sa.update(DELIVERY).where(_D.id == _which).values({name: sa.bindparam(name) for name in _CHANGES})
)
SENT_AS = statement(
    sa.select(DELIVERY)
    .where(_D.inbox == sa.bindparam("inbox"), _named, _D.provider_id == _which)
    .limit(sa.bindparam("most"))
    .with_for_update()
)
_whose = sa.select(_P.id).where(_P.inbox == sa.bindparam("inbox"), _P.address == sa.bindparam("address"))
SENT_UNTIL = statement(
    sa.select(DELIVERY)
    .where(
        _D.peer == _whose.scalar_subquery(),
        _D.created_at <= sa.bindparam("until"),
        _D.tries == sa.bindparam("once"),
        _D.state.in_([sa.bindparam("sent"), sa.bindparam("delivered")]),
    )
    .order_by(_D.created_at.desc())
    .limit(sa.bindparam("most"))
    .with_for_update()
)
_kept_back = _D.state.in_([sa.bindparam("refused"), sa.bindparam("failed")])
USED = statement(
    sa.select(sa.func.count())
    .select_from(DELIVERY)
    .where(_D.peer == _which, _D.created_at >= sa.bindparam("since"), ~_kept_back)
)
OF_CONVERSATION = statement(
    sa.select(DELIVERY)
    .where(_of_one, _D.conversation == _which)
    .order_by(_D.seq.desc(), _D.part)
    .limit(sa.bindparam("most"))
)
WAITING = statement(sa.select(_D.peer).where(_D.inbox == _which, _goes_on).distinct())
READ_CURSOR = statement(sa.select(_C.cursor).where(_C.inbox == _which))
_move = insert(CURSOR).values(inbox=sa.bindparam("inbox"), cursor=sa.bindparam("cursor"))
MOVE = statement(
    _move.on_conflict_do_update(index_elements=["inbox"], set_={"cursor": _move.excluded.cursor})
)
_SHOWN = 200  # deliveries of a conversation: those of what an agent sees at first
_GONE_OUT = {"sent": State.SENT.value, "delivered": State.DELIVERED.value}
_NOT_SENT = {"refused": State.REFUSED.value, "failed": State.FAILED.value}


class SqlReading:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def peer_of(self, conversation: ConversationId) -> Peer | None:
        row = await self._db.one(PEER_OF, which=conversation)
        return _peer(row) if row else None

    async def used(self, peer: str, since: datetime | None) -> int:
        row = await self._db.one(USED, which=peer, since=_ms(since) or 0, **_NOT_SENT)
        return int(row[0]) if row else 0

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Delivery]:
        return [
            _delivery(row) for row in await self._db.all(OF_CONVERSATION, which=conversation, most=_SHOWN)
        ]

    async def waiting(self, inbox: InboxId) -> Sequence[str]:
        return [peer for (peer,) in await self._db.all(WAITING, which=inbox)]

    async def cursor(self, inbox: InboxId) -> str:
        row = await self._db.one(READ_CURSOR, which=inbox)
        return str(row[0]) if row else ""


class SqlPeers:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def meet(self, inbox: InboxId, address: str, fresh: Peer) -> Peer:
        await self._tx.run(MEET, **_peer_row(fresh))
        row = await self._tx.one(MET, its_inbox=inbox, its_address=address)
        if row is None:
            raise RuntimeError("a peer that was just kept is not there")
        return _peer(row)

    async def hold(self, id: str) -> Peer | None:
        row = await self._tx.one(HOLD_PEER, which=id)
        return _peer(row) if row else None

    async def save(self, peer: Peer) -> None:
        changed = {name: value for name, value in _peer_row(peer).items() if name not in _FIXED}
        await self._tx.run(SAVE_PEER, which=peer.id, **changed)


class SqlDeliveries:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, delivery: Delivery) -> bool:
        return await self._tx.one(ADD, **_row(delivery)) is not None

    async def next(self, peer: str) -> Delivery | None:
        row = await self._tx.one(NEXT, which=peer, most=1)
        return _delivery(row) if row else None

    async def save(self, delivery: Delivery) -> None:
        row = _row(delivery)
        await self._tx.run(SAVE, which=delivery.id, **{name: row[name] for name in _CHANGES})

    async def hold(self, id: str) -> Delivery | None:
        row = await self._tx.one(HOLD, which=id)
        return _delivery(row) if row else None

    async def sent_as(self, inbox: InboxId, provider_id: str) -> Delivery | None:
        row = await self._tx.one(SENT_AS, inbox=inbox, which=provider_id, most=1)
        return _delivery(row) if row else None

    async def sent_until(self, inbox: InboxId, address: str, until: datetime) -> Sequence[Delivery]:
        asked = {"inbox": inbox, "address": address, "until": _ms(until), "once": 1, "most": _SHOWN}
        return [_delivery(row) for row in await self._tx.all(SENT_UNTIL, **asked, **_GONE_OUT)]

    async def used(self, peer: str, since: datetime | None) -> int:
        row = await self._tx.one(USED, which=peer, since=_ms(since) or 0, **_NOT_SENT)
        return int(row[0]) if row else 0


class SqlCursors:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def move(self, inbox: InboxId, cursor: str) -> None:
        await self._tx.run(MOVE, inbox=inbox, cursor=cursor)


class MessagingWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.peers = SqlPeers(tx)
        self.deliveries = SqlDeliveries(tx)
        self.cursors = SqlCursors(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[MessagingWork]]:
    return works(db, MessagingWork)


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _at(ms: int | None) -> datetime | None:
    return None if ms is None else from_millis(ms)


def _peer_row(peer: Peer) -> dict[str, str | int | None]:
    return {**asdict(peer), "last_in": _ms(peer.last_in), "told": int(peer.told)}


def _peer(row: Row) -> Peer:
    kept = dict(zip(_PEER_COLUMNS, row, strict=True))
    return Peer(
        **{
            **kept,
            "inbox": InboxId(kept["inbox"]),
            "contact": ContactId(kept["contact"]) if kept["contact"] else None,
            "last_in": _at(kept["last_in"]),
            "told": bool(kept["told"]),
        }
    )


def _row(delivery: Delivery) -> dict[str, str | int | None]:
    return {
        **asdict(delivery),
        "state": delivery.state.value,
        "proof": int(delivery.proof),
        "next_at": _ms(delivery.next_at) if delivery.state in OPEN else None,
        "created_at": millis(delivery.created_at),
    }


def _delivery(row: Row) -> Delivery:
    kept = dict(zip(_COLUMNS, row, strict=True))
    return Delivery(
        **{
            **kept,
            "state": State(kept["state"]),
            "proof": bool(kept["proof"]),
            "next_at": _at(kept["next_at"]),
            "created_at": from_millis(kept["created_at"]),
        }
    )
