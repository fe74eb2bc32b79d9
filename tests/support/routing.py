"""The neighbours of routing as fakes, and routing between them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.support.memory import Hands
from tests.support.routing_memory import MemoryLines, MemoryQueue, memory_opening
from tests.support.waits import MemoryHistories
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.kernel.jobs import Job
from walletdesk.routing import Decided, Member, Need, Policy, Priority, Routing, World
from walletdesk.routing.model import Entry
from walletdesk.routing.ports import Lines, OpenWork
from walletdesk.routing.rules import Overflow, Weights
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
    channel: str = "webchat"
    waiting_since: datetime | None = None


class FakeConversing:
    """Heads of conversations; what is over stays over."""

    def __init__(self) -> None:
        self.heads: dict[ConversationId, FakeHead] = {}

    async def find(self, id: ConversationId) -> FakeHead | None:
        return self.heads.get(id)

    async def assign(
        self, id: ConversationId, agent: AgentId, name: str, *, reason: str, team: TeamId | None = None
    ) -> FakeHead:
        head = self._get(id)
        if head.status not in {"resolved", "closed"}:
            head.status, head.assignee, head.team = "with_agent", agent, team or head.team
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

    async def has_left_message(self, conversation: ConversationId) -> bool:
        return conversation in self.messages

    async def leave_message(self, conversation: ConversationId) -> None:
        self.messages.append(conversation)

    async def positions(self, changed: Mapping[ConversationId, int]) -> None:
        if self.is_deaf:
            raise OSError("no connection")
        self.told.append(dict(changed))


@dataclass
class FakeRules:
    """What leads set."""

    by_channel: dict[str, int] = field(default_factory=dict)
    goes_on: list[Overflow] = field(default_factory=list)

    async def weights(self) -> Weights:
        return Weights(dict(self.by_channel))

    async def overflow(self) -> Sequence[Overflow]:
        return list(self.goes_on)


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
    rules: FakeRules

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
    rules = FakeRules()
    told = Forecasting(histories, clock=clock, zone="Asia/Shanghai")
    world = World(
        open_work=open_work,
        lines=lines,
        staff=staff,
        clock=clock,
        policy=policy,
        forecasts=told,
        rules=rules,
    )
    routing = Routing(world, conversing=talks, hours=around, messages=around, tell=around)
    return Scene(routing, lines, open_work, clock, staff, talks, around, events, jobs, histories, rules)


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
