"""Who takes what, as a function of what is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush

from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.routing.model.entry import Entry, Need, language_of
from walletdesk.routing.rules import WHOLE

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
    """What routing itself knows of an agent. ``online``: the availability that its counters know.

    ``open``: how many conversations; ``units``: what these weigh together, a full one being 100.
    """

    open: int = 0
    units: int = 0
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
        """In units."""
        return max(0, self.member.capacity * WHOLE - self.load.units)

    def has_room(self, weight: int = WHOLE) -> bool:
        return self.room >= weight

    def room_for(self, weight: int = WHOLE) -> int:
        """How many more of this weight."""
        return self.room // weight

    @property
    def is_online(self) -> bool:
        return self.load.online and self.member.availability == "online"

    @property
    def spoken(self) -> set[str]:
        return {language_of(one) for one in self.member.languages}

    @property
    def preference(self) -> tuple[float, datetime, str]:
        """Least loaded first, then who has waited longest for work, then by id so that the answer is one."""
        return self.load.units / (self.member.capacity * WHOLE), self.load.last_given_at or _NEVER, self.id

    def can_serve(self, need: Need) -> bool:
        member = self.member
        return (
            (not need.team or not need.teams.isdisjoint(member.teams))
            and (not need.skill or member.skills.get(need.skill, 0) >= need.level)
            and (not need.language or not member.languages or need.language in self.spoken)
        )

    def takes_over(self, need: Need) -> TeamId | None:
        """The second team, whose they are where they are not of the first."""
        teams = self.member.teams
        return TeamId(need.also) if need.team not in teams and need.also in teams else None

    def given(self, at: datetime, weight: int = WHOLE) -> "Agent":
        units = self.load.units + weight
        return replace(self, load=replace(self.load, open=self.load.open + 1, units=units, last_given_at=at))


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
        if agent.has_room(entry.weight)
        and agent.is_online
        and agent.id not in entry.passed
        and agent.can_serve(entry.need)
    ]
    return min(able, key=lambda agent: (agent.id != entry.preferred, agent.preference), default=None)


def plan(entries: Sequence[Entry], agents: Iterable[Agent], at: datetime) -> list[tuple[Entry, AgentId]]:
    """``match`` for many at once, in the order of the queue: the same answer, without asking all again.

    Where weights differ, half a place may be free and the first in line need a whole one. It is kept for
    them: were it given to lighter ones who came later, the first would never be served.
    """
    free = {agent.id: agent for agent in agents if agent.room and agent.is_online}
    heaps: dict[tuple[str, int], _Heap] = {}
    chosen: list[tuple[Entry, AgentId]] = []
    for entry in sorted(entries, key=lambda entry: entry.order):
        heap = heaps.setdefault((entry.need.pool, entry.weight), _Heap(entry.weight))
        if heap.is_new:
            heap.fill(agent for agent in free.values() if agent.can_serve(entry.need))
        best = _knowing(entry, free) or heap.best(free, entry.passed)
        if best is not None:
            chosen.append((entry, best))
            free[best] = free[best].given(at, entry.weight)
        elif heap.is_used_up and not heap.is_kept:
            heap.is_kept = True  # nobody comes free within one plan: once is enough
            for agent in [agent for agent in free.values() if agent.can_serve(entry.need)]:
                del free[agent.id]
    return chosen


def _knowing(entry: Entry, free: Mapping[AgentId, Agent]) -> AgentId | None:
    agent = free.get(entry.preferred) if entry.preferred else None
    if (
        agent is None
        or not agent.has_room(entry.weight)
        or agent.id in entry.passed
        or not agent.can_serve(entry.need)
    ):
        return None
    return agent.id


class _Heap:
    """The agents of one pool with room for this weight, by preference.

    Loads change elsewhere: an old item is seen when popped. ``is_used_up``: nobody has room any more.
    """

    def __init__(self, weight: int) -> None:
        self.is_new = True
        self.is_kept = False
        self._weight = weight
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
            agent = free.get(id)
            if agent is None or not agent.has_room(self._weight):
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

    @property
    def is_used_up(self) -> bool:
        return not self._items
