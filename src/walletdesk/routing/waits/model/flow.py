"""How fast a line moves, from who went out of it within the last half hour.

What a long wait teaches is known only when it is over, and of a line that has just formed none is. But
whoever is taken, and whoever gives up, lets all behind them move up, however short a time they stood there.
So the pace of an agent is counted from those who were taken, and how many give up from all who stood in line.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

from walletdesk.routing.waits.model.wait import Wait

WINDOW: Final = 1800.0  # seconds: shorter is noise, longer is another staff and another kind of question
_KEPT: Final = 1_500
_FEWEST: Final = 3  # of fewer who were taken there is no pace
_PATIENT: Final = 3600.0  # seconds until one gives up, where nobody was seen to


@dataclass(frozen=True, slots=True)
class _Exit:
    joined: float
    ended: float
    agents: int
    served: bool

    @property
    def stood(self) -> float:
        return self.ended - self.joined


@dataclass(frozen=True, slots=True)
class Moved:
    """``seconds`` until somebody there is taken, by how ``served`` of late were."""

    seconds: float
    served: int


class Flow:
    def __init__(self) -> None:
        self._exits: deque[_Exit] = deque()
        self._left = 0
        self._stood = 0.0

    def learn(self, wait: Wait) -> None:
        """In the order in which they ended, those who left as well."""
        if wait.place < 1 or wait.agents < 1:
            return
        one = _Exit(wait.joined_at.timestamp(), wait.ended_at.timestamp(), wait.agents, wait.served)
        self._exits.append(one)
        self._count(one, 1)
        if len(self._exits) > _KEPT:
            self._count(self._exits.popleft(), -1)

    def _count(self, one: _Exit, times: int) -> None:
        self._left += 0 if one.served else times
        self._stood += times * one.stood

    def ahead(self, place: int, agents: int, now: float) -> Moved | None:
        """Until ``place`` of them are gone, some of them by themselves; None: nothing has moved of late.

        With n in line it shrinks by ``taken`` and n times ``gives_up`` a second.
        """
        exits = self._lately(now)
        served = sum(one.served for one in exits)
        if served < _FEWEST:
            return None
        taken = agents * served / (_stood_for(exits, now) * _staff(exits, agents, now))
        gives_up = (self._left + 1) / (self._stood + _PATIENT)
        return Moved(log(1 + place * gives_up / taken) / gives_up, served)

    def _lately(self, now: float) -> list[_Exit]:
        """The last to end first."""
        found = []
        for one in reversed(self._exits):
            if one.ended < now - WINDOW:
                break
            found.append(one)
        return found


def _stood_for(exits: Sequence[_Exit], now: float) -> float:
    """Seconds of the window in which somebody stood in line; somebody does now. Idle agents show no pace."""
    since = exits[0].ended
    seconds = now - since
    for one in exits:
        begin = max(one.joined, now - WINDOW)
        seconds += max(0.0, min(one.ended, since) - begin)
        since = min(since, begin)
    return max(1.0, seconds)


def _staff(exits: Sequence[_Exit], agents: int, now: float) -> float:
    """How many were there on average: what each who joined has seen holds until the next one looked."""
    seen = sorted((one.joined, one.agents) for one in exits if one.joined > now - WINDOW)
    if not seen:
        return agents
    begin = [(now - WINDOW, seen[0][1])]
    spans = pairwise([*begin, *seen, (now, agents)])
    return sum(there * (until - since) for (since, there), (until, _) in spans) / WINDOW
