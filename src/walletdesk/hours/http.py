"""Business calendars for those who lead: everybody who leads reads them, administrators change them."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.hours.model import (
    Calendar,
    CalendarId,
    Covers,
    OneOff,
    OwnHoliday,
    Reason,
    Span,
    Surge,
    WeeklySpan,
)
from walletdesk.hours.model.calendar import (
    LONGEST_NOTE,
    MIDNIGHT,
    MOST_COVERED,
    MOST_DATES,
    MOST_SPANS,
    MOST_SURGES,
)
from walletdesk.hours.ports import ReadHolidays
from walletdesk.hours.service import Day, Hours
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import SecretStopped
from walletdesk.platform.http import Access, access, agent_of

PATH = "/api/calendars"
MINUTE = timedelta(minutes=1)
Minute = Annotated[int, msgspec.Meta(ge=0, le=MIDNIGHT)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Ids = Annotated[list[Id], msgspec.Meta(max_length=MOST_COVERED)]
Note = Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)]
Language = Annotated[str, msgspec.Meta(min_length=2, max_length=10)]
LARGEST_FILE = 300_000  # characters; what is read of it is less
Zone = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Times are minutes of a day as the clock on the wall shows them."""


class WeeklyView(Body):
    """``day`` 0 is Monday. An ``end`` that is not after ``start`` lies on the next day."""

    day: Annotated[int, msgspec.Meta(ge=0, le=6)]
    start: Minute
    end: Minute


class SpanView(Body):
    start: Minute
    end: Minute


class HolidayView(Body):
    on: date
    name: Annotated[str, msgspec.Meta(max_length=100)]


class OneOffView(Body):
    """A date that differs from everything else; without ``spans`` we are closed on it."""

    on: date
    name: Annotated[str, msgspec.Meta(max_length=100)]
    spans: Annotated[list[SpanView], msgspec.Meta(max_length=MOST_SPANS)] = []


class SurgeView(Body):
    """From ``begins`` to ``ends``, both included. ``note``: what contacts are told, by language."""

    begins: date
    ends: date
    name: Annotated[str, msgspec.Meta(max_length=100)]
    spans: Annotated[list[SpanView], msgspec.Meta(max_length=MOST_SPANS)] = []
    note: Annotated[dict[Language, Note], msgspec.Meta(max_length=8)] = {}


class CoversView(Body):
    """Whose conversations it holds for: the team's first, then the inbox's, then the language's."""

    teams: Ids = []
    inboxes: Ids = []
    languages: Ids = []


class DraftCalendar(Body, kw_only=True):
    name: Name
    zone: Zone
    week: Annotated[list[WeeklyView], msgspec.Meta(max_length=MOST_SPANS)]
    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")] | None = None
    subdivision: Annotated[str, msgspec.Meta(min_length=1, max_length=10)] | None = None
    holidays: Annotated[list[HolidayView], msgspec.Meta(max_length=MOST_DATES)] = []
    one_offs: Annotated[list[OneOffView], msgspec.Meta(max_length=MOST_DATES)] = []
    surges: Annotated[list[SurgeView], msgspec.Meta(max_length=MOST_SURGES)] = []
    covers: CoversView = msgspec.field(default_factory=CoversView)


class SetCalendar(DraftCalendar, kw_only=True):
    """``version``: the one that was read. Another in the meantime is a conflict, and nothing is changed."""

    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class CalendarView(SetCalendar):
    id: str = ""


class Calendars(msgspec.Struct):
    items: list[CalendarView]


class DayView(msgspec.Struct):
    """``minutes``: how long in truth, which on a date on which the clocks move is not what the wall shows."""

    on: date
    spans: list[SpanView]
    reason: Reason
    name: str
    minutes: int


class Days(msgspec.Struct):
    items: list[DayView]


class GivenFile(Body):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LARGEST_FILE)]


