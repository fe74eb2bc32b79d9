"""Use cases of calls by the browser. Each: load, decide, save, emit; then a hint to both pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from walletdesk.channels.voice.webrtc.events import VoiceCallChanged
from walletdesk.channels.voice.webrtc.model import LOOKS, Call, Side, State, Why, new_call
from walletdesk.channels.voice.webrtc.ports import (
    Allows,
    Archive,
    Got,
    Limiter,
    OpenWork,
    Post,
    Sent,
    Talks,
    Tell,
    Work,
)
from walletdesk.conversations import Conversation, Status
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId, new_id
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Viewer

LOOK: Final = "voice.look"
CHANNEL: Final = "webchat"  # where the contact has a screen that rings
ASKED: Final = (6, 600)  # calls of one contact in ten minutes
JOINED: Final = Sent("joined", '{"k":"joined"}')
Decision = Callable[[Call, datetime], Sequence[VoiceCallChanged]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talking:
    """Everything that changes a call goes through here."""

    open_work: OpenWork
    archive: Archive
    talks: Talks
    post: Post
    tell: Tell
    allows: Allows
    limiter: Limiter
    clock: Clock

    async def start(self, viewer: Viewer, id: ConversationId) -> Call:
        """Ring the other side. While a call is live, it is that one. Raises Conflict where nobody may."""
        talk, side = await self.talks.seen_by(viewer, id), _side(viewer)
        agent = self._agent_of(talk, viewer)
        if running := await self.archive.live_of(id):
            return running
        if side is Side.CONTACT:
            await self.limiter.hit(f"voice:{talk.contact}", *ASKED)
        at = self.clock()
        call = new_call(CallId(new_id("vcl", millis(at))), id, talk.contact, agent, by=side, at=at)
        async with self.open_work() as work:
            added = await work.calls.add(call)
            if added:
                work.emit(*call.begun(at))
                work.schedule(_look(call, call.looked_at))
        if added:
            self.tell(call)
            return call
        if running := await self.archive.live_of(id):  # both called at the same moment
            return running
        raise Conflict("Your agent is in another call. Write here, or ask again later.", code="in_a_call")

    async def seen_by(self, viewer: Viewer, conversation: ConversationId, id: CallId) -> Call:
        """Raises NotFound for what is not there and for what is not theirs."""
        await self.talks.seen_by(viewer, conversation)
        found = await self.archive.find(id)
        if found is None or found.conversation != conversation:
            raise NotFound
        return found

    def can_ring(self, talk: Conversation) -> bool:
        """A call may come about in it as things are: an agent has it, and the inbox allows calls."""
        return (
            talk.status is Status.WITH_AGENT and talk.channel == CHANNEL and self.allows(talk.inbox) != "off"
        )

    async def may_start(self, viewer: Viewer, id: ConversationId) -> bool:
        try:
            self._agent_of(await self.talks.seen_by(viewer, id), viewer)
        except Conflict:
            return False
        return True

    async def join(
        self, viewer: Viewer, conversation: ConversationId, id: CallId, leg: str
    ) -> tuple[Call, Got]:
        """Take part: whoever is called accepts by it. The other page is told that somebody new is there."""
        side = await self._part(viewer, conversation, id)
        call = await self._change(id, lambda call, at: call.join(side, leg, at))
        got = self.post.begin(id, side)
        self.post.put(id, side.other, [JOINED])
        self.tell(call)
        return call, got

    async def hear(
        self,
        viewer: Viewer,
        conversation: ConversationId,
        id: CallId,
        leg: str,
        *,
        connected: bool,
        quality: str,
    ) -> Call:
        """That page is still there."""
        side = await self._part(viewer, conversation, id)

        def decide(call: Call, at: datetime) -> Sequence[VoiceCallChanged]:
            call.hear(side, leg, at, connected=connected, quality=quality)
            return ()

        return await self._change(id, decide)

    async def end(self, viewer: Viewer, conversation: ConversationId, id: CallId, why: Why) -> Call:
        """Decline, take back, hang up. What is over stays as it ended."""
        side = await self._part(viewer, conversation, id)
        return await self._change(id, lambda call, at: call.end(side, why, at))

    async def say(
        self,
        viewer: Viewer,
        conversation: ConversationId,
        id: CallId,
        leg: str,
        sent: Sequence[Sent],
    ) -> None:
        """To the page at the other end."""
        side = await self._part(viewer, conversation, id)
        call = await self._held(id, side, leg)
        self.post.put(id, side.other, sent)
        self.tell(call)

    async def listen(
        self,
        viewer: Viewer,
        conversation: ConversationId,
        id: CallId,
        leg: str,
        since: tuple[str, int],
    ) -> Got:
        side = await self._part(viewer, conversation, id)
        await self._held(id, side, leg)
        return self.post.since(id, side, *since)

    async def look(self, id: CallId, *, late: bool) -> None:
        """Its time has come. ``late``: we were away, so that nobody could tell us that they are there."""

        def decide(call: Call, at: datetime) -> Sequence[VoiceCallChanged]:
            if late and call.state is State.ACCEPTED:
                call.spare(at)
            return call.look(at)

        await self._change(id, decide, again=True)

    async def moved(self, conversation: ConversationId) -> None:
        """Perhaps it is with somebody else now, or with nobody; what is true now counts, not what was told.

        Resolving does not cut a talk off: whoever says goodbye may press that button first.
        """
        running = await self.archive.live_of(conversation)
        talk = await self.talks.find(conversation)
        if running is None or (talk and _still_talks(talk, running)):
            return
        await self._change(running.id, lambda call, at: call.moved(at))

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """Two contacts turned out to be one person. Safe to repeat."""
        async with self.open_work() as work:
            await work.calls.hand_over(absorbed, to)

    async def _held(self, id: CallId, side: Side, leg: str) -> Call:
        call = await self.archive.find(id)
        if call is None:
            raise NotFound
        call.require_seat(side, leg)
        return call

    async def _part(self, viewer: Viewer, conversation: ConversationId, id: CallId) -> Side:
        """A colleague may read of a call, and takes no part in it."""
        call = await self.seen_by(viewer, conversation, id)
        if isinstance(viewer, AgentViewer) and viewer.agent != call.agent:
            raise Conflict("Only who has this conversation may take this call.", code="not_yours")
        return _side(viewer)

    async def _change(self, id: CallId, decide: Decision, *, again: bool = False) -> Call:
        """``again``: look at it once more a moment later, while it lasts."""
        at = self.clock()
        async with self.open_work() as work:
            call = await work.calls.find(id)
            if call is None:
                raise NotFound
            events = decide(call, at)
            await work.calls.save(call)
            work.emit(*events)
            _plan(work, call, at, again=again or bool(events))
        if not call.is_live:
            self.post.forget(id)
        if events:
            self.tell(call)
        return call

    def _agent_of(self, talk: Conversation, viewer: Viewer) -> AgentId:
        """Whose screen rings, or who calls."""
        allowed = self.allows(talk.inbox) if talk.channel == CHANNEL else "off"
        if allowed == "off" or (allowed == "agents" and isinstance(viewer, ContactViewer)):
            raise Conflict("There are no calls here.", code="no_calls")
        if talk.status is not Status.WITH_AGENT or talk.assignee is None:
            raise Conflict("No agent has this conversation yet.", code="nobody_there")
        if isinstance(viewer, AgentViewer) and talk.assignee != viewer.agent:
            raise Conflict("Take this conversation before you call.", code="not_yours")
        return talk.assignee


def _plan(work: Work, call: Call, at: datetime, *, again: bool) -> None:
    if not call.is_live:
        work.cancel(LOOK, call.id)
    elif again:
        next_look = call.looked_at if call.state is State.RINGING else at + LOOKS
        work.schedule(_look(call, next_look))


def _look(call: Call, at: datetime) -> Job:
    """``due``: a job that runs cannot tell when it should have; its time is that of its lease by then."""
    return Job(kind=LOOK, key=call.id, run_at=at, args={"due": millis(at)})


def _still_talks(talk: Conversation, call: Call) -> bool:
    return talk.assignee == call.agent or (talk.status is Status.RESOLVED and call.state is State.ACCEPTED)


def _side(viewer: Viewer) -> Side:
    if isinstance(viewer, AgentViewer):
        return Side.AGENT
    if isinstance(viewer, ContactViewer):
        return Side.CONTACT
    raise NotFound
