"""Use cases about promises, on fakes."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.memory import opening
from tests.support.sla import (
    FIRST,
    NEXT,
    NOON,
    RESOLUTION,
    TALK,
    MemoryReading,
    MemorySla,
    Rig,
    SlaPromises,
    TicketBook,
    minutes,
)
from tests.support.sla_metrics import MetricPromises
from walletdesk.hours import CalendarId, WeeklySpan
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.sla import (
    ClockWatch,
    FirstReplyPromised,
    Policy,
    PolicyId,
    PromiseBreached,
    Standing,
    State,
    Target,
    Where,
)
from walletdesk.sla.jobs import Moves, PromiseAlarm
from walletdesk.sla.reactions import PromiseReactions
from walletdesk.sla.service import MOVES


def new_rig() -> Rig:
    memory = MemorySla()
    return Rig(MemoryReading(memory), opening(memory), memory.events, memory.waiting)


@pytest.fixture
async def rig() -> Rig:
    return await new_rig().open()


class TestOnFakes(SlaPromises, MetricPromises):
    pass


async def test_a_policy_needs_a_calendar_that_exists(rig: Rig) -> None:
    with pytest.raises(NotFound):
        await rig.targets.save(replace(await rig.targets.get(), calendar=CalendarId("cal_none")))


class Behind(MemoryReading):
    """Gives ``old`` the first time it is asked: somebody changed the policy just after we had looked."""

    old: Policy | None = None

    async def policy(self, id: PolicyId) -> Policy | None:
        old, self.old = self.old, None
        return old or await super().policy(id)


async def test_targets_that_change_while_a_promise_is_given_still_count() -> None:
    memory = MemorySla()
    reading = Behind(memory)
    rig = await Rig(reading, opening(memory), memory.events, memory.waiting).open()
    old = await rig.targets.get()
    await rig.targets.save(replace(old, targets=(Target(metric=FIRST, minutes=9),)))
    reading.old = old
    await rig.ask()
    assert (await rig.promise()).due_at == NOON + minutes(9)


# Whatever is edited, in whatever order: the promise says what the present rules say, from its own start.

weeks = st.lists(
    st.builds(WeeklySpan, st.integers(0, 6), st.integers(0, 1439), st.integers(0, 1440)), max_size=6
)
targets = st.none() | st.builds(Target, metric=st.just(FIRST), minutes=st.integers(1, 3000))


@settings(max_examples=40, deadline=None)
@given(edits=st.lists(st.tuples(weeks, targets), min_size=1, max_size=6))
async def test_a_deadline_survives_any_edits(edits: list[tuple[list[WeeklySpan], Target | None]]) -> None:
    rig = await new_rig().open()
    await rig.ask()
    for week, target in edits:
        rig.clock.forward(minutes=1)
        await rig.hours.save(replace(await rig.hours.get(), week=tuple(week)))
        await rig.targets.save(replace(await rig.targets.get(), targets=(target,) if target else ()))
        await rig.promising.recount_all()
    last = edits[-1][1]
    expected = last and (await rig.hours.timetable()).add_business_time(NOON, minutes(last.minutes))
    assert (await rig.promise()).due_at == expected
    told = [event for event in rig.events if isinstance(event, FirstReplyPromised)]
    assert told[-1].due_at == expected


# The clock


class Steady:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def alarm(rig: Rig, steady: Steady) -> PromiseAlarm:
    return PromiseAlarm(rig.promising, clock=rig.clock, steady=steady, watch=ClockWatch())


def passes(rig: Rig, steady: Steady, *, seconds: float) -> None:
    rig.clock.forward(seconds=seconds)
    steady.seconds += seconds


async def test_a_clock_that_jumps_forward_breaches_nothing_until_it_has_stood(rig: Rig) -> None:
    steady = Steady()
    ring = alarm(rig, steady).ring
    await rig.ask()
    rig.clock.forward(hours=2)
    await ring(await rig.ringing())
    assert not rig.told(PromiseBreached)
    assert (await rig.ringing()).run_at == NOON + minutes(125)
    passes(rig, steady, seconds=301)
    await ring(await rig.ringing())
    assert len(rig.told(PromiseBreached)) == 1


async def test_a_clock_that_was_wrong_for_a_minute_rings_no_alarm(rig: Rig) -> None:
    steady = Steady()
    ring = alarm(rig, steady).ring
    await rig.ask()
    rig.clock.forward(hours=2)
    await ring(await rig.ringing())
    rig.clock.forward(hours=-2)
    passes(rig, steady, seconds=60)
    await ring(await rig.ringing())
    passes(rig, steady, seconds=400)
    await ring(await rig.ringing())
    assert not rig.told(PromiseBreached)
    assert (await rig.ringing()).run_at < NOON + minutes(61)


async def test_a_clock_that_runs_evenly_is_believed(rig: Rig) -> None:
    steady = Steady()
    ring = alarm(rig, steady).ring
    await rig.ask()
    passes(rig, steady, seconds=3602)
    await ring(await rig.ringing())
    assert len(rig.told(PromiseBreached)) == 1


# Reactions


class Heard(NamedTuple):
    """Any event of a conversation."""

    at: datetime
    conversation: ConversationId = TALK
    author: str = ""
    priority: str = "normal"
    status: str = "with_agent"


class Joined(NamedTuple):
    """A ticket and a conversation, linked or not any more."""

    at: datetime
    ticket: str = "tkt_1"
    conversation: ConversationId = TALK


class Moved(NamedTuple):
    """A ticket's change of state."""

    at: datetime
    before: str
    after: str
    ticket: str = "tkt_1"
    conversations: tuple[ConversationId, ...] = (TALK,)


