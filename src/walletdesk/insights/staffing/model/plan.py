"""What leads enter: who is planned when, which events come, and what is assumed about the work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NewType

from walletdesk.insights.staffing.model.erlang import Target, Work
from walletdesk.insights.staffing.model.past import SLOTS, Kind, like
from walletdesk.kernel.errors import Invalid

ShiftId = NewType("ShiftId", str)
EventId = NewType("EventId", str)
DAY = SLOTS * 30  # minutes
MOST_SHIFTS = 200
MOST_EVENTS = 100
LONGEST_NAME = 60
LONGEST_EVENT = 92  # days
MOST_PEOPLE = 500
LARGEST_FACTOR = 100.0
NEVER_LEAVES = 0  # minutes of patience


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """``people`` are there from ``start`` to ``end`` (minutes of the wall) on these ``days`` of the week.

    0 is Monday. An ``end`` that is not after ``start`` lies on the next day. ``on``: on one date instead.
    ``team``: whose; empty: nobody's in particular, which counts for everybody together.
    """

    id: ShiftId
    start: int
    end: int
    people: int
    days: tuple[int, ...] = ()
    on: date | None = None
    team: str = ""

    def __post_init__(self) -> None:
        if not (0 <= self.start < DAY and 0 <= self.end <= DAY and 1 <= self.people <= MOST_PEOPLE):
            raise Invalid("A shift needs a time from, a time to and at least one person.")
        if self.start % 30 or self.end % 30:
            raise Invalid("Shifts begin and end at the full or the half hour.")
        if bool(self.days) == bool(self.on) or any(not 0 <= day <= 6 for day in self.days):
            raise Invalid("A shift is on days of the week or on one date.")

    def begins_on(self, on: date, kind: Kind) -> bool:
        """A weekly shift is not worked on a holiday; a weekend that is worked has Monday's."""
        if self.on is not None:
            return self.on == on
        return kind is not Kind.HOLIDAY and like(on, kind) in self.days

    def people_at(self, slot: int, *, of_day_before: bool) -> int:
        """In a slot of the day on which it begins, or of the next."""
        over_midnight = self.end <= self.start
        first, last = self.start // 30, self.end // 30
        if of_day_before:
            return self.people if over_midnight and slot < last else 0
        return self.people if first <= slot and (over_midnight or slot < last) else 0


def planned(shifts: Iterable[Shift], on: date, kind: Kind, before: Kind) -> list[int]:
    """How many are planned in each slot of a day. ``before``: of what kind the day before is."""
    people = [0] * SLOTS
    for shift in shifts:
        today, yesterday = shift.begins_on(on, kind), shift.begins_on(on - timedelta(days=1), before)
        for slot in range(SLOTS):
            people[slot] += shift.people_at(slot, of_day_before=False) if today else 0
            people[slot] += shift.people_at(slot, of_day_before=True) if yesterday else 0
    return people


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEvent:
    """From ``begins`` to ``ends``, both included, ``factor`` times as many ask."""

    id: EventId
    name: str
    begins: date
    ends: date
    factor: float

    def __post_init__(self) -> None:
        if not timedelta() <= self.ends - self.begins < timedelta(days=LONGEST_EVENT):
            raise Invalid("An event begins before it ends, and lasts three months at most.")
        if not 0 <= self.factor <= LARGEST_FACTOR or not self.name.strip():
            raise Invalid("An event has a name, and a factor from 0 to 100.")

    def holds_on(self, on: date) -> bool:
        return self.begins <= on <= self.ends


def factor_on(events: Sequence[PlannedEvent], on: date) -> float:
    """Where two lie on one date, the larger: an expected crowd is seldom two crowds."""
    return max((event.factor for event in events if event.holds_on(on)), default=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is assumed; shares from 0 to 1, where nothing else is said.

    ``handling``: seconds of one conversation while its agent has no other. ``patience``: minutes, 0 for those
    who never leave. ``absent``: of the paid time, how much nobody answers: breaks, illness, training.
    ``backlog``: hours after opening within which what came overnight is worked off. ``growth``: by which
    share more ask each week. ``hours``: what one person is paid for a week. ``hire``, ``train``: weeks.
    """

    handling: int = 720
    at_once: int = 3
    slowed: float = 0.25
    patience: int = 15
    absent: float = 0.3
    share: float = 0.8
    seconds: int = 120
    busiest: float = 0.85
    backlog: float = 2.0
    growth: float = 0.0
    hours: float = 40.0
    hire: int = 6
    train: int = 4
    people: int = 0

    def __post_init__(self) -> None:
        known = (
            30 <= self.handling <= 7200 and 1 <= self.at_once <= 10 and 0 <= self.slowed <= 2,
            0 <= self.patience <= 240 and 0 <= self.absent <= 0.8 and 0.1 <= self.share <= 0.99,
            5 <= self.seconds <= 3600 and 0.3 <= self.busiest <= 1 and 0.5 <= self.backlog <= 8,
            -0.2 <= self.growth <= 0.2 and 1 <= self.hours <= 80,
            0 <= self.hire <= 52 and 0 <= self.train <= 52 and 0 <= self.people <= 10_000,
        )
        if not all(known):
            raise Invalid("One of these numbers is outside the range that can be calculated.")

    @property
    def work(self) -> Work:
        patience = None if self.patience == NEVER_LEAVES else self.patience * 60.0
        return Work(handling=self.handling, at_once=self.at_once, slowed=self.slowed, patience=patience)

    @property
    def target(self) -> Target:
        return Target(share=self.share, seconds=self.seconds, busiest=self.busiest)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """``volume``: times as many ask. ``extra``: so many more people, or fewer, in each open half hour.

    The others stand for those of the terms; None: as they are.
    """

    volume: float = 1.0
    extra: int = 0
    share: float | None = None
    seconds: int | None = None
    at_once: int | None = None
    handling: int | None = None

    def of(self, terms: Terms) -> Terms:
        return replace(
            terms,
            share=terms.share if self.share is None else self.share,
            seconds=terms.seconds if self.seconds is None else self.seconds,
            at_once=terms.at_once if self.at_once is None else self.at_once,
            handling=terms.handling if self.handling is None else self.handling,
        )


AS_PLANNED = WhatIf()
