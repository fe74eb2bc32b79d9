"""Specialist desks: who they are, what each needs before it begins, what it sends back to the front."""

from walletdesk.tickets.desks.events import DeskAnswered
from walletdesk.tickets.desks.model import (
    FORMS,
    NAMES,
    STEPS,
    Ask,
    Chains,
    Desk,
    DeskKind,
    Entry,
    Field,
    Packet,
    PacketRefused,
    Stage,
    Standing,
)
from walletdesk.tickets.desks.ports import Known, KnownTransaction, NothingKnown
from walletdesk.tickets.desks.service import (
    DeskKeeping,
    Escalated,
    Escalating,
    Escalation,
    Following,
    Prospect,
    Reviewing,
    Told,
    World,
)

__all__ = [
    "FORMS",
    "NAMES",
    "STEPS",
    "Ask",
    "Chains",
    "Desk",
    "DeskAnswered",
    "DeskKeeping",
    "DeskKind",
    "Entry",
    "Escalated",
    "Escalating",
    "Escalation",
    "Field",
    "Following",
    "Known",
    "KnownTransaction",
    "NothingKnown",
    "Packet",
    "PacketRefused",
    "Prospect",
    "Reviewing",
    "Stage",
    "Standing",
    "Told",
    "World",
]
