"""Use cases of booking: which times there are, book one, move it, cancel it, list them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from walletdesk.callbacks.model import LENGTH, Callback, Rules, Slot, State, fits, slots
from walletdesk.callbacks.ports import (
    Archive,
    CallProvider,
    Hours,
    Limiter,
    Numbers,
    OpenWork,
    SecretIn,
    StopsSecrets,
    Talks,
    Work,
)
from walletdesk.conversations import Conversation, Status
from walletdesk.hours import Place
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import CallbackId, ContactId, ConversationId, new_id
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Viewer

DUE: Final = "callbacks.due"
LATE: Final = "callbacks.late"
HANG_UP: Final = "callbacks.hang_up"
A_DAY: Final = 86_400
PER_CONTACT: Final = (3, A_DAY)  # bookings; moving one is none
PER_NUMBER: Final = (3, A_DAY)  # of everybody together: nobody's phone is rung by strangers all day
PER_ADDRESS: Final = (10, A_DAY)  # an office shares one
BOOKED_ALREADY: Final = "A call is booked here already. Move that one."
GONE: Final = "This time is taken or over. Choose another one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """``now``: whether "when your turn comes" can be booked; ``slots``: the half hours with a place left."""

    now: bool
    slots: Sequence[Slot]

    def __bool__(self) -> bool:
        return self.now or bool(self.slots)


NOTHING: Final = Offered(now=False, slots=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """``provider`` None: nobody can dial, and nothing is offered."""

    open_work: OpenWork
    archive: Archive
    hours: Hours
    talks: Talks
    stops: StopsSecrets
    secret_in: SecretIn
    numbers: Numbers
    limiter: Limiter
    provider: CallProvider | None
    clock: Clock

    async def is_offered(self) -> bool:
        """Whether this installation calls back at all: somebody can dial, and the leads want it."""
        return self.provider is not None and (await self.archive.rules()).on

    async def next_slot(self, place: Place = Place()) -> datetime | None:  # noqa: B008 - frozen
        """The next half hour with a place left, for whoever ranks the ways to reach us."""
        found = (await self.offered(place)).slots
        return found[0].begins if found else None

    async def offered(self, place: Place) -> Offered:
        if not await self.is_offered():
            return NOTHING
        now, rules = self.clock(), await self.archive.rules()
        timetable = await self.hours.covering(place)
        taken = await self.archive.taken(now, now + timedelta(days=9))
        found = slots(timetable, taken, seats=rules.seats, now=now)
        return Offered(now=timetable.is_open(now), slots=found)

    async def offered_in(self, viewer: ContactViewer, id: ConversationId) -> Offered:
        """For this conversation of theirs; nothing where it has ended for good."""
        talk = await self.talks.seen_by(viewer, id)
        return NOTHING if talk.status is Status.CLOSED else await self.offered(place_of(talk))

    async def book(
        self, viewer: ContactViewer, id: ConversationId, typed: str, slot: datetime | None, *, address: str
    ) -> Callback:
        """``slot`` None: when their turn comes. ``address``: of the device that asks.

        Raises SecretStopped, and keeps only that, if the number holds a secret; Invalid, Conflict and
        TooMany before anything is kept.
        """
        talk, rules = await self._bookable(viewer, id)
        if kind := self.secret_in(typed):
            await self.stops.stop_secret(id, kind)
        number = self.numbers.read(typed)
        await self._require(talk, slot)
        await self._require_room(id, slot, rules)
        await self._limit(viewer.contact, number, address)
        at = self.clock()
        callback = Callback(
            id=CallbackId(new_id("cbk", millis(at))),
            conversation=id,
            contact=viewer.contact,
            number=number,
            locale=talk.locale,
            made_at=at,
            slot=slot,
            due_at=slot or at,
            state=State.BOOKED if slot else State.IN_LINE,
        )
        async with self.open_work() as work:
            if not await work.callbacks.add(callback):
                raise Conflict(BOOKED_ALREADY, code="booked_already")
            await _seat(work, callback, rules)
            _plan(work, callback)
            work.emit(callback.booked(at))
        return callback

    def meant(self, typed: str, locale: str) -> str:
        """The whole number to be shown and confirmed, where a country code is missing; else empty."""
        return "" if self.secret_in(typed) else self.numbers.guess(typed, locale)

    async def move(self, viewer: ContactViewer, id: CallbackId, slot: datetime | None) -> Callback:
        known = await self._own(viewer, id)
        talk, rules = await self._bookable(viewer, known.conversation)
        await self._require(talk, slot)
        async with self.open_work() as work:
            callback = await _held(work, id)
            events = callback.move(slot, self.clock())
            await work.seats.free(id)
            await _seat(work, callback, rules)
            await work.callbacks.save(callback)
            _plan(work, callback)
            work.emit(*events)
        return callback

    async def cancel(self, viewer: ContactViewer, id: CallbackId) -> None:
        await self._own(viewer, id)
        await self.end(id, "contact")

    async def end(self, id: CallbackId, reason: str) -> None:
        """Whoever wants it: a phone that rings for it is hung up."""
        at = self.clock()
        async with self.open_work() as work:
            callback = await _held(work, id)
            running = await work.calls.find(callback.call) if callback.call else None
            events = callback.cancel(reason, at)
            if running is not None and callback.is_over:
                await work.calls.save(running.cancelled(at))
                work.schedule(Job(kind=HANG_UP, key=running.id, run_at=at))
            await work.callbacks.save(callback)
            await work.seats.free(id)
            work.cancel(DUE, id)
            work.cancel(LATE, id)
            work.emit(*events)

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Sequence[Callback]:
        """Of one conversation, the latest first. Raises NotFound."""
        await self.talks.seen_by(viewer, id)
        return await self.archive.of_conversation(id)

    async def own(self, viewer: ContactViewer, id: CallbackId) -> Callback:
        return await self._own(viewer, id)

    async def of_contact(self, contact: ContactId) -> Sequence[Callback]:
        return await self.archive.of_contact(contact)

    async def talks_of(self, viewer: ContactViewer) -> Sequence[Conversation]:
        """Those in which one can be booked."""
        live = {one.conversation for one in await self.archive.of_contact(viewer.contact) if not one.is_over}
        found = await self.talks.of_contact(viewer.contact)
        return [one for one in found if one.status is not Status.CLOSED and one.id not in live]

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """Two contacts turned out to be one person. Safe to repeat."""
        async with self.open_work() as work:
            await work.callbacks.hand_over(absorbed, to)

    async def forget_numbers(self, kept: timedelta) -> int:
        async with self.open_work() as work:
            return await work.callbacks.forget_numbers(self.clock() - kept)

    async def rules(self) -> Rules:
        return await self.archive.rules()

    async def settle(self, viewer: AgentViewer, rules: Rules) -> Rules:
        """``version`` is the one that was read. What is booked stays booked."""
        kept, now = replace(rules, version=rules.version + 1), self.clock()
        async with self.open_work() as work:
            if not await work.rules.replace(kept):
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            await work.audit.note(now, viewer.agent, "callbacks_changed", "callbacks")
        return kept

    async def _bookable(self, viewer: ContactViewer, id: ConversationId) -> tuple[Conversation, Rules]:
        talk = await self.talks.seen_by(viewer, id)
        if not await self.is_offered():
            raise NotFound
        if talk.status is Status.CLOSED:
            raise Conflict("This conversation is closed. Please start a new one.", code="closed")
        return talk, await self.archive.rules()

    async def _require(self, talk: Conversation, slot: datetime | None) -> None:
        now, timetable = self.clock(), await self.hours.covering(place_of(talk))
        if slot is None and not timetable.is_open(now):
            raise Conflict("Nobody is there now. Choose a time.", code="closed_now")
        if slot is not None and not fits(timetable, slot, now):
            raise Conflict(GONE, code="slot_gone")

    async def _require_room(self, id: ConversationId, slot: datetime | None, rules: Rules) -> None:
        """Before a booking of the day is used up; of two at once the block itself refuses one."""
        if await self.archive.live_of(id) is not None:
            raise Conflict(BOOKED_ALREADY, code="booked_already")
        if slot is not None:
            taken = await self.archive.taken(slot, slot + LENGTH)
            if taken.get(slot, 0) >= rules.seats:
                raise Conflict(GONE, code="slot_gone")

    async def _limit(self, contact: ContactId, number: str, address: str) -> None:
        await self.limiter.hit(f"callback:of:{contact}", *PER_CONTACT)
        await self.limiter.hit(f"callback:at:{address}", *PER_ADDRESS)
        await self.limiter.hit(f"callback:to:{self.numbers.sealed(number)}", *PER_NUMBER)

    async def _own(self, viewer: ContactViewer, id: CallbackId) -> Callback:
        found = await self.archive.find(id)
        if found is None or found.contact != viewer.contact:
            raise NotFound
        return found


async def _held(work: Work, id: CallbackId) -> Callback:
    if found := await work.callbacks.find(id):
        return found
    raise NotFound


async def _seat(work: Work, callback: Callback, rules: Rules) -> None:
    if callback.slot and not await work.seats.take(callback.slot, callback.id, most=rules.seats):
        raise Conflict(GONE, code="slot_gone")


def _plan(work: Work, callback: Callback) -> None:
    """Its time comes, and is over: each is looked at then."""
    work.schedule(Job(kind=DUE, key=callback.id, run_at=callback.due_at))
    if callback.ends is None:
        work.cancel(LATE, callback.id)
    else:
        work.schedule(Job(kind=LATE, key=callback.id, run_at=callback.ends))


def place_of(talk: Conversation) -> Place:
    return Place(team=talk.team or "", inbox=talk.inbox, language=talk.locale)
