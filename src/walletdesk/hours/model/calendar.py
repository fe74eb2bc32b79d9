"""What somebody wrote down about when support is open: weekly spans, holidays, single dates that differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from walletdesk.kernel.errors import Invalid

CalendarId = NewType("CalendarId", str)

MIDNIGHT = 24 * 60
MOST_SPANS = 64  # a day of the week with nine spans is a mistake, not a plan
MOST_DATES = 2000


class DayKind(StrEnum):
    """What the country says about a date."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    MAKE_UP_WORKDAY = "make_up_workday"  # a weekend day worked for a long holiday, as in China


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Minutes of one date, as the clock on the wall shows them: from ``start`` up to, not with, ``end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MIDNIGHT:
            raise Invalid("Opening hours begin before they end, within one day.")


@dataclass(frozen=True, slots=True, order=True)
class WeeklySpan:
    """Every week on this day (0 is Monday). An ``end`` not after ``start`` lies on the next day."""

    day: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.day <= 6 and 0 <= self.start < MIDNIGHT and 0 <= self.end <= MIDNIGHT):
            raise Invalid("Opening hours need a day of the week and times between 00:00 and 24:00.")

    def parts(self) -> Iterator[tuple[int, Span]]:
        """The same, cut at midnight: a closed date is closed from 00:00, whatever began before."""
        if self.end > self.start:
            yield self.day, Span(self.start, self.end)
            return
        yield self.day, Span(self.start, MIDNIGHT)
        if self.end:
            yield (self.day + 1) % 7, Span(0, self.end)


@dataclass(frozen=True, slots=True, order=True)
class OwnHoliday:
    """A date on which we are closed although the country works."""

    on: date
    name: str


@dataclass(frozen=True, slots=True, order=True)
class OneOff:
    """A single date that differs from everything else: these spans and no others. No spans: closed."""

    on: date
    name: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """``country`` (ISO 3166, such as CN) and ``subdivision`` choose public holidays."""

    id: CalendarId
    name: str
    zone: str
    week: tuple[WeeklySpan, ...]
    country: str | None = None
    subdivision: str | None = None
    holidays: tuple[OwnHoliday, ...] = ()
    one_offs: tuple[OneOff, ...] = ()
    version: int = 0

    def __post_init__(self) -> None:
        zone_of(self.zone)
        if len(self.week) > MOST_SPANS or len(self.holidays) + len(self.one_offs) > MOST_DATES:
            raise Invalid("This calendar has more entries than it can hold.")
        if len({o.on for o in self.one_offs}) < len(self.one_offs):
            raise Invalid("A calendar has one entry at most for a date.")


def zone_of(name: str) -> ZoneInfo:
    """A name such as Asia/Shanghai. What is not one never reaches a file path."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # not found, a folder, not a name at all
        raise Invalid("This time zone is not known.") from error


def by_weekday(week: Iterable[WeeklySpan]) -> tuple[tuple[Span, ...], ...]:
    """The spans of each day of the week, cut at midnight."""
    days: list[list[Span]] = [[] for _ in range(7)]
    for weekly in week:
        for day, span in weekly.parts():
            days[day].append(span)
    return tuple(tuple(sorted(spans)) for spans in days)
