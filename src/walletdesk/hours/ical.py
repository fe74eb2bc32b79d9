"""Holidays out of a calendar file (RFC 5545) that somebody found on the net: nothing in it is trusted.

Only whole days are taken over, once or every year. What was left is told, never guessed at.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from walletdesk.hours.model import OwnHoliday
from walletdesk.hours.ports import Found
from walletdesk.kernel.errors import Invalid

LARGEST = 256 * 1024  # characters; holidays of fifty years are a quarter of that
MOST_EVENTS = 1000
MOST_LINES = 60  # of one event
LONGEST_LINE = 1000
LONGEST_NAME = 100
MOST_DAYS = 31  # of one event: what lasts longer is no holiday
YEARS_BACK, YEARS_AHEAD = 1, 5
EXCEPTIONS = ("EXDATE", "RDATE", "RECURRENCE-ID")  # it comes otherwise than its rule says
READ = ("DTSTART", "DTEND", "DURATION", "RRULE", "SUMMARY", "STATUS", *EXCEPTIONS)  # of each event, no more


def read_holidays(text: str, today: date) -> Found:
    """Dates from a year ago to five years ahead, each once, in order. Raises ``Invalid``."""
    if len(text) > LARGEST:
        raise Invalid("This file is too large for a list of holidays.")
    holidays, left = dict[date, str](), 0
    events = list(_events(_unfolded(text)))
    if not events:
        raise Invalid("There is no calendar in this file.")
    window = (_moved(today, -YEARS_BACK), _moved(today, YEARS_AHEAD))
    for lines in events:
        found = _holidays(lines, window)
        left += found is None
        for one in found or ():
            holidays.setdefault(one.on, one.name)
    return Found(tuple(OwnHoliday(on, holidays[on]) for on in sorted(holidays)), left)


def _unfolded(text: str) -> Iterator[str]:
    """Long lines are folded: what begins with a blank belongs to the line before."""
    line = ""
    for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if part[:1] in {" ", "\t"}:
            line = (line + part[1:])[: LONGEST_LINE + 1]
            continue
        yield line
        line = part
    yield line


def _events(lines: Iterable[str]) -> Iterator[list[str]]:
    """The fields of each event that matter, without what stands inside of it, such as its alarms."""
    inside: list[str] | None = None
    depth = number = 0
    for line in lines:
        word = line[:20].strip().upper()
        if word == "BEGIN:VEVENT" and inside is None:
            inside, depth, number = [], 0, number + 1
            if number > MOST_EVENTS:
                raise Invalid("This file holds more entries than a list of holidays has.")
        elif inside is None:
            continue
        elif word == "END:VEVENT" and not depth:
            yield inside
            inside = None
        elif word.startswith(("BEGIN:", "END:")):
            depth += 1 if word.startswith("BEGIN:") else -1
        elif not depth and word.startswith(READ) and len(inside) < MOST_LINES and len(line) <= LONGEST_LINE:
            inside.append(line)


def _holidays(lines: list[str], window: tuple[date, date]) -> list[OwnHoliday] | None:
    """None for an entry that cannot be taken over."""
    import icalendar  # noqa: PLC0415 - large, and used once a year

    text = "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))
    try:
        event = icalendar.Event.from_ical(text)
        if not isinstance(event, icalendar.Event):
            return None
        begins, ends = event.start, event.end
        rule, name = event.get("RRULE"), str(event.get("SUMMARY", ""))
        is_off = str(event.get("STATUS", "")).upper() == "CANCELLED" or any(map(event.get, EXCEPTIONS))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError):
        return None  # whatever a hostile file makes of the library's fields
    if isinstance(begins, datetime) or isinstance(ends, datetime) or is_off or not _is_yearly(rule):
        return None
    days = (ends - begins).days or 1
    if not 0 < days <= MOST_DAYS:
        return None
    wanted = (_again(begins, window) if rule else [begins]) if _has_known_years(begins) else []
    name = " ".join(name.split())[:LONGEST_NAME]
    dates = (first + timedelta(days=n) for first in wanted for n in range(days))
    return [OwnHoliday(on, name) for on in dates if window[0] <= on <= window[1]]


def _has_known_years(begins: date) -> bool:
    return 1900 <= begins.year <= 2200


def _is_yearly(rule: object) -> bool:
    """Every year on its date and no other way; without a rule, once. A rule with an end is not followed."""
    if rule is None:
        return True
    if not isinstance(rule, dict):
        return False
    given = {str(name).upper(): value for name, value in rule.items()}
    return given.get("FREQ") == ["YEARLY"] and set(given) <= {"FREQ", "INTERVAL", "WKST"} and _each(given)


def _each(given: dict[str, object]) -> bool:
    return given.get("INTERVAL", [1]) == [1]


def _again(begins: date, window: tuple[date, date]) -> list[date]:
    years = range(max(begins.year, window[0].year), window[1].year + 1)
    return [on for year in years if (on := _in_year(begins, year)) is not None]


def _in_year(on: date, year: int) -> date | None:
    """None for the 29th of February of a year that has none."""
    try:
        return on.replace(year=year)
    except ValueError:
        return None


def _moved(on: date, years: int) -> date:
    return _in_year(on, on.year + years) or date(on.year + years, 2, 28)
