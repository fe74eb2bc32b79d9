"""What a business calendar says, and what follows from it. No clock, no I/O."""

from walletdesk.hours.model.calendar import (
    Calendar,
    CalendarId,
    DayKind,
    OneOff,
    OwnHoliday,
    Span,
    WeeklySpan,
)
from walletdesk.hours.model.timetable import Timetable
from walletdesk.hours.model.wall import Interval

__all__ = [
    "Calendar",
    "CalendarId",
    "DayKind",
    "Interval",
    "OneOff",
    "OwnHoliday",
    "Span",
    "Timetable",
    "WeeklySpan",
]
