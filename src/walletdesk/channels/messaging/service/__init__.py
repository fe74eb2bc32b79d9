"""Use cases of messaging: taking in, sending out, and saying beforehand what cannot be sent."""

from walletdesk.channels.messaging.service.bounds import Bounds, Told
from walletdesk.channels.messaging.service.sending import SEND, Sending
from walletdesk.channels.messaging.service.taking import Taking

__all__ = ["SEND", "Bounds", "Sending", "Taking", "Told"]
