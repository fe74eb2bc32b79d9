"""Numbers of surveys: counts and means, by day, team, channel and language. Nobody's name is in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from zoneinfo import ZoneInfo

from walletdesk.kernel.ids import TeamId
from walletdesk.surveys.model.survey import PARTS

FEWEST = 5  # answers below which an agent is told no mean of the own: one could tell who gave which


@dataclass(frozen=True, slots=True)
class Mean:
    """``total`` of ``count`` marks."""

    count: int = 0
    total: int = 0

    @property
    def value(self) -> float | None:
        return self.total / self.count if self.count else None

    def __add__(self, other: "Mean") -> "Mean":
        return Mean(self.count + other.count, self.total + other.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Answers of one stretch. ``answers``: how many overall marks; ``low``: up to the limit in force.

    ``yes`` and ``no``: to whether it is solved; the rest of ``solved`` said partly.
    """

    at: datetime
    team: TeamId | None
    channel: str
    locale: str
    answers: int
    low: int
    overall: Mean = Mean()
    speed: Mean = Mean()
    manner: Mean = Mean()
    professionalism: Mean = Mean()
    solved: Mean = Mean()
    yes: int = 0
    no: int = 0

    @property
    def said_of_solving(self) -> dict[str, int]:
        return {"yes": self.yes, "partly": self.solved.count - self.yes - self.no, "no": self.no}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """``day`` in the zone that was asked for."""

    day: date
    figure: Figure = field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What an agent learns of the own marks: of ``answers`` in ``days``, and no means below ``FEWEST``."""

    days: int
    enough: bool
    answers: int = 0
    means: dict[str, float] = field(default_factory=dict)
    solved: dict[str, int] = field(default_factory=dict)


def folded(figures: Iterable[Figure], zone: str) -> Sequence[Day]:
    """By the days of a zone: stretches of a quarter of an hour lie in one day in every zone there is."""
    here, days = ZoneInfo(zone), dict[tuple[object, ...], Day]()
    for one in figures:
        day = one.at.astimezone(here).date()
        key = (day, one.team, one.channel, one.locale)
        known = days.get(key)
        days[key] = Day(day=day, figure=_sum(known.figure, one) if known else one)
    return sorted(
        days.values(),
        key=lambda each: (each.day, each.figure.team or "", each.figure.channel, each.figure.locale),
    )


def _sum(one: Figure, other: Figure) -> Figure:
    parts = {part: getattr(one, part) + getattr(other, part) for part in PARTS}
    counts = {name: getattr(one, name) + getattr(other, name) for name in ("answers", "low", "yes", "no")}
    return replace(one, **counts, **parts)


def own(days: int, figures: Iterable[Figure]) -> Own:
    """Of one agent's answers."""
    every = list(figures)
    answers = sum(one.answers for one in every)
    if answers < FEWEST:
        return Own(days=days, enough=False)
    whole = reduce(_sum, every)
    means = {part: getattr(whole, part) for part in PARTS}
    told = {part: mean.value for part, mean in means.items() if mean.count >= FEWEST}
    return Own(
        days=days,
        enough=True,
        answers=answers,
        means={part: value for part, value in told.items() if value is not None},
        solved=whole.said_of_solving if "solved" in told else {},
    )
