"""Use cases of staffing: a week with its needs, and what leads enter for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from walletdesk.insights.ports import Aside
from walletdesk.insights.staffing.model.basis import USUAL, Basis, Facts, Own, in_force, terms_of
from walletdesk.insights.staffing.model.forecasting import WEEKS_LEARNED, Forecast, Past, growth, learned
from walletdesk.insights.staffing.model.handling import handling
from walletdesk.insights.staffing.model.hiring import Horizon, horizon
from walletdesk.insights.staffing.model.judging import WEEKS_HELD, Error, judged
from walletdesk.insights.staffing.model.needing import DayNeeds
from walletdesk.insights.staffing.model.past import Day
from walletdesk.insights.staffing.model.plan import (
    AS_PLANNED,
    MOST_EVENTS,
    MOST_SHIFTS,
    EventId,
    PlannedEvent,
    Shift,
    ShiftId,
    Terms,
    WhatIf,
)
from walletdesk.insights.staffing.model.week import Given, days_of, kind_of, ordinary_week, week_of
from walletdesk.insights.staffing.ports import EVERYBODY, Arrivals, Floor, OpenHours, OpenWork, Plans
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import AgentId, new_id

LEARN_EVERY = timedelta(minutes=10)
MOST_WEEKS_AHEAD = 26
_LOOKED_BACK = timedelta(weeks=WEEKS_LEARNED + WEEKS_HELD)
LATELY = timedelta(weeks=8)  # how long conversations take changes with what they are about
PEOPLE = "people"
CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Load it again."
FULL = "There are as many entries as this plan can hold."


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """``forecast`` None: too little is known. ``error`` None: not tried yet. ``days``: how many are counted.

    ``measured``: of events that are over, how many times as many asked.
    """

    days: int = 0
    asked: int = 0
    forecast: Forecast | None = None
    error: Error | None = None
    growth: float | None = None
    facts: Facts = field(default_factory=Facts)
    measured: dict[EventId, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """``without``: the same week as it is planned, where something else was asked; else the same.

    ``team``: whose, of ``teams``; ``bases``: where each of the terms comes from.
    """

    begins: date
    today: date
    days: Sequence[DayNeeds]
    without: Sequence[DayNeeds]
    learned: Learned
    terms: Terms
    bases: Sequence[Basis]
    version: int
    team: str
    teams: Mapping[str, str]
    zone: str
    shifts: Sequence[Shift]
    events: Sequence[PlannedEvent]
    hiring: Horizon | None
    untold: Sequence[tuple[str, date, date]]


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    key: object
    learned: Learned


@dataclass(slots=True, kw_only=True)
class Staffing:
    """``zone``: where the installation is; days and half hours are those of its clocks."""

    arrivals: Arrivals
    floor: Floor
    hours: OpenHours
    plans: Plans
    open_work: OpenWork
    aside: Aside
    clock: Clock
    zone: ZoneInfo
    _kept: dict[str, _Kept] = field(default_factory=dict, init=False)

    async def week(
        self, week: date | None = None, what_if: WhatIf = AS_PLANNED, team: str = EVERYBODY
    ) -> Week:
        """``week``: any day of it; None: the next one."""
        now = self.clock()
        today = now.astimezone(self.zone).date()
        begins = _monday(week or today + timedelta(weeks=1))
        if not timedelta(0) <= begins - _monday(today) <= timedelta(weeks=MOST_WEEKS_AHEAD):
            raise Invalid("This week is over, or lies more than half a year ahead.")
        teams = await self._teams(team)
        own, version = await self.plans.terms()
        plain = await self._given(team)
        known = await self._learned(plain, now, today, team, own.get("slowed"))
        terms, bases = in_force(own if team == EVERYBODY else _of_any_team(own), known.facts)
        plain = replace(plain, forecast=known.forecast, terms=terms)
        other = replace(plain, terms=what_if.of(terms), what_if=what_if)
        days, without, hiring = await self.aside(partial(_needed, begins, plain, other))
        return Week(
            begins=begins,
            today=today,
            days=days,
            without=without,
            learned=known,
            terms=other.terms,
            bases=bases,
            version=version,
            team=team,
            teams=teams,
            zone=str(self.zone),
            shifts=plain.shifts,
            events=plain.events,
            hiring=hiring,
            untold=_untold(plain, today),
        )

    async def _teams(self, team: str) -> Mapping[str, str]:
        teams = await self.floor.teams()
        if team != EVERYBODY and team not in teams:
            raise NotFound
        return teams

    async def _given(self, team: str) -> Given:
        """For everybody together all shifts are counted, for a team its own."""
        shifts = await self.plans.shifts()
        return Given(
            zone=self.zone,
            hours=await self.hours.timetable(team),
            forecast=None,
            terms=USUAL,
            shifts=[shift for shift in shifts if team in (EVERYBODY, shift.team)],
            events=await self.plans.events(),
        )

    async def set_terms(self, own: Own, version: int, by: AgentId, team: str = EVERYBODY) -> None:
        """What is not in ``own`` is measured, or assumed. ``version``: the one that was read.

        ``team``: on whose page; there it is not said how many people there are in all, and that stays.
        """
        now = self.clock()
        await self._teams(team)
        if team != EVERYBODY:
            before, _ = await self.plans.terms()
            said = {PEOPLE: before[PEOPLE]} if PEOPLE in before else {}
            own = {**_of_any_team(own), **said}
        terms_of(own)
        async with self.open_work() as work:
            if not await work.plans.keep_terms(own, version, now):
                raise Conflict(CHANGED_MEANWHILE, code="changed_meanwhile")
            await work.audit.note(now, by, "staffing_terms_changed", "staffing")

    async def add_shift(self, shift: Shift, by: AgentId) -> Shift:
        await self._teams(shift.team)
        kept, now = replace(shift, id=ShiftId(new_id("shf"))), self.clock()
        async with self.open_work() as work:
            shifts, _ = await work.plans.count()
            if shifts >= MOST_SHIFTS:
                raise Conflict(FULL, code="too_many")
            await work.plans.add_shift(kept)
            await work.audit.note(now, by, "staffing_shift_added", kept.id)
        return kept

    async def remove_shift(self, id: ShiftId, by: AgentId) -> None:
        async with self.open_work() as work:
            if not await work.plans.remove_shift(id):
                raise NotFound
            await work.audit.note(self.clock(), by, "staffing_shift_removed", id)

    async def add_event(self, event: PlannedEvent, by: AgentId) -> PlannedEvent:
        kept, now = replace(event, id=EventId(new_id("evt")), name=event.name.strip()), self.clock()
        async with self.open_work() as work:
            _, events = await work.plans.count()
            if events >= MOST_EVENTS:
                raise Conflict(FULL, code="too_many")
            await work.plans.add_event(kept)
            await work.audit.note(now, by, "staffing_event_added", kept.id)
        return kept

    async def remove_event(self, id: EventId, by: AgentId) -> None:
        async with self.open_work() as work:
            if not await work.plans.remove_event(id):
                raise NotFound
            await work.audit.note(self.clock(), by, "staffing_event_removed", id)

    async def _learned(
        self, given: Given, now: datetime, today: date, team: str, slowed: float | None
    ) -> Learned:
        """Learned anew every few minutes, and when hours or events change, or what leads say slows."""
        key = (today, given.hours.calendar, tuple(given.events), slowed)
        kept = self._kept.get(team)
        if kept is None or kept.key != key or not timedelta(0) <= now - kept.at < LEARN_EVERY:
            learned = await self._learn(given, now, today, team, slowed)
            kept = self._kept[team] = _Kept(now, key, learned)
        return kept.learned

    async def _learn(
        self, given: Given, now: datetime, today: date, team: str, slowed: float | None
    ) -> Learned:
        """Whole days alone: not today, nor the day on which counting began."""
        facts = await self._facts(now, team, slowed)
        began = await self.arrivals.first()
        if began is None:
            return Learned(measured={}, facts=facts)
        first = max(began.astimezone(self.zone).date() + timedelta(days=1), (now - _LOOKED_BACK).date())
        last = today - timedelta(days=1)
        counts = await self.arrivals.quarters(self._midnight(first), self._midnight(today), team)
        days = days_of(((one.begins, one.asked) for one in counts), given, first, last)
        return await self.aside(partial(_learned_of, days, given, today, facts))

    async def _facts(self, now: datetime, team: str, slowed: float | None) -> Facts:
        held = await self.floor.held(now - LATELY, team)
        gone = await self.arrivals.patience(now - _LOOKED_BACK, team)
        return Facts(
            handling=await self.aside(partial(handling, held, USUAL.slowed, slowed)),
            capacities=await self.floor.capacities(team),
            left=gone.left,
            patience=gone.mean,
        )

    def _midnight(self, on: date) -> datetime:
        return datetime.combine(on, time(), self.zone).astimezone(UTC)


def _of_any_team(own: Own) -> Own:
    """How many people a lead said there are is for everybody together; of a team its own are counted."""
    return {name: value for name, value in own.items() if name != PEOPLE}


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _needed(
    begins: date, plain: Given, other: Given
) -> tuple[Sequence[DayNeeds], Sequence[DayNeeds], Horizon | None]:
    """The week as it was asked for, the same as it is planned, and the people that are needed in the end."""
    days = week_of(begins, other)
    without = days if other == plain else week_of(begins, plain)
    return days, without, horizon(ordinary_week(begins, other), other.terms) if other.forecast else None


def _learned_of(days: Sequence[Day], given: Given, today: date, facts: Facts) -> Learned:
    past = Past(days)
    error, forecast = judged(past), learned(past.before(today))
    if forecast and error:
        forecast = replace(forecast, spread=error.spread)
    return Learned(
        days=len(days),
        asked=sum(day.total for day in days),
        forecast=forecast,
        error=error,
        growth=growth(past.before(today)),
        facts=facts,
        measured=_measured(given, past, forecast),
    )


def _measured(given: Given, past: Past, forecast: Forecast | None) -> dict[EventId, float]:
    """Of events that are over, as far as they were counted."""
    if forecast is None:
        return {}
    found = {}
    for event in given.events:
        days = [day for day in past.days if event.holds_on(day.on)]
        usual = sum(sum(forecast.of(day.on, kind_of(given.hours, day.on))) for day in days)
        if usual > 0 and len(days) == (event.ends - event.begins).days + 1:
            found[event.id] = sum(day.total for day in days) / usual
    return found


def _untold(given: Given, today: date) -> list[tuple[str, date, date]]:
    """Special times of the calendar to come for which nobody has said how many will ask."""
    return [
        (surge.name, surge.begins, surge.ends)
        for surge in given.hours.calendar.surges
        if surge.ends >= today
        and not any(one.begins <= surge.ends and surge.begins <= one.ends for one in given.events)
    ]
