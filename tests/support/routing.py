"""The queue in memory, and the neighbours of routing as fakes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.support.memory import Hands, MemoryWork
from tests.support.waits import Kept, MemoryHistories
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.kernel.jobs import Job
from walletdesk.routing import Decided, Member, Need, Policy, PoolCount, Priority, Routing, World
from walletdesk.routing.model import Entry, Load, State
from walletdesk.routing.ports import Lines, OpenWork
from walletdesk.routing.waits import Forecasting, Histories

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
ZH, EN = "zh", "en"
ANN, BEN, CYN = AgentId("ann"), AgentId("ben"), AgentId("cyn")
_CONTACT = ContactId("con_c1")
ONE, TWO, THREE = ConversationId("c1"), ConversationId("c2"), ConversationId("c3")


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def asked(name: str, *, at: datetime = NOON, priority: Priority = Priority.NORMAL, **more: object) -> Entry:
    """A request for a person by the contact of conversation ``name``; ``more``: need, preferred, contact."""
    plain = Entry(
        conversation=ConversationId(name),
        contact=ContactId(f"con_{name}"),
        need=Need(skill="general", language=ZH),
        priority=priority,
        entered_at=at,
        asked_at=at,
        decided_at=at,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def member(name: str, *, capacity: int = 2, availability: str = "online", **more: object) -> Member:
    """An agent who speaks Chinese and knows general matters, unless ``more`` says otherwise."""
    plain = Member(
        id=AgentId(name),
        name=name.title(),
        skills={"general": 1},
        languages=frozenset({ZH}),
        capacity=capacity,
        availability=availability,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


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
                self.waits.setdefault(key, (entry.need.pool, entry.ended))

    def _sorted(self) -> list[Entry]:
        return sorted(self.kept.values(), key=lambda entry: entry.conversation)


class MemoryLoads:
    def __init__(self, entries: MemoryEntries) -> None:
        self._entries = entries
        self.kept: dict[AgentId, Load] = {}
        self.gone: dict[AgentId, datetime | None] = {}

    async def lock(self, agent: AgentId) -> Load:
        return self.kept.setdefault(agent, Load())

    async def add(self, agent: AgentId, count: int, at: datetime) -> None:
        load = await self.lock(agent)
        if count:
            self.kept[agent] = replace(load, open=load.open + count, last_given_at=at)

    async def release(self, agent: AgentId, count: int = 1) -> None:
        load = await self.lock(agent)
        self.kept[agent] = replace(load, open=load.open - count)

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
        held = [entry.agent for entry in self._entries.kept.values() if entry.holds_agent]
        wrong = {agent: load for agent, load in self.kept.items() if load.open != held.count(agent)}
        self.kept |= {agent: replace(load, open=held.count(agent)) for agent, load in wrong.items()}
        return len(wrong)


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
        return sum(other.order < entry.order for other in self._line(entry.need.pool))

    async def passed_over(self, limit: int) -> Sequence[Entry]:
        return [entry for entry in self._line() if entry.passed and entry.state is State.WAITING][:limit]

    async def overdue(self, before: datetime, limit: int) -> Sequence[Entry]:
        late = [(entry.offer_until, entry.conversation, entry) for entry in self._line() if entry.offer_until]
        return [entry for until, _, entry in sorted(late) if until < before][:limit]

    async def in_order(self, pool: str) -> Sequence[ConversationId]:
        return [entry.conversation for entry in self._line(pool)]

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
        return PoolCount(need=need, waiting=len(line), oldest_at=oldest)


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


@dataclass
class FakeStaff:
    people: dict[AgentId, Member] = field(default_factory=dict)
    said: list[tuple[AgentId, str]] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[None]] | None = None  # happens once, right after the list was read

    async def members(self) -> Sequence[Member]:
        people = list(self.people.values())
        happens = self.meanwhile
        self.meanwhile = None
        if happens is not None:
            await happens()
        return people

    async def name_of(self, agent: AgentId) -> str:
        return self.people[agent].name

    async def set_away(self, agent: AgentId) -> None:
        self._set(agent, "away")

    async def set_offline(self, agent: AgentId) -> None:
        self._set(agent, "offline")

    def _set(self, agent: AgentId, state: str) -> None:
        self.people[agent] = replace(self.people[agent], availability=state)
        self.said.append((agent, state))


@dataclass
class FakeHead:
    status: str = "waiting_for_agent"
    assignee: AgentId | None = None
    team: TeamId | None = None
    contact: ContactId = _CONTACT
    locale: str = "zh-TW"
    priority: str = "normal"
    waiting_since: datetime | None = None


class FakeConversing:
    """Heads of conversations; what is over stays over."""

    def __init__(self) -> None:
        self.heads: dict[ConversationId, FakeHead] = {}

    async def find(self, id: ConversationId) -> FakeHead | None:
        return self.heads.get(id)

    async def assign(self, id: ConversationId, agent: AgentId, name: str, *, reason: str) -> FakeHead:
        head = self._get(id)
        if head.status not in {"resolved", "closed"}:
            head.status, head.assignee = "with_agent", agent
        return head

    async def unassign(self, id: ConversationId, *, reason: str, team: TeamId | None = None) -> FakeHead:
        head = self._get(id)
        if head.status not in {"resolved", "closed"}:
            head.status, head.assignee, head.team = "waiting_for_agent", None, team or head.team
        return head

    def _get(self, id: ConversationId) -> FakeHead:
        if id not in self.heads:
            raise NotFound
        return self.heads[id]


@dataclass
class FakeNeighbours:
    """Opening hours, the message path and whoever tells places."""

    is_open_now: bool = True
    is_deaf: bool = False
    messages: list[ConversationId] = field(default_factory=list)
    told: list[dict[ConversationId, int]] = field(default_factory=list)

    async def is_open(self, conversation: ConversationId, at: datetime) -> bool:
        return self.is_open_now

    async def leave_message(self, conversation: ConversationId) -> None:
        self.messages.append(conversation)

    async def positions(self, changed: Mapping[ConversationId, int]) -> None:
        if self.is_deaf:
            raise OSError("no connection")
        self.told.append(dict(changed))


@dataclass
class Scene:
    """Routing with everything around it, and what a test looks at."""

    routing: Routing
    lines: Lines
    open_work: OpenWork
    clock: Hands
    staff: FakeStaff
    talks: FakeConversing
    around: FakeNeighbours
    events: list[Event]
    jobs: Callable[[], object]
    histories: Histories

    async def comes(self, *members: Member) -> None:
        """Go online and be given what waits."""
        for one in members:
            self.staff.people[one.id] = one
            await self.routing.moving.agent_came(one.id)

    async def knows(self, *members: Member) -> None:
        """On the staff list, but not told to be online."""
        self.staff.people |= {one.id: one for one in members}

    async def asks(self, *entries: Entry) -> None:
        for entry in entries:
            self.talks.heads[entry.conversation] = FakeHead()
            await self.routing.placing.place(entry)

    async def state(self, name: str) -> tuple[str, str | None]:
        entry = await self.lines.find(ConversationId(name))
        return ("none", None) if entry is None else (entry.state.value, entry.agent)

    async def agent_of(self, name: str) -> str | None:
        return (await self.state(name))[1]

    async def open_of(self, agent: str) -> int:
        return (await self.lines.loads())[AgentId(agent)].open

    async def place_of(self, name: str) -> int | None:
        return await self.routing.standings.place_of(ConversationId(name))

    async def tell(self) -> None:
        """Carry out what was decided, as the relay does."""
        for event in [event for event in self.events if isinstance(event, Decided)]:
            await self.routing.telling.decided(event)

    async def counters_are_exact(self) -> bool:
        async with self.open_work() as work:
            return await work.loads.recount() == 0


def scene(
    open_work: OpenWork,
    lines: Lines,
    events: list[Event],
    jobs: Callable[[], object],
    policy: Policy,
    histories: Histories,
) -> Scene:
    clock, staff, talks, around = Hands(NOON), FakeStaff(), FakeConversing(), FakeNeighbours()
    told = Forecasting(histories, clock=clock, zone="Asia/Shanghai")
    world = World(open_work=open_work, lines=lines, staff=staff, clock=clock, policy=policy, forecasts=told)
    routing = Routing(world, conversing=talks, hours=around, messages=around, tell=around)
    return Scene(routing, lines, open_work, clock, staff, talks, around, events, jobs, histories)


async def waiting_jobs(the: Scene) -> dict[tuple[str, str], Job]:
    found = the.jobs()
    return await found if asyncio.iscoroutine(found) else found  # type: ignore[return-value]


def decisions(the: Scene) -> list[tuple[str, str | None, str]]:
    told = [event for event in the.events if isinstance(event, Decided)]
    return [(event.conversation, event.agent, event.reason) for event in told]


def in_memory(policy: Policy) -> Scene:
    memory = MemoryQueue()
    lines, histories = MemoryLines(memory), MemoryHistories(lambda: memory.entries.waits)
    return scene(memory_opening(memory), lines, memory.events, lambda: memory.jobs, policy, histories)
