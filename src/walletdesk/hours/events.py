"""Facts about business calendars."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged(Event):
    """Deadlines counted by it may have moved. ``by`` is an agent, or empty for the installation."""

    calendar: str
    version: int
    by: str = ""

    @property
    def topic(self) -> str:
        return self.calendar
