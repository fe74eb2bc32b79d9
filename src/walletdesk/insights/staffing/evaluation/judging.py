"""Whether staffing tells the truth.

Its formulas against a line that is played and another program's, its measure of conversations against what
they were played with, its forecast against weeks that it had not seen.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from random import Random
from typing import Final

from walletdesk.insights.staffing.evaluation.play import Play
from walletdesk.insights.staffing.model.erlang import Outcome, Target, Work, agents_needed, outcome
from walletdesk.insights.staffing.model.forecasting import Past
from walletdesk.insights.staffing.model.handling import Held, handling
from walletdesk.insights.staffing.model.judging import judged
from walletdesk.insights.staffing.model.past import SLOTS, Day, Kind

SHARE, BUSY = 0.03, 0.03  # how far the formulas may lie from the play
TOOK = 0.08
OTHERS = 1e-9
HELD: Final = 0.70, 0.90  # of ranges that are meant to hold eight in ten
SECONDS = 120
PEOPLE = 20_000
GRID: Final = (  # agents, at once, slower for each further one, patience, how full
    (4, 1, 0.0, None, 0.5),
    (13, 1, 0.0, None, 0.77),
    (12, 1, 0.0, 900.0, 0.84),
    (4, 3, 0.25, 900.0, 0.66),
    (9, 3, 0.25, 900.0, 0.82),
    (6, 2, 0.5, None, 0.64),
    (3, 5, 0.25, 600.0, 0.66),
    (5, 3, 0.3, 300.0, 1.3),
)
COUNTED: Final = ((12, 180), (30, 420), (75, 180), (160, 420))  # asked in half an hour, seconds of one
Other = Callable[[int, int, int, float], tuple[int, float, float]]  # agents needed, who waits, within


@dataclass(frozen=True, slots=True)
class Check:
    """``got`` may lie from ``low`` to ``high``, both included."""

    id: str
    got: float
    low: float
    high: float

    @property
    def ok(self) -> bool:
        return self.low <= self.got <= self.high


def checks(seed: int, other: Other | None = None, people: int = PEOPLE) -> Iterator[Check]:
    """``other``: another program's Erlang C, where it is installed."""
    for number, given in enumerate(GRID):
        yield from _played(f"line {number + 1}", given, people, seed + number)
    for counted in COUNTED if other else ():
        yield from _compared(*counted, other)
    yield from _forecast(seed)


def _near(id: str, got: float, wanted: float, off: float) -> Check:
    return Check(id, got, wanted - off, wanted + off)


def _played(
    id: str, given: tuple[int, int, float, float | None, float], people: int, seed: int
) -> Iterator[Check]:
    agents, at_once, slowed, patience, full = given
    work = Work(handling=600, at_once=at_once, slowed=slowed, patience=patience)
    rate = full * agents * work.pace(at_once)
    said: Outcome = outcome(rate, agents, work, SECONDS)
    play = Play(rate, agents, work, SECONDS).run(people, seed)
    yield _near(f"{id}: in time", said.within, play.share(play.within), SHARE)
    yield _near(f"{id}: left", said.left, play.share(play.left), SHARE)
    yield _near(f"{id}: busy", said.busy, play.held / play.time / (agents * at_once), BUSY)
    talks = [
        Held(str(n), str(agent), "", "", at, seconds) for n, (agent, at, seconds) in enumerate(play.talks)
    ]
    if took := handling(talks, slowed).all:
        yield _near(f"{id}: seconds of a conversation", took.mean, 600, 600 * TOOK)


def _compared(asked: int, seconds: int, other: Other | None) -> Iterator[Check]:
    if other is None:
        return
    needed, waiting, within = other(asked, seconds, 20, 0.8)
    work = Work(handling=seconds)
    ours = agents_needed(asked / 1800, work, Target(share=0.8, seconds=20, busiest=0.85))
    said = outcome(asked / 1800, needed, work, 20)
    name = f"pyworkforce {asked} of {seconds} s"
    yield Check(f"{name}: agents", float(ours or 0), needed, needed)
    yield _near(f"{name}: wait", 1 - said.at_once, waiting, OTHERS)
    yield _near(f"{name}: in time", said.within, within, OTHERS)


def _forecast(seed: int) -> Iterator[Check]:
    """Seventeen made-up weeks: better than the week before, and ranges that hold about eight in ten."""
    error = judged(weeks(seed))
    if error is None:
        yield Check("forecast: told", 0.0, 1.0, 1.0)
        return
    yield Check("forecast: missed of a half hour", error.half_hours, 0.0, error.naive_half_hours)
    yield Check("forecast: missed of a day", error.days, 0.0, error.naive_days)
    yield Check("forecast: ranges that held", error.held, *HELD)


def weeks(seed: int, level: float = 2_000, many: int = 17) -> Past:
    """Mornings and evenings full, weekends half, and some days more than others."""
    chance = Random(f"weeks:{seed}")  # noqa: S311 - a play
    shares = [
        max(0.02, exp(-((s / 2 - 10.5) ** 2) / 6) + 0.8 * exp(-((s / 2 - 20) ** 2) / 6)) for s in range(SLOTS)
    ]
    first = date(2026, 3, 2)
    return Past([_day(first + timedelta(days=n), chance, shares, level) for n in range(many * 7)])


def _day(on: date, chance: Random, shares: Sequence[float], level: float) -> Day:
    mean = level / 6 * (0.5 if on.weekday() > 4 else 1.0) * chance.lognormvariate(0, 0.1) / sum(shares)
    return Day(on, Kind.ORDINARY, [_random(chance, mean * share) for share in shares])


def _random(chance: Random, mean: float) -> int:
    number, left = 0, chance.expovariate(1.0)
    while left < mean:
        number += 1
        left += chance.expovariate(1.0)
    return number
