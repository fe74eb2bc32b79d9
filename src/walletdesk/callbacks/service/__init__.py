"""Use cases of callbacks: booking one, and making the call."""

from walletdesk.callbacks.service.booking import DUE, HANG_UP, LATE, Booking, Offered, place_of
from walletdesk.callbacks.service.calling import RING, WATCH, Calling, Heard

__all__ = ["DUE", "HANG_UP", "LATE", "RING", "WATCH", "Booking", "Calling", "Heard", "Offered", "place_of"]
