"""How many will ask for a person in each half hour: from the same half hours of the weeks before.

Three things are learned apart, since each has another amount of data: the **level** (how many a week now),
the **shape** (which share of a week falls into a half hour of a weekday), the **holidays** (how many of those
of a Sunday ask on one). One odd week moves none of them far: the largest and smallest values are left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import exp, log, log1p, sqrt
from statistics import fmean, median

from walletdesk.insights.staffing.model.past import SLOTS, WEEK, Day, Kind, like

WEEKS_LEARNED = 13
FEWEST_DAYS = 21  # before anything is forecast
FEWEST_ASKED = 100
_LEVEL_DAYS = 21  # of late
_TRIMMED = 0.2  # of the values, on each side
_RARE = 4  # asks in a half hour
_NEIGHBOURS = 8.0  # as many asks as what a slot's neighbours say weighs: their shapes differ by about a third
_KNOWN_HOLIDAYS = 20.0  # as many asks as the assumption weighs that a holiday is like a Sunday
MOST_ASKED = 10_000  # in half an hour
_WORKDAYS, _WEEKEND = range(5), range(5, 7)


@dataclass(frozen=True, slots=True)
class Shape:
    """``shares[weekday][slot]``: the part of a week that asks then; all of them together are one."""

    shares: Sequence[Sequence[float]]

    def day(self, weekday: int) -> float:
        return sum(self.shares[weekday])


@dataclass(frozen=True)
class Forecast:
    """``level``: asks in an ordinary week. ``spread``: how much more uneven than chance (1) it was."""

    learned_until: date
    level: float
    shape: Shape
    holidays: float
    spread: float = 1.0

    def of(self, on: date, kind: Kind, factor: float = 1.0) -> list[float]:
        """What is expected of each slot of that day."""
        times = factor * (self.holidays if kind is Kind.HOLIDAY else 1.0)
        return [self.level * share * times for share in self.shape.shares[like(on, kind)]]

    def range(self, expected: float) -> tuple[int, int]:
        """Eight in ten such half hours lie from the first to the second number, both included."""
        return likely(expected, self.spread)


@dataclass(frozen=True)
class Past:
    """Days in order, without gaps, the last of them whole."""

    days: Sequence[Day]

    @cached_property
    def ordinary(self) -> Sequence[Day]:
        return [day for day in self.days if day.kind is Kind.ORDINARY]

    @property
    def is_enough(self) -> bool:
        return len(self.ordinary) >= FEWEST_DAYS and sum(day.total for day in self.ordinary) >= FEWEST_ASKED

    def before(self, on: date) -> "Past":
        first = on - timedelta(weeks=WEEKS_LEARNED)
        return Past([day for day in self.days if first <= day.on < on])


def learned(past: Past) -> Forecast | None:
    """None: too little is known."""
    if not past.is_enough:
        return None
    weights = _day_weights(past.ordinary)
    levels = _levels(past.ordinary, weights)
    shape = _shape(past.ordinary, levels)
    level = trimmed_mean(_weekly(past.ordinary[-_LEVEL_DAYS:], weights))
    return Forecast(
        learned_until=past.days[-1].on,
        level=level,
        shape=shape,
        holidays=_holidays(past.days, levels, shape),
    )


def trimmed_mean(values: Sequence[float]) -> float:
    """Without the largest and the smallest fifth; of four and fewer, of all."""
    ordered, cut = sorted(values), int(len(values) * _TRIMMED)
    return fmean(ordered[cut : len(ordered) - cut] if cut else ordered)


def growth(past: Past) -> float | None:
    """By which share the level changed a week: the median of the slopes between all weeks (Theil and Sen).

    None with fewer than eight weeks: a slope over less says more about chance.
    """
    if not past.is_enough:
        return None
    weights = _day_weights(past.ordinary)
    weeks = [
        (number, trimmed_mean(_weekly(days, weights)))
        for number, days in sorted(_by_week(past.ordinary).items())
        if len(days) >= 5
    ]
    if len(weeks) < 8 or min(level for _, level in weeks) <= 0:
        return None
    slopes = [(log(b) - log(a)) / (m - n) for i, (n, a) in enumerate(weeks) for m, b in weeks[i + 1 :]]
    return exp(median(slopes)) - 1


def _day_weights(days: Sequence[Day]) -> Sequence[float]:
    """Which share of a week each weekday has; one that was never ordinary has a seventh."""
    totals = [[day.total for day in days if day.on.weekday() == weekday] for weekday in range(WEEK)]
    means = [trimmed_mean(some) if some else None for some in totals]
    known = [mean for mean in means if mean is not None]
    filled = [fmean(known) if mean is None else mean for mean in means]
    whole = sum(filled) or 1.0
    return [max(mean / whole, 1e-3) for mean in filled]  # a day on which nobody ever asks says nothing


def _weekly(days: Sequence[Day], weights: Sequence[float]) -> list[float]:
    """What each day says that a whole week holds. Days of little weight would say it too loudly."""
    telling = [day for day in days if weights[day.on.weekday()] >= 0.5 / WEEK] or days
    return [day.total / weights[day.on.weekday()] for day in telling]


def _by_week(days: Sequence[Day]) -> Mapping[int, list[Day]]:
    weeks: dict[int, list[Day]] = {}
    for day in days:
        weeks.setdefault(_week(day.on), []).append(day)
    return weeks


def _week(on: date) -> int:
    return (on.toordinal() - 1) // WEEK


def _levels(days: Sequence[Day], weights: Sequence[float]) -> Mapping[int, float]:
    """The level of each week, from it and those beside it."""
    weeks = _by_week(days)
    around = {n: [day for m in (n - 1, n, n + 1) for day in weeks.get(m, ())] for n in weeks}
    return {n: max(trimmed_mean(_weekly(some, weights)), 1e-9) for n, some in around.items()}


def _shape(days: Sequence[Day], levels: Mapping[int, float]) -> Shape:
    """Each slot from its own weeks, drawn towards its neighbours: the less it holds, the more."""
    counted = [[_slot(days, levels, weekday, slot) for slot in range(SLOTS)] for weekday in range(WEEK)]
    prior = _neighbours(counted)
    shares = [
        [
            (asked + _NEIGHBOURS) / (of + _NEIGHBOURS / expected) if expected > 0 else 0.0
            for (asked, of), expected in zip(counted[weekday], prior[weekday], strict=True)
        ]
        for weekday in range(WEEK)
    ]
    whole = sum(map(sum, shares)) or 1.0
    return Shape([[share / whole for share in each] for each in shares])


def _slot(days: Sequence[Day], levels: Mapping[int, float], weekday: int, slot: int) -> tuple[float, float]:
    """How many asked, and of how many: without the weeks in which most and fewest did.

    Of rare asks those would be all: there only what is far above the others is cut.
    """
    of_week = [(day.asked[slot], levels[_week(day.on)]) for day in days if day.on.weekday() == weekday]
    middle = median([asked for asked, _ in of_week]) if of_week else 0
    if middle < _RARE:
        return sum(min(asked, middle + _RARE) for asked, _ in of_week), sum(level for _, level in of_week)
    of_week.sort(key=lambda pair: pair[0] / pair[1])
    cut = int(len(of_week) * _TRIMMED)
    kept = of_week[cut : len(of_week) - cut] if cut else of_week
    return float(sum(asked for asked, _ in kept)), sum(level for _, level in kept)


def _neighbours(counted: Sequence[Sequence[tuple[float, float]]]) -> list[list[float]]:
    """The mean share of the half hours around it on such days (workdays, weekend), scaled to the day."""
    result: list[list[float]] = [[] for _ in range(WEEK)]
    for kin in (_WORKDAYS, _WEEKEND):
        whole = [_share(counted[weekday]) for weekday in kin]
        mean = [_share([counted[weekday][slot] for weekday in kin]) for slot in range(SLOTS)]
        smooth = [(mean[slot - 1] + 2 * mean[slot] + mean[(slot + 1) % SLOTS]) / 4 for slot in range(SLOTS)]
        usual = fmean(whole) or 1.0
        for weekday, own in zip(kin, whole, strict=True):
            result[weekday] = [share * own / usual for share in smooth]
    return result


def _share(counted: Sequence[tuple[float, float]]) -> float:
    return sum(asked for asked, _ in counted) / (sum(of for _, of in counted) or 1.0)


def _holidays(days: Sequence[Day], levels: Mapping[int, float], shape: Shape) -> float:
    """How many ask on a holiday, of those who would on a Sunday; one as long as little is known of it."""
    usual = fmean(levels.values())
    past = [day for day in days if day.kind is Kind.HOLIDAY]
    expected = sum(levels.get(_week(day.on), usual) * shape.day(like(day.on, day.kind)) for day in past)
    return (sum(day.total for day in past) + _KNOWN_HOLIDAYS) / (expected + _KNOWN_HOLIDAYS)


def likely(mean: float, spread: float) -> tuple[int, int]:
    """Where eight in ten lie."""
    return _quantile(mean, spread, 0.1), _quantile(mean, spread, 0.9)


def _quantile(mean: float, spread: float, share: float) -> int:
    """Of a Poisson distribution; where it was more uneven than chance, of the negative binomial one.

    ``spread``: its variance, as a multiple of its mean.
    """
    if mean <= 0:
        return 0
    if mean > 300:  # so many that the normal distribution is the same
        return max(0, round(mean + (1.2816 if share > 0.5 else -1.2816) * sqrt(mean * spread)))
    uneven = max(spread - 1, 1e-6)  # without any it is the same as nearly without any
    size, part = mean / uneven, uneven / (1 + uneven)
    total = term = exp(-size * log1p(uneven))
    k = 0
    while total < share and k < MOST_ASKED:
        k += 1
        term *= (size + k - 1) / k * part
        total += term
    return k
