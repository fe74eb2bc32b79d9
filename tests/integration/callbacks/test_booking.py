"""Booking a time: inside hours and capacity, once, by whoever has a pass; on both engines."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.support.callbacks import ANN, ANSWERS, BEN, BUSY, LEAD, CallRig
from walletdesk.callbacks import Callback, Change, Rules, State
from walletdesk.conversations import Status
from walletdesk.hours import Place
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped, TooMany
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.db import Database, statement

ME, OTHER = ContactViewer(contact=ANN), ContactViewer(contact=BEN)
_COUNTS = statement(sa.text("SELECT key FROM limit_count"))
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture
def rig(db: Database) -> CallRig:
    return CallRig(db)


async def test_of_many_who_want_the_last_places_as_many_get_one_on_two_nodes(rig: CallRig) -> None:
    second, slot = CallRig(rig.db, rig.clock), (await rig.booking.offered(Place())).slots[0].begins
    second.talks.known = rig.talks.known

    async def wants(number: int, node: CallRig) -> Callback | Conflict:
        try:
            return await node.books(
                f"+8613800138{number:03}",
                slot,
                contact=ContactId(f"con_{number}"),
                address=f"10.0.0.{number}",
            )
        except Conflict as refusal:
            return refusal

    got = await asyncio.gather(*(wants(number, (rig, second)[number % 2]) for number in range(10, 18)))
    assert [one.code for one in got if isinstance(one, Conflict)] == ["slot_gone"] * 6
    booked = [one for one in got if isinstance(one, Callback)]
    assert len({one.id for one in booked}) == 2
    assert await rig.archive.taken(slot, slot + timedelta(minutes=1)) == {slot: 2}
    assert slot not in [one.begins for one in (await rig.booking.offered(Place())).slots]


async def test_of_two_bookings_of_one_conversation_at_once_one_is_kept(rig: CallRig) -> None:
    id = rig.talks.begin(ANN)
    both = [rig.booking.book(ME, id, ANSWERS, None, address="x") for _ in range(2)]
    got = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in got) == ["Callback", "Conflict"]


async def test_moving_frees_the_old_place_and_keeps_it_where_the_new_one_is_taken(rig: CallRig) -> None:
    first, second = [one.begins for one in (await rig.booking.offered(Place())).slots[:2]]
    mine = await rig.books(slot=first)
    for number, contact in enumerate((BEN, ContactId("con_cat"))):
        await rig.books(f"+8613800138{number:03}", second, contact=contact)
    with pytest.raises(Conflict, match="taken or over"):
        await rig.booking.move(ME, mine.id, second)
    assert (await rig.now(mine)).slot == first
    await rig.booking.move(ME, mine.id, None)
    assert await rig.archive.taken(first, second) == {}
    assert [one.on for one in rig.told(Change.MOVED)] == [None]


async def test_what_is_cancelled_frees_its_place_and_another_one_can_be_booked(rig: CallRig) -> None:
    slot = (await rig.booking.offered(Place())).slots[0].begins
    mine = await rig.books(slot=slot)
    await rig.booking.cancel(ME, mine.id)
    await rig.booking.cancel(ME, mine.id)  # pressed twice
    assert await rig.archive.taken(slot, slot + timedelta(minutes=1)) == {}
    again = await rig.booking.book(ME, mine.conversation, ANSWERS, slot, address="x")
    assert [one.state for one in await rig.booking.of_contact(ANN)] == [State.BOOKED, State.CANCELLED]
    assert again.id != mine.id


async def test_somebody_elses_callback_looks_like_none(rig: CallRig) -> None:
    mine = await rig.books()
    for attempt in (
        rig.booking.book(OTHER, mine.conversation, ANSWERS, None, address="x"),
        rig.booking.move(OTHER, mine.id, None),
        rig.booking.cancel(OTHER, mine.id),
        rig.booking.seen_by(OTHER, mine.conversation),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await rig.booking.of_contact(BEN) == []


async def test_a_stranger_cannot_have_a_third_person_called_all_day(rig: CallRig) -> None:
    """Three bookings of a contact, three of all for one number, ten from one place."""
    for number in (ANSWERS, ANSWERS, BUSY):
        await rig.books(number)
    with pytest.raises(TooMany):
        await rig.books(BUSY)
    await rig.books(ANSWERS, contact=BEN, address="elsewhere")
    with pytest.raises(TooMany):
        await rig.books(ANSWERS, contact=ContactId("con_cat"), address="elsewhere")
    assert "138" not in str(await rig.db.all(_COUNTS))


async def test_only_times_that_are_offered_can_be_booked(rig: CallRig) -> None:
    slot = (await rig.booking.offered(Place())).slots[0].begins
    for wrong in (slot - timedelta(minutes=30), slot + timedelta(minutes=7), slot + timedelta(days=30)):
        with pytest.raises(Conflict, match="taken or over"):
            await rig.books(slot=wrong)
    rig.clock.at += timedelta(hours=10)
    with pytest.raises(Conflict, match="Nobody is there"):
        await rig.books()
    with pytest.raises(Conflict, match="closed"):
        await rig.books(slot=slot + timedelta(days=1), status=Status.CLOSED)


async def test_a_phrase_in_the_number_is_stopped_and_no_number_is_kept_of_what_is_none(rig: CallRig) -> None:
    with pytest.raises(SecretStopped):
        await rig.books(PHRASE)
    with pytest.raises(Invalid):
        await rig.books("+86 138")
    assert await rig.booking.of_contact(ANN) == []


async def test_leads_switch_it_off_and_what_is_booked_stays(rig: CallRig) -> None:
    mine = await rig.books()
    kept = await rig.booking.settle(LEAD, Rules(on=False, seats=1, tries=1, pause=5))
    assert (kept.version, await rig.booking.is_offered(), await rig.booking.next_slot()) == (1, False, None)
    with pytest.raises(NotFound):
        await rig.books(contact=BEN)
    await rig.given(mine)
    await rig.goes_on(minutes=1)
    assert (await rig.now(mine)).state is State.DONE
    with pytest.raises(Conflict, match="meanwhile"):
        await rig.booking.settle(LEAD, Rules())
    assert (await rig.booking.settle(LEAD, Rules(version=1))).version == 2


async def test_a_number_is_forgotten_a_while_after_its_callback_is_over(rig: CallRig) -> None:
    over, live = await rig.books(), await rig.books()
    await rig.booking.cancel(ME, over.id)
    rig.clock.forward(days=29)
    assert await rig.booking.forget_numbers(timedelta(days=30)) == 0
    rig.clock.forward(days=2)
    assert await rig.booking.forget_numbers(timedelta(days=30)) == 1
    assert [(await rig.now(one)).number for one in (over, live)] == ["", ANSWERS]


async def test_two_contacts_who_turn_out_to_be_one_have_their_callbacks_together(rig: CallRig) -> None:
    mine = await rig.books()
    await rig.booking.hand_over(ANN, BEN)
    assert [one.id for one in await rig.booking.of_contact(BEN)] == [mine.id]


async def test_no_number_stands_where_a_callback_is_printed(rig: CallRig) -> None:
    mine = await rig.books()
    assert ANSWERS not in repr(mine)
    assert ANSWERS not in repr(rig.events)


async def test_what_is_refused_uses_up_none_of_the_bookings_of_a_day(rig: CallRig) -> None:
    slot = (await rig.booking.offered(Place())).slots[0].begins
    mine = await rig.books(slot=slot)
    await rig.books(BUSY, slot, contact=BEN)
    full = rig.talks.begin(ANN)
    for _ in range(3):
        with pytest.raises(Conflict, match="booked here already"):
            await rig.booking.book(ME, mine.conversation, ANSWERS, None, address="x")
        with pytest.raises(Conflict, match="taken or over"):
            await rig.booking.book(ME, full, ANSWERS, slot, address="x")
    assert (await rig.books()).state is State.IN_LINE
