"""Messaging providers behind one interface: what they bring is taken in, what we answer is sent on."""

from walletdesk.channels.messaging.events import DeliveryMoved
from walletdesk.channels.messaging.service import SEND, Bounds, Sending, Taking

__all__ = ["SEND", "Bounds", "DeliveryMoved", "Sending", "Taking"]
