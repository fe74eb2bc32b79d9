"""How good the forecast is, said by itself: whole weeks that it had not seen, against what came."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import exp, floor, lgamma, log

from walletdesk.insights.staffing.model.forecasting import Past, learned, likely
from walletdesk.insights.staffing.model.past import WEEK, Day, Kind

WEEKS_HELD = 4
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """Errors are sums of what was missed, divided by all that came (WAPE), by half hour and by day.

    ``naive``: of the forecast "as a week before". ``chance``: what even the true mean would miss, by half
    hour. ``held``: of the ranges, how many held what came; those of a week were made from the other weeks.
    ``spread``: how much more uneven than chance (1) it was.
    """

    weeks: int
    half_hours: float
    days: float
    naive_half_hours: float
    naive_days: float
    chance: float
    held: float
    spread: float


@dataclass(frozen=True, slots=True)
class Tried:
    """One day that came, with what was said of it before, and the same day a week earlier."""

    day: Day
    said: Sequence[float]
    before: Sequence[int]

    def slots(self) -> Iterator[tuple[int, float]]:
        return zip(self.day.asked, self.said, strict=True)


def judged(past: Past) -> Error | None:
    """None: there are not enough weeks to keep one back."""
    weeks = list(_weeks(past))
    tried = [one for week in weeks for one in week]
    came = sum(one.day.total for one in tried)
    if not came:
        return None
    return Error(
        weeks=len(weeks),
        half_hours=sum(_missed(one.day.asked, one.said) for one in tried) / came,
        days=sum(abs(one.day.total - sum(one.said)) for one in tried) / came,
        naive_half_hours=sum(_missed(one.day.asked, one.before) for one in tried) / came,
        naive_days=sum(abs(one.day.total - sum(one.before)) for one in tried) / came,
        chance=sum(by_chance(said) for one in tried for said in one.said) / came,
        held=_held(weeks),
        spread=_spread(tried),
    )


def _weeks(past: Past) -> Iterator[list[Tried]]:
    """The last weeks, each told from what lies before it. Days of events are forecast by nobody."""
    known = {day.on: day for day in past.days}
    after = past.days[-1].on + timedelta(days=1) if past.days else None
    for back in range(WEEKS_HELD, 0, -1):
        if after is None or (forecast := learned(past.before(first := after - back * _WEEK))) is None:
            continue
        held = [known[on] for n in range(WEEK) if (on := first + timedelta(days=n)) in known]
        yield [
            Tried(day, forecast.of(day.on, day.kind), known[day.on - _WEEK].asked)
            for day in held
            if day.kind is not Kind.SPECIAL and day.on - _WEEK in known
        ]


def _missed(asked: Iterable[int], said: Iterable[float]) -> float:
    return sum(abs(one - other) for one, other in zip(asked, said, strict=True))


def _spread(tried: Iterable[Tried]) -> float:
    """The variance of what came around what was said, as a multiple of the mean; chance alone gives one.

    Without the worst day: an event of which nobody told us is no unevenness.
    """
    days = [(sum((asked - said) ** 2 for asked, said in one.slots()), sum(one.said)) for one in tried]
    days = sorted(days, key=lambda day: day[0] / (day[1] or 1.0))[:-1]
    return max(1.0, sum(off for off, _ in days) / (sum(said for _, said in days) or 1.0))


def _held(weeks: Sequence[Sequence[Tried]]) -> float:
    """Only where somebody was expected: that nobody comes at night is no merit."""
    held: list[bool] = []
    for week in weeks:
        spread = _spread(one for other in weeks if other is not week for one in other)
        slots = [pair for one in week for pair in one.slots() if pair[1] >= 0.5]
        ranges = {said: likely(said, spread) for _, said in slots}
        held += [ranges[said][0] <= asked <= ranges[said][1] for asked, said in slots]
    return sum(held) / (len(held) or 1)


def by_chance(mean: float) -> float:
    """How far a Poisson number lies from its mean, on average (de Moivre)."""
    if mean <= 0:
        return 0.0
    whole = floor(mean)
    return 2 * exp(-mean + (whole + 1) * log(mean) - lgamma(whole + 1))
