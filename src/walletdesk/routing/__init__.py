"""Who takes a conversation: the queue, its order, matching, offers, places.

Import from here, never from the files inside.
"""

from walletdesk.routing.events import (
    AgentOffered,
    Decided,
    OfferChanged,
    OfferMissed,
    QueueChanged,
    QueueLeft,
)
from walletdesk.routing.model import Member, Need, Offer, Policy, PoolCount, Priority, Reason, Standing
from walletdesk.routing.ports import World
from walletdesk.routing.service import Routing

__all__ = [
    "AgentOffered",
    "Decided",
    "Member",
    "Need",
    "Offer",
    "OfferChanged",
    "OfferMissed",
    "Policy",
    "PoolCount",
    "Priority",
    "QueueChanged",
    "QueueLeft",
    "Reason",
    "Routing",
    "Standing",
    "World",
]
