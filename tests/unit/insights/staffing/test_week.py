"""A week of half hours: who is planned, who is needed, and who still waits from the night."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.staffing import NEXT, OFFICE, past, timetable
from walletdesk.hours import OneOff, WeeklySpan
from walletdesk.insights.staffing.model.forecasting import learned
from walletdesk.insights.staffing.model.hiring import horizon
from walletdesk.insights.staffing.model.needing import DayNeeds, Need, Slot, need_of, with_absent
from walletdesk.insights.staffing.model.past import Kind
from walletdesk.insights.staffing.model.plan import (
    EventId,
    PlannedEvent,
    Shift,
    ShiftId,
    Terms,
    WhatIf,
    planned,
)
from walletdesk.insights.staffing.model.week import (
    Given,
    days_of,
    half_hours,
    ordinary_week,
    week_of,
    with_carried,
    with_waiting,
)
from walletdesk.kernel.errors import Invalid

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
WORKDAYS = (0, 1, 2, 3, 4)
EARLY = Shift(id=ShiftId("early"), start=540, end=1080, people=3, days=WORKDAYS)
LATE = Shift(id=ShiftId("late"), start=1320, end=360, people=2, days=(6,))
GIVEN = Given(zone=SHANGHAI, hours=timetable(), forecast=learned(past()), terms=Terms(), shifts=[EARLY])


def at(days: list[DayNeeds], day: int, minute: int) -> Need:
    return next(need for need in days[day].needs if need.slot.minute == minute)


def test_a_shift_is_worked_from_its_begin_up_to_its_end() -> None:
    monday = planned([EARLY], NEXT, Kind.ORDINARY, Kind.ORDINARY)
    assert (monday[17], monday[18], monday[35], monday[36]) == (0, 3, 3, 0)
    assert not any(planned([EARLY], NEXT + timedelta(days=5), Kind.ORDINARY, Kind.ORDINARY))


def test_one_over_midnight_belongs_to_both_days() -> None:
    monday = planned([LATE], NEXT, Kind.ORDINARY, Kind.ORDINARY)
    sunday = planned([LATE], NEXT - timedelta(days=1), Kind.ORDINARY, Kind.ORDINARY)
    assert (monday[0], monday[11], monday[12], monday[44]) == (2, 2, 0, 0)
    assert (sunday[43], sunday[44], sunday[47]) == (0, 2, 2)


def test_holidays_and_weekends_that_are_worked_have_their_own_plan() -> None:
    daily = replace(EARLY, days=tuple(range(7)))
    assert not any(planned([daily], NEXT, Kind.HOLIDAY, Kind.ORDINARY))
    assert planned([EARLY], NEXT + timedelta(days=5), Kind.WORKED, Kind.ORDINARY)[20] == 3
    alone = replace(EARLY, days=(), on=NEXT)
    assert planned([alone], NEXT, Kind.HOLIDAY, Kind.ORDINARY)[20] == 3
    assert not any(planned([alone], NEXT + timedelta(days=7), Kind.ORDINARY, Kind.ORDINARY))


@pytest.mark.parametrize(
    "change",
    [
        {"people": 0},
        {"start": 545},
        {"days": ()},
        {"on": NEXT},
        {"days": (7,)},
        {"end": 1470},
        {"start": -30},
    ],
    ids=str,
)
def test_a_shift_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        replace(EARLY, **change)  # type: ignore[arg-type]


def test_the_absent_are_planned_for() -> None:
    assert [with_absent(there, 0.25) for there in (0, 1, 3, 4)] == [0, 2, 4, 6]


def test_monday_at_nine_by_hand() -> None:
    """Ten an hour of 12 minutes each, one at a time, nobody leaves: 2 Erlang.

    In the tables of Erlang C three agents let 44.4 % wait and answer 1 - 0.444 exp(-(3-2) 120/720) = 62.4 %
    in two minutes, four 17.4 % and 87.5 %. So four are to be there, and with a fifth absent five are planned.
    """
    terms = Terms(handling=720, at_once=1, slowed=0, patience=0, absent=0.2, busiest=1.0)
    slot = Slot(begins=datetime(2026, 11, 30, 1, tzinfo=UTC), minute=540, open=True, expected=5.0, planned=5)
    need = need_of(slot, terms)
    assert (need.needed, need.gap, need.is_short) == (5, 0, False)
    assert need.by
    assert need.by.within == pytest.approx(0.8754, abs=1e-3)
    short = need_of(replace(slot, planned=3), replace(terms, absent=0))
    assert (short.needed, short.gap) == (4, -1)
    assert short.by
    assert short.by.within == pytest.approx(0.6238, abs=1e-3)
    unending = need_of(replace(slot, planned=2), replace(terms, absent=0))
    assert unending.by
    assert unending.by.wait is None


def test_closed_half_hours_need_nobody_and_their_asks_are_answered_after_opening() -> None:
    days = week_of(NEXT, GIVEN)
    night, morning, later = at(days, 1, 120), at(days, 1, 540), at(days, 1, 690)
    assert (night.needed, night.by, night.slot.waiting) == (0, None, 0.0)
    asked = sum(need.slot.expected for day in (0, 1) for need in days[day].needs if not need.slot.open)
    asked -= sum(need.slot.expected for need in days[0].needs if need.slot.minute < 540)
    asked -= sum(need.slot.expected for need in days[1].needs if need.slot.minute >= 1320)
    assert morning.slot.waiting * 4 == pytest.approx(asked)
    assert later.slot.waiting == 0.0


def test_nobody_who_waits_is_forgotten_when_it_closes_again_soon() -> None:
    begins = datetime(2026, 11, 30, tzinfo=UTC)
    shut = Slot(begins=begins, minute=0, open=False, expected=6.0)
    told = with_waiting([shut, *[replace(shut, open=True)] * 2, shut, *[replace(shut, open=True)] * 5], 2.0)
    assert [slot.waiting for slot in told] == [0, 1.5, 1.5, 0, 2.25, 2.25, 2.25, 2.25, 0]


def test_after_a_peak_those_still_in_conversation_are_counted() -> None:
    """18 minutes a conversation, three at once: six tenths of what the half hour before had more."""
    begins = datetime(2026, 11, 30, tzinfo=UTC)
    asked = [Slot(begins=begins, minute=0, open=True, expected=number) for number in (10.0, 20.0, 5.0, 5.0)]
    told = with_carried(asked, Terms(handling=720, at_once=3, slowed=0.25))
    assert [slot.carried for slot in told] == [0.0, 0.0, pytest.approx(9.0), 0.0]
    assert told[2].rate == pytest.approx(14 / 1800)


def test_what_if_more_ask_or_more_are_there() -> None:
    plain = week_of(NEXT, GIVEN)
    fuller = week_of(NEXT, replace(GIVEN, what_if=WhatIf(volume=1.2)))
    helped = week_of(NEXT, replace(GIVEN, what_if=WhatIf(extra=1)))
    nine = at(plain, 0, 540)
    assert at(fuller, 0, 540).slot.expected == pytest.approx(1.2 * nine.slot.expected)
    assert (at(fuller, 0, 540).needed or 0) > (nine.needed or 0)
    assert at(helped, 0, 540).gap == nine.gap + 1
    assert at(helped, 0, 120).slot.planned == 0  # nobody is added while closed


def test_an_event_and_a_holiday_change_their_days_alone() -> None:
    event = PlannedEvent(id=EventId("e"), name="Launch", begins=NEXT, ends=NEXT, factor=4.0)
    shut = replace(OFFICE, one_offs=(OneOff(NEXT + timedelta(days=1), "Moving"),))
    days = week_of(NEXT, replace(GIVEN, events=[event], hours=timetable(shut)))
    plain = week_of(NEXT, GIVEN)
    assert at(days, 0, 600).slot.expected == pytest.approx(4 * at(plain, 0, 600).slot.expected)
    assert (days[1].kind, days[1].open) == (Kind.HOLIDAY, [])
    assert at(days, 2, 600).slot.expected == at(plain, 2, 600).slot.expected
    assert at(days, 2, 540).slot.waiting > at(plain, 2, 540).slot.waiting


def test_days_on_which_the_clocks_move_have_as_many_half_hours_as_they_have() -> None:
    assert [
        len(half_hours(date(2026, month, day), BERLIN)) for month, day in ((3, 29), (10, 25), (11, 1))
    ] == [
        46,
        50,
        48,
    ]
    assert half_hours(date(2026, 3, 29), BERLIN)[4][1] == 180


def test_counts_fall_into_the_half_hour_of_the_wall() -> None:
    counts = [(datetime(2026, 11, 2, 1, 15, tzinfo=UTC), 2), (datetime(2026, 11, 2, 1, 0, tzinfo=UTC), 1)]
    days = days_of(counts, GIVEN, date(2026, 11, 2), date(2026, 11, 3))
    assert (days[0].asked[18], days[0].total, days[1].total) == (3, 3, 0)


def test_without_a_forecast_nothing_is_expected_and_the_plan_still_stands() -> None:
    days = week_of(NEXT, replace(GIVEN, forecast=None))
    assert (at(days, 0, 540).needed, at(days, 0, 540).slot.planned) == (0, 3)


def test_when_one_must_begin_to_hire() -> None:
    slots = ordinary_week(NEXT, GIVEN)
    now = horizon(slots, Terms(people=0))
    assert now
    assert (now.short_in, now.begin_in) == (None, None)
    growing = Terms(people=now.now + 4, growth=0.02, hire=6, train=4)
    said = horizon(slots, growing)
    assert said
    assert said.short_in
    assert said.begin_in == said.short_in - 10
    steady = horizon(slots, replace(growing, growth=0.0))
    assert steady
    assert steady.short_in is None
    late = horizon(slots, replace(growing, people=1))
    assert late
    assert (late.short_in, late.begin_in) == (0, -10)


def test_around_the_clock_there_is_no_night() -> None:
    always = replace(OFFICE, week=tuple(WeeklySpan(day, 0, 1440) for day in range(7)))
    days = week_of(NEXT, replace(GIVEN, hours=timetable(always)))
    assert all(need.slot.waiting == 0 for day in days for need in day.needs)
    assert days[0].peak
    assert days[0].needed_hours == sum(need.needed or 0 for need in days[0].needs) / 2
