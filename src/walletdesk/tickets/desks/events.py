"""Facts about the work of desks."""

from dataclasses import dataclass

from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.tickets.events import TicketEvent


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
