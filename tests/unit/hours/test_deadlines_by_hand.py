"""Deadlines that somebody worked out on paper, with the way there: none of them comes from our own code.

Holidays are those of the countries' own notices for 2026, read through the library that we ship.
"""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest

from walletdesk.hours import Calendar, CalendarId, Timetable, WeeklySpan
from walletdesk.hours.public_holidays import LibraryHolidays

DATA = Path(__file__).parents[2] / "data" / "hours" / "deadlines.jsonl"
WEEKS = {
    "split": tuple(WeeklySpan(day, *span) for day in range(5) for span in ((540, 720), (780, 1080))),
    "nights": tuple(WeeklySpan(day, 22 * 60, 6 * 60) for day in range(7)),
    "always": tuple(WeeklySpan(day, 0, 1440) for day in range(7)),
    "two_to_three": (WeeklySpan(6, 120, 180), WeeklySpan(0, 540, 600)),
}
PUBLIC = LibraryHolidays()


class Worked(msgspec.Struct):
    zone: str
    country: str
    week: str
    asked: datetime
    minutes: int
    due: datetime
    why: str


ROWS = [msgspec.json.decode(line, type=Worked) for line in DATA.read_text().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.zone}-{row.asked:%m%d}-{row.minutes}")
def test_a_deadline_is_what_was_worked_out_on_paper(row: Worked) -> None:
    sign = Calendar(id=CalendarId("cal_1"), name="", zone=row.zone, week=WEEKS[row.week], country=row.country)
    rules = Timetable(sign, partial(PUBLIC.kind_of, row.country, None))
    asked = timedelta(minutes=row.minutes)
    assert rules.add_business_time(row.asked, asked) == row.due, row.why
    assert rules.business_time_between(row.asked, row.due) == asked, row.why


def test_four_zones_are_worked_out_with_holidays_split_days_and_both_turns_of_the_clock() -> None:
    assert {row.zone for row in ROWS} == {
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
    }
