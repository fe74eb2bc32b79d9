"""The counters of each agent in SQL."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.db import Transaction, Whole, insert, statement
from walletdesk.routing.model import Entry, Load, State
from walletdesk.routing.store.rows import LOAD_COLUMNS, to_load
from walletdesk.routing.store.tables import ENTRY, LOAD

L = LOAD.c
_MINE = L.agent == sa.bindparam("of")
_FIRST = insert(LOAD).values(
    agent=sa.bindparam("of"),
    open=sa.bindparam("count"),
    units=sa.bindparam("units"),
    online=sa.bindparam("is_online"),
    missed=0,
    missed_ever=0,
    last_given_at=sa.bindparam("given_at"),
    gone_since=sa.bindparam("since"),
)
LOCK = statement(  # the row is made if it is new and held in either case: writing what is there locks it
    _FIRST.on_conflict_do_update(index_elements=[L.agent], set_={"open": L.open}).returning(*LOAD_COLUMNS)
)
ADD = statement(
    _FIRST.on_conflict_do_update(
        index_elements=[L.agent],
        set_={
            "open": L.open + _FIRST.excluded.open,
            "units": L.units + _FIRST.excluded.units,
            "last_given_at": _FIRST.excluded.last_given_at,
        },
    )
)
RELEASE = statement(
    sa.update(LOAD)
    .where(_MINE)
    .values(open=L.open - sa.bindparam("count"), units=L.units - sa.bindparam("units"))
)
SHIFT = statement(sa.update(LOAD).where(_MINE).values(units=L.units + sa.bindparam("units")))
MISSED = statement(
    sa.update(LOAD)
    .where(_MINE)
    .values(missed=L.missed + 1, missed_ever=L.missed_ever + 1)
    .returning(L.missed)
)
ANSWERED = statement(sa.update(LOAD).where(_MINE, L.missed != 0).values(missed=0))
SET_ONLINE = statement(
    _FIRST.on_conflict_do_update(index_elements=[L.agent], set_={"online": _FIRST.excluded.online})
)
SET_GONE = statement(
    _FIRST.on_conflict_do_update(index_elements=[L.agent], set_={"gone_since": _FIRST.excluded.gone_since})
)
GONE_SINCE = statement(sa.select(L.gone_since).where(_MINE))
LOCK_ALL = statement(sa.select(L.agent, L.open, L.units).order_by(L.agent).with_for_update())
COUNT_ALL = statement(
    sa.select(ENTRY.c.agent, sa.func.count(), sa.cast(sa.func.sum(ENTRY.c.weight), Whole))
    .where(
        ENTRY.c.agent.is_not(None),
        sa.or_(ENTRY.c.state == State.OFFERED.value, ENTRY.c.state == State.ASSIGNED.value),
    )
    .group_by(ENTRY.c.agent)
)
SET_OPEN = statement(
    _FIRST.on_conflict_do_update(
        index_elements=[L.agent], set_={"open": _FIRST.excluded.open, "units": _FIRST.excluded.units}
    )
)
_NOTHING = {"count": 0, "units": 0, "is_online": 0, "given_at": None, "since": None}


class SqlLoads:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def lock(self, agent: AgentId) -> Load:
        row = await self._tx.one(LOCK, of=agent, **_NOTHING)
        return to_load(row) if row else Load()

    async def take(self, agent: AgentId, entries: Sequence[Entry], at: datetime) -> None:
        if entries:
            await self._tx.run(ADD, **_NOTHING | _counted(entries) | {"of": agent, "given_at": millis(at)})

    async def release(self, agent: AgentId, entries: Sequence[Entry]) -> None:
        await self._tx.run(RELEASE, of=agent, **_counted(entries))

    async def shift(self, agent: AgentId, units: int) -> None:
        await self._tx.run(SHIFT, of=agent, units=units)

    async def missed(self, agent: AgentId) -> int:
        row = await self._tx.one(MISSED, of=agent)
        return int(row[0]) if row else 0

    async def answered(self, agent: AgentId) -> None:
        await self._tx.run(ANSWERED, of=agent)

    async def set_online(self, agent: AgentId, *, online: bool) -> None:
        await self._tx.run(SET_ONLINE, **_NOTHING | {"of": agent, "is_online": int(online)})

    async def set_gone(self, agent: AgentId, since: datetime | None) -> None:
        ms = None if since is None else millis(since)
        await self._tx.run(SET_GONE, **_NOTHING | {"of": agent, "since": ms})

    async def gone_since(self, agent: AgentId) -> datetime | None:
        row = await self._tx.one(GONE_SINCE, of=agent)
        return from_millis(row[0]) if row and row[0] is not None else None

    async def recount(self) -> int:
        """Counters are held first and entries counted after: who changes both meanwhile adds on top."""
        kept = {row[0]: tuple(row[1:]) for row in await self._tx.all(LOCK_ALL)}
        true = {row[0]: tuple(row[1:]) for row in await self._tx.all(COUNT_ALL)}
        none = (0, 0)
        wrong = [agent for agent in sorted(kept | true) if kept.get(agent) != true.get(agent, none)]
        for agent in wrong:
            count, units = true.get(agent, none)
            await self._tx.run(SET_OPEN, **_NOTHING | {"of": agent, "count": count, "units": units})
        return len(wrong)


def _counted(entries: Sequence[Entry]) -> dict[str, int]:
    return {"count": len(entries), "units": sum(entry.weight for entry in entries)}
