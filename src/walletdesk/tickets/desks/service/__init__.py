"""Use cases of desks: which team is which, escalating to one, its work, what keeps both ends in step."""

from walletdesk.tickets.desks.service.escalating import (
    Escalated,
    Escalating,
    Escalation,
    Prospect,
    World,
)
from walletdesk.tickets.desks.service.following import Following
from walletdesk.tickets.desks.service.keeping import DeskKeeping
from walletdesk.tickets.desks.service.reviewing import Reviewing, Told

__all__ = [
    "DeskKeeping",
    "Escalated",
    "Escalating",
    "Escalation",
    "Following",
    "Prospect",
    "Reviewing",
    "Told",
    "World",
]
