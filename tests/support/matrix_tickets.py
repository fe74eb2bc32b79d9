"""Tickets for the authorisation matrix."""

from collections.abc import Awaitable, Callable

from walletdesk.app.wiring import System
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.tickets import NewTicket, TicketType


async def a_ticket(system: System, viewer: AgentViewer, talk: Callable[[], Awaitable[ConversationId]]) -> str:
    """Of a conversation."""
    new = NewTicket(type=TicketType.CONTACT, subject="s", conversation=await talk())
    return (await system.work.ticketing.open(viewer, new)).id
