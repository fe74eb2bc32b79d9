"""Deadlines that somebody worked out on paper, with the way there: none of them comes from our own code.

Holidays are those of the countries' own notices for 2026, read through the library that we ship.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from walletdesk.hours import Calendar, CalendarId, Timetable, WeeklySpan
from walletdesk.hours.public_holidays import LibraryHolidays
from walletdesk.sla.model.pauses import Pause, due_after

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


PAGE = Path(__file__).parents[3] / "docs" / "flows" / "sla.md"
ROW = re.compile(
    r"^\| ([\w/]+), (\w+), (\w+) \| ([\d :-]+) \| (\d+) min \| (?:([\d:]+)-([\d:]+) )?\| ([\d :-]+) \|",
    re.MULTILINE,
)


def test_the_examples_of_the_page_are_what_the_rules_say() -> None:
    rows = ROW.findall(PAGE.read_text("utf-8"))
    assert len(rows) == 5
    for zone, country, week, asked, minutes, stops, goes_on, due in rows:
        sign = Calendar(id=CalendarId("cal_1"), name="", zone=zone, week=WEEKS[week], country=country)
        rules = Timetable(sign, partial(PUBLIC.kind_of, country, None))
        begin = datetime.fromisoformat(asked)
        halts = [
            Pause(
                "waiting_contact", *(on_the_wall(f"{begin:%Y-%m-%d} {at}", zone) for at in (stops, goes_on))
            )
            for _ in stops[:1]
        ]
        found = due_after(on_the_wall(asked, zone), timedelta(minutes=int(minutes)), halts, rules)
        assert found == on_the_wall(due, zone), (zone, asked)


def on_the_wall(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
