"""What becomes of a callback, with the simulated exchange, on both engines."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import pytest
import sqlalchemy as sa

from tests.support.callbacks import (
    AGENT_AWAY,
    ANN,
    BEN,
    BUSY,
    DROPS,
    KIM,
    LEE,
    NO_ANSWER,
    OFFICE,
    UNREACHABLE,
    CallRig,
)
from walletdesk.callbacks import Change, Heard, State, What
from walletdesk.conversations import Status
from walletdesk.hours import Timetable
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role
from walletdesk.platform.db import Database, statement

pytestmark = pytest.mark.anyio
_SIMULATED: Final = statement(sa.text("SELECT extended, told FROM simulated_call"))


@pytest.fixture
def rig(db: Database) -> CallRig:
    return CallRig(db)


async def lost(_: Heard) -> None:
    """The news never arrives."""


async def next_slot(rig: CallRig) -> datetime:
    found = await rig.booking.next_slot()
    assert found is not None
    return found


async def test_our_agent_is_rung_first_and_the_contact_only_when_they_picked_up(rig: CallRig) -> None:
    callback = await rig.books()
    await rig.given(callback)
    await rig.run()
    assert rig.provider.asked == ["agent"]
    await rig.goes_on(seconds=30)
    assert rig.provider.asked == ["agent", "contact"]
    [ended] = rig.told(Change.ENDED)
    assert (ended.agent, ended.reason, ended.seconds) == (KIM, "talked", 9)
    assert (await rig.now(callback)).state is State.DONE


async def test_nobody_rings_before_an_agent_has_taken_it_or_for_another_time(rig: CallRig) -> None:
    now = await rig.books()
    slot = await next_slot(rig)
    later = await rig.books(slot=slot)
    await rig.given(later)
    await rig.goes_on(minutes=5)
    assert rig.provider.asked == []
    assert rig.queue.brought == [(now.conversation, False)]


async def test_at_its_time_a_slot_goes_ahead_of_the_line_or_straight_to_who_has_the_conversation(
    rig: CallRig,
) -> None:
    slot = await next_slot(rig)
    waiting, talking = await rig.books(slot=slot), await rig.books(slot=slot)
    await rig.given(talking, LEE)
    rig.clock.at = slot
    await rig.run()
    assert (waiting.conversation, True) in rig.queue.brought
    assert (await rig.now(talking)).agent == LEE


@pytest.mark.parametrize(
    ("number", "result"),
    [(BUSY, "busy"), (NO_ANSWER, "no_answer"), (UNREACHABLE, "unreachable"), (DROPS, "dropped")],
)
async def test_who_is_not_reached_is_tried_again_later_and_three_times_in_all(
    rig: CallRig, number: str, result: str
) -> None:
    callback = await rig.books(number)
    await rig.given(callback)
    began = rig.clock()
    await rig.goes_on(minutes=1)
    after = await rig.now(callback)
    assert (after.state, after.tries) == (State.AGAIN, 1)
    assert timedelta(minutes=15) <= after.due_at - began < timedelta(minutes=16)
    await rig.goes_on(minutes=50)  # 15 minutes, then 30
    assert (await rig.now(callback)).state is State.MISSED
    assert rig.provider.asked == ["agent", "contact"] * 3
    ended = rig.told(Change.ENDED)
    assert [one.reason for one in ended] == [result] * 3
    assert [one.on is None for one in ended] == [False, False, True]
    assert len(rig.told(Change.MISSED)) == 1


async def test_nobody_is_called_after_hours_and_what_was_not_reached_waits_for_the_morning(
    rig: CallRig,
) -> None:
    rig.clock.at += timedelta(hours=7, minutes=45)  # 17:55
    callback = await rig.books(NO_ANSWER)
    await rig.given(callback)
    await rig.goes_on(minutes=1)
    opens = rig.clock.at.replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert (await rig.now(callback)).due_at == opens


async def test_who_is_given_one_after_hours_calls_nobody_and_the_contact_is_told(rig: CallRig) -> None:
    callback = await rig.books()
    rig.clock.at += timedelta(hours=9)
    await rig.given(callback)
    await rig.goes_on(minutes=1)
    assert rig.provider.asked == []
    [told] = rig.told(Change.PUT_OFF)
    assert (await rig.now(callback)).due_at == told.on


async def test_a_day_that_was_closed_since_moves_the_call_and_says_so(rig: CallRig) -> None:
    slot = await next_slot(rig)
    callback = await rig.books(slot=slot)
    rig.hours.close(slot.date())
    rig.clock.at = slot
    await rig.run()
    assert [one.callback for one in rig.told(Change.PUT_OFF)] == [callback.id]
    assert (await rig.now(callback)).due_at == slot.replace(hour=1, minute=0) + timedelta(days=1)


async def test_an_agent_who_does_not_pick_up_costs_the_contact_no_try(rig: CallRig) -> None:
    callback = await rig.books(AGENT_AWAY)
    await rig.given(callback)
    await rig.goes_on(seconds=10)
    after = await rig.now(callback)
    assert (after.state, after.tries, after.calls) == (State.IN_LINE, 0, 1)
    assert rig.provider.asked == ["agent"]
    await rig.calling.not_picked_up(callback.conversation, KIM)
    assert rig.queue.passed == [KIM]
    for _ in range(8):  # of our own people nobody ever does: that has an end, too
        await rig.given(callback, LEE)
        await rig.goes_on(seconds=10)
    assert (await rig.now(callback)).state is State.MISSED
    assert [one.reason for one in rig.told(Change.MISSED)] == ["not_called"]
    assert "contact" not in rig.provider.asked


@pytest.mark.parametrize(("asked", "seconds"), [(["agent"], 0), (["agent", "contact"], 3)])
async def test_a_process_that_dies_after_asking_rings_nobody_twice(
    rig: CallRig, asked: list[str], seconds: int
) -> None:
    """It could not note that it had asked; whoever starts after it asks again, by the same name."""
    callback = await rig.books()
    await rig.given(callback)
    rig.provider.dies_after = len(asked)
    await rig.goes_on(seconds=seconds)
    assert rig.provider.asked == asked
    next_process = CallRig(rig.db, rig.clock)
    next_process.talks.known = rig.talks.known
    await next_process.goes_on(minutes=5)
    assert next_process.provider.asked[0] == asked[-1]
    assert [tuple(row) for row in await rig.db.all(_SIMULATED)] == [(1, 3)]  # one line, each end rung once
    done = await rig.now(callback)
    assert (done.state, done.calls) == (State.DONE, 1)


async def test_news_that_comes_twice_or_late_counts_once(rig: CallRig) -> None:
    callback = await rig.books()
    await rig.given(callback)
    await rig.given(callback, LEE)  # told again, and by somebody else
    await rig.goes_on(seconds=30)
    [call] = await rig.archive.calls_of(callback.conversation)
    for what in What:
        await rig.calling.heard(Heard(call=call.id, what=what, at=rig.clock()))
    assert len(rig.told(Change.ENDED)) == 1
    assert (await rig.now(callback)).state is State.DONE


async def test_a_call_of_which_no_news_comes_is_hung_up_and_tried_again(rig: CallRig) -> None:
    callback = await rig.books()
    await rig.given(callback)
    await rig.goes_on(seconds=3)
    rig.exchange.hear = lost
    await rig.goes_on(minutes=4)
    assert rig.provider.asked == ["agent", "contact", "hung up"]
    assert (await rig.now(callback)).state is State.AGAIN


async def test_cancelling_hangs_up_what_rings_and_what_comes_late_changes_nothing(rig: CallRig) -> None:
    callback = await rig.books()
    await rig.given(callback)
    await rig.run()
    await rig.booking.cancel(ContactViewer(contact=callback.contact), callback.id)
    await rig.goes_on(minutes=1)
    assert rig.provider.asked == ["agent", "hung up"]
    assert (await rig.now(callback)).state is State.CANCELLED


async def test_the_agent_may_try_again_sooner_but_never_before_the_agreed_time(rig: CallRig) -> None:
    callback = await rig.books(NO_ANSWER)
    await rig.given(callback)
    await rig.goes_on(minutes=1)
    kim = AgentViewer(agent=KIM, role=Role.AGENT)
    await rig.calling.call_now(kim, callback.conversation)
    await rig.goes_on(minutes=1)
    assert rig.provider.asked == ["agent", "contact"] * 2
    slot = await next_slot(rig)
    later = await rig.books(slot=slot)
    await rig.given(later)
    with pytest.raises(Conflict, match="not the time"):
        await rig.calling.call_now(kim, later.conversation)
    with pytest.raises(Conflict, match="Take this"):
        await rig.calling.call_now(AgentViewer(agent=LEE, role=Role.AGENT), later.conversation)


async def test_what_was_solved_in_writing_needs_no_call_but_a_time_of_its_own_stays(rig: CallRig) -> None:
    now = await rig.books()
    slot = await next_slot(rig)
    later = await rig.books(slot=slot)
    for one in (now, later):
        await rig.calling.solved(one.conversation)
    assert (await rig.now(now)).reason == "resolved"
    assert (await rig.now(later)).state is State.BOOKED
    rig.talks.known[later.conversation].status = Status.CLOSED
    rig.clock.at = slot
    await rig.run()
    assert (await rig.now(later)).reason == "closed"


async def test_who_is_on_the_phone_is_not_rung_and_the_next_one_waits_in_line(rig: CallRig) -> None:
    first, second = await rig.books(), await rig.books(contact=BEN)
    await rig.given(first)
    await rig.given(second)
    await rig.run()
    assert rig.provider.asked == ["agent"]
    waits = await rig.now(second)
    assert (waits.state, waits.calls) == (State.IN_LINE, 0)
    await rig.goes_on(seconds=30)
    await rig.goes_on(minutes=1)
    assert [(await rig.now(one)).state for one in (first, second)] == [State.DONE, State.DONE]


async def test_who_was_given_it_while_the_phone_of_another_one_rang_is_rung_next(rig: CallRig) -> None:
    """The first signed out in the middle: the queue gave it on before that phone had rung out."""
    callback = await rig.books(AGENT_AWAY)
    await rig.given(callback)
    await rig.given(callback, LEE)
    await rig.goes_on(seconds=30)
    assert [call.agent for call in await rig.archive.calls_of(callback.conversation)] == [LEE, KIM]


async def test_a_provider_that_cannot_be_asked_strands_no_callback(rig: CallRig) -> None:
    callback = await rig.books()
    await rig.given(callback)
    await rig.goes_on(seconds=3)
    rig.exchange.hear = lost
    rig.provider.is_down = True
    await rig.goes_on(minutes=4)
    assert (await rig.now(callback)).state is State.AGAIN
    rig.provider.is_down = False
    await rig.goes_on(minutes=5)
    assert rig.provider.asked == ["agent", "contact", "hung up"]


async def test_what_is_cancelled_while_we_dial_is_hung_up_afterwards(rig: CallRig) -> None:
    """Another process may have hung up already, when there was nothing to hang up yet."""
    callback = await rig.books()
    await rig.given(callback)
    [call] = await rig.archive.calls_of(callback.conversation)
    rig.provider.meanwhile = lambda: rig.booking.cancel(ContactViewer(contact=ANN), callback.id)
    await rig.calling.ring(call.id)
    assert rig.provider.asked == ["agent", "hung up"]
    await rig.calling.ring(call.id)  # killed before it could look: asked once more
    assert rig.provider.asked == ["agent", "hung up", "hung up"]


async def test_a_calendar_that_never_opens_again_is_a_reason_of_its_own(rig: CallRig) -> None:
    slot = await next_slot(rig)
    callback = await rig.books(slot=slot)
    rig.hours.timetable = Timetable(replace(OFFICE, week=()))
    rig.clock.at = slot
    await rig.run()
    assert [one.reason for one in rig.told(Change.CANCELLED)] == ["no_hours"]
    assert (await rig.now(callback)).reason == "no_hours"


async def test_whoever_is_on_the_phone_is_told_so_when_they_want_to_call(rig: CallRig) -> None:
    missed = await rig.books(NO_ANSWER)
    await rig.given(missed)
    await rig.goes_on(minutes=1)
    await rig.given(await rig.books(contact=BEN))
    with pytest.raises(Conflict, match="on the phone"):
        await rig.calling.call_now(AgentViewer(agent=KIM, role=Role.AGENT), missed.conversation)
    assert (await rig.now(missed)).state is State.AGAIN
