"""A week as it is sent to the page and as it stands in the CSV: the same rounded numbers in both."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import msgspec

from walletdesk.insights.staffing.model.basis import USUAL, Basis, Source
from walletdesk.insights.staffing.model.erlang import Outcome
from walletdesk.insights.staffing.model.handling import Handling, Took
from walletdesk.insights.staffing.model.hiring import Horizon
from walletdesk.insights.staffing.model.judging import Error
from walletdesk.insights.staffing.model.needing import DayNeeds, Need
from walletdesk.insights.staffing.model.past import Kind
from walletdesk.insights.staffing.model.plan import PlannedEvent, Shift
from walletdesk.insights.staffing.service import Learned, Week
from walletdesk.kernel.clock import millis
from walletdesk.platform.i18n import Locale, translate

DIGITS = 4  # of a share: more is not known of anything here


class SlotView(msgspec.Struct):
    """A half hour from ``begins`` (ms) on; ``minute`` of the day, as the wall shows it.

    ``needed`` null: more than can be reckoned with. ``within``, ``left``, ``busy``: shares that the planned
    people reach; ``wait`` in seconds. All four are null while closed, ``wait`` also where the line grows.
    """

    begins: int
    minute: int
    open: bool
    expected: float
    low: int
    high: int
    waiting: float
    needed: int | None
    planned: int
    gap: int
    within: float | None
    left: float | None
    busy: float | None
    wait: int | None


class DaySeen(msgspec.Struct):
    """``peak``: the minute of the half hour that needs most; hours are people's hours."""

    on: date
    kind: Kind
    factor: float
    needed_hours: float
    planned_hours: float
    short: int
    peak: int | None
    peak_needed: int | None
    slots: list[SlotView]


class TotalView(msgspec.Struct):
    """Of a week. ``short``: half hours with fewer people than needed; ``growing``: whose line has no end."""

    needed_hours: float
    planned_hours: float
    short: int
    open: int
    growing: int


class ErrorView(msgspec.Struct):
    weeks: int
    half_hours: float
    days: float
    naive_half_hours: float
    naive_days: float
    chance: float
    held: float


class LearnedView(msgspec.Struct):
    """``known`` false: too little to forecast. ``level``: asks in an ordinary week."""

    known: bool
    days: int
    asked: int
    level: int | None
    holidays: float | None
    growth: float | None
    error: ErrorView | None


class TermsView(msgspec.Struct):
    handling: int
    at_once: int
    slowed: float
    patience: int
    absent: float
    share: float
    seconds: int
    busiest: float
    backlog: float
    growth: float
    hours: float
    hire: int
    train: int
    people: int


class BasisView(msgspec.Struct):
    """Where one of the terms comes from. ``of``: how many it is measured by; from ``needs`` on it holds.

    ``measured`` null: it is not, or not by enough. ``usual``: what is assumed where nobody knows better.
    """

    name: str
    source: Source
    of: int
    needs: int
    measured: float | None
    usual: float


class TookView(msgspec.Struct):
    """Seconds of a conversation as if its agent had no other. ``together``: how many there were at once."""

    team: str
    channel: str
    of: int
    median: int
    mean: int
    together: float


class HandlingView(msgspec.Struct):
    """``rested``: so many were held for hours, and are left out."""

    all: TookView | None
    parts: list[TookView]
    rested: int


class TeamView(msgspec.Struct):
    id: str
    name: str


class ShiftSeen(msgspec.Struct):
    id: str
    start: int
    end: int
    people: int
    days: list[int]
    on: date | None
    team: str


class EventView(msgspec.Struct):
    """``measured``: how many times as many asked, of one that is over."""

    id: str
    name: str
    begins: date
    ends: date
    factor: float
    measured: float | None


class HorizonView(msgspec.Struct):
    now: int
    have: int
    short_in: int | None
    begin_in: int | None


class UntoldView(msgspec.Struct):
    name: str
    begins: date
    ends: date


class WeekView(msgspec.Struct):
    begins: date
    today: date
    days: list[DaySeen]
    total: TotalView
    without: TotalView
    learned: LearnedView
    terms: TermsView
    bases: list[BasisView]
    handling: HandlingView
    version: int
    zone: str
    team: str
    teams: list[TeamView]
    shifts: list[ShiftSeen]
    events: list[EventView]
    untold: list[UntoldView]
    hiring: HorizonView | None


def week_view(week: Week) -> WeekView:
    return WeekView(
        begins=week.begins,
        today=week.today,
        days=[_day(day) for day in week.days],
        total=_total(week.days),
        without=_total(week.without),
        learned=_learned(week.learned),
        terms=msgspec.convert(week.terms, TermsView, from_attributes=True),
        bases=[_basis(one) for one in week.bases],
        handling=_handling(week.learned.facts.handling),
        version=week.version,
        zone=week.zone,
        team=week.team,
        teams=[TeamView(id, name) for id, name in week.teams.items()],
        shifts=[shift_view(shift) for shift in week.shifts],
        events=[event_view(event, week.learned.measured.get(event.id)) for event in week.events],
        untold=[UntoldView(*one) for one in week.untold],
        hiring=_hiring(week.hiring),
    )


