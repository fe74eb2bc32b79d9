"""Business calendars for those who lead: everybody who leads reads them, administrators change them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Request, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.hours.model import Calendar, CalendarId, OneOff, OwnHoliday, Span, WeeklySpan
from walletdesk.hours.model.calendar import MIDNIGHT, MOST_DATES, MOST_SPANS
from walletdesk.hours.service import Hours
from walletdesk.kernel.errors import SecretStopped
from walletdesk.platform.http import Access, access, agent_of

PATH = "/api/calendars"
Minute = Annotated[int, msgspec.Meta(ge=0, le=MIDNIGHT)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
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


class SetCalendar(Body):
    """``version``: the one that was read. Another in the meantime is a conflict, and nothing is changed."""

    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    name: Name
    zone: Zone
    week: Annotated[list[WeeklyView], msgspec.Meta(max_length=MOST_SPANS)]
    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")] | None = None
    subdivision: Annotated[str, msgspec.Meta(min_length=1, max_length=10)] | None = None
    holidays: Annotated[list[HolidayView], msgspec.Meta(max_length=MOST_DATES)] = []
    one_offs: Annotated[list[OneOffView], msgspec.Meta(max_length=MOST_DATES)] = []


class CalendarView(SetCalendar):
    id: str = ""


class Calendars(msgspec.Struct):
    items: list[CalendarView]


def routes(hours: Hours, holds_secret: Callable[[str], bool]) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.LEAD))
    async def list_calendars() -> Calendars:
        return Calendars([_view(calendar) for calendar in await hours.list()])

    @put(f"{PATH}/{{calendar:str}}", opt=access(Access.ADMIN))
    async def set_calendar(
        request: Request[Any, Any, Any], calendar: FromPath[str], data: JSONBody[SetCalendar]
    ) -> CalendarView:
        """The whole calendar anew. Running promises are counted anew by it."""
        await hours.get(CalendarId(calendar))
        if any(map(holds_secret, _typed(data))):
            raise SecretStopped
        changed = _calendar(CalendarId(calendar), data)
        return _view(await hours.save(changed, by=agent_of(request).agent))

    return [list_calendars, set_calendar]


def _typed(given: SetCalendar) -> Iterator[str]:
    """What somebody may have pasted into the wrong field."""
    yield from (given.name, given.zone, given.subdivision or "")
    yield from (one.name for one in given.holidays)
    yield from (one.name for one in given.one_offs)


def _calendar(id: CalendarId, given: SetCalendar) -> Calendar:
    return Calendar(
        id=id,
        name=given.name,
        zone=given.zone,
        week=tuple(WeeklySpan(one.day, one.start, one.end) for one in given.week),
        country=given.country,
        subdivision=given.subdivision,
        holidays=tuple(OwnHoliday(one.on, one.name) for one in given.holidays),
        one_offs=tuple(OneOff(one.on, one.name, _spans(one.spans)) for one in given.one_offs),
        version=given.version,
    )


def _spans(given: Sequence[SpanView]) -> tuple[Span, ...]:
    return tuple(Span(one.start, one.end) for one in given)


def _view(calendar: Calendar) -> CalendarView:
    return msgspec.convert(calendar, CalendarView, from_attributes=True)
