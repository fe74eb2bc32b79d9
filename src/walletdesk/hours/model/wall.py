"""From the clock on the wall to instants, right on the days when a zone moves its clocks.

The rule is the one a person at the door would use: open while the clock on the wall shows an open time.
A span inside the skipped hour does not happen; one inside the repeated hour happens twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from walletdesk.hours.model.calendar import Span

_DAY = timedelta(days=1)
_STEP = timedelta(hours=1)  # no zone has moved twice within an hour
_MARGIN = timedelta(hours=3)  # shortly after midnight, clocks have been put back into the day before
_REACH = timedelta(hours=26)  # farther from UTC than any zone has ever been


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Two instants, in UTC: from ``begins`` up to, not with, ``ends``."""

    begins: datetime
    ends: datetime


def instants_of(on: date, spans: Iterable[Span], zone: ZoneInfo) -> list[Interval]:
    """When the wall shows this date and a time in these spans."""
    midnight = datetime.combine(on, time(), UTC)
    found: list[Interval] = []
    for steady, offset in _stretches(on, zone):
        for span in spans:
            begins = max(steady.begins, midnight + timedelta(minutes=span.start) - offset)
            ends = min(steady.ends, midnight + timedelta(minutes=span.end) - offset)
            if begins < ends:
                found.append(Interval(begins, ends))
    return found


def merged(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """The same, in order, with what touches or overlaps made one. Takes them sorted by their beginning."""
    pending: Interval | None = None
    for interval in intervals:
        if pending is None:
            pending = interval
        elif interval.begins <= pending.ends:
            pending = Interval(pending.begins, max(pending.ends, interval.ends))
        else:
            yield pending
            pending = interval
    if pending:
        yield pending


def _stretches(on: date, zone: ZoneInfo) -> list[tuple[Interval, timedelta]]:
    """The stretches of steady offset around a date; nearly always one."""
    midnight = datetime.combine(on, time(), UTC)
    window = Interval(midnight - _REACH, midnight + _DAY + _REACH)
    first = _offset_at(datetime.combine(on, time(), zone) - _MARGIN, zone)
    last = _offset_at(datetime.combine(on + _DAY, time(), zone) + _MARGIN, zone)
    if first == last:
        return [(window, first)]
    return list(_cut(window, zone))


def _cut(window: Interval, zone: ZoneInfo) -> Iterator[tuple[Interval, timedelta]]:
    begins, at = window.begins, window.begins
    while at < window.ends:
        after = at + _STEP
        if (offset := _offset_at(at, zone)) != _offset_at(after, zone):
            moved = _moment_of_change(Interval(at, after), zone)
            yield Interval(begins, moved), offset
            begins = moved
        at = after
    yield Interval(begins, window.ends), _offset_at(window.ends, zone)


def _moment_of_change(within: Interval, zone: ZoneInfo) -> datetime:
    """The first second with the new offset."""
    low, high, before = within.begins, within.ends, _offset_at(within.begins, zone)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if _offset_at(middle.replace(microsecond=0), zone) == before:
            low = middle.replace(microsecond=0)
        else:
            high = middle.replace(microsecond=0)
    return high


def _offset_at(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