def shift_view(shift: Shift) -> ShiftSeen:
    return ShiftSeen(shift.id, shift.start, shift.end, shift.people, list(shift.days), shift.on, shift.team)


def _basis(of: Basis) -> BasisView:
    return BasisView(of.name, of.source, of.of, of.needs, of.measured, getattr(USUAL, of.name))


def _handling(of: Handling) -> HandlingView:
    return HandlingView(_took(of.all) if of.all else None, [_took(part) for part in of.parts], of.rested)


def _took(of: Took) -> TookView:
    return TookView(of.team, of.channel, of.of, round(of.median), round(of.mean), round(of.together, 1))


def event_view(event: PlannedEvent, measured: float | None = None) -> EventView:
    factor = None if measured is None else round(measured, 1)
    return EventView(event.id, event.name, event.begins, event.ends, event.factor, factor)


def _day(day: DayNeeds) -> DaySeen:
    peak = day.peak
    return DaySeen(
        on=day.on,
        kind=day.kind,
        factor=day.factor,
        needed_hours=day.needed_hours,
        planned_hours=day.planned_hours,
        short=day.short,
        peak=peak.slot.minute if peak else None,
        peak_needed=peak.needed if peak else None,
        slots=[_slot(need) for need in day.needs],
    )


def _slot(need: Need) -> SlotView:
    slot, by = need.slot, need.by
    return SlotView(
        begins=millis(slot.begins),
        minute=slot.minute,
        open=slot.open,
        expected=round(slot.expected, 1),
        low=slot.low,
        high=slot.high,
        waiting=round(slot.waiting, 1),
        needed=need.needed,
        planned=slot.planned,
        gap=need.gap,
        within=None if by is None else round(by.within, DIGITS),
        left=None if by is None else round(by.left, DIGITS),
        busy=None if by is None else round(by.busy, DIGITS),
        wait=_seconds(by),
    )


def _seconds(by: Outcome | None) -> int | None:
    return None if by is None or by.wait is None else round(by.wait)


def _total(days: Sequence[DayNeeds]) -> TotalView:
    needs = [need for day in days for need in day.open]
    return TotalView(
        needed_hours=sum(day.needed_hours for day in days),
        planned_hours=sum(day.planned_hours for day in days),
        short=sum(day.short for day in days),
        open=len(needs),
        growing=sum(need.by is not None and not need.by.is_stable for need in needs),
    )


def _learned(known: Learned) -> LearnedView:
    forecast = known.forecast
    return LearnedView(
        known=forecast is not None,
        days=known.days,
        asked=known.asked,
        level=round(forecast.level) if forecast else None,
        holidays=round(forecast.holidays, 2) if forecast else None,
        growth=None if known.growth is None else round(known.growth, DIGITS),
        error=_error(known.error),
    )


def _error(of: Error | None) -> ErrorView | None:
    if of is None:
        return None
    shares = ("half_hours", "days", "naive_half_hours", "naive_days", "chance", "held")
    return ErrorView(weeks=of.weeks, **{name: round(getattr(of, name), DIGITS) for name in shares})


def _hiring(of: Horizon | None) -> HorizonView | None:
    return None if of is None else HorizonView(of.now, of.have, of.short_in, of.begin_in)


COLUMNS = (
    "Date",
    "From",
    "Open",
    "Expected",
    "At least",
    "At most",
    "Waiting from before",
    "Needed",
    "Planned",
    "Gap",
    "Answered in time",
    "Leave",
    "Mean wait in seconds",
    "Time zone",
    "Team",
)


_MAY_CALCULATE = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula


def _inert(name: str) -> str:
    return f"'{name}" if name.startswith(_MAY_CALCULATE) else name


def week_csv(view: WeekView, locale: Locale) -> str:
    """Every half hour of the week, as it is shown. No cell is a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(translate(locale, column) for column in COLUMNS)
    team = next((one.name for one in view.teams if one.id == view.team), "")
    for day in view.days:
        for slot in day.slots:
            writer.writerow(
                (
                    day.on.isoformat(),
                    f"{slot.minute // 60:02}:{slot.minute % 60:02}",
                    int(slot.open),
                    slot.expected,
                    slot.low,
                    slot.high,
                    slot.waiting,
                    slot.needed,
                    slot.planned,
                    slot.gap,
                    slot.within,
                    slot.left,
                    slot.wait,
                    view.zone,
                    _inert(team),
                )
            )
    return "\ufeff" + file.getvalue()  # spreadsheets take a file for UTF-8 by this mark