async def test_only_an_agent_keeps_a_promise(rig: Rig) -> None:
    react = PromiseReactions(rig.promising, TicketBook())
    await react.on_agent_requested(Heard(NOON))
    for author in ("bot", "contact", "system"):
        await react.on_message_added(Heard(NOON + minutes(1), author=author))
    assert (await rig.promise()).is_running
    await react.on_priority_changed(Heard(NOON + minutes(1), priority="high"))
    await react.on_message_added(Heard(NOON + minutes(2), author="agent"))
    assert not (await rig.promise()).is_running


async def test_a_resolved_conversation_and_changed_terms_are_heard(rig: Rig) -> None:
    react = PromiseReactions(rig.promising, TicketBook())
    await react.on_conversation_started(Heard(NOON))
    await react.on_agent_requested(Heard(NOON))
    await rig.targets.save(replace(await rig.targets.get(), targets=(Target(metric=FIRST, minutes=3),)))
    await react.on_terms_changed(Heard(NOON))
    assert (await rig.promise()).due_at == NOON + minutes(3)
    await react.on_agent_assigned(Heard(NOON))
    await react.on_over(Heard(NOON + minutes(1)))
    assert await rig.due() is None


async def test_who_belongs_where_is_looked_at_by_a_job_that_a_kill_does_not_end(rig: Rig) -> None:
    await rig.ask()
    await rig.sets_out(Target(metric=FIRST, minutes=20, organization="org_1"))
    rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", where=Where(organization="org_1"))
    await PromiseReactions(rig.promising, TicketBook()).on_belongings_changed(None)
    await Moves(rig.promising).look((await rig.jobs())[MOVES, "all"])
    assert (await rig.promise()).due_at == NOON + minutes(20)


async def test_a_ticket_that_waits_stops_the_time_and_what_it_does_besides_does_not(rig: Rig) -> None:
    react = PromiseReactions(rig.promising, TicketBook())
    await rig.sets_out(Target(metric=RESOLUTION, minutes=60))
    await react.on_agent_requested(Heard(NOON))
    await react.on_ticket_state_changed(Moved(NOON + minutes(1), "new", "open"))
    assert (await rig.promise(RESOLUTION)).pauses == ()
    await react.on_ticket_state_changed(Moved(NOON + minutes(10), "open", "waiting_third_party"))
    assert (await rig.promise(RESOLUTION)).due_at is None
    await react.on_ticket_state_changed(Moved(NOON + minutes(30), "waiting_third_party", "open"))
    assert (await rig.promise(RESOLUTION)).due_at == NOON + minutes(80)
    await react.on_resolved(Heard(NOON + minutes(40)))
    assert (await rig.promise(RESOLUTION)).state is State.MET


async def test_a_ticket_that_waits_already_stops_the_time_while_it_is_linked(rig: Rig) -> None:
    react = PromiseReactions(rig.promising, TicketBook(tkt_1="waiting_third_party", tkt_2="open"))
    await rig.sets_out(Target(metric=RESOLUTION, minutes=60))
    await react.on_agent_requested(Heard(NOON))
    for ticket in ("tkt_2", "tkt_gone"):
        await react.on_ticket_linked(Joined(NOON + minutes(5), ticket))
    assert (await rig.promise(RESOLUTION)).due_at == NOON + minutes(60)
    await react.on_ticket_linked(Joined(NOON + minutes(10)))
    assert (await rig.promise(RESOLUTION)).due_at is None
    await react.on_ticket_unlinked(Joined(NOON + minutes(20), "tkt_2"))
    assert (await rig.promise(RESOLUTION)).due_at is None
    await react.on_ticket_unlinked(Joined(NOON + minutes(30)))
    await react.on_ticket_unlinked(Joined(NOON + minutes(40)))
    assert (await rig.promise(RESOLUTION)).due_at == NOON + minutes(80)


async def test_what_is_said_to_the_bot_is_owed_no_reply(rig: Rig) -> None:
    react = PromiseReactions(rig.promising, TicketBook())
    await rig.sets_out(Target(metric=FIRST, minutes=60), Target(metric=NEXT, minutes=60))
    await react.on_agent_requested(Heard(NOON))
    await react.on_message_added(Heard(NOON + minutes(1), author="agent"))
    await react.on_message_added(Heard(NOON + minutes(2), author="contact", status="open"))
    assert await rig.reading.promise(TALK, NEXT) is None
    await react.on_message_added(Heard(NOON + minutes(3), author="contact"))
    assert (await rig.promise(NEXT)).due_at == NOON + minutes(63)


async def test_who_writes_while_nobody_has_the_conversation_is_owed_one_reply(rig: Rig) -> None:
    react = PromiseReactions(rig.promising, TicketBook())
    await rig.sets_out(*(Target(metric=metric, minutes=60) for metric in (FIRST, NEXT, RESOLUTION)))
    await react.on_agent_requested(Heard(NOON))
    await react.on_message_added(Heard(NOON + minutes(1), author="agent"))
    assert (await rig.promise(RESOLUTION)).due_at is None
    await react.on_message_added(Heard(NOON + minutes(9), author="contact", status="waiting_for_agent"))
    await react.on_agent_requested(Heard(NOON + minutes(9)))
    assert [promise.metric for promise in await rig.reading.open_of(TALK)] == [FIRST, RESOLUTION]
    assert (await rig.promise(RESOLUTION)).due_at == NOON + minutes(68)
