"""How many people each half hour of a week needs, how many are planned, and what becomes of those who ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import ceil, floor, log

from walletdesk.insights.staffing.model.erlang import (
    Outcome,
    Target,
    Work,
    agents_needed,
    outcome,
)
from walletdesk.insights.staffing.model.past import HALF_HOUR, Kind
from walletdesk.insights.staffing.model.plan import Terms

_ROUNDING = 1e-9  # 3 / (1 - 0.25) is 4 people, not 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A half hour to come. ``minute`` of the day, as the wall shows it.

    ``expected`` new ones; in eight of ten such half hours from ``low`` to ``high``.
    ``waiting``: of those who asked while nobody was there, how many are to be answered in it. ``carried``: as
    many more as stand for the conversations that go on from a fuller half hour before.
    """

    begins: datetime
    minute: int
    open: bool
    expected: float = 0.0
    low: int = 0
    high: int = 0
    waiting: float = 0.0
    carried: float = 0.0
    planned: int = 0

    @property
    def coming(self) -> float:
        """New ones, and those of the night."""
        return self.expected + self.waiting

    @property
    def rate(self) -> float:
        """How many in a second, for what is needed."""
        return (self.coming + self.carried) / HALF_HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """``needed``: people to plan; None: more than can be reckoned with. ``by``: what those planned reach."""

    slot: Slot
    needed: int | None
    by: Outcome | None

    @property
    def gap(self) -> int:
        """Below zero: so many are missing."""
        return 0 if self.needed is None else self.slot.planned - self.needed

    @property
    def is_short(self) -> bool:
        return self.needed is None or self.gap < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNeeds:
    """``peak``: the half hour that needs most."""

    on: date
    kind: Kind
    factor: float
    needs: Sequence[Need]

    @property
    def open(self) -> Sequence[Need]:
        return [need for need in self.needs if need.slot.open]

    @property
    def peak(self) -> Need | None:
        return max(self.open, key=lambda need: need.needed or 0, default=None)

    @property
    def needed_hours(self) -> float:
        return sum(need.needed or 0 for need in self.open) / 2

    @property
    def planned_hours(self) -> float:
        return sum(need.slot.planned for need in self.needs) / 2

    @property
    def short(self) -> int:
        return sum(need.is_short for need in self.open)


def need_of(slot: Slot, terms: Terms) -> Need:
    """A closed half hour needs nobody: whoever asks then is answered after the next opening."""
    if not slot.open:
        return Need(slot=slot, needed=0, by=None)
    return Need(slot=slot, needed=needed(slot.rate, terms), by=reached(slot.rate, slot.planned, terms))


def needed(rate: float, terms: Terms) -> int | None:
    """People to plan, so that without the absent ones enough are there."""
    there = _there(rate, terms.work, terms.target)
    return None if there is None else with_absent(there, terms.absent)


def with_absent(there: int, absent: float) -> int:
    return ceil(there / (1 - absent) - _ROUNDING)


def reached(rate: float, people: int, terms: Terms) -> Outcome:
    """What so many planned people reach: of 4, with a quarter absent, 3 are there.

    Between two whole numbers it is read off the line between them; a wait is only told where both have one.
    """
    there = people * (1 - terms.absent)
    low, share = floor(there + _ROUNDING), 0.0
    if there - low > _ROUNDING:
        share = there - low
    lower = _outcome(rate, low, terms.work, terms.seconds)
    if not share:
        return lower
    return _between(lower, _outcome(rate, low + 1, terms.work, terms.seconds), share)


def _between(low: Outcome, high: Outcome, share: float) -> Outcome:
    def at(read: Callable[[Outcome], float]) -> float:
        return read(low) * (1 - share) + read(high) * share

    waits = low.wait, high.wait
    known = None if waits[0] is None or waits[1] is None else waits[0] * (1 - share) + waits[1] * share
    return Outcome(
        at_once=at(lambda one: one.at_once),
        left=at(lambda one: one.left),
        busy=at(lambda one: one.busy),
        wait=known,
        within=at(lambda one: one.within),
    )


@lru_cache(maxsize=4096)
def _there(rate: float, work: Work, target: Target) -> int | None:
    return agents_needed(rate, work, target)


@lru_cache(maxsize=4096)
def _outcome(rate: float, agents: int, work: Work, seconds: float) -> Outcome:
    return outcome(rate, agents, work, seconds)


def forget() -> None:
    """What was worked out; for measuring what it costs."""
    _there.cache_clear()
    _outcome.cache_clear()


def rounded(rate: float) -> float:
    """Upwards, by two in a hundred at most: for what is counted over many weeks."""
    return 0.0 if rate <= 0 else 1.02 ** ceil(log(rate) / log(1.02) - _ROUNDING)
