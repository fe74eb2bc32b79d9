"""The hours of the days ahead with the days off among them, and until when a copy of them may be believed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from walletdesk.help_center.reaching.model import Opening
from walletdesk.hours import Timetable

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """One line of a week: an opening as one piece, or a date (``shut``) on which nobody is there."""

    begins: datetime
    opening: Opening | None = None
    shut: date | None = None


def hours_of(timetable: Timetable, at: datetime, *, days: int) -> tuple[Hours, ...]:
    """What is left of today and the dates after it. A date is off where no minute of it is open."""
    openings = [Opening(one.begins, one.ends) for one in timetable.openings(at, days=days + 1)]
    last = _dates(timetable, at, days)[-1]
    shown = [one for one in openings if timetable.date_at(one.begins) <= last]
    lines = [Hours(one.begins, opening=one) for one in shown]
    off = [Hours(_begin(timetable, on), shut=on) for on in _shut(timetable, at, days, openings)]
    return tuple(sorted([*lines, *off], key=lambda line: line.begins))


def holds_until(timetable: Timetable, at: datetime, hold: timedelta) -> datetime:
    """``hold`` later, or the date on which a special time begins or ends: its note changes then."""
    now = timetable.surge_at(at)
    turns = (
        _begin(timetable, on)
        for on in _dates(timetable, at, hold // DAY + 2)[1:]
        if timetable.surge_on(on) != now
    )
    return min(at + hold, next(turns, at + hold))


def _dates(timetable: Timetable, at: datetime, days: int) -> list[date]:
    first = timetable.date_at(at)
    return [first + n * DAY for n in range(days)]


def _shut(timetable: Timetable, at: datetime, days: int, openings: Sequence[Opening]) -> Iterator[date]:
    for on in _dates(timetable, at, days)[1:]:  # of today only what is left could be said
        begins, ends = _begin(timetable, on), _begin(timetable, on + DAY)
        if not any(one.begins < ends and begins < one.ends for one in openings):
            yield on


def _begin(timetable: Timetable, on: date) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(timetable.calendar.zone))
