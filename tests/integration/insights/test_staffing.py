"""Staffing over what routing really keeps, and what leads enter, on both engines."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.hours import TwoHolidays
from tests.support.memory import Hands, MemoryAudit
from tests.support.staffing import OFFICE, FewTeams, event, have_asked, have_held, shift
from walletdesk.app.wiring.staffing import MeasuredArrivals
from walletdesk.hours import CalendarId, Covers, Hours, Place, Timetable, WeeklySpan
from walletdesk.hours.store import SqlCalendars
from walletdesk.hours.store import open_work as open_hours
from walletdesk.insights.reports.store import SqlFigures
from walletdesk.insights.staffing import Staffing
from walletdesk.insights.staffing import service as use_cases
from walletdesk.insights.staffing.model.basis import Source
from walletdesk.insights.staffing.model.plan import EventId, Terms, WhatIf
from walletdesk.insights.staffing.store import SqlPlans, open_work
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.db import Database
from walletdesk.routing.service import presence
from walletdesk.routing.waits.store import GONE, SqlHistories

LEAD = AgentId("agt_lead")
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
TODAY, MONDAY = date(2026, 11, 25), date(2026, 11, 30)
ZONE = "Asia/Shanghai"


class Covering:
    def __init__(self, hours: Hours) -> None:
        self.hours = hours

    async def timetable(self, team: str) -> Timetable:
        return await self.hours.covering(Place(team=team))


class Rig:
    def __init__(self, db: Database) -> None:
        self.db, self.clock, self.audit = db, Hands(NOW), MemoryAudit()
        self.hours = Hours(
            calendars=SqlCalendars(db),
            open_work=open_hours(db, lambda _: self.audit),
            public=TwoHolidays(),
            clock=self.clock,
        )
        self.staffing = Staffing(
            arrivals=MeasuredArrivals(SqlHistories(db)),
            floor=FewTeams(SqlFigures(db)),
            hours=Covering(self.hours),
            plans=SqlPlans(db),
            open_work=open_work(db, lambda _: self.audit),
            aside=asyncio.to_thread,
            clock=self.clock,
            zone=ZoneInfo(ZONE),
        )


@pytest.fixture
async def rig(db: Database) -> Rig:
    rig = Rig(db)
    await rig.hours.ensure(replace(OFFICE, country=None))
    return rig


async def test_what_was_asked_becomes_a_week_with_needs(rig: Rig) -> None:
    asked = await have_asked(rig.db, TODAY, days=50, level=600, zone=ZoneInfo(ZONE))
    week = await rig.staffing.week()
    known = week.learned
    assert (week.begins, known.days) == (MONDAY, 49)  # the first day may not be whole
    assert 0.96 * asked < known.asked <= asked
    assert known.forecast
    assert known.forecast.level == pytest.approx(600, rel=0.08)
    assert known.error
    assert known.error.half_hours < known.error.naive_half_hours
    assert known.facts.patience
    assert round(known.facts.patience / timedelta(minutes=1)) == 10  # one in ten left, all stood a minute
    assert week.terms.patience == 10
    peak = week.days[0].peak
    assert peak
    assert (peak.needed or 0) > (week.days[5].peak.needed or 0 if week.days[5].peak else 0)


async def test_a_day_that_is_over_is_learned_and_today_is_not(rig: Rig) -> None:
    await have_asked(rig.db, TODAY + timedelta(days=1), days=30, level=600, zone=ZoneInfo(ZONE))
    before = (await rig.staffing.week()).learned
    rig.clock.forward(days=1)
    after = (await rig.staffing.week()).learned
    assert (after.days, before.days) == (before.days + 1, 28)
    assert after.asked > before.asked


async def test_without_anything_measured_it_is_said_and_the_plan_stands(rig: Rig) -> None:
    await rig.staffing.add_shift(shift(), LEAD)
    week = await rig.staffing.week()
    assert (week.learned.forecast, week.learned.error, week.hiring) == (None, None, None)
    assert week.days[0].planned_hours == 27


async def test_a_shift_closes_the_gap_and_removed_it_opens_again(rig: Rig) -> None:
    await have_asked(rig.db, TODAY, days=50, level=600, zone=ZoneInfo(ZONE))
    assert (await rig.staffing.week()).days[0].short == 26
    kept = await rig.staffing.add_shift(shift(start=540, end=1320, people=9), LEAD)
    assert (await rig.staffing.week()).days[0].short == 0
    await rig.staffing.remove_shift(kept.id, LEAD)
    assert (await rig.staffing.week()).days[0].short == 26
    assert [(who, what) for who, what, _ in rig.audit.rows] == [
        (LEAD, "staffing_shift_added"),
        (LEAD, "staffing_shift_removed"),
    ]
    with pytest.raises(NotFound):
        await rig.staffing.remove_shift(kept.id, LEAD)


async def test_entries_come_back_as_they_were_entered(rig: Rig) -> None:
    weekly = await rig.staffing.add_shift(shift(start=1320, end=360), LEAD)
    once = await rig.staffing.add_shift(shift(days=(), on=MONDAY), LEAD)
    launch = await rig.staffing.add_event(event(name=" 发布 "), LEAD)
    week = await rig.staffing.week()
    assert (list(week.shifts), list(week.events)) == ([once, weekly], [launch])
    assert (launch.name, launch.factor) == ("发布", 2.5)
    await rig.staffing.remove_event(launch.id, LEAD)
    assert not (await rig.staffing.week()).events
    with pytest.raises(NotFound):
        await rig.staffing.remove_event(EventId("evt_none"), LEAD)


async def test_terms_are_kept_and_nobody_overwrites_the_other(rig: Rig) -> None:
    await rig.staffing.set_terms({"at_once": 2, "growth": 0.01}, 0, LEAD)
    week = await rig.staffing.week()
    assert (week.terms, week.version) == (replace(Terms(), at_once=2, growth=0.01, people=3), 1)
    for version in (0, 2):
        with pytest.raises(Conflict):
            await rig.staffing.set_terms({}, version, LEAD)
    with pytest.raises(Invalid):
        await rig.staffing.set_terms({"at_once": 11}, 1, LEAD)
    await rig.staffing.set_terms({}, 1, LEAD)
    week = await rig.staffing.week()
    assert (week.terms.at_once, week.version) == (4, 2)  # in the middle of what agents may have


async def test_a_conversation_takes_what_it_took_here_and_a_team_has_its_own(rig: Rig) -> None:
    await have_asked(rig.db, TODAY, days=50, level=600, zone=ZoneInfo(ZONE), team="tea_a")
    await have_held(rig.db, TODAY, team="tea_a", seconds=300, many=80)
    await have_held(rig.db, TODAY, team="tea_b", seconds=900, many=49)
    first, second = [await rig.staffing.week(team=team) for team in ("tea_a", "tea_b")]
    assert (first.terms.handling, first.terms.at_once, first.terms.people) == (300, 3, 2)
    handling = next(one for one in second.bases if one.name == "handling")
    assert (handling.source, handling.of, handling.needs) == (Source.ASSUMED, 49, 50)
    assert (second.terms.handling, second.learned.asked) == (Terms().handling, 0)
    assert first.learned.asked > 3000
    whole = await rig.staffing.week()
    assert (whole.terms.handling, [one.of for one in whole.learned.facts.handling.parts]) == (528, [80, 49])
    await rig.staffing.add_shift(shift(team="tea_b"), LEAD)
    planned = [(await rig.staffing.week(team=team)).days[0].planned_hours for team in ("tea_a", "tea_b", "")]
    assert planned == [0, 27, 27]
    for team in ("tea_none", "|"):
        with pytest.raises(NotFound):
            await rig.staffing.week(team=team)
    with pytest.raises(NotFound):
        await rig.staffing.add_shift(shift(team="tea_none"), LEAD)


async def test_how_many_people_there_are_is_said_for_everybody_together(rig: Rig) -> None:
    await rig.staffing.set_terms({"people": 9, "growth": 0.01}, 0, LEAD)
    await rig.staffing.set_terms({"people": 4, "growth": 0.02}, 1, LEAD, "tea_a")
    terms = [(await rig.staffing.week(team=team)).terms for team in ("", "tea_a", "tea_b")]
    assert [(each.people, each.growth) for each in terms] == [(9, 0.02), (2, 0.02), (1, 0.02)]


async def test_times_are_divided_by_what_a_lead_says_slows(rig: Rig) -> None:
    await have_held(rig.db, TODAY, team="tea_a", seconds=300, many=80, every=150)  # always two at once
    assumed = (await rig.staffing.week()).terms
    await rig.staffing.set_terms({"slowed": 0.5}, 0, LEAD)
    own = (await rig.staffing.week()).terms
    assert (assumed.handling, own.handling) == (
        241,
        201,
    )  # 300 / 1.25 and / 1.5, the first and last half alone


async def test_a_team_with_hours_of_its_own_needs_nobody_beside_them(rig: Rig) -> None:
    await have_asked(rig.db, TODAY, days=50, level=600, zone=ZoneInfo(ZONE), team="tea_a")
    early = replace(OFFICE, id=CalendarId("cal_a"), country=None, covers=Covers(teams=("tea_a",)))
    early = replace(early, week=tuple(WeeklySpan(day, 540, 600) for day in range(5)))
    await rig.hours.ensure(early)
    own, whole = await rig.staffing.week(team="tea_a"), await rig.staffing.week()
    assert [len(day.open) for day in own.days] == [2, 2, 2, 2, 2, 0, 0]
    assert [len(day.open) for day in whole.days] == [26] * 7


async def test_a_what_if_is_answered_and_nothing_of_it_is_kept(rig: Rig) -> None:
    await have_asked(rig.db, TODAY, days=50, level=600, zone=ZoneInfo(ZONE))
    plain = await rig.staffing.week()
    other = await rig.staffing.week(MONDAY, WhatIf(volume=3.0, share=0.95, at_once=1))
    assert sum(day.needed_hours for day in other.days) > sum(day.needed_hours for day in plain.days)
    assert other.without == plain.days
    assert (other.terms.share, other.terms.at_once) == (0.95, 1)
    assert (await rig.staffing.week()).days == plain.days
    with pytest.raises(Invalid):
        await rig.staffing.week(MONDAY, WhatIf(share=0.0))


async def test_an_event_that_is_over_says_what_it_was(rig: Rig) -> None:
    await have_asked(rig.db, TODAY, days=50, level=600, zone=ZoneInfo(ZONE))
    yesterday = TODAY - timedelta(days=1)
    kept = await rig.staffing.add_event(event(begins=yesterday, ends=yesterday, factor=5), LEAD)
    assert (await rig.staffing.week()).learned.measured[kept.id] == pytest.approx(1.0, abs=0.3)


@pytest.mark.parametrize("week", [MONDAY - timedelta(weeks=2), MONDAY + timedelta(weeks=40)], ids=str)
async def test_a_week_that_is_over_or_too_far_is_refused(rig: Rig, week: date) -> None:
    with pytest.raises(Invalid):
        await rig.staffing.week(week)


async def test_a_plan_is_full_at_some_time(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_cases, "MOST_SHIFTS", 1)
    monkeypatch.setattr(use_cases, "MOST_EVENTS", 1)
    await rig.staffing.add_shift(shift(), LEAD)
    await rig.staffing.add_event(event(), LEAD)
    with pytest.raises(Conflict):
        await rig.staffing.add_shift(shift(), LEAD)
    with pytest.raises(Conflict):
        await rig.staffing.add_event(event(), LEAD)


def test_who_went_away_is_called_as_routing_calls_it() -> None:
    assert GONE == presence.GONE
