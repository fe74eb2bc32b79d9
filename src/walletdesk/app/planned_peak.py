"""A peak by a simulated clock: made-up people, and the real rules of who goes first and who takes whom.

No server, no database: a day passes in a moment, and the same seed brings the same day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from random import Random
from statistics import median
from typing import Final

from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.routing.model import Agent, Entry, Load, Member, Need, Priority, plan
from walletdesk.routing.rules import WHOLE

BEGIN: Final = datetime(2026, 11, 11, 1, tzinfo=UTC)
TICK: Final = timedelta(seconds=15)
QUIET_AN_HOUR: Final = 12.0
TIMES: Final = 20.0  # as many during the promotion
AGENTS: Final = 10
CAPACITY: Final = 3
GIVEN_UP: Final = timedelta(days=1)  # whoever stands in line then is lost


@dataclass(slots=True)
class Day:
    """Who came and what became of them. ``waits`` in minutes, by priority."""

    came: int = 0
    served: int = 0
    messages: int = 0
    passed: int = 0
    longest_line: int = 0
    over_capacity: int = 0
    waits: dict[Priority, list[float]] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """Neither with an agent nor with a message that will be answered."""
        return self.came - self.served - self.messages

    def lines(self) -> Iterable[str]:
        yield f"{self.came:6} asked for a person, the longest line had {self.longest_line}"
        yield f"{self.served:6} were served, {self.passed} offers of them were passed on first"
        yield f"{self.messages:6} left the line and keep a message that will be answered"
        for priority, waits in sorted(self.waits.items()):
            ordered = sorted(waits)
            late = ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]
            yield (
                f"       {priority.value}: {len(ordered)} waited {ordered[0]:.0f}-{ordered[-1]:.0f} min, "
                f"half of them at most {median(ordered):.0f}, nine in ten at most {late:.0f}"
            )
        yield f"{self.lost:6} lost"


def peak(seed: int, *, hours: float = 1.0) -> Day:
    """``hours``: how long the promotion lasts, after an hour as always; it goes on until nobody is there."""
    return _Floor(Random(f"peak:{seed}"), hours).run()  # noqa: S311 - a play


class _Floor:
    def __init__(self, chance: Random, hours: float) -> None:
        self._chance = chance
        self._promotion = BEGIN + timedelta(hours=1), BEGIN + timedelta(hours=1 + hours)
        self._next = BEGIN
        self._closes = self._promotion[1] + timedelta(hours=1)
        self._agents = {agent.id: agent for agent in map(_agent, range(AGENTS))}
        self._line: dict[ConversationId, Entry] = {}
        self._patience: dict[ConversationId, datetime] = {}
        self._talks: list[tuple[datetime, str]] = []
        self._day = Day(waits={priority: [] for priority in Priority})

    def run(self) -> Day:
        now = BEGIN
        while now < self._closes or (self._line and now < self._closes + GIVEN_UP):
            self._arrive(now)
            self._leave(now)
            self._end(now)
            self._give(now)
            self._day.longest_line = max(self._day.longest_line, len(self._line))
            now += TICK
        self._day.waits = {priority: waits for priority, waits in self._day.waits.items() if waits}
        return self._day

    def _arrive(self, now: datetime) -> None:
        """As in life: each comes by themselves, so the gaps between them are uneven."""
        begins, ends = self._promotion
        while self._next <= now and self._next < self._closes:
            self._join(self._next)
            an_hour = QUIET_AN_HOUR * (TIMES if begins <= self._next < ends else 1.0)
            self._next += timedelta(hours=self._chance.expovariate(an_hour))

    def _join(self, now: datetime) -> None:
        self._day.came += 1
        id, dice = ConversationId(f"cnv_{self._day.came:05}"), self._chance.random()
        self._line[id] = Entry(
            conversation=id,
            contact=ContactId(f"con_{self._day.came:05}"),
            need=Need(
                skill=self._chance.choice(["", "", "", "funds", "account"]),
                language=self._chance.choice(["zh", "zh", "en"]),
            ),
            priority=Priority.SECURITY if dice < 0.04 else Priority.HIGH if dice < 0.16 else Priority.NORMAL,
            entered_at=now,
            asked_at=now,
            decided_at=now,
        )
        self._patience[id] = now + timedelta(minutes=self._chance.expovariate(1 / 240))

    def _leave(self, now: datetime) -> None:
        for id in [id for id in self._line if self._patience[id] <= now]:
            del self._line[id]
            self._day.messages += 1

    def _end(self, now: datetime) -> None:
        while self._talks and self._talks[0][0] <= now:
            agent = self._agents[AgentId(heappop(self._talks)[1])]
            load = replace(agent.load, open=agent.load.open - 1, units=agent.load.units - WHOLE)
            self._agents[agent.id] = replace(agent, load=load)

    def _give(self, now: datetime) -> None:
        for entry, id in plan(list(self._line.values()), self._agents.values(), now):
            if not entry.passed and self._chance.random() < 0.1:  # the next one is asked at the next look
                self._line[entry.conversation] = entry.waiting(now, passed=frozenset({id}))
                self._day.passed += 1
                continue
            self._take(entry, self._agents[id], now)

    def _take(self, entry: Entry, agent: Agent, now: datetime) -> None:
        self._day.over_capacity += not agent.has_room()
        self._agents[agent.id] = agent.given(now)
        takes = timedelta(minutes=self._chance.lognormvariate(0, 0.5) * 12)
        heappush(self._talks, (now + takes, agent.id))
        del self._line[entry.conversation]
        self._day.served += 1
        self._day.waits[entry.priority].append((now - entry.entered_at) / timedelta(minutes=1))


def _agent(number: int) -> Agent:
    skills = {"funds": 1} if number % 3 == 0 else {"account": 1} if number % 3 == 1 else {}
    member = Member(
        id=AgentId(f"agt_{number:02}"),
        skills=skills,
        languages=frozenset({"zh", "en"} if number % 2 else {"zh"}),
        capacity=CAPACITY,
        availability="online",
    )
    return Agent(member, Load(online=True))
