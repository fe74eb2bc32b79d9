"""Facts about the work of desks."""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.tickets.events import TicketEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChanged(Event):
    """Another team, or another time that it promises."""

    kind: str

    @property
    def topic(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAnswered(TicketEvent):
    """A desk told the front something; it stands in the ticket's history under ``seq``.

    ``asked``: the fields it wants to know more about.
    """

    seq: int
    by: AgentId
    kind: str
    conversation: ConversationId | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOverdue(TicketEvent):
    """A desk has not answered by the time that was promised; told once for each deadline."""

    kind: str
    due_at: datetime
    team: TeamId | None = None
