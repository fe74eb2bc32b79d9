"""Arrivals in SQL. The only file that knows their tables; what came is in them sealed only."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

from walletdesk.channels.arrivals.model import Arrival, State, Taken
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.platform.db import (
    Bytes,
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

ARRIVAL = table(
    "arrival",
    sa.Column("id", Text, primary_key=True),
    sa.Column("inbox", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("external_id", Text, nullable=False),
    sa.Column("received_at", Whole, nullable=False),
    sa.Column("size", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("reason", Text, nullable=False),
    sa.Column("conversation", Text),
    sa.Column("has_raw", Whole, nullable=False),
    sa.UniqueConstraint("inbox", "external_id"),
)
ARRIVAL_RAW = table(
    "arrival_raw",
    sa.Column("arrival", Text, primary_key=True),
    sa.Column("received_at", Whole, nullable=False),
    sa.Column("sealed", Bytes, nullable=False),
)
_A, _R = ARRIVAL.c, ARRIVAL_RAW.c
sa.Index("arrival_by_state", _A.inbox, _A.state, _A.id)
_of_one = _A.conversation.is_not(None)
sa.Index("arrival_of_conversation", _A.conversation, sqlite_where=_of_one, postgresql_where=_of_one)
sa.Index("arrival_raw_by_age", _R.received_at)
_COLUMNS = tuple(column.name for column in ARRIVAL.columns)
_which = _A.id == sa.bindparam("which")
FIND = statement(sa.select(ARRIVAL).where(_which))
HOLD = statement(sa.select(ARRIVAL).where(_which).with_for_update())
ADD = statement(
    insert(ARRIVAL)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["inbox", "external_id"])
    .returning(_A.id)
)
ADD_RAW = statement(insert(ARRIVAL_RAW).values({column.name: sa.bindparam(column.name) for column in _R}))
SETTLE = statement(
    sa.update(ARRIVAL)
    .where(_which)
    .values({name: sa.bindparam(name) for name in ("state", "reason", "conversation")})
)
GONE = statement(sa.update(ARRIVAL).where(_which).values(has_raw=0))
WIPE = statement(sa.delete(ARRIVAL_RAW).where(_R.arrival == sa.bindparam("which")))
RAW = statement(sa.select(_R.sealed).where(_R.arrival == sa.bindparam("which")))
_PLACES = tuple(f"state{n}" for n in range(len(State)))
LISTED = statement(
    sa.select(ARRIVAL)
    .where(_A.inbox == sa.bindparam("inbox"), _A.state.in_([sa.bindparam(name) for name in _PLACES]))
    .order_by(_A.id.desc())
    .limit(sa.bindparam("most"))
)
WAITING = statement(
    sa.select(_A.id)
    .where(
        _A.inbox == sa.bindparam("inbox"),
        _A.state == sa.bindparam("waiting"),
        _A.id > sa.bindparam("after"),
    )
    .order_by(_A.id)
    .limit(sa.bindparam("most"))
)
OF_CONVERSATION = statement(
    sa.select(ARRIVAL)
    .where(_A.conversation == sa.bindparam("conversation"))
    .order_by(_A.id)
    .limit(sa.bindparam("most"))
)
_unread = sa.select(_A.id).where(_A.id == _R.arrival, _A.state == "waiting").exists()
_old = sa.and_(_R.received_at < sa.bindparam("before"), ~_unread)
NOTE_GONE = statement(
    sa.update(ARRIVAL).where(_A.id.in_(sa.select(_R.arrival).where(_old))).values(has_raw=0)
)
FORGET_RAW = statement(sa.delete(ARRIVAL_RAW).where(_old))


class SqlArrivalReading:
    """Committed reads, and forgetting."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: str) -> Arrival | None:
        row = await self._db.one(FIND, which=id)
        return _arrival(row) if row else None

    async def sealed(self, id: str) -> bytes | None:
        row = await self._db.one(RAW, which=id)
        return bytes(row[0]) if row else None

    async def waiting(self, inbox: InboxId, most: int, after: str = "") -> Sequence[str]:
        waits = State.WAITING.value
        found = await self._db.all(WAITING, inbox=inbox, waiting=waits, most=most, after=after)
        return [id for (id,) in found]

    async def listed(self, inbox: InboxId, states: Sequence[State], most: int) -> Sequence[Arrival]:
        wanted = [one.value for one in states] or [""]
        places = {name: wanted[n] if n < len(wanted) else wanted[0] for n, name in enumerate(_PLACES)}
        return [_arrival(row) for row in await self._db.all(LISTED, inbox=inbox, most=most, **places)]

    async def of_conversation(self, conversation: ConversationId, most: int) -> Sequence[Arrival]:
        found = await self._db.all(OF_CONVERSATION, conversation=conversation, most=most)
        return [_arrival(row) for row in found]

    async def forget_raw(self, before: datetime) -> int:
        async with self._db.write() as tx:
            await tx.run(NOTE_GONE, before=millis(before))
            return await tx.run(FORGET_RAW, before=millis(before))


class SqlArrivals:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, arrival: Arrival, sealed: bytes) -> bool:
        if await self._tx.one(ADD, **_row(arrival)) is None:
            return False
        at = millis(arrival.received_at)
        await self._tx.run(ADD_RAW, arrival=arrival.id, received_at=at, sealed=sealed)
        return True

    async def hold(self, id: str) -> Arrival | None:
        row = await self._tx.one(HOLD, which=id)
        return _arrival(row) if row else None

    async def settle(self, id: str, taken: Taken) -> None:
        told = {"state": taken.state.value, "reason": taken.reason, "conversation": taken.conversation}
        await self._tx.run(SETTLE, which=id, **told)
        if taken.wipes:
            await self.wipe(id)

    async def wipe(self, id: str) -> None:
        await self._tx.run(GONE, which=id)
        await self._tx.run(WIPE, which=id)


class ArrivalWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.arrivals = SqlArrivals(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[ArrivalWork]]:
    return works(db, ArrivalWork)


def _row(arrival: Arrival) -> dict[str, str | int | None]:
    return {
        "id": arrival.id,
        "inbox": arrival.inbox,
        "kind": arrival.kind,
        "external_id": arrival.external_id,
        "received_at": millis(arrival.received_at),
        "size": arrival.size,
        "state": arrival.state.value,
        "reason": arrival.reason,
        "conversation": arrival.conversation,
        "has_raw": int(arrival.has_raw),
    }


def _arrival(row: Row) -> Arrival:
    kept = dict(zip(_COLUMNS, row, strict=True))
    return Arrival(
        id=kept["id"],
        inbox=InboxId(kept["inbox"]),
        kind=kept["kind"],
        external_id=kept["external_id"],
        received_at=from_millis(kept["received_at"]),
        size=kept["size"],
        state=State(kept["state"]),
        reason=kept["reason"],
        conversation=ConversationId(kept["conversation"]) if kept["conversation"] else None,
        has_raw=bool(kept["has_raw"]),
    )
