"""Inboxes that administrators set up: which medium, with which settings, paused or not; secrets sealed."""

from walletdesk.channels.inboxes.events import InboxChanged
from walletdesk.channels.inboxes.kinds import Asks, Field, Kind, Kinds, Step
from walletdesk.channels.inboxes.model import Health, Inbox, Way
from walletdesk.channels.inboxes.sealing import Sealer, UnsealableError
from walletdesk.channels.inboxes.service import Inboxes

__all__ = [
    "Asks",
    "Field",
    "Health",
    "Inbox",
    "InboxChanged",
    "Inboxes",
    "Kind",
    "Kinds",
    "Sealer",
    "Step",
    "UnsealableError",
    "Way",
]
