"""How long somebody who stands there will wait, as a range made from waits that are over.

Two steps. The pace: how many seconds of one agent each place took, lately and at such hours on the days
before, those who stood about there counting most; far back in a line, how fast it moves now. And the
spread: by how much what we expected was off, again mostly of those who stood about there; the range is as
wide as to hold eight in ten of those. How far out its ends lie is corrected by each wait that ends outside.

Far back that comes too late: who stands there is told before anybody's long wait of this burst is over, and
what is learned then is of an hour ago. So there the range is wider from the begin, by how long it takes, and
no end is moved after the fact.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, log, sqrt
from typing import Final

from walletdesk.routing.waits.model.flow import Flow
from walletdesk.routing.waits.model.wait import MINUTE, Basis, Told, Wait

LATELY: Final = timedelta(minutes=60)
FEWEST: Final = 5  # waits to learn a pace from; of fewer nothing is told
FEWEST_MISSES: Final = 12  # and to learn a spread from
_KEPT = 400
_A_HOUR = 60  # waits kept of each hour of a day
_PRIOR = 4.0  # what usual waits weigh together, in recent ones
_NEAR = 0.5  # how alike two places are, on a scale of logarithms
_FADES = 0.99  # each miss counts that much of the next
_TAIL = 0.1  # on each side
_FAR = 10  # places; beyond it
_FAR_TAIL = 0.05  # as many waits of one burst are off together, and count as one
_FLOWS = (5, 15)  # up to the first place the line's own movement says nothing, from the second on all
_TRUST = 4  # how many must have been taken lately to believe that by half
_LEAST = 0.12  # of a logarithm, on each side, of ten minutes far back: staff and questions change on the way
_LEAST_AT_MOST = 0.5
_STEP = 0.04  # of a logarithm, for each wait that ends
_FARTHEST = 0.8  # more than twice as far out says that nothing is known any more
Hour = tuple[bool, int]  # of a weekend; of the day


@dataclass(frozen=True, slots=True)
class _Past:
    ended: float
    place: float
    pace: float


class Estimator:
    """Of one queue. ``local``: what the clock on the wall says then."""

    def __init__(self, local: Callable[[datetime], datetime], history: Iterable[Wait] = ()) -> None:
        self._local = local
        self._lately: deque[_Past] = deque(maxlen=_KEPT)
        self._usual: dict[Hour, deque[_Past]] = defaultdict(lambda: deque(maxlen=_A_HOUR))
        self._misses: deque[tuple[float, float]] = deque(maxlen=_KEPT)
        self._ends: dict[int, tuple[float, float]] = {}  # how far each end was moved outwards
        self._flow = Flow()
        for wait in history:
            self.learn(wait)

    def learn(self, wait: Wait) -> None:
        """In the order in which they ended."""
        self._flow.learn(wait)
        if not wait.teaches:
            return
        seconds = max(1.0, wait.waited.total_seconds())
        past = _Past(wait.ended_at.timestamp(), log(wait.place), log(seconds * wait.agents / wait.place))
        self._lately.append(past)
        self._usual[self._hour(wait.joined_at)].append(past)
        if wait.expected is not None and wait.expected > 0:
            self._misses.append((past.place, log(seconds / wait.expected)))
        if wait.low is not None and wait.high is not None and wait.place <= _FAR:
            self._correct(wait, seconds, wait.low, wait.high)

    def _correct(self, wait: Wait, seconds: float, low: int, high: int) -> None:
        """Whoever ended below the range moves its lower end down, all others move it up a little.

        By place: at the end of a line we are wrong later and otherwise than at its head.
        """
        below, above = seconds < low * 60, seconds > high * 60
        down, up = self._ends.get(_band(wait.place), (0.0, 0.0))
        self._ends[_band(wait.place)] = (
            _bounded(down + _STEP * (below - _TAIL)),
            _bounded(up + _STEP * (above - _TAIL)),
        )

    def tell(self, place: int, agents: int, at: datetime) -> Told | None:
        """None: too little is known."""
        now = at.timestamp()
        recent = [past for past in self._lately if now - past.ended <= LATELY.total_seconds()]
        usual = [past for past in self._like(at) if now - past.ended > LATELY.total_seconds()]
        if len(recent) + len(usual) < FEWEST or len(self._lately) < FEWEST_MISSES:
            return None
        pace = self._flowing(_pace(recent, usual, log(place)), place, agents, now)
        expected = exp(pace) * place / agents
        low, high = self._spread(place, pace)
        if place > _FAR:
            low, high = widened(low, high, expected)
        begin, end = _from(expected * exp(low) / 60), rounded(expected * exp(high) / 60)
        basis = Basis(minutes=LATELY // MINUTE, recent=len(recent), usual=len(usual))
        return Told(low=begin, high=max(begin + _step(begin), end), expected=expected, basis=basis)

    def _flowing(self, pace: float, place: int, agents: int, now: float) -> float:
        first, last = _FLOWS
        if place <= first or (moved := self._flow.ahead(place, agents, now)) is None:
            return pace
        share = min(1.0, (place - first) / (last - first)) * moved.served / (moved.served + _TRUST)
        return (1 - share) * pace + share * log(moved.seconds * agents / place)

    def _spread(self, stands: int, pace: float) -> tuple[float, float]:
        misses = (
            list(self._misses)
            if len(self._misses) >= FEWEST_MISSES
            else [(past.place, past.pace - pace) for past in self._lately]
        )
        where = log(stands)
        weighed, fades = list[tuple[float, float]](), 1.0
        for place, miss in reversed(misses):
            weighed.append((miss, fades * _likeness(place, where)))
            fades *= _FADES
        weighed.sort()
        down, up = self._ends.get(_band(stands), (0.0, 0.0))
        tail = _TAIL if stands <= _FAR else _FAR_TAIL
        low, middle, high = (_quantile(weighed, share) for share in (tail, 0.5, 1 - tail))
        return min(low - down, middle), max(high + up, middle)  # corrected as it may be, the middle is within

    def _like(self, at: datetime) -> Iterable[_Past]:
        weekend, hour = self._hour(at)
        for near in (hour - 1, hour, hour + 1):
            yield from self._usual.get((weekend, near % 24), ())

    def _hour(self, at: datetime) -> Hour:
        local = self._local(at)
        return local.weekday() > 4, local.hour


def _pace(recent: list[_Past], usual: list[_Past], where: float) -> float:
    weight = _PRIOR / max(1, len(usual))
    weighed = [(past.pace, _likeness(past.place, where)) for past in recent]
    weighed += [(past.pace, weight * _likeness(past.place, where)) for past in usual]
    total = sum(weight for _, weight in weighed)
    return sum(pace * weight for pace, weight in weighed) / total


def widened(low: float, high: float, expected: float) -> tuple[float, float]:
    """Never narrower than what can change until then."""
    least = min(_LEAST_AT_MOST, _LEAST * sqrt(expected / 600))
    return min(low, -least), max(high, least)


def _likeness(one: float, other: float) -> float:
    apart = (one - other) / _NEAR
    return exp(-0.5 * apart * apart) + 0.02


def _quantile(weighed: list[tuple[float, float]], share: float) -> float:
    """Of sorted values with weights."""
    wanted, sum_ = share * sum(weight for _, weight in weighed), 0.0
    for value, weight in weighed:
        sum_ += weight
        if sum_ >= wanted:
            return value
    return weighed[-1][0]


def _from(exact: float) -> int:
    """Less than a minute is none: whoever is told one at half of it is taken before, more often than not."""
    return 0 if exact < 1 else rounded(exact)


def rounded(exact: float) -> int:
    """As exact as it can be: single minutes of few, five of more, a quarter of an hour of many."""
    return round(exact / _step(exact)) * _step(exact)


def _step(minutes: float) -> int:
    return 1 if minutes < 10 else 5 if minutes < 60 else 15


def _bounded(moved: float) -> float:
    return min(_FARTHEST, max(-_FARTHEST, moved))


def _band(place: int) -> int:
    return 0 if place < 3 else 1 if place < 6 else 2 if place <= _FAR else 3
