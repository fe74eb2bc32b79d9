"""A line and its agents, played event by event: what the formulas of staffing are compared with.

It shares nothing with them but ``Work``: people come, go to whoever holds least, wait, leave, are counted.
"""

from collections import deque
from dataclasses import dataclass, field
from random import Random

from walletdesk.insights.staffing.model.erlang import Work

WARMING = 0.1  # of those who come: until then it depends on how it began


@dataclass(slots=True)
class Played:
    """Of those who were counted."""

    counted: int = 0
    at_once: int = 0
    within: int = 0
    left: int = 0
    waited: float = 0.0
    held: float = 0.0  # conversations times seconds
    time: float = 0.0
    talks: list[tuple[int, float, float]] = field(default_factory=list)  # agent, begin, seconds

    def share(self, of: float) -> float:
        return of / self.counted


class Play:
    def __init__(self, rate: float, agents: int, work: Work, seconds: float) -> None:
        self.rate, self.work, self.seconds = rate, work, seconds
        self.held = [0] * agents
        self.began: list[list[float]] = [[] for _ in range(agents)]
        self.line: deque[tuple[float, bool]] = deque()
        self.said = Played()
        self.now = 0.0
        self.which = Random(0)  # noqa: S311 - a play

    def run(self, people: int, seed: int) -> Played:
        chance, come = Random(seed), 0  # noqa: S311 - a play
        while come < people or self.line:
            rates = [self.work.pace(held) for held in self.held]
            arriving = self.rate if come < people else 0.0
            ending = sum(rates)
            leaving = len(self.line) / self.work.patience if self.work.patience else 0.0
            is_counted = come >= people * WARMING
            self._pass(chance.expovariate(arriving + ending + leaving), counted=is_counted and come < people)
            dice = chance.random() * (arriving + ending + leaving)
            if dice < arriving:
                come += 1
                self._come(counted=is_counted)
            elif dice < arriving + ending:
                self._end(chance.choices(range(len(rates)), rates)[0])
            else:
                self._leave(chance.randrange(len(self.line)))
        return self.said

    def _pass(self, time: float, *, counted: bool) -> None:
        self.now += time
        if counted:
            self.said.held += sum(self.held) * time
            self.said.time += time

    def _come(self, *, counted: bool) -> None:
        self.said.counted += counted
        agent = min(range(len(self.held)), key=self.held.__getitem__)
        if self.held[agent] < self.work.at_once:
            self.held[agent] += 1
            self.began[agent].append(self.now)
            self.said.at_once += counted
            self.said.within += counted
        else:
            self.line.append((self.now, counted))

    def _end(self, agent: int) -> None:
        """Of those that it holds any may end: the one that ends is as long as chance has it."""
        began = self.began[agent].pop(self.which.randrange(len(self.began[agent])))
        self.said.talks.append((agent, began, self.now - began))
        if not self.line:
            self.held[agent] -= 1
            return
        since, counted = self.line.popleft()
        self.began[agent].append(self.now)
        self.said.waited += (self.now - since) * counted
        self.said.within += counted and self.now - since <= self.seconds

    def _leave(self, which: int) -> None:
        since, counted = self.line[which]
        del self.line[which]
        self.said.left += counted
        self.said.waited += (self.now - since) * counted
