"""Holidays out of calendar files: as they are found on the net, and as nobody should send them."""

from datetime import date

import pytest

from walletdesk.hours.ical import LARGEST, MOST_EVENTS, read_holidays
from walletdesk.kernel.errors import Invalid

TODAY = date(2026, 11, 23)


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def dates(text: str) -> list[str]:
    return [f"{one.on} {one.name}" for one in read_holidays(text, TODAY).holidays]


def test_whole_days_are_taken_and_the_end_is_not_one_of_them() -> None:
    text = calendar(
        event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "SUMMARY:Christmas\\, all of it"),
        event("DTSTART;VALUE=DATE:20270101", "SUMMARY:New ", " year"),
    )
    name = "Christmas, all of it"
    assert dates(text) == [
        f"2026-12-24 {name}",
        f"2026-12-25 {name}",
        f"2026-12-26 {name}",
        "2027-01-01 New year",
    ]


def test_every_year_is_followed_and_a_leap_day_only_where_there_is_one() -> None:
    text = calendar(event("DTSTART;VALUE=DATE:20200229", "RRULE:FREQ=YEARLY", "SUMMARY:Leap"))
    assert dates(text) == ["2028-02-29 Leap"]
    text = calendar(event("DTSTART;VALUE=DATE:19900501", "RRULE:FREQ=YEARLY", "SUMMARY:May"))
    assert dates(text) == [f"{year}-05-01 May" for year in range(2026, 2032)]


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20261224T140000Z", "DTEND:20261224T180000Z"),
        ("DTSTART;TZID=Nowhere/Land:20261224T140000",),
        ("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=SECONDLY"),
        ("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=5"),
        ("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;INTERVAL=2"),
        ("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;COUNT=99999999999999999999"),
        ("DTSTART;VALUE=DATE:20261224", "RRULE:rubbish"),
        ("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20991224"),
        ("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20251224"),
        ("DTSTART;VALUE=DATE:20261224", "DURATION:P99999999999W"),
        ("DTSTART;VALUE=DATE:20261224", "STATUS:CANCELLED"),
        ("DTSTART:rubbish",),
        ("DTSTART;VALUE=DATE:20261224", "DTSTART;VALUE=DATE:20261225"),
        ("DTSTART;VALUE=DATE:20261399",),
        ("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20271224"),
        ("DTSTART;VALUE=DATE:20261224", "RDATE;VALUE=DATE:20261226"),
        ("DTSTART;VALUE=DATE:20271223", "RECURRENCE-ID;VALUE=DATE:20271224"),
        ("SUMMARY:no date",),
        (),
    ],
)
def test_what_is_not_a_whole_day_is_left_and_counted(lines: tuple[str, ...]) -> None:
    found = read_holidays(calendar(event(*lines)), TODAY)
    assert (found.holidays, found.left) == ((), 1)


def test_dates_far_away_are_no_concern_and_no_fault() -> None:
    far = [event(f"DTSTART;VALUE=DATE:{year}1224", "RRULE:FREQ=YEARLY") for year in ("0001", "9999")]
    past = event("DTSTART;VALUE=DATE:19991224")
    assert read_holidays(calendar(*far, past), TODAY).holidays == ()


def test_what_stands_inside_of_an_entry_is_not_read() -> None:
    alarm = ("BEGIN:VALARM", "DTSTART;VALUE=DATE:20261231", "END:VALARM")
    deep = ("BEGIN:X",) * 5000 + ("END:X",) * 5000
    text = calendar(event("DTSTART;VALUE=DATE:20261224", *alarm, *deep, "SUMMARY:Eve"))
    assert dates(text) == ["2026-12-24 Eve"]


def test_a_date_that_is_named_twice_stands_once() -> None:
    twice = [event("DTSTART;VALUE=DATE:20261224", f"SUMMARY:{name}") for name in ("First", "Second")]
    assert dates(calendar(*twice)) == ["2026-12-24 First"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a calendar",
        "\x00" * 1000,
        "x" * (LARGEST + 1),
        calendar(*[event("SUMMARY:x")] * (MOST_EVENTS + 1)),
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224",
    ],
)
def test_what_is_no_calendar_or_too_large_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_holidays(text, TODAY)


def test_names_are_one_short_line() -> None:
    text = calendar(event("DTSTART;VALUE=DATE:20261224", "SUMMARY:" + "a\\n<b>x</b> " * 40))
    [one] = read_holidays(text, TODAY).holidays
    assert len(one.name) <= 100
    assert "\n" not in one.name
