"""Use cases of calling: whose turn it is, our agent first, then the contact, and what became of it.

Every step is a row before it is a phone that rings: a process that is killed anywhere leaves a job that asks
the provider again by the same name, and the provider rings nobody twice for one name.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from walletdesk.callbacks.model import RANG, Call, Callback, Leg, State, What
from walletdesk.callbacks.ports import Archive, CallProvider, Floor, Hours, Line, OpenWork, Talks, Work
from walletdesk.callbacks.service.booking import DUE, HANG_UP, LATE, Booking, place_of
from walletdesk.conversations import Status
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, CallbackId, CallId, ConversationId, new_id
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer

RING: Final = "callbacks.ring"
WATCH: Final = "callbacks.watch"
LOOK_AGAIN: Final = timedelta(seconds=20)  # while the agent who has the conversation is on the phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a provider tells. ``at``: when it happened, as far as the provider knows."""

    call: CallId
    what: What
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    open_work: OpenWork
    archive: Archive
    booking: Booking
    hours: Hours
    talks: Talks
    floor: Floor
    provider: CallProvider | None
    clock: Clock

    async def due(self, id: CallbackId) -> None:
        """Its time has come: in line, or straight to the agent who has the conversation."""
        now, found = self.clock(), await self.archive.find(id)
        if found is None or not found.is_due(now) or await self._is_closed(found):
            return
        if not await self._in_hours(found, now):
            return
        async with self.open_work() as work:
            held = await work.callbacks.find(id)
            if held is None or not held.is_due(now):
                return
            held.take_turn()
            await work.callbacks.save(held)
        # after it is in line: whoever took the conversation before that is seen here
        talk = await self.talks.find(found.conversation)
        if talk is not None and talk.status is Status.WITH_AGENT and talk.assignee:
            await self._begin(id, talk.assignee)
        else:
            await self.floor.bring(found.conversation, ahead=found.slot is not None)

    async def late(self, id: CallbackId) -> None:
        """Its half hour is over. Where their phone did not ring in it, that is told; it stays ahead in line.

        While a phone rings nothing is said: how that call ends asks again (``_end``).
        """
        now, found = self.clock(), await self.archive.find(id)
        if found is None or not found.owes_a_call or await self._is_closed(found):
            return
        if found.ends and now < found.ends:  # the clock was set back
            await self.look_late(id, found.ends - now)
            return
        opens = await self._opens(found, now)
        async with self.open_work() as work:
            held = await work.callbacks.find(id)
            events = held.late(now, opens=None if opens == now else opens) if held else []
            if held is None or not events:
                return
            await work.callbacks.save(held)
            work.emit(*events)
            # in line: whatever should have begun there at its time and did not begins now
            work.schedule(Job(kind=DUE, key=id, run_at=max(now, held.due_at)))

    async def look_late(self, id: CallbackId, by: timedelta) -> None:
        async with self.open_work() as work:
            work.schedule(Job(kind=LATE, key=id, run_at=self.clock() + by))

    async def taken(self, conversation: ConversationId, agent: AgentId) -> None:
        """An agent has the conversation now; if a callback of it is in line, their phone rings."""
        found = await self.archive.live_of(conversation)
        if found is not None and found.state is State.IN_LINE and await self._in_hours(found, self.clock()):
            await self._begin(found.id, agent)

    async def call_now(self, viewer: AgentViewer, conversation: ConversationId) -> None:
        """By the hand of the agent who has it, before the next try is due; never outside the hours."""
        talk = await self.talks.seen_by(viewer, conversation)
        found = await self.archive.live_of(conversation)
        if found is None:
            raise NotFound
        if talk.assignee != viewer.agent:
            raise Conflict("Take this conversation before you call.", code="not_yours")
        if found.state not in {State.IN_LINE, State.AGAIN}:
            raise Conflict("It is not the time that the contact chose, or a call is running.", code="not_due")
        if not await self._is_open(found, self.clock()):
            raise Conflict("Support is closed now. Nobody is called outside the hours.", code="closed_now")
        await self._begin(found.id, viewer.agent, at_once=True)

    async def ring(self, id: CallId) -> None:
        """Ask the provider for what this call needs next; asking again rings nobody again."""
        call = await self.archive.call(id)
        found = await self.archive.find(call.callback) if call else None
        if call is None or found is None or self.provider is None or await self._hung_up(id):
            return
        line = Line(call=id, agent=call.agent, number=found.number, locale=found.locale)
        if call.leg is Leg.AGENT:
            await self._name(id, await self.provider.ring_agent(line))
        elif call.leg is Leg.CONTACT:
            await self.provider.ring_contact(line)
            await self._rang(found.id, id)
        await self._hung_up(id)

    async def _hung_up(self, id: CallId) -> bool:
        """Over before or while we dialled: whoever hung up then may have found nothing to hang up yet."""
        call = await self.archive.call(id)
        if call is None or call.leg is not Leg.OVER:
            return False
        await self.hang_up(id)
        return True

    async def hang_up(self, id: CallId) -> None:
        if self.provider is not None:
            await self.provider.hang_up(id)

    async def heard(self, heard: Heard) -> None:
        """What the provider tells: twice, late or in the wrong order, it counts once."""
        known = await self.archive.call(heard.call)
        found = await self.archive.find(known.callback) if known else None
        if known is None or found is None:
            return
        again, most = await self._next_try(found), (await self.archive.rules()).tries
        async with self.open_work() as work:
            callback = await work.callbacks.find(found.id)
            call = await work.calls.find(heard.call)
            if callback is None or call is None or callback.call != call.id:
                return
            after = call.after(heard.what, heard.at)
            if after == call:
                return
            await work.calls.save(after)
            if heard.what in RANG:  # before we could note that it was asked
                callback.rang(call, self.clock())
            if heard.what is What.LOST:
                work.schedule(Job(kind=HANG_UP, key=call.id, run_at=self.clock()))
            if after.result is None:
                self._go_on(work, callback, after)
            else:
                work.emit(*callback.end(after, most=most, again=again, at=self.clock()))
                await self._end(work, callback, after)
            await work.callbacks.save(callback)

    async def heard_as(self, provider_id: str, what: What, at: datetime) -> None:
        """For a provider that names calls by its own ids alone."""
        if call := await self.archive.call_known_as(provider_id):
            await self.heard(Heard(call=call.id, what=what, at=at))

    async def not_picked_up(self, conversation: ConversationId, agent: AgentId) -> None:
        """Our own agent: the next one is asked, at the same place in line."""
        found = await self.archive.live_of(conversation)
        if found is not None and found.state is State.IN_LINE:
            await self.floor.pass_on(conversation, agent)

    async def watch(self, id: CallId) -> None:
        """No news for longer than phones ring: it is tried again, and whatever rings is hung up.

        In this order: a provider that cannot be asked either must not keep the callback where it is.
        """
        call = await self.archive.call(id)
        if call is not None and call.leg is not Leg.OVER:
            await self.heard(Heard(call=id, what=What.LOST, at=self.clock()))

    async def solved(self, conversation: ConversationId) -> None:
        """In writing, while they waited for their turn. What has a time of its own stays."""
        found = await self.archive.live_of(conversation)
        if found is not None and found.state is State.IN_LINE:
            await self.booking.end(found.id, "resolved")

    async def closed(self, conversation: ConversationId) -> None:
        found = await self.archive.live_of(conversation)
        if found is not None and found.state is not State.TALKING:
            await self.booking.end(found.id, "closed")

    async def _is_closed(self, found: Callback) -> bool:
        talk = await self.talks.find(found.conversation)
        if talk is None or talk.status is Status.CLOSED:
            await self.booking.end(found.id, "closed")
            return True
        return False

    async def _is_open(self, found: Callback, now: datetime) -> bool:
        talk = await self.talks.find(found.conversation)
        return talk is not None and (await self.hours.covering(place_of(talk))).is_open(now)

    async def _in_hours(self, found: Callback, now: datetime) -> bool:
        """Nobody is called at night: what we are closed for waits until we open."""
        if await self._is_open(found, now):
            return True
        opens = await self._opens(found, now)
        if opens is None:
            await self.booking.end(found.id, "no_hours")
            return False
        async with self.open_work() as work:
            if held := await work.callbacks.find(found.id):
                work.emit(*held.put_off(opens, now))
                await work.callbacks.save(held)
                work.schedule(Job(kind=DUE, key=held.id, run_at=held.due_at))
        return False

    async def _opens(self, found: Callback, at: datetime) -> datetime | None:
        talk = await self.talks.find(found.conversation)
        return (await self.hours.covering(place_of(talk))).next_open(at) if talk else None

    async def _next_try(self, found: Callback) -> datetime | None:
        rules = await self.archive.rules()
        return await self._opens(found, self.clock() + rules.pause_after(found.tries + 1))

    async def _begin(self, id: CallbackId, agent: AgentId, *, at_once: bool = False) -> None:
        """``at_once``: before the next try is due.

        Whoever is on the phone is not rung: that would use up a ring, and the contact's turn with it. The
        callback stays in line, and is looked at again.
        """
        at = self.clock()
        async with self.open_work() as work:
            held = await work.callbacks.find(id)
            if held is not None and at_once:
                held.take_turn()
            call = held.begin(CallId(new_id("call", millis(at))), agent, at) if held else None
            if held is None or call is None:
                return
            if not await work.calls.add(call):
                if at_once:
                    raise Conflict("You are on the phone. End that call first.", code="on_the_phone")
                work.schedule(Job(kind=DUE, key=id, run_at=at + LOOK_AGAIN))
                return
            await work.callbacks.save(held)
            _plan(work, call, at)

    async def _name(self, id: CallId, provider_id: str) -> None:
        async with self.open_work() as work:
            call = await work.calls.find(id)
            if call is not None and call.provider_id != provider_id:
                await work.calls.save(replace(call, provider_id=provider_id))

    async def _rang(self, id: CallbackId, asked: CallId) -> None:
        """Killed before this, we ask again by the same name; only then do we say that we called."""
        async with self.open_work() as work:
            callback, call = await work.callbacks.find(id), await work.calls.find(asked)
            if callback is not None and call is not None:
                callback.rang(call, self.clock())
                await work.callbacks.save(callback)

    def _go_on(self, work: Work, callback: Callback, call: Call) -> None:
        if call.leg is Leg.CONTACT:
            work.emit(*callback.ring_contact(self.clock()))
        if call.leg is Leg.TALKING:
            callback.talk()
        _plan(work, call, self.clock())

    async def _end(self, work: Work, callback: Callback, call: Call) -> None:
        work.cancel(WATCH, call.id)
        if callback.is_over:
            await work.seats.free(callback.id)
            work.cancel(LATE, callback.id)
            return
        if callback.state is State.AGAIN:
            work.schedule(Job(kind=DUE, key=callback.id, run_at=callback.due_at))
        elif callback.state is State.IN_LINE:  # whoever was given it while this phone rang was not rung yet
            work.schedule(Job(kind=DUE, key=callback.id, run_at=self.clock() + LOOK_AGAIN))
        if callback.owes_a_call and callback.ends:
            work.schedule(Job(kind=LATE, key=callback.id, run_at=max(self.clock(), callback.ends)))


def _plan(work: Work, call: Call, now: datetime) -> None:
    if call.leg is not Leg.TALKING:
        work.schedule(Job(kind=RING, key=call.id, run_at=now))
    work.schedule(Job(kind=WATCH, key=call.id, run_at=now + call.patience))
