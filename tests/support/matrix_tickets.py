"""Tickets for the authorisation matrix, with what hangs on them."""

from collections.abc import Awaitable, Callable

from walletdesk.app.wiring import System
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.tickets import NewTicket, TicketType
from walletdesk.tickets.evidence import Source


async def a_ticket(
    system: System, viewer: AgentViewer, talk: Callable[[], Awaitable[ConversationId]], *, sealed: bool
) -> str:
    """Of a conversation; ``sealed``: with evidence."""
    new = NewTicket(type=TicketType.CONTACT, subject="s", conversation=await talk())
    id = (await system.work.ticketing.open(viewer, new)).id
    if sealed:
        await system.evidence.state(viewer, id, Source.OURS, "s", "It is so.")
    return id
