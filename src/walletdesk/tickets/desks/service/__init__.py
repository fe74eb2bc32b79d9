"""Use cases of desks: who they are, escalating, their work and deadlines, what keeps both ends in step."""

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
from walletdesk.tickets.desks.service.watching import DUE, Watching

__all__ = [
    "DUE",
    "DeskKeeping",
    "Escalated",
    "Escalating",
    "Escalation",
    "Following",
    "Prospect",
    "Reviewing",
    "Told",
    "Watching",
    "World",
]
