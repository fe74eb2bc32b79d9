"""Nobody was called in the half hour that was promised: it is told once, whoever dies, and it goes on."""

import asyncio
from datetime import datetime, timedelta

import pytest

from tests.support.callbacks import AGENT_AWAY, ANN, BEN, LEE, NO_ANSWER, OFFICE, CallRig
from walletdesk.callbacks import LENGTH, Callback, Change, Heard, State, What
from walletdesk.hours import Timetable
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.db import Database

pytestmark = pytest.mark.anyio
ME = ContactViewer(contact=ANN)


@pytest.fixture
def rig(db: Database) -> CallRig:
    return CallRig(db)


async def slots(rig: CallRig) -> list[datetime]:
    found = await rig.booking.offered_in(ME, rig.talks.begin(ANN))
    return [one.begins for one in found.slots]


async def waits_in_vain(rig: CallRig, **by: float) -> Callback:
    """Until its half hour is over; nobody of us was free."""
    slot = (await slots(rig))[0]
    callback = await rig.books(slot=slot)
    rig.clock.at = slot
    await rig.run()
    rig.clock.at = slot + LENGTH + timedelta(**by)
    return callback


async def test_a_half_hour_without_our_call_is_told_once_on_two_nodes_and_stays_ahead_in_line(
    rig: CallRig,
) -> None:
    callback, second = await waits_in_vain(rig), CallRig(rig.db, rig.clock)
    second.talks.known = rig.talks.known
    rig.queue.brought.clear()
    await asyncio.gather(rig.run(), second.run())
    await asyncio.gather(rig.calling.late(callback.id), second.calling.late(callback.id))
    assert [(one.slot, one.rung, one.on) for one in rig.told(Change.LATE)] == [(callback.slot, None, None)]
    after = await rig.now(callback)
    assert (after.state, after.late_at) == (State.IN_LINE, rig.clock())
    assert rig.queue.brought + second.queue.brought == [(callback.conversation, True)]
    await rig.given(callback)
    await rig.goes_on(minutes=1)
    [ended] = rig.told(Change.ENDED)
    assert (ended.reason, ended.slot, ended.rung) == (
        "talked",
        callback.slot,
        rig.clock() - timedelta(seconds=57),
    )


async def test_a_process_that_dies_at_the_end_of_the_half_hour_leaves_the_look_to_the_next(
    rig: CallRig,
) -> None:
    callback = await waits_in_vain(rig, hours=3)
    next_process = CallRig(rig.db, rig.clock)
    next_process.talks.known = rig.talks.known
    await next_process.run()
    assert [one.callback for one in rig.told(Change.LATE)] == [callback.id]


async def test_whoever_was_rung_in_it_or_is_being_rung_is_not_told_that_we_are_late(rig: CallRig) -> None:
    slot = (await slots(rig))[0]
    rang, rings = await rig.books(NO_ANSWER, slot), await rig.books(slot=slot, contact=BEN)
    rig.clock.at = slot
    await rig.given(rang)
    await rig.goes_on(minutes=1)
    rig.clock.at = slot + LENGTH
    await rig.given(rings, LEE)  # our own phone rings, theirs does in three seconds
    await rig.calling.late(rings.id)
    await rig.goes_on(minutes=1)
    assert rig.told(Change.LATE) == []
    assert (await rig.now(rings)).state is State.DONE


async def test_an_agent_who_does_not_pick_up_at_its_end_makes_it_late(rig: CallRig) -> None:
    slot = (await slots(rig))[0]
    callback = await rig.books(AGENT_AWAY, slot)
    rig.clock.at = slot + LENGTH - timedelta(seconds=1)
    await rig.run()
    await rig.given(callback)
    rig.clock.forward(seconds=1)
    await rig.calling.late(callback.id)
    assert rig.told(Change.LATE) == []
    await rig.goes_on(seconds=10)
    assert [one.callback for one in rig.told(Change.LATE)] == [callback.id]


