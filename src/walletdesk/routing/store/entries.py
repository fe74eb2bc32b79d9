"""The queue in SQL: inside a write block, and read from outside."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.platform.db import Database, Statement, Text, Transaction, Whole, insert, statement
from walletdesk.routing.model import Entry, Load, Need, PoolCount, State
from walletdesk.routing.store.rows import COLUMNS, LOAD_COLUMNS, to_entry, to_load, to_row, to_wait_row
from walletdesk.routing.store.tables import ENTRY, IN_LINE, LOAD
from walletdesk.routing.waits.store import KEEP

_PARCELS = (1, 16, 200)  # how many ids one statement takes; the rest is filled up with an id that nobody has
E = ENTRY.c


def _several(size: int) -> Statement:
    ids = [sa.bindparam(f"id{n}", type_=Text) for n in range(size)]
    chosen = sa.select(*COLUMNS).where(E.conversation.in_(ids), E.state == State.WAITING.value)
    return statement(chosen.order_by(E.conversation).with_for_update(skip_locked=True))


ADD = statement(
    insert(ENTRY)
    .values({column.name: sa.bindparam(column.name) for column in E})
    .on_conflict_do_nothing(index_elements=[E.conversation])
    .returning(E.conversation)
)
SAVE = statement(
    sa.update(ENTRY)
    .where(E.conversation == sa.bindparam("of"))
    .values({c.name: sa.bindparam(c.name) for c in E if c.name != "conversation"})
)
FIND = statement(sa.select(*COLUMNS).where(E.conversation == sa.bindparam("of")))
LOCK = statement(sa.select(*COLUMNS).where(E.conversation == sa.bindparam("of")).with_for_update())
LOCK_WAITING = {size: _several(size) for size in _PARCELS}
_HELD = sa.or_(E.state == State.OFFERED.value, E.state == State.ASSIGNED.value)
LOCK_OF_AGENT = statement(
    sa.select(*COLUMNS).where(E.agent == sa.bindparam("of"), _HELD).order_by(E.conversation).with_for_update()
)
OFFERED_TO = statement(
    sa.select(*COLUMNS)
    .where(E.agent == sa.bindparam("of"), E.state == State.OFFERED.value)
    .order_by(E.offer_until, E.conversation)
)
LOCK_OF_CONTACT = statement(
    sa.select(*COLUMNS)
    .where(E.contact == sa.bindparam("of"), sa.or_(IN_LINE, E.left_reason == "contact_gone"))
    .order_by(E.conversation)
    .with_for_update()
)
_FIRST_POOL = sa.select(sa.func.min(E.pool).label("pool")).where(IN_LINE).cte("pools", recursive=True)
_NEXT_POOL = sa.select(sa.func.min(E.pool)).where(IN_LINE, E.pool > _FIRST_POOL.c.pool).scalar_subquery()
_POOLS = _FIRST_POOL.union_all(sa.select(_NEXT_POOL).where(_FIRST_POOL.c.pool.is_not(None)))
NEEDS = (
    statement(  # from pool to pool along the index: as many steps as there are pools, however long they are
        sa.select(_POOLS.c.pool).where(_POOLS.c.pool.is_not(None))
    )
)
_OF_THIS_POOL = sa.and_(E.pool == _POOLS.c.pool, IN_LINE)
_WAITING = sa.select(sa.func.count()).where(_OF_THIS_POOL).scalar_subquery()
_UNITS = sa.select(sa.cast(sa.func.sum(E.weight), Whole)).where(_OF_THIS_POOL).scalar_subquery()
_OLDEST = sa.select(sa.func.min(E.entered_at)).where(_OF_THIS_POOL).scalar_subquery()
POOLS = statement(  # counted along the index of each pool; no row of the table is touched
    sa.select(_POOLS.c.pool, _WAITING, _OLDEST, _UNITS)
    .where(_POOLS.c.pool.is_not(None))
    .order_by(_POOLS.c.pool)
)
_OF_POOL = sa.and_(E.pool == sa.bindparam("of"), IN_LINE)
OLDEST_WAITING = statement(
    sa.select(*COLUMNS)
    .where(_OF_POOL, E.state == State.WAITING.value)
    .order_by(E.rank_at, E.conversation)
    .limit(sa.bindparam("most"))
)
_LONG = sa.and_(
    _OF_POOL,
    E.state == State.WAITING.value,
    sa.func.coalesce(E.joined_at, E.entered_at) <= sa.bindparam("before", type_=Whole),
)
LONG_WAITING = statement(
    sa.select(*COLUMNS).where(_LONG).order_by(E.rank_at, E.conversation).limit(sa.bindparam("most"))
)
UNTOLD = statement(
    sa.select(*COLUMNS)
    .where(_LONG, E.suggested_at.is_(None), E.channel == sa.bindparam("by"))
    .order_by(E.rank_at, E.conversation)
    .limit(sa.bindparam("most"))
)
FIRST = statement(
    sa.select(*COLUMNS).where(_OF_POOL).order_by(E.rank_at, E.conversation).limit(sa.bindparam("most"))
)
IN_ORDER = statement(sa.select(E.conversation).where(_OF_POOL).order_by(E.rank_at, E.conversation))
_LINE = sa.bindparam("line", type_=Text)
_BEHIND = _LINE + sa.literal_column("'|'")  # and the second team
_OF_LINE = sa.or_(
    _POOLS.c.pool == _LINE,
    sa.func.substr(_POOLS.c.pool, sa.literal_column("1"), sa.func.length(_BEHIND)) == _BEHIND,
)
LINE_IN_ORDER = statement(
    sa.select(E.conversation)
    .where(IN_LINE, E.pool.in_(sa.select(_POOLS.c.pool).where(_OF_LINE)))
    .order_by(E.rank_at, E.conversation)
)
_BEFORE = sa.tuple_(E.rank_at, E.conversation) < sa.tuple_(
    sa.bindparam("rank", type_=Whole), sa.bindparam("conversation", type_=Text)
)
_AHEAD = sa.select(sa.func.count()).where(_OF_THIS_POOL, _BEFORE).scalar_subquery()
AHEAD = statement(sa.select(sa.cast(sa.func.sum(_AHEAD), Whole)).where(_OF_LINE))
PASSED_OVER = statement(
    sa.select(*COLUMNS)
    .where(IN_LINE, E.state == State.WAITING.value, E.passed != "")
    .order_by(E.rank_at, E.conversation)
    .limit(sa.bindparam("most"))
)
OVERDUE = statement(
    sa.select(*COLUMNS)
    .where(IN_LINE, E.state == State.OFFERED.value, E.offer_until < sa.bindparam("before"))
    .order_by(E.offer_until, E.conversation)
    .limit(sa.bindparam("most"))
)
ACTIVE = statement(
    sa.select(*COLUMNS)
    .where(E.conversation > sa.bindparam("after"), E.state != State.LEFT.value)
    .order_by(E.conversation)
    .limit(sa.bindparam("most"))
)
LOADS = statement(sa.select(LOAD.c.agent, *LOAD_COLUMNS))
ONE_LOAD = statement(sa.select(*LOAD_COLUMNS).where(LOAD.c.agent == sa.bindparam("of")))


class SqlEntries:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, entry: Entry) -> bool:
        return await self._tx.one(ADD, **to_row(entry)) is not None

    async def lock(self, conversation: ConversationId) -> Entry | None:
        row = await self._tx.one(LOCK, of=conversation)
        return to_entry(row) if row else None

    async def lock_waiting(self, conversations: Collection[ConversationId]) -> Sequence[Entry]:
        wanted = sorted(conversations)
        found: list[Entry] = []
        for start in range(0, len(wanted), _PARCELS[-1]):
            parcel = wanted[start : start + _PARCELS[-1]]
            size = next(size for size in _PARCELS if size >= len(parcel))
            ids = {f"id{n}": parcel[n] if n < len(parcel) else "" for n in range(size)}
            found += [to_entry(row) for row in await self._tx.all(LOCK_WAITING[size], **ids)]
        return found

    async def lock_of_agent(self, agent: AgentId) -> Sequence[Entry]:
        return [to_entry(row) for row in await self._tx.all(LOCK_OF_AGENT, of=agent)]

    async def lock_of_contact(self, contact: ContactId) -> Sequence[Entry]:
        return [to_entry(row) for row in await self._tx.all(LOCK_OF_CONTACT, of=contact)]

    async def save(self, *entries: Entry) -> None:
        rows = [to_row(entry) for entry in entries]
        if len(rows) == 1:
            await self._tx.run(SAVE, of=entries[0].conversation, **rows[0])
        elif rows:
            await self._tx.many(SAVE, [{**row, "of": row["conversation"]} for row in rows])
        # here, since every way out of the line ends here: no wait is over without its line in the history
        if ended := [row for entry in entries if (row := to_wait_row(entry))]:
            await self._tx.many(KEEP, ended)


class SqlLines:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, conversation: ConversationId) -> Entry | None:
        row = await self._db.one(FIND, of=conversation)
        return to_entry(row) if row else None

    async def offered_to(self, agent: AgentId) -> Sequence[Entry]:
        return [to_entry(row) for row in await self._db.all(OFFERED_TO, of=agent)]

    async def needs(self) -> Sequence[Need]:
        return [Need.of(row[0]) for row in await self._db.all(NEEDS)]

    async def pools(self) -> Sequence[PoolCount]:
        return [_pool_count(row) for row in await self._db.all(POOLS)]

    async def oldest_waiting(self, pool: str, limit: int) -> Sequence[Entry]:
        return [to_entry(row) for row in await self._db.all(OLDEST_WAITING, of=pool, most=limit)]

    async def first(self, pool: str, limit: int) -> Sequence[Entry]:
        return [to_entry(row) for row in await self._db.all(FIRST, of=pool, most=limit)]

    async def ahead(self, entry: Entry) -> int:
        rank = millis(entry.rank_at)
        row = await self._db.one(AHEAD, line=entry.need.line, rank=rank, conversation=entry.conversation)
        return int(row[0] or 0) if row else 0

    async def long_waiting(self, pool: str, before: datetime, limit: int) -> Sequence[Entry]:
        return await self._long(LONG_WAITING, pool, before, limit)

    async def untold(self, pool: str, before: datetime, channel: str, limit: int) -> Sequence[Entry]:
        return await self._long(UNTOLD, pool, before, limit, by=channel)

    async def _long(
        self, which: Statement, pool: str, before: datetime, limit: int, **more: str
    ) -> Sequence[Entry]:
        rows = await self._db.all(which, of=pool, before=millis(before), most=limit, **more)
        return [to_entry(row) for row in rows]

    async def passed_over(self, limit: int) -> Sequence[Entry]:
        return [to_entry(row) for row in await self._db.all(PASSED_OVER, most=limit)]

    async def overdue(self, before: datetime, limit: int) -> Sequence[Entry]:
        return [to_entry(row) for row in await self._db.all(OVERDUE, before=millis(before), most=limit)]

    async def in_order(self, pool: str) -> Sequence[ConversationId]:
        return [ConversationId(row[0]) for row in await self._db.all(IN_ORDER, of=pool)]

    async def line_in_order(self, line: str) -> Sequence[ConversationId]:
        return [ConversationId(row[0]) for row in await self._db.all(LINE_IN_ORDER, line=line)]

    async def active(self, after: ConversationId | None, limit: int) -> Sequence[Entry]:
        return [to_entry(row) for row in await self._db.all(ACTIVE, after=after or "", most=limit)]

    async def loads(self) -> Mapping[AgentId, Load]:
        return {AgentId(row[0]): to_load(row[1:]) for row in await self._db.all(LOADS)}

    async def load(self, agent: AgentId) -> Load | None:
        row = await self._db.one(ONE_LOAD, of=agent)
        return to_load(row) if row else None


def _pool_count(row: tuple[object, ...]) -> PoolCount:
    pool, waiting, oldest, units = row
    return PoolCount(
        need=Need.of(str(pool)),
        waiting=int(str(waiting)),
        oldest_at=from_millis(int(str(oldest))),
        units=int(str(units)),
    )
