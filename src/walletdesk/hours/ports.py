"""What business calendars need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from walletdesk.hours.model import Calendar, CalendarId, DayKind, OwnHoliday
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event


class Calendars(Protocol):
    """Committed calendars, to read."""

    async def find(self, id: CalendarId) -> Calendar | None: ...
    async def list(self) -> Sequence[Calendar]: ...


class SavedCalendars(Protocol):
    async def add(self, calendar: Calendar, at: datetime) -> bool:
        """False when there is one already: nothing was changed."""

    async def replace(self, calendar: Calendar, at: datetime) -> bool:
        """Keep it as the version after its own. False when somebody else was quicker."""


class PublicHolidays(Protocol):
    """What a country's calendar says. Dates are local to that country."""

    def knows(self, country: str, subdivision: str | None) -> bool: ...
    def kind_of(self, country: str, subdivision: str | None, on: date) -> DayKind: ...


@dataclass(frozen=True, slots=True)
class Found:
    """Holidays that a file names; ``left``: how many entries are not whole days, or not yearly."""

    holidays: tuple[OwnHoliday, ...]
    left: int


class ReadHolidays(Protocol):
    """Out of a calendar file. Raises ``Invalid`` where it is none, or too large."""

    def __call__(self, text: str, today: date, /) -> Found: ...


class Work(Protocol):
    """One transaction."""

    @property
    def calendars(self) -> SavedCalendars: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