async def test_a_provider_that_does_not_dial_uses_up_no_try_and_is_owned_up_to(rig: CallRig) -> None:
    slot = (await slots(rig))[0]
    callback = await rig.books(slot=slot)
    rig.clock.at = slot
    rig.provider.refuses = True
    await rig.run()
    await rig.given(callback)
    await rig.goes_on(minutes=4)
    assert len(rig.told(Change.RINGS)) == 1  # before it is asked, so that the number is there to compare
    after = await rig.now(callback)
    assert (after.state, after.tries, after.rung_at) == (State.AGAIN, 0, None)
    assert [one.reason for one in rig.told(Change.ENDED)] == ["not_called"]
    rig.clock.at = slot + LENGTH
    await rig.calling.late(callback.id)
    assert [(one.slot, one.rung) for one in rig.told(Change.LATE)] == [(slot, None)]


async def test_what_came_of_it_counts_as_rung_where_we_could_not_note_that_it_was_asked(
    rig: CallRig,
) -> None:
    callback = await rig.books(NO_ANSWER, slot := (await slots(rig))[0])
    rig.clock.at = slot
    await rig.run()
    await rig.given(callback)
    rig.provider.dies_after = 2  # their phone rings
    await rig.goes_on(seconds=3)
    before = await rig.now(callback)
    assert before.call is not None
    assert before.rung_at is None
    await rig.calling.heard(Heard(call=before.call, what=What.NO_ANSWER, at=rig.clock()))
    after = await rig.now(callback)
    assert (after.tries, after.rung_at, after.owes_a_call) == (1, rig.clock(), False)


async def test_a_clock_that_was_set_makes_nobody_late(rig: CallRig) -> None:
    slot = (await slots(rig))[0]
    for number in range(2):
        await rig.books(f"+861380013801{number}", slot, contact=ContactId(f"con_{number}"))
    rig.sets_the_clock(hours=5)
    await rig.run()
    rig.sets_the_clock(hours=-5)  # put right again
    rig.clock.forward(minutes=6)
    await rig.run()
    assert rig.told(Change.LATE) == []
    rig.clock.at = slot + LENGTH + timedelta(hours=5)
    for _ in range(2):  # none is lost: looked at again once the clock has stood
        rig.clock.forward(minutes=6)
        await rig.run()
    assert len(rig.told(Change.LATE)) == 2


async def test_where_we_are_closed_by_then_it_says_from_when_on_and_what_was_put_off_says_it_once(
    rig: CallRig,
) -> None:
    known = await slots(rig)
    last = max(one for one in known if one.date() == known[0].date())
    late, put_off = await rig.books(slot=last), await rig.books(slot=known[0], contact=BEN)
    rig.hours.close(known[0].date())
    rig.clock.at = known[0]
    await rig.run()
    rig.hours.timetable = Timetable(OFFICE)  # open again: only the first was put off
    rig.clock.at = last
    await rig.run()
    rig.clock.at = last + LENGTH
    await rig.run()
    morning = last.replace(hour=1, minute=0) + timedelta(days=1)
    assert {(one.callback, one.reason, one.on) for one in rig.told(Change.LATE)} == {
        (late.id, "closed", morning),
        (put_off.id, "put_off", morning),
    }
    assert (await rig.now(late)).due_at == morning


async def test_another_half_hour_is_a_promise_of_its_own_and_now_is_none(rig: CallRig) -> None:
    callback = await waits_in_vain(rig)
    await rig.run()
    await rig.booking.move(ME, callback.id, second := (await slots(rig))[0])
    rig.clock.at = second + LENGTH
    await rig.run()
    assert [one.slot for one in rig.told(Change.LATE)] == [callback.slot, second]
    await rig.booking.move(ME, callback.id, None)
    rig.clock.forward(hours=1)
    await rig.calling.late(callback.id)
    await rig.booking.cancel(ME, callback.id)
    assert len(rig.told(Change.LATE)) == 2
