"""What a business calendar says, and what follows from it. No clock, no I/O."""

from walletdesk.hours.model.calendar import (
    Calendar,
    CalendarId,
    Covers,
    DayKind,
    OneOff,
    OwnHoliday,
    Place,
    Span,
    Surge,
    WeeklySpan,
    in_force,
)
from walletdesk.hours.model.timetable import Reason, Timetable
from walletdesk.hours.model.wall import Interval

__all__ = [
    "Calendar",
    "CalendarId",
    "Covers",
    "DayKind",
    "Interval",
    "OneOff",
    "OwnHoliday",
    "Place",
    "Reason",
    "Span",
    "Surge",
    "Timetable",
    "WeeklySpan",
    "in_force",
]
