"""Use cases about business calendars: read one, ask its timetable, change it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from walletdesk.hours.events import CalendarChanged
from walletdesk.hours.model import Calendar, CalendarId, DayKind, Place, Reason, Span, Timetable, in_force
from walletdesk.hours.model.timetable import ordinary
from walletdesk.hours.ports import Calendars, OpenWork, PublicHolidays
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import new_id

DEFAULT_CALENDAR = CalendarId("cal_default")
MOST_CALENDARS = 50
FORTNIGHT = 14
CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Load it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a calendar does on one date of its zone: the wall's times and how long that is in truth."""

    on: date
    spans: tuple[Span, ...]
    reason: Reason
    name: str
    open_for: timedelta


class Hours:
    def __init__(
        self, *, calendars: Calendars, open_work: OpenWork, public: PublicHolidays, clock: Clock
    ) -> None:
        self._calendars = calendars
        self._open_work = open_work
        self._public = public
        self._clock = clock
        self._timetables: dict[CalendarId, Timetable] = {}

    async def get(self, id: CalendarId = DEFAULT_CALENDAR) -> Calendar:
        if found := await self._calendars.find(id):
            return found
        raise NotFound

    async def list(self) -> Sequence[Calendar]:
        return await self._calendars.list()

    async def timetable(self, id: CalendarId = DEFAULT_CALENDAR) -> Timetable:
        """The rules of one calendar as it is now."""
        return self._rules_of(await self.get(id))

    def _rules_of(self, calendar: Calendar) -> Timetable:
        known = self._timetables.get(calendar.id)
        if known is None or known.calendar != calendar:
            known = self._timetables[calendar.id] = Timetable(calendar, self._kind_of(calendar))
        return known

    async def covering(self, place: Place, otherwise: CalendarId = DEFAULT_CALENDAR) -> Timetable:
        """Of the calendar in force for a conversation, see ``in_force``; else of ``otherwise``."""
        kept = await self._calendars.list()
        found = in_force(kept, place) or next((one for one in kept if one.id == otherwise), None)
        if found is None:
            raise NotFound
        return self._rules_of(found)

    async def preview(self, calendar: Calendar, *, days: int = FORTNIGHT) -> Sequence[Day]:
        """What a calendar, kept or not, would do from today on. Saves nothing."""
        self._check(calendar)
        rules = Timetable(calendar, self._kind_of(calendar))
        first = rules.date_at(self._clock())
        return [_day(rules, first + timedelta(days=n)) for n in range(days)]

    async def is_open(self, at: datetime) -> bool:
        return (await self.timetable()).is_open(at)

    async def next_open(self, at: datetime) -> datetime | None:
        """``at`` itself while open; None when no opening is known."""
        return (await self.timetable()).next_open(at)

    async def save(self, calendar: Calendar, *, by: str = "") -> Calendar:
        """Keep a new calendar (``version`` 0) or a change to the version it carries."""
        self._check(calendar)
        _check_places(calendar, others := await self._calendars.list())
        if not calendar.version and len(others) >= MOST_CALENDARS:
            raise Conflict("There are as many calendars as an installation can have.", code="too_many")
        kept, now = replace(calendar, version=calendar.version + 1), self._clock()
        async with self._open_work() as work:
            done = work.calendars.replace if calendar.version else work.calendars.add
            if not await done(kept, now):
                raise Conflict(CHANGED_MEANWHILE, code="changed_meanwhile")
            work.emit(CalendarChanged(at=now, calendar=kept.id, version=kept.version, by=by))
            if by:
                await work.audit.note(now, by, "calendar_changed", kept.id)
        return kept

    async def create(self, calendar: Calendar, *, by: str) -> Calendar:
        """A second one, or a further one; its id is ours to choose."""
        return await self.save(replace(calendar, id=CalendarId(new_id("cal")), version=0), by=by)

    def _check(self, calendar: Calendar) -> None:
        if calendar.country and not self._public.knows(calendar.country, calendar.subdivision):
            raise Invalid("The public holidays of this country or region are not known.")

    async def ensure(self, calendar: Calendar) -> None:
        """Put the installation's first calendar in place; one that is there already stays as it is."""
        now = self._clock()
        async with self._open_work() as work:
            if await work.calendars.add(replace(calendar, version=1), now):
                work.emit(CalendarChanged(at=now, calendar=calendar.id, version=1))

    def _kind_of(self, calendar: Calendar) -> Callable[[date], DayKind]:
        country, subdivision = calendar.country, calendar.subdivision
        if country is None:
            return ordinary
        return lambda on: self._public.kind_of(country, subdivision, on)


def _check_places(calendar: Calendar, others: Sequence[Calendar]) -> None:
    """A place has one calendar: whoever reads two would not know when we are there."""
    if any(other.id != calendar.id and other.covers.all() & calendar.covers.all() for other in others):
        raise Conflict(
            "Another calendar holds for this team, inbox or language already.", code="covered_already"
        )


def _day(rules: Timetable, on: date) -> Day:
    spans, reason, name = rules.explain(on)
    return Day(on=on, spans=spans, reason=reason, name=name, open_for=rules.open_for(on))
