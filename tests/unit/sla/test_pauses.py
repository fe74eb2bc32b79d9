"""Deadlines with pauses, against a clock that is read minute by minute; and what always holds of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.memory import opening
from tests.support.sla import FIRST, NOON, RESOLUTION, TALK, MemoryReading, MemorySla, Rig, minutes
from walletdesk.hours import Calendar, CalendarId, OneOff, Span, Surge, Timetable, WeeklySpan
from walletdesk.sla import Target
from walletdesk.sla.model.pauses import CONTACT, MOST_PAUSES, Pause, Pauses, due_after, paused, resumed
from walletdesk.sla.service.promising import GRACE

MINUTE = timedelta(minutes=1)
HORIZON = 4 * 24 * 60
LAST_FOR_EVER = 370  # of what is drawn: few pauses have no end
quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
weekly = st.builds(WeeklySpan, st.integers(0, 6), quarters, quarters)
spans = st.tuples(quarters, quarters).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))
some_spans = st.lists(spans, max_size=2).map(tuple)
days = st.integers(0, 4).map(lambda n: date(2026, 3, 27) + timedelta(days=n))
one_offs = st.lists(st.builds(OneOff, days, st.just(""), some_spans), max_size=2, unique_by=lambda o: o.on)
surges = st.lists(days, max_size=1).flatmap(
    lambda firsts: st.tuples(
        *(st.builds(Surge, st.just(d), st.just(d), st.just(""), some_spans) for d in firsts)
    )
)
OFFICE = tuple(WeeklySpan(day, *span) for day in range(7) for span in ((8 * 60, 720), (780, 1080)))
ALWAYS = tuple(WeeklySpan(day, 0, 1440) for day in range(7))
weeks = st.sampled_from([OFFICE, ALWAYS]) | st.lists(weekly, min_size=5, max_size=9).map(tuple)
START = datetime(2026, 3, 27, 9, tzinfo=UTC)  # a Friday; on Sunday the clocks of Berlin move
calendars = st.builds(
    Calendar,
    id=st.just(CalendarId("cal_1")),
    name=st.just("Support"),
    zone=st.sampled_from(["Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin", "America/New_York"]),
    week=weeks,
    one_offs=one_offs.map(tuple),
    surges=surges,
)


@st.composite
def several_pauses(draw: st.DrawFn) -> Pauses:
    found: list[Pause] = []
    for why in draw(st.lists(st.sampled_from(["contact", "tkt_1", "tkt_2"]), max_size=4)):
        begins = START + draw(st.integers(-60, 900)) * MINUTE
        lasts = draw(st.integers(0, 400))
        found.append(Pause(why, begins, None if lasts > LAST_FOR_EVER else begins + lasts * MINUTE))
    return tuple(found)


def counts(at: datetime, rules: Timetable, pauses: Pauses) -> bool:
    return rules.is_open(at) and not any(
        one.begins <= at and (one.ends is None or at < one.ends) for one in pauses
    )


def read_off(start: datetime, duration: int, pauses: Pauses, rules: Timetable) -> datetime | None:
    """By reading the clock: so many minutes that count have passed. None: not within the horizon."""
    at, left = start, duration
    for _ in range(HORIZON):
        left -= counts(at, rules, pauses)
        at += MINUTE
        if not left:
            return at
    return None


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, pauses=several_pauses(), duration=st.integers(1, 900))
def test_a_deadline_is_when_the_clock_has_shown_so_many_minutes_that_count(
    calendar: Calendar, pauses: Pauses, duration: int
) -> None:
    rules = Timetable(calendar)
    due = due_after(START, duration * MINUTE, pauses, rules)
    within = due is not None and due <= START + HORIZON * MINUTE
    assert (due if within else None) == read_off(START, duration, pauses, rules)


def later(one: datetime | None, than: datetime | None) -> bool:
    """Not earlier; a time that never comes is later than any."""
    return one is None or (than is not None and one >= than)


@settings(max_examples=60, deadline=None)
@given(
    calendar=calendars,
    pauses=several_pauses(),
    more=several_pauses(),
    duration=st.integers(1, 3000),
    longer=st.integers(0, 600),
    after=st.integers(0, 3000),
)
def test_a_pause_never_shortens_and_more_time_is_never_earlier(
    calendar: Calendar, pauses: Pauses, more: Pauses, duration: int, longer: int, after: int
) -> None:
    rules = Timetable(calendar)
    due = due_after(START, duration * MINUTE, pauses, rules)
    assert later(due_after(START, duration * MINUTE, pauses + more, rules), due)
    assert later(due_after(START, (duration + longer) * MINUTE, pauses, rules), due)
    assert later(due_after(START + after * MINUTE, duration * MINUTE, pauses, rules), due)


# Whatever is edited and whoever is waited for: what is kept equals what is counted from scratch.

edits = st.one_of(
    calendars.map(lambda calendar: ("calendar", calendar)),
    st.tuples(st.integers(2, 900), st.integers(1, 899)).map(lambda pair: ("target", pair)),
    st.sampled_from([("wrote", None), ("answered", None), ("outside", True), ("outside", False)]),
)


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 300), edits), min_size=1, max_size=8))
async def test_a_resolution_survives_any_edits_and_pauses(
    steps: list[tuple[int, tuple[str, object]]],
) -> None:
    memory = MemorySla()
    rig = await Rig(MemoryReading(memory), opening(memory), memory.events, memory.waiting).open()
    await rig.sets_out(Target(metric=RESOLUTION, minutes=600, warn_after=30))
    await rig.ask()
    for wait, (what, value) in steps:
        rig.clock.forward(minutes=wait)
        await EDITS[what](rig, value)
        await looks_once_and_then_later(rig)
        if not (await rig.promise(RESOLUTION)).is_running:
            return  # broken: what is history is not counted anew
    kept, policy = await rig.promise(RESOLUTION), await rig.targets.get()
    rules = Timetable((await rig.hours.timetable()).calendar)
    due = read_off(NOON, policy.targets[0].minutes, kept.pauses, rules)
    within = kept.due_at is not None and kept.due_at <= NOON + HORIZON * MINUTE
    assert (kept.due_at if within else None) == due


async def looks_once_and_then_later(rig: Rig) -> None:
    """A look leaves nothing to be looked at at once again, and nothing at all while the time stands."""
    for metric in (FIRST, RESOLUTION):
        await rig.promising.check(TALK, metric)
    kept, waiting = await rig.promise(RESOLUTION), await rig.jobs()
    look, job = kept.next_look, waiting.get(("sla.check", f"{TALK}:resolution"))
    assert (job and job.run_at) == (look and look + GRACE)
    assert look is None or look > rig.clock()
    assert (look is None) == (kept.due_at is None or not kept.is_running)


async def _calendar(rig: Rig, value: object) -> None:
    assert isinstance(value, Calendar)
    before = await rig.hours.get()
    await rig.hours.save(replace(value, id=before.id, version=before.version))
    await rig.promising.recount_all()


async def _target(rig: Rig, value: object) -> None:
    assert isinstance(value, tuple)
    within, warn = value
    warn_after = warn if warn < within else None
    await rig.sets_out(Target(metric=RESOLUTION, minutes=within, warn_after=warn_after))


async def _wrote(rig: Rig, _: object) -> None:
    await rig.promising.wrote(TALK, rig.clock())


async def _answered(rig: Rig, _: object) -> None:
    await rig.promising.answered(TALK, rig.clock())


async def _outside(rig: Rig, value: object) -> None:
    await rig.promising.outside(TALK, "tkt_1", rig.clock(), waits=bool(value))


EDITS = {
    "calendar": _calendar,
    "target": _target,
    "wrote": _wrote,
    "answered": _answered,
    "outside": _outside,
}


def test_what_is_told_twice_or_late_pauses_once() -> None:
    once = paused((), CONTACT, NOON)
    assert paused(once, CONTACT, NOON + minutes(5)) == once
    over = resumed(once, CONTACT, NOON + minutes(10))
    assert resumed(over, CONTACT, NOON + minutes(20)) == over
    assert resumed(once, CONTACT, NOON - minutes(1)) == once
    assert paused(over, CONTACT, NOON + minutes(3)) == over
    assert len(paused(over, CONTACT, NOON + minutes(30))) == 2
    assert resumed(once, "tkt_1", NOON + minutes(10)) == once


def test_after_so_many_pauses_the_time_counts_on() -> None:
    pauses: Pauses = ()
    for n in range(MOST_PAUSES + 5):
        pauses = resumed(paused(pauses, CONTACT, NOON + minutes(2 * n)), CONTACT, NOON + minutes(2 * n + 1))
    assert len(pauses) == MOST_PAUSES
