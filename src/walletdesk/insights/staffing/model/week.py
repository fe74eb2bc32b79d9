"""The half hours of the days to come: who asks, who is planned, and who still waits from the night."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from walletdesk.hours import Reason, Timetable
from walletdesk.insights.staffing.model.forecasting import Forecast
from walletdesk.insights.staffing.model.needing import DayNeeds, Slot, need_of
from walletdesk.insights.staffing.model.past import HALF_HOUR, SLOTS, WEEK, Day, Kind
from walletdesk.insights.staffing.model.plan import (
    AS_PLANNED,
    PlannedEvent,
    Shift,
    Terms,
    WhatIf,
    factor_on,
    planned,
)

HALF = timedelta(minutes=30)
DAY = timedelta(days=1)
_DAYS_BEFORE = 9  # how far back somebody can have asked who still waits: over the longest holidays
_HOLIDAYS = frozenset({Reason.OWN_HOLIDAY, Reason.PUBLIC_HOLIDAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a week is reckoned from."""

    zone: ZoneInfo
    hours: Timetable
    forecast: Forecast | None
    terms: Terms
    shifts: Sequence[Shift] = ()
    events: Sequence[PlannedEvent] = ()
    what_if: WhatIf = AS_PLANNED


def kind_of(hours: Timetable, on: date) -> Kind:
    """What kind of day it is for those who ask. A date without hours of its own is as a holiday."""
    spans, reason, _ = hours.explain(on)
    if reason in _HOLIDAYS or (reason is Reason.ONE_OFF and not spans):
        return Kind.HOLIDAY
    return Kind.WORKED if reason is Reason.MAKE_UP_WORKDAY else Kind.ORDINARY


def was_special(hours: Timetable, events: Iterable[PlannedEvent], on: date) -> bool:
    """Nothing is learned from it about ordinary days."""
    return hours.surge_on(on) is not None or any(event.holds_on(on) for event in events)


def half_hours(on: date, zone: ZoneInfo) -> list[tuple[datetime, int]]:
    """Where each begins, and the minute that the wall shows then: 46 or 50 where the clocks move."""
    at = datetime.combine(on, time(), zone).astimezone(UTC)
    found = []
    while (wall := at.astimezone(zone)).date() <= on:
        if wall.date() == on:
            found.append((at, wall.hour * 60 + wall.minute))
        at += HALF
    return found


def days_of(counts: Iterable[tuple[datetime, int]], given: Given, first: date, last: date) -> list[Day]:
    """What was measured, day by day. ``counts``: how many asked in what began then, a half hour at most."""
    asked = {first + n * DAY: [0] * SLOTS for n in range((last - first).days + 1)}
    for begins, count in counts:
        wall = begins.astimezone(given.zone)
        if (slots := asked.get(wall.date())) is not None:
            slots[(wall.hour * 60 + wall.minute) // 30] += count
    return [Day(on, _kind_of_past(given, on), slots) for on, slots in asked.items()]


def _kind_of_past(given: Given, on: date) -> Kind:
    return Kind.SPECIAL if was_special(given.hours, given.events, on) else kind_of(given.hours, on)


def week_of(begins: date, given: Given) -> list[DayNeeds]:
    """``begins``: its Monday. One reckons from earlier on, for those who asked while nobody was there."""
    first = begins - _DAYS_BEFORE * DAY
    slots = [_day(first + n * DAY, given) for n in range(_DAYS_BEFORE + WEEK)]
    waiting = iter(_filled([slot for day in slots for slot in day], given.terms))
    told = [[next(waiting) for _ in day] for day in slots]
    return [
        DayNeeds(
            on=(on := begins + n * DAY),
            kind=kind_of(given.hours, on),
            factor=factor_on(given.events, on),
            needs=[need_of(slot, given.terms) for slot in told[_DAYS_BEFORE + n]],
        )
        for n in range(WEEK)
    ]


def ordinary_week(begins: date, given: Given) -> list[Slot]:
    """A week without holidays, events or growth, for what is reckoned over many weeks."""
    plain = replace(given, events=(), terms=replace(given.terms, growth=0.0), what_if=AS_PLANNED)
    slots = [slot for n in range(WEEK) for slot in _day(begins + n * DAY, plain, ordinary=True)]
    return _filled(slots, given.terms)


def _filled(slots: Sequence[Slot], terms: Terms) -> list[Slot]:
    return with_carried(with_waiting(slots, terms.backlog), terms)


def _day(on: date, given: Given, *, ordinary: bool = False) -> list[Slot]:
    kind = Kind.ORDINARY if ordinary else kind_of(given.hours, on)
    expected = _expected(on, kind, given)
    people = planned(given.shifts, on, kind, kind_of(given.hours, on - DAY))
    return [
        _slot(begins, minute, expected[minute // 30], people[minute // 30], given)
        for begins, minute in half_hours(on, given.zone)
    ]


def _expected(on: date, kind: Kind, given: Given) -> Sequence[float]:
    if given.forecast is None:
        return [0.0] * SLOTS
    weeks = max(0, (on - given.forecast.learned_until).days) / WEEK
    times = factor_on(given.events, on) * given.what_if.volume * (1 + given.terms.growth) ** weeks
    return given.forecast.of(on, kind, times)


def _slot(begins: datetime, minute: int, expected: float, people: int, given: Given) -> Slot:
    is_open = given.hours.business_time_between(begins, begins + HALF) > timedelta()
    low, high = given.forecast.range(expected) if given.forecast else (0, 0)
    return Slot(
        begins=begins,
        minute=minute,
        open=is_open,
        expected=expected,
        low=low,
        high=high,
        planned=max(0, people + given.what_if.extra) if is_open else people,
    )


def with_carried(slots: Sequence[Slot], terms: Terms) -> list[Slot]:
    """Where fewer come than in the half hour before, many of those are in conversation still.

    As many as if the people of one conversation ago came now (the lag of L. V. Green, P. J. Kolesar and
    J. Soares 2001), and only ever more: whoever sends people home at once after a peak makes the rest wait.
    """
    lasts = terms.handling * (1 + terms.slowed * (terms.at_once - 1))
    share, result, before = min(1.0, lasts / HALF_HOUR), list[Slot](), 0.0
    for slot in slots:
        coming = slot.coming if slot.open else 0.0
        carried = max(0.0, share * (before - coming)) if slot.open else 0.0
        result.append(replace(slot, carried=carried))
        before = coming
    return result


def with_waiting(slots: Sequence[Slot], hours: float) -> list[Slot]:
    """Whoever asked while closed is answered within so many hours of the next opening, evenly spread."""
    result, closed, share, left = [], 0.0, 0.0, 0
    for slot in slots:
        if not slot.open:
            closed += slot.expected + share * left
            share, left = 0.0, 0
            result.append(slot)
            continue
        if closed:
            left_over, left = share * left, ceil(hours * 2)
            share, closed = (closed + left_over) / left, 0.0
        result.append(replace(slot, waiting=share if left else 0.0))
        left = max(0, left - 1)
    return result
