"""What a contact's live line brings: messages, typing, read marks."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated

import msgspec

from walletdesk.channels.webchat.outbound import ContactPushes, feed_key
from walletdesk.channels.webchat.ports import Attaching, Limits, Typists
from walletdesk.channels.webchat.wire import ack_body
from walletdesk.conversations import Attachment, Author, Conversing, Reading, Said, Speaker
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid, NotFound, Refused
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.feed import Expiry, Hello, Line, Polled, Polling, Scope, same_origin
from walletdesk.platform.http import visit_of

LONGEST_TEXT = 10_000  # characters of one message
TYPING_EVERY = 1.0  # seconds: a flood of hints would push what matters off the agents' lines

ClientId = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_\-]+$")]
Id = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[A-Za-z0-9_\-]*$")]


class Send(msgspec.Struct, tag="send", tag_field="t"):
    conversation: Id
    client_id: ClientId
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    attachments: Annotated[list[Id], msgspec.Meta(max_length=10)] = []


class Typing(msgspec.Struct, tag="typing", tag_field="t"):
    conversation: Id
    on: bool


class Read(msgspec.Struct, tag="read", tag_field="t"):
    conversation: Id
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Ping(msgspec.Struct, tag="ping", tag_field="t"):
    """Asks whether we are still there."""


Frame = Send | Typing | Read | Ping
_decode = msgspec.json.Decoder(Frame).decode
_encode = msgspec.json.encode

Bearer = Callable[[str], "Session | None"]
"""The session of this token; None for nobody."""
CleanText = Callable[[str], str]
Problem = Callable[[Refused, str], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Session:
    """Who it is, and until when the token says so."""

    viewer: ContactViewer
    until: datetime


class ContactFace:
    """The contacts' live line."""

    name = "contact"

    def __init__(
        self,
        *,
        conversing: Conversing,
        reading: Reading,
        pushes: ContactPushes,
        typists: Typists,
        limits: Limits,
        edge: "Edge",
    ) -> None:
        self.conversing = conversing
        self.reading = reading
        self.pushes = pushes
        self.typists = typists
        self.limits = limits
        self.edge = edge
        self._lines: Counter[ContactId] = Counter()  # tabs and devices of one contact

    def allows_origin(self, origin: str | None, scope: Scope) -> bool:
        return same_origin(origin, scope, self.edge.origins)

    async def greet(self, hello: Hello, scope: Scope) -> "ContactGuest":
        session = self.edge.bearer(hello.token)
        if session is None:
            raise NotFound
        await self._arrive(session.viewer.contact)
        return ContactGuest(self, session, visit_of(scope).locale)

    async def poll(self, contact: ContactId, epoch: str, n: int) -> Polled:
        """For those whom no socket reaches; they are there as others are."""
        await self._arrive(contact)
        leave = partial(self.leave, contact)
        return await self.edge.polling.poll(feed_key(contact), epoch, n, leave)

    async def leave(self, contact: ContactId) -> None:
        if self._was_last(contact):
            await self.edge.left(contact)

    async def _arrive(self, contact: ContactId) -> None:
        self._lines[contact] += 1
        if self._lines[contact] == 1:
            try:
                await self.edge.arrived(contact)
            except BaseException:  # this line never begins, so nobody will say that it ended
                self._was_last(contact)
                raise

    def _was_last(self, contact: ContactId) -> bool:
        self._lines[contact] -= 1
        if self._lines[contact] > 0:
            return False
        del self._lines[contact]
        return True


class Edge(msgspec.Struct, frozen=True):
    """What the HTTP edge lends to the live line."""

    origins: Collection[str]
    bearer: Bearer
    expiry: Expiry
    polling: Polling
    clean: CleanText
    problem: Problem
    attaching: Attaching
    arrived: Callable[[ContactId], Awaitable[None]]
    left: Callable[[ContactId], Awaitable[None]]


class ContactGuest:
    """One contact at the other end. Each message checks its conversation, since an id may be anybody's."""

    def __init__(self, face: ContactFace, session: Session, locale: str) -> None:
        self._face = face
        self._viewer = session.viewer
        self._author = Author(Speaker.CONTACT, session.viewer.contact)
        self._until = session.until
        self._locale = locale
        self._types = False
        self._typed_at = 0.0
        self._mine: tuple[ConversationId, ...] = ()
        self.feed_key = feed_key(session.viewer.contact)

    def began(self, line: Line) -> None:
        self._face.edge.expiry.watch(line, self._until)

    async def take(self, frame: bytes, line: Line) -> None:
        match _decode(frame):
            case Send() as send:
                await self._send(send, line)
            case Typing(conversation=id, on=on):
                await self._check(ConversationId(id))
                if self._tells_typing(on=on):
                    self._face.typists.contact_types(ConversationId(id), on=on)
            case Read(conversation=id, seq=seq):
                await self._check(ConversationId(id))
                await self._face.conversing.read_by_contact(ConversationId(id), seq)
            case Ping():
                line.put('{"t":"pong"}')

    def refused(self, frame: bytes, refusal: Refused) -> str | None:
        asked = _decode(frame)
        if not isinstance(asked, Send):
            return None
        problem = self._face.edge.problem(refusal, self._locale)
        return _encode({"t": "refused", "client_id": asked.client_id, "problem": problem}).decode()

    async def left(self, line: Line) -> None:
        """What was sent is stored; the place in the queue is kept for the grace."""
        self._face.edge.expiry.forget(line)
        await self._face.leave(self._viewer.contact)

    async def _send(self, send: Send, line: Line) -> None:
        id = ConversationId(send.conversation)
        await self._face.limits.may_send(self._viewer.contact)
        await self._check(id)
        files = await self._face.edge.attaching.ready(id, send.attachments) if send.attachments else ()
        said = written(self._face.edge.clean(send.text), send.client_id, files)
        pushes = self._face.pushes
        pushes.sends(id, send.client_id, line)
        try:
            receipt = await self._face.conversing.hear(id, self._author, said)
        finally:
            told = pushes.was_told(id, send.client_id)
        if not told:  # said before: the number it got then
            seq = receipt.public_seq or receipt.seq
            line.put(f"{{{ack_body(id, send.client_id, seq, millis(receipt.at))}}}")

    def _tells_typing(self, *, on: bool) -> bool:
        now = asyncio.get_running_loop().time()
        if (on and now < self._typed_at + TYPING_EVERY) or not (on or self._types):
            return False
        self._types, self._typed_at = on, now if on else self._typed_at
        return True

    async def _check(self, id: ConversationId) -> None:
        """A conversation never changes hands while a line is open, so one look is enough."""
        if id not in self._mine:
            await self._face.reading.seen_by(self._viewer, id)
            self._mine = (*self._mine[-7:], id)  # a few tabs' worth; a set for each idle line would cost more


def written(text: str, client_id: str, files: tuple[Attachment, ...] = (), *, fills: bool = False) -> Said:
    """What a contact wants to add. Raises Invalid where it is nothing."""
    if not text.strip() and not files:
        raise Invalid("There is nothing in this message.", code="empty")
    return Said(text=text.strip(), client_id=client_id, attachments=files, fills=fills)
