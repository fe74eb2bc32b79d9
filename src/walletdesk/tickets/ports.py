"""What tickets need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, TicketId
from walletdesk.kernel.viewers import Viewer
from walletdesk.tickets.model import Change, State, Ticket, TicketType


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which tickets, last changed first. ``cursor``: (changed_at in ms, id) of the last one seen."""

    state: State | None = None
    type: TicketType | None = None
    owner: AgentId | None = None
    contact: ContactId | None = None
    conversation: ConversationId | None = None
    desk: str | None = None
    teams: frozenset[TeamId] | None = None  # those of these teams, of none, or of ``me``; None: all
    me: AgentId | None = None
    cursor: tuple[int, str] | None = None
    most: int = 50


class Archive(Protocol):
    """Committed reads."""

    async def find(self, id: TicketId) -> Ticket | None: ...
    async def of_cause(self, cause: str) -> Ticket | None: ...
    async def list(self, listing: Listing) -> Sequence[Ticket]: ...
    async def history(self, id: TicketId, *, after: int, most: int) -> Sequence[Change]:
        """In the order in which it happened, from the change after number ``after`` on."""


class Tickets(Protocol):
    async def next_number(self) -> int: ...
    async def get(self, id: TicketId) -> Ticket:
        """Loaded for change: nobody else changes it until the block ends. Raises NotFound."""

    async def of_cause(self, cause: str) -> Ticket | None:
        """Loaded for change, like ``get``."""

    async def add(self, ticket: Ticket) -> bool:
        """False when there is one of this cause already: nothing was added."""

    async def save(self, ticket: Ticket) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def tickets(self) -> Tickets: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Origin(Protocol):
    """The little that is read of a conversation."""

    @property
    def contact(self) -> ContactId: ...
    @property
    def subject(self) -> str: ...
    @property
    def team(self) -> TeamId | None: ...


class Conversations(Protocol):
    """What ``conversations.Reading`` is."""

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Origin:
        """Raises NotFound for what is not there and for what ``viewer`` may not read."""


class Colleagues(Protocol):
    """Who can own a ticket."""

    async def is_agent(self, id: AgentId) -> bool: ...
    async def is_team(self, id: TeamId) -> bool: ...
