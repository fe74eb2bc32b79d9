"""Made-up histories of a queue, event by event: who joined, where they stood, how long it took.

Three kinds: a steady one; days, nights and weekends; promotions that bring many times more at once while the
staff changes. What an estimator sees is what a queue sees, nothing of how the history was made.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from math import cos, exp, pi
from random import Random
from typing import Final

from walletdesk.routing.waits.model import Wait

BEGIN: Final = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
HOUR, DAY = 3600.0, 86400.0
SLOTS: Final = 2  # conversations that one agent has at once


@dataclass(frozen=True, slots=True)
class Happened:
    """``place`` 0: there was room. ``waited`` in seconds; ``served`` false: left before an agent came."""

    joined: float
    place: int
    agents: int
    waited: float
    served: bool

    @property
    def ended(self) -> float:
        return self.joined + self.waited


@dataclass(frozen=True, slots=True)
class Kind:
    """``arrivals`` an hour and ``staff`` at a time; ``talk``: seconds a conversation takes in the middle."""

    days: int
    arrivals: Callable[[float], float]
    most: float
    staff: Callable[[float], int]
    talk: float
    patience: float


def at(seconds: float) -> datetime:
    return BEGIN + timedelta(seconds=seconds)


def steady(chance: Random) -> Kind:
    """The same at every hour, at the edge of what the staff can take."""
    return Kind(8, lambda _: 34.0, 34.0, lambda _: 5, 900.0 * chance.uniform(0.95, 1.05), 2400.0)


def day_and_night(chance: Random) -> Kind:
    """Mornings and evenings full, nights thin, weekends half; shifts that follow, not always well."""

    def arrivals(at: float) -> float:
        hour, weekday = at % DAY / HOUR, int(at // DAY) % 7
        wave = 1.0 + 0.75 * cos((hour - 11) / 12 * pi) + 0.35 * cos((hour - 20) / 6 * pi)
        return max(2.0, 24.0 * wave * (0.55 if weekday > 4 else 1.0) * tide)

    def staff(at: float) -> int:
        hour, weekday = at % DAY / HOUR, int(at // DAY) % 7
        duty = 6 if 9 <= hour < 13 else 5 if 13 <= hour < 23 else 2
        return max(1, duty - (2 if weekday > 4 else 0))

    tide = chance.uniform(0.95, 1.1)
    return Kind(28, arrivals, 24.0 * 2.1 * 1.1, staff, 850.0, 2400.0)


def promotions(chance: Random) -> Kind:
    """Peaks at hours nobody knows; more staff comes half an hour late, and some fall ill for a day."""
    peaks = sorted(chance.uniform(0, 28 * DAY) for _ in range(26))
    sizes = [chance.uniform(3, 20) for _ in peaks]
    ill = {chance.randrange(28) for _ in range(7)}

    def lately(at: float, within: float) -> range:
        return range(bisect_left(peaks, at - within), bisect_right(peaks, at))

    def arrivals(at: float) -> float:
        surge = sum(sizes[n] * exp(-(at - peaks[n]) / (0.6 * HOUR)) for n in lately(at, 6 * HOUR))
        return min(14.0 * (1.0 + surge), most)

    def staff(at: float) -> int:
        called = sum(at - peaks[n] >= 0.5 * HOUR for n in lately(at, 4 * HOUR))
        return 3 + 4 * min(2, called) - (1 if int(at // DAY) in ill else 0)

    most = 14.0 * 21
    return Kind(28, arrivals, most, staff, 800.0, 3600.0)


HISTORIES: Final = {"steady": steady, "day_and_night": day_and_night, "promotions": promotions}


def history(name: str, seed: int) -> list[Happened]:
    """Everybody who came, in the order in which it was over."""
    chance = Random(f"{name}:{seed}")  # noqa: S311 - a play
    kind = HISTORIES[name](chance)
    return sorted(_Queue(kind, chance).run(), key=lambda one: one.ended)


class _Queue:
    """First come, first served, by agents who have two conversations at once."""

    def __init__(self, kind: Kind, chance: Random) -> None:
        self._kind = kind
        self._chance = chance
        self._line: deque[tuple[float, float, int, int]] = deque()  # joined, patience ends, place, agents
        self._busy: list[float] = []  # when each conversation ends
        self._moods = [chance.lognormvariate(0, 0.15) for _ in range(kind.days + 1)]
        self.told: list[Happened] = []

    def run(self) -> Sequence[Happened]:
        tick = 300.0  # the staff changes between two arrivals as well
        turn = tick
        for now in self._arrivals():
            while turn <= now:
                self._serve_until(turn)
                turn += tick
            self._serve_until(now)
            self._join(now)
        return self.told

    def _arrivals(self) -> Iterator[float]:
        now, end = 0.0, self._kind.days * DAY
        while (now := now + self._chance.expovariate(self._kind.most / HOUR)) < end:
            if self._chance.random() * self._kind.most < self._kind.arrivals(now):
                yield now

    def _join(self, now: float) -> None:
        agents = self._kind.staff(now)
        if not self._line and len(self._busy) < agents * SLOTS:
            self._begin(now)
            self.told.append(Happened(now, 0, agents, 0.0, served=True))
            return
        gives_up = now + self._chance.expovariate(1 / self._kind.patience)
        place = 1 + sum(one[1] > now for one in self._line)
        self._line.append((now, gives_up, place, agents))

    def _serve_until(self, now: float) -> None:
        while self._busy and self._busy[0] <= now:
            self._fill(heappop(self._busy))
        self._fill(now)

    def _fill(self, now: float) -> None:
        while self._line and len(self._busy) < self._kind.staff(now) * SLOTS:
            joined, gives_up, place, agents = self._line.popleft()
            if gives_up <= now:
                self.told.append(Happened(joined, place, agents, gives_up - joined, served=False))
                continue
            self._begin(now)
            self.told.append(Happened(joined, place, agents, now - joined, served=True))

    def _begin(self, now: float) -> None:
        mood = self._moods[int(now // DAY)]
        heappush(self._busy, now + self._chance.lognormvariate(0, 0.7) * self._kind.talk * mood)


def waits(name: str, seed: int) -> list[Wait]:
    return [_wait(one) for one in history(name, seed)]


def _wait(one: Happened) -> Wait:
    return Wait(
        joined_at=at(one.joined),
        ended_at=at(one.ended),
        place=one.place,
        agents=one.agents,
        served=one.served,
    )
