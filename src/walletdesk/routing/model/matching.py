"""Who takes what, as a function of what is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush

from walletdesk.kernel.ids import AgentId
from walletdesk.routing.model.entry import Entry, Need, language_of

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An agent as the staff list knows them. ``skills``: name to level, 1 is the lowest.

    ``languages`` may be locales (zh-CN). Where none was set, the agent is asked in every language: better
    than in none.
    """

    id: AgentId
    name: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    capacity: int = 4
    availability: str = "offline"  # online, away (takes by hand only) or offline


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What routing itself knows of an agent. ``online``: the availability that its counters know."""

    open: int = 0
    online: bool = False
    missed: int = 0
    last_given_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """A member of the staff with the work they have."""

    member: Member
    load: Load = Load()

    @property
    def id(self) -> AgentId:
        return self.member.id

    @property
    def room(self) -> int:
        return max(0, self.member.capacity - self.load.open)

    @property
    def is_online(self) -> bool:
        return self.load.online and self.member.availability == "online"

    @property
    def spoken(self) -> set[str]:
        return {language_of(one) for one in self.member.languages}

    @property
    def preference(self) -> tuple[float, datetime, str]:
        """Least loaded first, then who has waited longest for work, then by id so that the answer is one."""
        return self.load.open / self.member.capacity, self.load.last_given_at or _NEVER, self.id

    def can_serve(self, need: Need) -> bool:
        member = self.member
        return (
            (not need.team or need.team in member.teams)
            and (not need.skill or member.skills.get(need.skill, 0) >= need.level)
            and (not need.language or not member.languages or need.language in self.spoken)
        )

    def given(self, at: datetime) -> "Agent":
        return replace(self, load=replace(self.load, open=self.load.open + 1, last_given_at=at))


def met(need: Need, agents: Sequence[Agent]) -> Need:
    """The need, or the nearest that somebody on the staff meets: nobody waits for a skill that nobody has."""
    nearest = need
    while not any(agent.can_serve(nearest) for agent in agents):
        if nearest.wider() == nearest:
            return need
        nearest = nearest.wider()
    return nearest


def match(entry: Entry, agents: Iterable[Agent]) -> Agent | None:
    """Who knows the story, else the least loaded of those who are online, able and have room for one more."""
    able = [
        agent
        for agent in agents
        if agent.room and agent.is_online and agent.id not in entry.passed and agent.can_serve(entry.need)
    ]
    return min(able, key=lambda agent: (agent.id != entry.preferred, agent.preference), default=None)


def plan(entries: Sequence[Entry], agents: Iterable[Agent], at: datetime) -> list[tuple[Entry, AgentId]]:
    """``match`` for many at once, in the order of the queue: the same answer, without asking all again."""
    free = {agent.id: agent for agent in agents if agent.room and agent.is_online}
    heaps: dict[str, _Heap] = {}
    chosen: list[tuple[Entry, AgentId]] = []
    for entry in sorted(entries, key=lambda entry: entry.order):
        heap = heaps.setdefault(entry.need.pool, _Heap())
        if heap.is_new:
            heap.fill(agent for agent in free.values() if agent.can_serve(entry.need))
        best = _knowing(entry, free) or heap.best(free, entry.passed)
        if best is not None:
            chosen.append((entry, best))
            free[best] = free[best].given(at)
    return chosen


def _knowing(entry: Entry, free: Mapping[AgentId, Agent]) -> AgentId | None:
    agent = free.get(entry.preferred) if entry.preferred else None
    if agent is None or not agent.room or agent.id in entry.passed or not agent.can_serve(entry.need):
        return None
    return agent.id


class _Heap:
    """The able agents of one pool by preference. Loads change elsewhere: an old item is seen when popped."""

    def __init__(self) -> None:
        self.is_new = True
        self._items: list[tuple[tuple[float, datetime, str], AgentId]] = []

    def fill(self, agents: Iterable[Agent]) -> None:
        self.is_new = False
        self._items = [(agent.preference, agent.id) for agent in agents]
        heapify(self._items)

    def best(self, free: Mapping[AgentId, Agent], passed: frozenset[AgentId]) -> AgentId | None:
        """The preferred agent with room. They stay in the heap with the old load, until the next look."""
        aside: list[tuple[tuple[float, datetime, str], AgentId]] = []
        found: AgentId | None = None
        while self._items and found is None:
            preference, id = self._items[0]
            agent = free[id]
            if not agent.room:
                heappop(self._items)
            elif preference != agent.preference:
                heappop(self._items)
                heappush(self._items, (agent.preference, id))
            elif id in passed:
                aside.append(heappop(self._items))
            else:
                found = id
        for item in aside:
            heappush(self._items, item)
        return found
