"""The agents' screen: a first picture, then a numbered feed of changes; drafts that never leak."""

from walletdesk.workspace.heads import Counts, Heads
from walletdesk.workspace.live import AgentFace, AgentPushes, Presence, feed_key
from walletdesk.workspace.live.face import Edge
from walletdesk.workspace.ports import (
    AgentNames,
    Cards,
    Colleague,
    ContactCard,
    ContactScreens,
    Offers,
    TicketNumbers,
)
from walletdesk.workspace.wire import availability_body

__all__ = [
    "AgentFace",
    "AgentNames",
    "AgentPushes",
    "Cards",
    "Colleague",
    "ContactCard",
    "ContactScreens",
    "Counts",
    "Edge",
    "Heads",
    "Offers",
    "Presence",
    "TicketNumbers",
    "availability_body",
    "feed_key",
]
