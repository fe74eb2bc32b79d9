"""What calls that come in need from the world: rows, conversations, our people, and callbacks."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.channels.voice.hotline.model import Call, Offer
from walletdesk.conversations import Author, Beginning, Conversation, Priority, Said
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import ContactViewer, Viewer


class Archive(Protocol):
    """Committed reads."""

    async def find(self, id: CallId) -> Call | None: ...
    async def known(self, provider: str, known_as: str) -> Call | None: ...
    async def of_conversation(self, conversation: ConversationId) -> Sequence[Call]:
        """The latest first."""

    async def latest(self, most: int) -> Sequence[Call]:
        """Of everybody, the latest first."""


class Calls(Protocol):
    async def add(self, call: Call) -> bool:
        """False where its provider's name for it is known."""

    async def hold(self, id: CallId) -> Call | None: ...
    async def save(self, call: Call) -> None: ...
    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None: ...


@dataclass(frozen=True, slots=True)
class Whose:
    contact: ContactId
    conversation: ConversationId


class CodesKept(Protocol):
    """Digests alone."""

    async def put(self, whose: Whose, digest: str, until: datetime, now: datetime) -> bool:
        """In place of their earlier one; False where another contact has the same at the moment."""

    async def take(self, digest: str, now: datetime) -> Whose | None:
        """Once."""

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None: ...


class Work(Protocol):
    @property
    def calls(self) -> Calls: ...
    @property
    def codes(self) -> CodesKept: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Talks(Protocol):
    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """Raises NotFound for what is not there and for what is not theirs."""

    async def find(self, id: ConversationId) -> Conversation | None: ...


class Conversing(Protocol):
    async def start(self, beginning: Beginning, author: Author, said: Said) -> Conversation: ...
    async def set_priority(self, id: ConversationId, priority: Priority) -> object: ...


class Floor(Protocol):
    """The queue, its people, and what callers can be told of both."""

    async def offer(self, locale: str, number: str) -> Offer:
        """``number`` as it was shown: no callback is offered to what we may not call."""

    async def bring(self, conversation: ConversationId) -> None:
        """In line for a person, opened again if need be. Safe to repeat."""

    async def pass_on(self, conversation: ConversationId, agent: AgentId) -> None: ...
    async def phone_of(self, agent: AgentId) -> str:
        """Empty where none is set."""


class Callbacks(Protocol):
    async def book(
        self, viewer: ContactViewer, id: ConversationId, number: str, time: str, since: datetime
    ) -> str:
        """Its id; the same where this call, which began at ``since``, has booked it before.

        Raises Conflict, Invalid, TooMany.
        """

    def says_first(self, callback: str) -> str:
        """The number that proves us at the first ring."""


class Book(Protocol):
    async def nameless(self, call: CallId, locale: str) -> ContactId:
        """A contact of this call alone: a number proves nothing, so it joins nobody. Safe to repeat."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


class Words(Protocol):
    def turn(self, call: Call, offer: Offer) -> Sequence[tuple[str, str]]:
        """What is heard at this place, each sentence with its language."""

    def begins(self, call: Call) -> str:
        """The first line of a conversation that begins by phone."""


Seal = Callable[[str], str]
