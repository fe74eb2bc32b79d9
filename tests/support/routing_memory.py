"""The queue in memory: the same promises as in SQL."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from tests.support.memory import MemoryWork
from tests.support.waits import Kept
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.routing import Need, PoolCount
from walletdesk.routing.model import Entry, Load, State
from walletdesk.routing.ports import OpenWork


def weighing(entries: Sequence[Entry]) -> int:
    return sum(entry.weight for entry in entries)


class MemoryEntries:
    def __init__(self) -> None:
        self.kept: dict[ConversationId, Entry] = {}
        self.waits: Kept = {}

    async def add(self, entry: Entry) -> bool:
        return self.kept.setdefault(entry.conversation, entry) is entry

    async def lock(self, conversation: ConversationId) -> Entry | None:
        return self.kept.get(conversation)

    async def lock_waiting(self, conversations: Collection[ConversationId]) -> Sequence[Entry]:
        found = [self.kept[one] for one in sorted(conversations) if one in self.kept]
        return [entry for entry in found if entry.state is State.WAITING]

    async def lock_of_agent(self, agent: AgentId) -> Sequence[Entry]:
        return [entry for entry in self._sorted() if entry.agent == agent and entry.holds_agent]

    async def lock_of_contact(self, contact: ContactId) -> Sequence[Entry]:
        mine = [entry for entry in self._sorted() if entry.contact == contact]
        return [entry for entry in mine if entry.is_in_line or entry.left_reason == "contact_gone"]

    async def save(self, *entries: Entry) -> None:
        self.kept.update({entry.conversation: entry for entry in entries})
        for entry in entries:
            if entry.ended is not None:
                key = (entry.conversation, entry.ended.joined_at)
                self.waits.setdefault(key, (entry.need.line, entry.ended))

    def _sorted(self) -> list[Entry]:
        return sorted(self.kept.values(), key=lambda entry: entry.conversation)


class MemoryLoads:
    def __init__(self, entries: MemoryEntries) -> None:
        self._entries = entries
        self.kept: dict[AgentId, Load] = {}
        self.gone: dict[AgentId, datetime | None] = {}

    async def lock(self, agent: AgentId) -> Load:
        return self.kept.setdefault(agent, Load())

    async def take(self, agent: AgentId, entries: Sequence[Entry], at: datetime) -> None:
        load = await self.lock(agent)
        if entries:
            open_, units = load.open + len(entries), load.units + weighing(entries)
            self.kept[agent] = replace(load, open=open_, units=units, last_given_at=at)

    async def release(self, agent: AgentId, entries: Sequence[Entry]) -> None:
        load = await self.lock(agent)
        open_, units = load.open - len(entries), load.units - weighing(entries)
        self.kept[agent] = replace(load, open=open_, units=units)

    async def shift(self, agent: AgentId, units: int) -> None:
        load = await self.lock(agent)
        self.kept[agent] = replace(load, units=load.units + units)

    async def missed(self, agent: AgentId) -> int:
        load = await self.lock(agent)
        self.kept[agent] = replace(load, missed=load.missed + 1)
        return load.missed + 1

    async def answered(self, agent: AgentId) -> None:
        self.kept[agent] = replace(await self.lock(agent), missed=0)

    async def set_online(self, agent: AgentId, *, online: bool) -> None:
        self.kept[agent] = replace(await self.lock(agent), online=online)

    async def set_gone(self, agent: AgentId, since: datetime | None) -> None:
        await self.lock(agent)
        self.gone[agent] = since

    async def gone_since(self, agent: AgentId) -> datetime | None:
        return self.gone.get(agent)

    async def recount(self) -> int:
        true = {agent: self._true(agent, load) for agent, load in self.kept.items()}
        wrong = [agent for agent, load in self.kept.items() if load != true[agent]]
        self.kept = true
        return len(wrong)

    def _true(self, agent: AgentId, load: Load) -> Load:
        held = [one for one in self._entries.kept.values() if one.holds_agent and one.agent == agent]
        return replace(load, open=len(held), units=weighing(held))


class MemoryQueue(MemoryWork):
    """Both the block and the reads. One block at a time, as on SQLite."""

    def __init__(self) -> None:
        super().__init__()
        self.entries = MemoryEntries()
        self.loads_kept = MemoryLoads(self.entries)
        self.hints: list[object] = []

    @property
    def loads(self) -> MemoryLoads:
        return self.loads_kept

    def hint(self, *hints: object) -> None:
        self.hints.extend(hints)


class MemoryLines:
    def __init__(self, memory: MemoryQueue) -> None:
        self._memory = memory

    async def find(self, conversation: ConversationId) -> Entry | None:
        return self._memory.entries.kept.get(conversation)

    async def offered_to(self, agent: AgentId) -> Sequence[Entry]:
        kept = self._memory.entries.kept.values()
        return [entry for entry in kept if entry.state is State.OFFERED and entry.agent == agent]

    async def needs(self) -> Sequence[Need]:
        return [count.need for count in await self.pools()]

    async def pools(self) -> Sequence[PoolCount]:
        needs = {entry.need.pool: entry.need for entry in self._line()}
        return [self._count(needs[pool]) for pool in sorted(needs)]

    async def oldest_waiting(self, pool: str, limit: int) -> Sequence[Entry]:
        return [entry for entry in self._line(pool) if entry.state is State.WAITING][:limit]

    async def first(self, pool: str, limit: int) -> Sequence[Entry]:
        return self._line(pool)[:limit]

    async def ahead(self, entry: Entry) -> int:
        return sum(other.order < entry.order for other in self._line() if other.need.line == entry.need.line)

    async def passed_over(self, limit: int) -> Sequence[Entry]:
        return [entry for entry in self._line() if entry.passed and entry.state is State.WAITING][:limit]

    async def overdue(self, before: datetime, limit: int) -> Sequence[Entry]:
        late = [(entry.offer_until, entry.conversation, entry) for entry in self._line() if entry.offer_until]
        return [entry for until, _, entry in sorted(late) if until < before][:limit]

    async def long_waiting(self, pool: str, before: datetime, limit: int) -> Sequence[Entry]:
        line = await self.oldest_waiting(pool, len(self._memory.entries.kept))
        return [entry for entry in line if entry.waits_since <= before][:limit]

    async def untold(self, pool: str, before: datetime, channel: str, limit: int) -> Sequence[Entry]:
        line = await self.long_waiting(pool, before, len(self._memory.entries.kept))
        return [entry for entry in line if entry.suggested_at is None and entry.channel == channel][:limit]

    async def in_order(self, pool: str) -> Sequence[ConversationId]:
        return [entry.conversation for entry in self._line(pool)]

    async def line_in_order(self, line: str) -> Sequence[ConversationId]:
        return [entry.conversation for entry in self._line() if entry.need.line == line]

    async def active(self, after: ConversationId | None, limit: int) -> Sequence[Entry]:
        alive = [entry for entry in self._memory.entries.kept.values() if entry.state is not State.LEFT]
        alive.sort(key=lambda entry: entry.conversation)
        return [entry for entry in alive if entry.conversation > (after or "")][:limit]

    async def loads(self) -> Mapping[AgentId, Load]:
        return dict(self._memory.loads.kept)

    async def load(self, agent: AgentId) -> Load | None:
        return self._memory.loads.kept.get(agent)

    def _line(self, pool: str | None = None) -> list[Entry]:
        line = [entry for entry in self._memory.entries.kept.values() if entry.is_in_line]
        return sorted((e for e in line if pool in {None, e.need.pool}), key=lambda entry: entry.order)

    def _count(self, need: Need) -> PoolCount:
        line = self._line(need.pool)
        oldest = min(entry.entered_at for entry in line)
        return PoolCount(need=need, waiting=len(line), oldest_at=oldest, units=weighing(line))


def memory_opening(memory: MemoryQueue) -> OpenWork:
    turn = asyncio.Lock()

    @asynccontextmanager
    async def block() -> AsyncIterator[MemoryQueue]:
        async with turn:
            entries, loads = dict(memory.entries.kept), dict(memory.loads.kept)
            waits = dict(memory.entries.waits)
            events, jobs = list(memory.events), dict(memory.jobs)
            try:
                yield memory
            except BaseException:
                memory.entries.kept, memory.loads.kept = entries, loads
                memory.entries.waits = waits
                memory.events[:] = events
                memory.jobs.clear()
                memory.jobs.update(jobs)
                raise

    return block
