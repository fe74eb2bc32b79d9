"""What becomes of those who ask, with so many agents: Erlang C and Erlang A, also with several at once.

People ask at random (Poisson) at a steady rate; how long one takes varies (exponential); whoever comes first
is served first. Without ``patience`` nobody leaves: that is Erlang C (A. K. Erlang 1917). With it each leaves
after a random (exponential) time: Erlang A (C. Palm 1957). The distribution of the wait with patience is that
of F. Baccelli and G. Hebuterne (1981); how to read it, N. Gans, G. Koole and A. Mandelbaum (2003).

An agent holds ``at_once`` conversations. All of them together are a birth and death chain: each ends at a
rate that depends on how many its agent holds. While somebody waits everything is full, so the wait itself is
as in Erlang A with the rate of a full house. The formulas of one conversation at once are the case
``at_once == 1``. What is simplified: how ``j`` conversations lie among the agents. New ones go to whoever
holds least, which spreads them evenly, and some end anywhere, which spreads them by chance; we take the
middle of the two. docs/flows/staffing.md says how far that is off, against a simulation.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from math import ceil, comb, exp, inf, log

MOST_AGENTS = 2000  # on duty at one time: more is a mistake in a number
_LARGE = 1e250
_SMALL = 1e-15  # a term that adds less to a sum than this is the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a conversation asks of an agent; times in seconds.

    ``handling``: of one while its agent has no other. ``slowed``: by which share each takes longer for each
    further one that the agent holds. ``patience``: after which somebody leaves, on average; None: never.
    """

    handling: float
    at_once: int = 1
    slowed: float = 0.0
    patience: float | None = None

    def pace(self, held: int) -> float:
        """How many an agent ends in a second who holds so many."""
        return held / (self.handling * (1 + self.slowed * (held - 1))) if held else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Shares of all who ask; ``wait``: mean seconds until an agent comes or they leave.

    ``busy``: the share of what the agents can hold that is held, on average. ``wait`` None: the line grows
    without end, and no wait can be told.
    """

    at_once: float
    left: float
    busy: float
    wait: float | None
    within: float

    @property
    def is_stable(self) -> bool:
        return self.wait is not None


NOBODY_ASKS = Outcome(at_once=1.0, left=0.0, busy=0.0, wait=0.0, within=1.0)


def outcome(rate: float, agents: int, work: Work, seconds: float) -> Outcome:
    """``rate``: how many ask in a second. ``seconds``: within which ``within`` are answered."""
    if rate <= 0:
        return NOBODY_ASKS
    full = agents * work.pace(work.at_once)
    if work.patience is None and rate >= full:
        return Outcome(at_once=0.0, left=0.0, busy=1.0, wait=None, within=0.0)
    if agents < 1:
        return Outcome(at_once=0.0, left=1.0, busy=1.0, wait=work.patience, within=0.0)
    room, free = _room(rate, agents, work)
    line = log(rate) + _tail(rate, full, work.patience, 0.0)
    whole = _log_add(room, line)
    delayed, answered = exp(line - whole), exp(room - whole)
    end = 0.0 if work.patience is None else 1 / work.patience
    late = exp(log(rate) + _tail(rate, full + end, work.patience, seconds, leave=end) - whole)
    served = exp(log(rate) + _tail(rate, full + end, work.patience, 0.0, leave=end) - whole)
    left = max(0.0, 1 - answered - served) if end else 0.0
    return Outcome(
        at_once=answered,
        left=left,
        busy=1 - answered * free / (agents * work.at_once),
        wait=left * (work.patience or 0.0) if end else delayed / (full - rate),
        within=min(1.0, max(0.0, answered + served - late)),
    )


def _room(rate: float, agents: int, work: Work) -> tuple[float, float]:
    """What all states with room weigh, as a logarithm, where the last weighs one; and their mean room."""
    most = agents * work.at_once
    total = term = 1.0
    free, shift = 1.0, 0.0
    ending = _ending(agents, work)
    for held in range(most - 1, 0, -1):
        term *= ending(held) / rate
        total += term
        free += term * (most - held + 1)
        if term < total * _SMALL:
            break
        if total > _LARGE:
            total, term, free, shift = total / _LARGE, term / _LARGE, free / _LARGE, shift + log(_LARGE)
    return shift + log(total), free / total


def _ending(agents: int, work: Work) -> Callable[[int], float]:
    """How many end in a second, of so many that are held while there is room."""
    most, alone = agents * work.at_once, 1 / work.handling
    if work.at_once == 1 or not work.slowed:
        return lambda held: held * alone
    paces = [agents * work.pace(held) for held in range(work.at_once + 1)]
    by_chance = [comb(work.at_once, held) * pace for held, pace in enumerate(paces)]

    def ending(held: int) -> float:
        each, over = divmod(held, agents)
        even = paces[each] + over / agents * (paces[each + 1] - paces[each])
        full = held / most
        free, odds, power = 1 - full, full / (1 - full), 1.0
        chance = 0.0
        for weight in by_chance:
            chance += weight * power
            power *= odds
        return (even + chance * free**work.at_once) / 2

    return ending


def _tail(rate: float, full: float, patience: float | None, seconds: float, *, leave: float = 0.0) -> float:
    """The logarithm of what the density of the wait comes to from ``seconds`` on, up to a factor.

    That is the integral of exp(rate (1 - exp(-x/patience)) patience - full x); without patience of
    exp((rate - full) x). ``leave`` is part of ``full`` already where those who stayed are counted.
    """
    if patience is None:
        return (rate - full) * seconds - log(full - rate)
    fading = exp(-seconds / patience)
    load, first = rate * patience * fading, full * patience
    series = _log_sum(load / (first + k) for k in count(1))
    return rate * patience * (1 - fading) - full * seconds - log(full) + series


def _log_sum(ratios: Iterable[float]) -> float:
    """The logarithm of 1 + r1 + r1 r2 + ..., of ratios that fall."""
    total, term, shift = 1.0, 1.0, 0.0
    for ratio in ratios:
        term *= ratio
        total += term
        if ratio < 1 and term < total * _SMALL:
            break
        if total > _LARGE:
            total, term, shift = total / _LARGE, term / _LARGE, shift + log(_LARGE)
    return shift + log(total)


def _log_add(one: float, other: float) -> float:
    low, high = sorted((one, other))
    return high if low == -inf else high + log(1 + exp(low - high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``share`` of all who ask are answered within ``seconds``, by agents not busier than ``busiest``."""

    share: float
    seconds: float
    busiest: float = 1.0

    def is_met(self, by: Outcome) -> bool:
        return by.is_stable and by.within >= self.share and by.busy <= self.busiest


def agents_needed(rate: float, work: Work, target: Target) -> int | None:
    """The fewest on duty with whom the target is met; None beyond ``MOST_AGENTS``, or where it cannot be."""
    if rate <= 0:
        return 0

    def is_met(agents: int) -> bool:
        return target.is_met(outcome(rate, agents, work, target.seconds))

    high = min(MOST_AGENTS, max(1, ceil(rate / work.pace(work.at_once))))
    low = 0
    while not is_met(high):
        if high == MOST_AGENTS:
            return None
        low, high = high, min(MOST_AGENTS, high + max(1, high // 4))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_met(middle) else (middle, high)
    return high
