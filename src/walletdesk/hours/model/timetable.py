"""The questions others ask of a calendar: open now, open next, and time counted only while open."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from walletdesk.hours.model.calendar import Calendar, DayKind, Span, Surge, by_weekday, zone_of
from walletdesk.hours.model.wall import Interval, instants_of, merged

_DAY = timedelta(days=1)
_MONDAY = 0
_MONTH = 31
MOST_DAYS = 4000  # a deadline ten years away is a mistake in a policy, not a promise
HORIZON = 400  # days without an opening after which we say that none is known; longer than any yearly event


class Reason(StrEnum):
    """Why a date has the hours that it has."""

    WEEK = "week"
    ONE_OFF = "one_off"
    SURGE = "surge"
    OWN_HOLIDAY = "own_holiday"
    PUBLIC_HOLIDAY = "public_holiday"
    MAKE_UP_WORKDAY = "make_up_workday"


def ordinary(_: date) -> DayKind:
    """For a calendar that keeps no country's holidays."""
    return DayKind.ORDINARY


class Timetable:
    """One calendar with its country's holidays looked up. Remembers the dates it worked out."""

    def __init__(self, calendar: Calendar, kind_of: Callable[[date], DayKind] = ordinary) -> None:
        self.calendar = calendar
        self._kind_of = kind_of
        self._zone = zone_of(calendar.zone)
        self._week = by_weekday(calendar.week)
        self._one_offs = {o.on: o for o in calendar.one_offs}
        self._closed = {h.on: h.name for h in calendar.holidays}
        self._worked_out: dict[date, list[Interval]] = {}

    def spans_on(self, on: date) -> tuple[Span, ...]:
        return self.explain(on)[0]

    def explain(self, on: date) -> tuple[tuple[Span, ...], Reason, str]:
        """The spans of a date, why these, and the name that somebody gave to it.

        A date's own entry wins, then a special time, then holidays, then the week; a make-up workday is
        like a Monday.
        """
        if on in self._one_offs:
            return self._one_offs[on].spans, Reason.ONE_OFF, self._one_offs[on].name
        if (surge := self.surge_on(on)) is not None:
            return surge.spans, Reason.SURGE, surge.name
        if on in self._closed:
            return (), Reason.OWN_HOLIDAY, self._closed[on]
        return self._by_country(on)

    def surge_on(self, on: date) -> Surge | None:
        return next((surge for surge in self.calendar.surges if surge.holds_on(on)), None)

    def surge_at(self, at: datetime) -> Surge | None:
        """The special time that holds at this moment, by the date on the wall."""
        return self.surge_on(self.date_at(at))

    def date_at(self, at: datetime) -> date:
        """What date the wall shows."""
        return at.astimezone(self._zone).date()

    def open_for(self, on: date) -> timedelta:
        """How long a date's hours last: on a date on which the clocks move, not what they add up to."""
        return sum((one.ends - one.begins for one in merged(sorted(self._on_wall(on)))), timedelta())

    def _by_country(self, on: date) -> tuple[tuple[Span, ...], Reason, str]:
        kind = self._kind_of(on)
        if kind is DayKind.HOLIDAY:
            return (), Reason.PUBLIC_HOLIDAY, ""
        if kind is DayKind.MAKE_UP_WORKDAY:
            return self._week[_MONDAY], Reason.MAKE_UP_WORKDAY, ""
        return self._week[on.weekday()], Reason.WEEK, ""

    def is_open(self, at: datetime) -> bool:
        return any(found.begins <= at < found.ends for found in self._within(at.astimezone(UTC).date()))

    def next_open(self, at: datetime) -> datetime | None:
        """``at`` itself while open; None when no opening is known."""
        piece = next(self._pieces(at), None)
        return max(at, piece.begins) if piece else None

    def closes(self, at: datetime) -> datetime | None:
        """When the present opening ends; None while closed, or when there is no end within a month."""
        opening = next(merged(self._pieces(at, limit=_MONTH)), None)
        if opening is None or not opening.begins <= at < opening.ends:
            return None
        return opening.ends if opening.ends - at < (_MONTH - 2) * _DAY else None

    def add_business_time(self, start: datetime, duration: timedelta) -> datetime | None:
        """The first instant by which we were open for so long since ``start``; None when that never comes."""
        left = duration
        if left <= timedelta():
            return start
        for opening in self._pieces(start):
            begins = max(start, opening.begins)
            if begins + left <= opening.ends:
                return begins + left
            left -= opening.ends - begins
        return None

    def business_time_between(self, a: datetime, b: datetime) -> timedelta:
        """How long we were open from ``a`` to ``b``; nothing when ``b`` is not later."""
        total = timedelta()
        day = a.astimezone(UTC).date()
        while day <= b.astimezone(UTC).date():
            for opening in self._within(day):
                total += max(timedelta(), min(b, opening.ends) - max(a, opening.begins))
            day += _DAY
        return total

    def openings(self, since: datetime, *, days: int) -> Iterator[Interval]:
        """What is open from ``since`` on, each opening as one piece also over midnight, for so many days."""
        return merged(self._pieces(since, limit=days))

    def _pieces(self, since: datetime, limit: int = MOST_DAYS) -> Iterator[Interval]:
        day, idle = since.astimezone(UTC).date(), 0
        for _ in range(limit):
            pieces = [piece for piece in self._within(day) if piece.ends > since]
            yield from pieces
            idle = 0 if pieces else idle + 1
            if idle == HORIZON:
                return
            day += _DAY

    def _within(self, day: date) -> list[Interval]:
        """What is open within a day of UTC: the wall may show three dates meanwhile."""
        if day not in self._worked_out:
            begins = datetime.combine(day, datetime.min.time(), UTC)
            whole = Interval(begins, begins + _DAY)
            around = [found for n in (-1, 0, 1) for found in self._on_wall(day + n * _DAY)]
            self._worked_out[day] = list(merged(sorted(_clipped(around, whole))))
        return self._worked_out[day]

    def _on_wall(self, on: date) -> list[Interval]:
        return instants_of(on, self.spans_on(on), self._zone)


def _clipped(intervals: list[Interval], to: Interval) -> Iterator[Interval]:
    for interval in intervals:
        begins, ends = max(interval.begins, to.begins), min(interval.ends, to.ends)
        if begins < ends:
            yield Interval(begins, ends)
