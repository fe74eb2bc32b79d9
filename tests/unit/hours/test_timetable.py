"""Open, next open and business time, held against a clock that is read minute by minute."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walletdesk.hours.model import (
    Calendar,
    CalendarId,
    DayKind,
    OneOff,
    OwnHoliday,
    Reason,
    Span,
    Surge,
    Timetable,
    WeeklySpan,
)

MINUTE = timedelta(minutes=1)
OFFICE = tuple(WeeklySpan(day, 9 * 60, 18 * 60) for day in range(5))
ROUND_THE_CLOCK = tuple(WeeklySpan(day, 0, 1440) for day in range(7))
NIGHTS = tuple(WeeklySpan(day, 22 * 60, 6 * 60) for day in range(7))
SPLIT = tuple(WeeklySpan(day, a * 60, b * 60) for day in range(5) for a, b in ((9, 12), (13, 18)))


def calendar(
    zone: str = "Asia/Shanghai",
    week: tuple[WeeklySpan, ...] = OFFICE,
    holidays: tuple[OwnHoliday, ...] = (),
    one_offs: tuple[OneOff, ...] = (),
) -> Calendar:
    return Calendar(
        id=CalendarId("cal_1"), name="Support", zone=zone, week=week, holidays=holidays, one_offs=one_offs
    )


def wall(zone: str, text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


# What a person standing at the door would see: nothing but the clock on the wall and the sign beside it.


def sign_says_open(sign: Calendar, at: datetime) -> bool:
    shown = at.astimezone(ZoneInfo(sign.zone))
    minute = shown.hour * 60 + shown.minute
    single = {o.on: o.spans for o in sign.one_offs}
    if shown.date() in single:
        return any(s.start <= minute < s.end for s in single[shown.date()])
    if shown.date() in {h.on for h in sign.holidays}:
        return False
    before = (shown.weekday() - 1) % 7
    return any(
        (w.day == shown.weekday() and w.start <= minute < (w.end if w.end > w.start else 1440))
        or (w.day == before and w.end <= w.start and minute < w.end)
        for w in sign.week
    )


def minutes(start: datetime, end: datetime) -> Iterator[datetime]:
    return takewhile(lambda at: at < end, (start + n * MINUTE for n in range(100_000)))


@st.composite
def signs(draw: st.DrawFn, zone: str, around: date) -> Calendar:
    clock_times = st.integers(0, 95).map(lambda quarter: quarter * 15)
    week = draw(st.lists(st.builds(WeeklySpan, st.integers(0, 6), clock_times, clock_times), max_size=10))
    dates = st.integers(-2, 3).map(lambda n: around + timedelta(days=n))
    spans = st.tuples(clock_times, clock_times).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))
    one_offs = st.builds(OneOff, dates, st.just(""), st.lists(spans, max_size=3).map(tuple))
    return calendar(
        zone,
        tuple(week),
        tuple(draw(st.lists(st.builds(OwnHoliday, dates, st.just("")), max_size=2))),
        tuple(draw(st.lists(one_offs, max_size=2, unique_by=lambda o: o.on))),
    )


TURNS = [  # a zone, and an instant at which it moves its clocks (or an ordinary one)
    ("Asia/Shanghai", "2026-10-01T12:00"),
    ("Asia/Kolkata", "2026-11-22T00:00"),  # half an hour off
    ("Europe/Berlin", "2026-03-29T02:00"),
    ("Europe/Berlin", "2026-10-25T02:00"),
    ("America/New_York", "2026-03-08T02:00"),
    ("America/New_York", "2026-11-01T01:00"),
    ("Australia/Lord_Howe", "2026-04-05T02:00"),  # moves by half an hour
    ("America/Havana", "2026-11-01T00:00"),  # midnight comes twice
    ("America/Santiago", "2026-09-06T00:00"),  # midnight never comes
    ("America/St_Johns", "2010-11-07T00:01"),  # a minute after midnight it was yesterday again
    ("Pacific/Apia", "2011-12-30T00:00"),  # this Friday did not happen
]


@pytest.mark.parametrize(("zone", "turn"), TURNS, ids=lambda value: value.replace("/", "-"))
@settings(max_examples=20, deadline=None)  # each reads the clock thousands of times
@given(data=st.data())
def test_the_rules_agree_with_the_clock_on_the_wall(zone: str, turn: str, data: st.DataObject) -> None:
    middle = wall(zone, turn)
    start = middle - timedelta(hours=data.draw(st.integers(2, 30)), minutes=data.draw(st.integers(0, 59)))
    end = middle + timedelta(hours=data.draw(st.integers(2, 30)))
    sign = data.draw(signs(zone, middle.date()))
    rules = Timetable(sign)
    open_minutes = [at for at in minutes(start, end) if sign_says_open(sign, at)]

    assert rules.business_time_between(start, end) == len(open_minutes) * MINUTE
    for probe in (start, middle, *open_minutes[:1], *open_minutes[-1:]):
        assert rules.is_open(probe) == sign_says_open(sign, probe)
    assert [rules.next_open(start)] * min(1, len(open_minutes)) == open_minutes[:1]
    for asked in {1, len(open_minutes) // 2, len(open_minutes)} & set(range(1, len(open_minutes) + 1)):
        assert rules.add_business_time(start, asked * MINUTE) == open_minutes[asked - 1] + MINUTE


@settings(deadline=None)
@given(
    zone=st.sampled_from([zone for zone, _ in TURNS]),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - hypothesis wants them bare
    duration=st.integers(1, 60 * 24 * 10),
)
def test_a_deadline_is_the_first_instant_with_enough_business_time(
    zone: str, start: datetime, duration: int
) -> None:
    rules, begin, asked = Timetable(calendar(zone, SPLIT)), start.replace(tzinfo=UTC), duration * MINUTE
    due = rules.add_business_time(begin, asked)
    assert due is not None
    assert rules.business_time_between(begin, due) == asked
    assert rules.business_time_between(begin, due - timedelta(milliseconds=1)) < asked


def test_a_deadline_falls_on_closing_time_and_not_on_the_next_morning() -> None:
    rules = Timetable(calendar())
    start = wall("Asia/Shanghai", "2026-11-20T17:00")
    assert rules.add_business_time(start, timedelta(hours=1)) == wall("Asia/Shanghai", "2026-11-20T18:00")
    assert rules.add_business_time(start, timedelta(hours=1, minutes=1)) == wall(
        "Asia/Shanghai", "2026-11-23T09:01"
    )


def test_no_time_at_all_is_due_at_once_even_at_night() -> None:
    night = wall("Asia/Shanghai", "2026-11-21T03:00")
    assert Timetable(calendar()).add_business_time(night, timedelta()) == night


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [  # worked out by hand: eight business hours, 9-12 and 13-18, over the weekend on which the clocks move
        ("Europe/Berlin", "2026-03-27T15:00", "2026-03-30T15:00"),
        ("Europe/Berlin", "2026-10-23T15:00", "2026-10-26T15:00"),
        ("America/New_York", "2026-03-06T15:00", "2026-03-09T15:00"),
        ("Asia/Kolkata", "2026-11-20T15:00", "2026-11-23T15:00"),
    ],
)
def test_clocks_that_move_on_a_closed_sunday_change_no_deadline(zone: str, start: str, due: str) -> None:
    rules = Timetable(calendar(zone, SPLIT))
    assert rules.add_business_time(wall(zone, start), timedelta(hours=8)) == wall(zone, due)


def test_a_night_shift_is_an_hour_longer_when_an_hour_comes_twice() -> None:
    rules = Timetable(calendar("Europe/Berlin", NIGHTS))
    evening, morning = wall("Europe/Berlin", "2026-10-24T20:00"), wall("Europe/Berlin", "2026-10-25T20:00")
    assert rules.business_time_between(evening, morning) == timedelta(hours=9)
    evening, morning = wall("Europe/Berlin", "2026-03-28T20:00"), wall("Europe/Berlin", "2026-03-29T20:00")
    assert rules.business_time_between(evening, morning) == timedelta(hours=7)


def test_a_holiday_closes_its_whole_date_and_a_single_date_overrides_everything() -> None:
    new_year, day_after = date(2026, 1, 1), date(2026, 1, 2)
    rules = Timetable(
        calendar(
            week=NIGHTS,
            holidays=(OwnHoliday(new_year, "New year"), OwnHoliday(day_after, "Bridge")),
            one_offs=(OneOff(day_after, "Launch", (Span(600, 660),)),),
        )
    )
    assert not rules.is_open(wall("Asia/Shanghai", "2026-01-01T03:00"))  # the shift that began on 31 December
    assert rules.is_open(wall("Asia/Shanghai", "2025-12-31T23:59"))
    assert rules.next_open(wall("Asia/Shanghai", "2026-01-01T00:00")) == wall(
        "Asia/Shanghai", "2026-01-02T10:00"
    )
    assert rules.closes(wall("Asia/Shanghai", "2026-01-02T10:30")) == wall(
        "Asia/Shanghai", "2026-01-02T11:00"
    )


def test_a_public_holiday_closes_and_a_make_up_workday_is_kept_like_a_monday() -> None:
    kinds = {date(2026, 10, 1): DayKind.HOLIDAY, date(2026, 10, 10): DayKind.MAKE_UP_WORKDAY}
    rules = Timetable(calendar(), lambda on: kinds.get(on, DayKind.ORDINARY))
    assert not rules.is_open(wall("Asia/Shanghai", "2026-10-01T10:00"))  # a Thursday
    assert rules.is_open(wall("Asia/Shanghai", "2026-10-10T10:00"))  # a Saturday
    assert not rules.is_open(wall("Asia/Shanghai", "2026-10-11T10:00"))


def test_a_special_time_replaces_the_week_and_the_holidays_and_yields_to_a_single_date() -> None:
    first, last = date(2026, 9, 29), date(2026, 10, 2)
    launch = Surge(first, last, "Launch", (Span(0, 1440),), {"en": "We are here all night"})
    single = OneOff(date(2026, 10, 2), "Stocktaking")
    sign = Calendar(
        id=CalendarId("cal_1"),
        name="Support",
        zone="Asia/Shanghai",
        week=OFFICE,
        surges=(launch,),
        one_offs=(single,),
    )
    kinds = {date(2026, 10, 1): DayKind.HOLIDAY, date(2026, 10, 3): DayKind.MAKE_UP_WORKDAY}
    rules = Timetable(sign, lambda on: kinds.get(on, DayKind.ORDINARY))
    told = [rules.explain(date(2026, 9, 28) + timedelta(days=n))[1:] for n in range(7)]
    assert told == [
        (Reason.WEEK, ""),
        (Reason.SURGE, "Launch"),
        (Reason.SURGE, "Launch"),
        (Reason.SURGE, "Launch"),
        (Reason.ONE_OFF, "Stocktaking"),
        (Reason.MAKE_UP_WORKDAY, ""),
        (Reason.WEEK, ""),
    ]
    opens = wall("Asia/Shanghai", "2026-09-29T00:00")
    assert rules.closes(opens) == wall("Asia/Shanghai", "2026-10-02T00:00")
    assert rules.surge_at(opens) == launch
    assert rules.surge_at(opens - MINUTE) is None


def test_a_date_on_which_the_clocks_move_is_open_for_what_passes_and_not_for_what_the_wall_shows() -> None:
    rules = Timetable(calendar("Europe/Berlin", ROUND_THE_CLOCK))
    hours = [rules.open_for(date(2026, month, day)) for month, day in ((3, 28), (3, 29), (10, 25))]
    assert hours == [timedelta(hours=24), timedelta(hours=23), timedelta(hours=25)]


def test_a_calendar_that_never_opens_promises_nothing() -> None:
    rules = Timetable(calendar(week=()))
    at = wall("Asia/Shanghai", "2026-11-21T12:00")
    assert rules.next_open(at) is None
    assert rules.closes(at) is None
    assert rules.add_business_time(at, MINUTE) is None
    assert rules.business_time_between(at, at + timedelta(days=30)) == timedelta()


def test_round_the_clock_has_no_closing_time_but_a_shift_over_midnight_has() -> None:
    at = wall("Europe/Berlin", "2026-10-24T23:30")
    assert Timetable(calendar("Europe/Berlin", ROUND_THE_CLOCK)).closes(at) is None
    nights = Timetable(calendar("Europe/Berlin", NIGHTS))
    assert nights.closes(at) == wall("Europe/Berlin", "2026-10-25T06:00")
    assert [o.begins for o in nights.openings(at, days=3)][1:2] == [wall("Europe/Berlin", "2026-10-25T22:00")]


def test_time_does_not_run_backwards() -> None:
    rules = Timetable(calendar(week=ROUND_THE_CLOCK))
    at = wall("Asia/Shanghai", "2026-11-21T12:00")
    assert rules.business_time_between(at, at - MINUTE) == timedelta()