class FoundView(msgspec.Struct):
    """``left``: entries that are not whole days, or come again otherwise than every year."""

    holidays: list[HolidayView]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    hours: Hours
    holds_secret: Callable[[str], bool]
    read_holidays: ReadHolidays
    clock: Clock


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    hours, holds_secret = needs.hours, needs.holds_secret

    @get(PATH, opt=access(Access.LEAD))
    async def list_calendars() -> Calendars:
        return Calendars([_view(calendar) for calendar in await hours.list()])

    @put(f"{PATH}/{{calendar:str}}", opt=access(Access.ADMIN))
    async def set_calendar(
        request: Request[Any, Any, Any], calendar: FromPath[str], data: JSONBody[SetCalendar]
    ) -> CalendarView:
        """The whole calendar anew. Running promises are counted anew by it."""
        await hours.get(CalendarId(calendar))
        refuse_secrets(_typed(data))
        changed = _calendar(CalendarId(calendar), data, data.version)
        return _view(await hours.save(changed, by=agent_of(request).agent))

    @post(PATH, opt=access(Access.ADMIN))
    async def add_calendar(request: Request[Any, Any, Any], data: JSONBody[DraftCalendar]) -> CalendarView:
        """One more. Those who wait where it holds are counted anew by it."""
        refuse_secrets(_typed(data))
        return _view(await hours.create(_calendar(CalendarId(""), data), by=agent_of(request).agent))

    @post(f"{PATH}/preview", opt=access(Access.LEAD), status_code=200)
    async def preview_calendar(data: JSONBody[DraftCalendar]) -> Days:
        """What it would do in the next two weeks. Nothing is kept."""
        refuse_secrets(_typed(data))
        days = await hours.preview(_calendar(CalendarId(""), data))
        return Days([_day(one) for one in days])

    @post(f"{PATH}/holidays", opt=access(Access.ADMIN), status_code=200)
    async def read_holidays(data: JSONBody[GivenFile]) -> FoundView:
        """The whole days that a calendar file names, to be looked at first. Nothing is kept."""
        await asyncio.to_thread(refuse_secrets, [data.text])  # up to a second for a large one
        found = await asyncio.to_thread(needs.read_holidays, data.text, needs.clock().date())
        refuse_secrets(one.name for one in found.holidays)
        return msgspec.convert(found, FoundView, from_attributes=True)

    def refuse_secrets(typed: Iterable[str]) -> None:
        if any(map(holds_secret, typed)):
            raise SecretStopped

    return [list_calendars, set_calendar, add_calendar, preview_calendar, read_holidays]


def _typed(given: DraftCalendar) -> Iterator[str]:
    """What somebody may have pasted into the wrong field."""
    yield from (given.name, given.zone, given.subdivision or "")
    yield from (one.name for one in given.holidays)
    yield from (one.name for one in given.one_offs)
    for surge in given.surges:
        yield from (surge.name, *surge.note, *surge.note.values())
    yield from (*given.covers.teams, *given.covers.inboxes, *given.covers.languages)


def _calendar(id: CalendarId, given: DraftCalendar, version: int = 0) -> Calendar:
    return Calendar(
        id=id,
        name=given.name,
        zone=given.zone,
        week=tuple(WeeklySpan(one.day, one.start, one.end) for one in given.week),
        country=given.country,
        subdivision=given.subdivision,
        holidays=tuple(OwnHoliday(one.on, one.name) for one in given.holidays),
        one_offs=tuple(OneOff(one.on, one.name, _spans(one.spans)) for one in given.one_offs),
        surges=tuple(
            Surge(one.begins, one.ends, one.name, _spans(one.spans), one.note) for one in given.surges
        ),
        covers=Covers(
            teams=tuple(given.covers.teams),
            inboxes=tuple(given.covers.inboxes),
            languages=tuple(given.covers.languages),
        ),
        version=version,
    )


def _day(one: Day) -> DayView:
    return DayView(
        on=one.on,
        spans=[SpanView(span.start, span.end) for span in one.spans],
        reason=one.reason,
        name=one.name,
        minutes=one.open_for // MINUTE,
    )


def _spans(given: Sequence[SpanView]) -> tuple[Span, ...]:
    return tuple(Span(one.start, one.end) for one in given)


def _view(calendar: Calendar) -> CalendarView:
    return msgspec.convert(calendar, CalendarView, from_attributes=True)
