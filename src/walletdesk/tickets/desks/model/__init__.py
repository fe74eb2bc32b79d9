"""The rules of desks: what they ask for, when they begin, what they tell."""

from walletdesk.tickets.desks.model.kinds import (
    FORMS,
    NAMES,
    STEPS,
    Ask,
    DeskKind,
    Field,
    field_of,
)
from walletdesk.tickets.desks.model.packet import (
    Chains,
    Entry,
    Packet,
    PacketRefused,
    Trouble,
    merged,
    missing,
    require_complete,
)
from walletdesk.tickets.desks.model.standing import Desk, Stage, Standing

__all__ = [
    "FORMS",
    "NAMES",
    "STEPS",
    "Ask",
    "Chains",
    "Desk",
    "DeskKind",
    "Entry",
    "Field",
    "Packet",
    "PacketRefused",
    "Stage",
    "Standing",
    "Trouble",
    "field_of",
    "merged",
    "missing",
    "require_complete",
]
