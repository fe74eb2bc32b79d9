"""Rules of the queue: its order, who takes what, why somebody waits. No storage, no clock."""

from walletdesk.routing.model.entry import (
    HEAD_START,
    LONGEST_OVERTAKING,
    Entry,
    Need,
    Priority,
    State,
    asked_again,
    gone_before,
    language_of,
)
from walletdesk.routing.model.matching import Agent, Load, Member, match, met, plan
from walletdesk.routing.model.policy import Policy
from walletdesk.routing.model.waiting import (
    Burden,
    InLine,
    Offer,
    PoolCount,
    Queue,
    Reason,
    Room,
    Standing,
    queue,
    why_waiting,
)

__all__ = [
    "HEAD_START",
    "LONGEST_OVERTAKING",
    "Agent",
    "Burden",
    "Entry",
    "InLine",
    "Load",
    "Member",
    "Need",
    "Offer",
    "Policy",
    "PoolCount",
    "Priority",
    "Queue",
    "Reason",
    "Room",
    "Standing",
    "State",
    "asked_again",
    "gone_before",
    "language_of",
    "match",
    "met",
    "plan",
    "queue",
    "why_waiting",
]
