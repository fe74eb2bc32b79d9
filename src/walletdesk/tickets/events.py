"""Facts about tickets. ``number`` is the plain number; people see ``WD-10001``."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketEvent(Event):
    ticket: TicketId
    number: int

    @property
    def topic(self) -> str:
        return self.ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOpened(TicketEvent):
    """``reason`` is a fixed word, such as after_hours, or by_hand."""

    type: str
    reason: str
    contact: ContactId | None = None
    conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStateChanged(TicketEvent):
    before: str
    after: str
    contact: ContactId | None = None
    conversations: tuple[ConversationId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAssigned(TicketEvent):
    owner: AgentId | None
    previous: AgentId | None
    team: TeamId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLinked(TicketEvent):
    conversation: ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUnlinked(TicketEvent):
    conversation: ConversationId
