"""Half hours that can be booked: inside the hours in force, with a place left, over holidays and DST."""

from datetime import UTC, date, datetime, timedelta

import pytest

from walletdesk.callbacks import Slot
from walletdesk.callbacks.model import fits, slots
from walletdesk.hours import Calendar, CalendarId, OneOff, Span, Timetable, WeeklySpan


def timetable(zone: str, opens: int, closes: int, *one_offs: OneOff) -> Timetable:
    week = tuple(WeeklySpan(day, opens, closes) for day in range(5))
    return Timetable(Calendar(id=CalendarId("c"), name="C", zone=zone, week=week, one_offs=one_offs))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def begins(found: list[Slot]) -> list[datetime]:
    return [one.begins for one in found]


def test_the_first_one_leaves_time_to_finish_what_was_begun_and_the_last_lies_whole_inside() -> None:
    office = timetable("Asia/Shanghai", 540, 720)  # 9:00 to 12:00, which is 1:00 to 4:00
    found = begins(slots(office, {}, seats=1, now=at("2026-11-23T02:16")))
    assert found[:2] == [at("2026-11-23T03:00"), at("2026-11-23T03:30")]
    assert found[2] == at("2026-11-24T01:00")
    assert begins(slots(office, {}, seats=1, now=at("2026-11-23T02:15")))[0] == at("2026-11-23T02:30")


def test_what_is_full_is_left_out_and_what_is_left_is_counted() -> None:
    office, first, second = timetable("UTC", 540, 600), at("2026-11-23T09:00"), at("2026-11-23T09:30")
    found = slots(office, {first: 2, second: 1}, seats=2, now=at("2026-11-23T06:00"))
    assert (found[0].begins, found[0].left) == (second, 1)


def test_closed_days_have_none_and_a_single_date_has_its_own() -> None:
    shut = OneOff(date(2026, 11, 24), "Closed")
    short = OneOff(date(2026, 11, 25), "Short", (Span(600, 640),))
    found = begins(slots(timetable("UTC", 540, 1080, shut, short), {}, seats=1, now=at("2026-11-23T17:40")))
    assert found[:2] == [at("2026-11-25T10:00"), at("2026-11-26T09:00")]


@pytest.mark.parametrize(
    ("zone", "friday", "monday"),
    [
        ("Europe/Berlin", "2027-03-26T08:00", "2027-03-29T07:00"),
        ("America/New_York", "2026-10-30T13:00", "2026-11-02T14:00"),
        ("Asia/Kolkata", "2026-11-20T03:30", "2026-11-23T03:30"),
    ],
)
def test_the_wall_says_nine_on_both_sides_of_a_weekend_on_which_clocks_move(
    zone: str, friday: str, monday: str
) -> None:
    office = timetable(zone, 540, 570)
    now = at(friday) - timedelta(hours=2)
    assert begins(slots(office, {}, seats=1, now=now))[:2] == [at(friday), at(monday)]


def test_a_moment_that_is_none_of_them_does_not_fit() -> None:
    office, now = timetable("UTC", 540, 1080), at("2026-11-23T08:00")
    assert fits(office, at("2026-11-23T09:30"), now)
    for wrong in ("2026-11-23T08:30", "2026-11-23T09:31", "2026-11-23T17:45", "2026-12-23T09:30"):
        assert not fits(office, at(wrong), now)
