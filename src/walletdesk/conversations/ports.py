"""What conversations need from the world."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.conversations.items import Author, Item, Said
from walletdesk.conversations.model import Conversation, Status
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, InboxId, TeamId
from walletdesk.kernel.objections import Objection


@dataclass(frozen=True, slots=True)
class Changed:
    """A conversation after a commit, its new items, and where it stood before: for live pushes."""

    conversation: Conversation
    items: tuple[Item, ...]
    was: Status
    was_with: AgentId | None
    was_team: TeamId | None = None
    public: bool = True  # False: nothing of it may be noticed by the contact

    @property
    def topic(self) -> str:
        return self.conversation.id

    @property
    def withdraws(self) -> bool:
        """Something that was told before must be told no more."""
        return bool(self.conversation.withdrawn)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What must be in no table any more: ``texts`` of a contact, and the ``subject`` made of one ("": none).

    ``upto``: the number in the conversation with which it happened.
    """

    conversation: ConversationId
    texts: tuple[str, ...]
    subject: str
    upto: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which items: those after a number upwards, or those before it downwards.

    Contacts count what they can see.
    """

    after: int | None = None
    before: int | None = None
    most: int = 50
    public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which conversations, newest last message first.

    ``cursor``: (last_at in ms, id) of the last one seen.
    """

    status: Status | None = None
    active: bool = False  # neither resolved nor closed
    assignee: AgentId | None = None
    contact: ContactId | None = None
    teams: frozenset[TeamId] | None = None  # those of these teams, of none, or of ``me``; None: all
    me: AgentId | None = None
    cursor: tuple[int, str] | None = None
    most: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """Those who wait for a person: the most urgent first, then the longest waiting.

    ``cursor``: (urgency, waiting since in ms, id) of the last one seen; urgency 0 is security.
    """

    teams: frozenset[TeamId] | None = None
    me: AgentId | None = None
    cursor: tuple[int, int, str] | None = None
    most: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Conversations that began in one inbox since a time."""

    channel: str
    inbox: InboxId
    since: datetime


class Conversations(Protocol):
    async def get(self, id: ConversationId) -> Conversation:
        """Loaded for change: nobody else changes it until the block ends. Raises NotFound."""

    async def add(self, conversation: Conversation) -> None:
        """Raises Duplicate if this contact's ``start_key`` was used before."""

    async def seq_of(self, id: ConversationId, public_seq: int) -> int:
        """The agents' number of the last public item up to ``public_seq``; 0 if there is none."""

    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]: ...

    async def public_seq_of(self, id: ConversationId, seq: int) -> int:
        """The contact's number of the last public item up to ``seq``; 0 if there is none."""

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """All that ``absorbed`` began belongs to ``to`` from now on."""

    async def hand_back(self, home: ContactId, to: ContactId, there: Begun) -> None:
        """What ``to`` spoke in, and what began ``there``, is no longer ``home``'s."""

    async def save(self, conversation: Conversation) -> None:
        """Raises Duplicate if one of the new items was said before."""


class Work(Protocol):
    """One transaction. Leaving the block keeps everything in it; an exception keeps nothing."""

    @property
    def conversations(self) -> Conversations: ...
    def emit(self, *events: Event) -> None: ...


class Bounds(Protocol):
    """What the medium of a conversation can still take."""

    async def require(self, conversation: ConversationId, author: Author, said: Said) -> None:
        """Raises Conflict where this could not be sent: it is not kept then either."""


class Outgoing(Protocol):
    """Asked before a public text of ours is kept or sent: what speaks against it, if anything does."""

    async def objections(self, text: str) -> Sequence[Objection]: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Archive(Protocol):
    """Committed reads."""

    async def find(self, id: ConversationId) -> Conversation | None: ...
    async def started_as(self, contact: ContactId, start_key: str) -> Conversation | None: ...
    async def said_before(self, id: ConversationId, client_key: str) -> Item | None: ...
    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]: ...
    async def several(self, ids: Collection[ConversationId]) -> Sequence[Conversation]:
        """Those of them that there are, in no order."""

    async def list(self, listing: Listing) -> Sequence[Conversation]: ...
    async def in_line(self, listing: InLine) -> Sequence[Conversation]: ...
    async def answered(self, id: ConversationId, since: datetime) -> datetime | None:
        """When an agent first wrote to the contact at or after ``since``."""


class Counting(Protocol):
    """How many there are, up to a number beyond which nobody reads."""

    async def of_status(self, status: Status, *, teams: frozenset[TeamId] | None, me: AgentId) -> int: ...
    async def of_agent(self, agent: AgentId) -> int: ...
    async def begun_since(self, at: datetime) -> int:
        """All that began at or after ``at``, whatever became of them."""
