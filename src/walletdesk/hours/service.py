"""Use cases about business calendars: read one, ask its timetable, change it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from walletdesk.hours.events import CalendarChanged
from walletdesk.hours.model import Calendar, CalendarId, DayKind, Timetable
from walletdesk.hours.model.timetable import ordinary
from walletdesk.hours.ports import Calendars, OpenWork, PublicHolidays
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound

DEFAULT_CALENDAR = CalendarId("cal_default")
CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Load it again."


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
        calendar = await self.get(id)
        known = self._timetables.get(id)
        if known is None or known.calendar != calendar:
            known = self._timetables[id] = Timetable(calendar, self._kind_of(calendar))
        return known

    async def is_open(self, at: datetime) -> bool:
        return (await self.timetable()).is_open(at)

    async def next_open(self, at: datetime) -> datetime | None:
        """``at`` itself while open; None when no opening is known."""
        return (await self.timetable()).next_open(at)

    async def save(self, calendar: Calendar, *, by: str = "") -> Calendar:
        """Keep a new calendar (``version`` 0) or a change to the version it carries."""
        if calendar.country and not self._public.knows(calendar.country, calendar.subdivision):
            raise Invalid("The public holidays of this country or region are not known.")
        kept, now = replace(calendar, version=calendar.version + 1), self._clock()
        async with self._open_work() as work:
            done = work.calendars.replace if calendar.version else work.calendars.add
            if not await done(kept, now):
                raise Conflict(CHANGED_MEANWHILE, code="changed_meanwhile")
            work.emit(CalendarChanged(at=now, calendar=kept.id, version=kept.version, by=by))
            if by:
                await work.audit.note(now, by, "calendar_changed", kept.id)
        return kept

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
