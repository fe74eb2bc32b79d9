"""What the workspace needs from others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.conversations import Conversation
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.viewers import AgentViewer


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact as lists show them. ``level``: anonymous, email or identified."""

    id: ContactId
    name: str
    level: str


class Cards(Protocol):
    async def of(self, contacts: Sequence[ContactId]) -> Mapping[ContactId, ContactCard]: ...


class AgentNames(Protocol):
    def shown_as(self, agent: AgentId) -> str:
        """The name shown to contacts; empty for an agent who is not known."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """An active agent, and as whom they look at conversations."""

    viewer: AgentViewer
    name: str
    state: str  # online, away or offline


class Offer(Protocol):
    """The agent is asked to take the conversation, until then."""

    @property
    def agent(self) -> AgentId: ...
    @property
    def until(self) -> datetime: ...


class Offers(Protocol):
    async def offer_of(self, conversation: ConversationId) -> Offer | None:
        """Who is asked to take it right now."""

    async def offered_to(self, agent: AgentId) -> Sequence[ConversationId]: ...


class TicketNumbers(Protocol):
    async def numbers_of(self, conversation: ConversationId) -> Sequence[str]: ...


class ContactScreens(Protocol):
    """The other side: what the contact's screen is told while an agent types."""

    def agent_types(self, conversation: Conversation, name: str, *, on: bool) -> None: ...
