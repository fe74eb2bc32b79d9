"""What comes in from outside, kept as it came before anybody reads it, then taken by its channel."""

from walletdesk.channels.arrivals.model import TAKEN_AGAIN, Arrival, Arriving, State, Taken
from walletdesk.channels.arrivals.ports import Taker
from walletdesk.channels.arrivals.service import FORGET, FORGET_EVERY, TAKE, Arrivals

__all__ = [
    "FORGET",
    "FORGET_EVERY",
    "TAKE",
    "TAKEN_AGAIN",
    "Arrival",
    "Arrivals",
    "Arriving",
    "State",
    "Taken",
    "Taker",
]
