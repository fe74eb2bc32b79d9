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
    QueueOverflowed,
    QueueRejoined,
)
from walletdesk.routing.model import (
    Burden,
    InLine,
    Member,
    Need,
    Offer,
    Outlook,
    Policy,
    PoolCount,
    Priority,
    Queue,
    Reason,
    Standing,
    language_of,
)
from walletdesk.routing.ports import Forecasts, Home, Homes, World
from walletdesk.routing.service import Routing
from walletdesk.routing.waits import Accuracy, QuietHour, Told

__all__ = [
    "Accuracy",
    "AgentOffered",
    "Burden",
    "Decided",
    "Forecasts",
    "Home",
    "Homes",
    "InLine",
    "Member",
    "Need",
    "Offer",
    "OfferChanged",
    "OfferMissed",
    "Outlook",
    "Policy",
    "PoolCount",
    "Priority",
    "Queue",
    "QueueChanged",
    "QueueLeft",
    "QueueOverflowed",
    "QueueRejoined",
    "QuietHour",
    "Reason",
    "Routing",
    "Standing",
    "Told",
    "World",
    "language_of",
]
