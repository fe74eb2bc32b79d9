"""What somebody wrote down about when support is open: weekly spans, holidays, single dates that differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NewType
from zoneinfo import ZoneInfo

from walletdesk.kernel.errors import Invalid

CalendarId = NewType("CalendarId", str)

MIDNIGHT = 24 * 60
MOST_SPANS = 64  # a day of the week with nine spans is a mistake, not a plan
MOST_DATES = 2000
MOST_SURGES = 50
LONGEST_SURGE = 92  # days; what lasts longer is no surge but the week
MOST_COVERED = 200
LONGEST_NOTE = 200


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


@dataclass(frozen=True, slots=True)
class Surge:
    """A launch or a promotion: from ``begins`` to ``ends``, both included, these spans and no others.

    More hours or fewer; no spans: closed. ``note`` is what contacts are told meanwhile, by language.
    """

    begins: date
    ends: date
    name: str
    spans: tuple[Span, ...] = ()
    note: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not timedelta() <= self.ends - self.begins < timedelta(days=LONGEST_SURGE):
            raise Invalid("A special time begins before it ends, and lasts three months at most.")

    def holds_on(self, on: date) -> bool:
        return self.begins <= on <= self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Covers:
    """Whose conversations a calendar holds for. Nobody's: it waits to be named by a policy."""

    teams: tuple[str, ...] = ()
    inboxes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # a region, as far as contacts tell theirs

    def all(self) -> frozenset[tuple[str, str]]:
        """Each with what it is, so that a team and an inbox of one name are two."""
        named = (("team", self.teams), ("inbox", self.inboxes), ("language", self.languages))
        return frozenset((kind, one) for kind, those in named for one in those)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a conversation is, as far as calendars ask."""

    team: str = ""
    inbox: str = ""
    language: str = ""


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
    surges: tuple[Surge, ...] = ()
    covers: Covers = Covers()
    version: int = 0

    def __post_init__(self) -> None:
        zone_of(self.zone)
        if len(self.week) > MOST_SPANS or len(self.holidays) + len(self.one_offs) > MOST_DATES:
            raise Invalid("This calendar has more entries than it can hold.")
        if len({o.on for o in self.one_offs}) < len(self.one_offs):
            raise Invalid("A calendar has one entry at most for a date.")
        if len(self.surges) > MOST_SURGES or len(self.covers.all()) > MOST_COVERED:
            raise Invalid("This calendar has more entries than it can hold.")
        ordered = sorted(self.surges, key=lambda surge: surge.begins)
        if any(later.begins <= one.ends for one, later in pairwise(ordered)):
            raise Invalid("Two special times of a calendar cannot lie on one date.")


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


def in_force(calendars: Iterable[Calendar], place: Place) -> Calendar | None:
    """Which calendar holds for a conversation: its team's, else its inbox's, else its language's.

    None: none of them, and the calendar of the policy holds. Two for one place cannot be saved; should two
    be written at one moment, the first by id holds, everywhere.
    """
    known = sorted(calendars, key=lambda calendar: calendar.id)
    wanted = (("team", place.team), ("inbox", place.inbox), ("language", place.language))
    return next((one for which in wanted for one in known if which[1] and which in one.covers.all()), None)
