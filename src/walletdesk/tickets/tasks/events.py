"""Facts about what we ask of others."""

from dataclasses import dataclass

from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.tickets.events import TicketEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseDue(TicketEvent):
    """The day has come on which somebody is to be asked again; told once for each day that was set.

    ``party`` is its kind. ``day`` in ISO form.
    """

    task: str
    party: str
    day: str
    owner: AgentId | None = None
    conversations: tuple[ConversationId, ...] = ()
