"""Business calendars: open now, open next, and time that counts only while support is open."""

from walletdesk.hours.events import CalendarChanged
from walletdesk.hours.model import (
    Calendar,
    CalendarId,
    Covers,
    DayKind,
    OneOff,
    OwnHoliday,
    Place,
    Reason,
    Span,
    Surge,
    Timetable,
    WeeklySpan,
)
from walletdesk.hours.service import DEFAULT_CALENDAR, Hours

__all__ = [
    "DEFAULT_CALENDAR",
    "Calendar",
    "CalendarChanged",
    "CalendarId",
    "Covers",
    "DayKind",
    "Hours",
    "OneOff",
    "OwnHoliday",
    "Place",
    "Reason",
    "Span",
    "Surge",
    "Timetable",
    "WeeklySpan",
]
