"""What an agent's live line brings: looking at, typing, read marks, replies and notes."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal

import msgspec

from walletdesk.conversations import Conversation, Conversing, Reading
from walletdesk.kernel.errors import NotFound, Refused
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.feed import TOKEN_REFUSED, Hello, Line, Polled, Polling, Scope, same_origin
from walletdesk.workspace.live.presence import Presence
from walletdesk.workspace.live.pushes import AgentPushes, feed_key
from walletdesk.workspace.ports import ContactScreens
from walletdesk.workspace.wire import Named

Id = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[A-Za-z0-9_\-]*$")]


class View(msgspec.Struct, tag="view", tag_field="t"):
    """One screen shows that conversation now, or none."""

    conversation: Id | None


class Typing(msgspec.Struct, tag="typing", tag_field="t"):
    conversation: Id
    on: bool
    mode: Literal["reply", "note"] = "reply"


class Read(msgspec.Struct, tag="read", tag_field="t"):
    conversation: Id
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Ping(msgspec.Struct, tag="ping", tag_field="t"):
    """Asks whether we are still there."""


_decode = msgspec.json.Decoder(View | Typing | Read | Ping).decode

SignedIn = Callable[[Scope, str], Awaitable["Session | None"]]
"""The session of this cookie and token; None for nobody."""

LOOK_EVERY = 5.0  # seconds: a session that ended keeps its line no longer than this


@dataclass(frozen=True, slots=True)
class Session:
    """``awake`` is asked with everything the agent does, ``still`` while they only listen."""

    viewer: AgentViewer
    name: str
    awake: Callable[[], Awaitable[bool]]
    still: Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Edge:
    """What the HTTP edge lends to the live line."""

    origins: Collection[str]
    signed_in: SignedIn
    polling: Polling
    name_of: Callable[[AgentId], str]
    arrived: Callable[[AgentViewer], Awaitable[None]]
    left: Callable[[AgentViewer], Awaitable[None]]


class AgentFace:
    """The agents' live line."""

    name = "workspace"

    def __init__(
        self,
        *,
        conversing: Conversing,
        reading: Reading,
        presence: Presence,
        pushes: AgentPushes,
        contacts: ContactScreens,
        edge: Edge,
    ) -> None:
        self.conversing = conversing
        self.reading = reading
        self.presence = presence
        self.pushes = pushes
        self.contacts = contacts
        self.edge = edge

    def allows_origin(self, origin: str | None, scope: Scope) -> bool:
        return same_origin(origin, scope, self.edge.origins)

    async def greet(self, hello: Hello, scope: Scope) -> "AgentGuest":
        signed_in = await self.edge.signed_in(scope, hello.token)
        if signed_in is None:
            raise NotFound
        await self._arrive(signed_in.viewer, signed_in.name)
        return AgentGuest(self, signed_in)

    async def poll(self, viewer: AgentViewer, epoch: str, n: int) -> Polled:
        """For those whom no socket reaches; they are there as others are."""
        await self._arrive(viewer, self.edge.name_of(viewer.agent))
        leave = partial(self.leave, viewer, None)
        return await self.edge.polling.poll(feed_key(viewer.agent), epoch, n, leave)

    async def leave(self, viewer: AgentViewer, looked_at: ConversationId | None) -> None:
        is_last = self.presence.leave(viewer.agent, looked_at)
        self.pushes.viewers_changed(looked_at)
        if is_last:
            await self.edge.left(viewer)

    async def _arrive(self, viewer: AgentViewer, name: str) -> None:
        if self.presence.arrive(viewer, name):
            try:
                await self.edge.arrived(viewer)
            except BaseException:  # this line never begins, so nobody will say that it ended
                self.presence.leave(viewer.agent, None)
                raise


class AgentGuest:
    """One screen of one agent."""

    def __init__(self, face: AgentFace, session: Session) -> None:
        self._face = face
        self._session = session
        self._viewer = session.viewer
        self._me = Named(session.viewer.agent, session.name)
        self._looks_at: ConversationId | None = None
        self._watch: asyncio.Task[None] | None = None
        self.feed_key = feed_key(session.viewer.agent)

    def began(self, line: Line) -> None:
        self._watch = asyncio.get_running_loop().create_task(self._watch_session(line))

    async def take(self, frame: bytes, line: Line) -> None:
        asked = _decode(frame)
        if not isinstance(asked, Ping) and not await self._session.awake():
            line.close(TOKEN_REFUSED)
            return
        match asked:
            case View(conversation=id):
                await self._look(ConversationId(id) if id else None)
            case Typing(conversation=id, on=on, mode=mode):
                await self._type(ConversationId(id), mode, on=on)
            case Read(conversation=id, seq=seq):
                await self._read(ConversationId(id), seq)
            case Ping():
                line.put('{"t":"pong"}')

    def refused(self, frame: bytes, refusal: Refused) -> str | None:
        """Nothing sent this way waits for an answer."""
        return None

    async def left(self, line: Line) -> None:
        if self._watch is not None:
            self._watch.cancel()
        looked_at, self._looks_at = self._looks_at, None
        await self._face.leave(self._viewer, looked_at)

    async def _watch_session(self, line: Line) -> None:
        while await self._session.still():  # noqa: ASYNC110 - ending a session by itself tells nobody
            await asyncio.sleep(LOOK_EVERY)
        line.close(TOKEN_REFUSED)

    async def _look(self, at: ConversationId | None) -> None:
        if at is not None:
            await self._face.reading.seen_by(self._viewer, at)
        before, self._looks_at = self._looks_at, at
        self._face.presence.look(self._viewer.agent, at, before=before)
        self._face.pushes.viewers_changed(before)
        self._face.pushes.viewers_changed(at)

    async def _type(self, id: ConversationId, mode: str, *, on: bool) -> None:
        conversation = await self._face.reading.seen_by(self._viewer, id)
        self._face.pushes.agent_types(id, self._me, mode, on=on)
        if mode == "reply" and _talks(conversation, self._viewer):
            self._face.contacts.agent_types(conversation, self._me.name, on=on)

    async def _read(self, id: ConversationId, seq: int) -> None:
        """Only the eyes of the one who answers count as read."""
        conversation = await self._face.reading.seen_by(self._viewer, id)
        if _talks(conversation, self._viewer):
            await self._face.conversing.read_by_agent(id, seq)


def _talks(conversation: Conversation, viewer: AgentViewer) -> bool:
    return conversation.assignee == viewer.agent
