"""Callbacks, their calls, the half hours they fit into, and what leads decide of them."""

from walletdesk.callbacks.model.call import RANG, Call, Leg, Result, What
from walletdesk.callbacks.model.callback import WAITS, Callback, State
from walletdesk.callbacks.model.rules import Rules
from walletdesk.callbacks.model.slots import LENGTH, Slot, fits, slots

__all__ = [
    "LENGTH",
    "RANG",
    "WAITS",
    "Call",
    "Callback",
    "Leg",
    "Result",
    "Rules",
    "Slot",
    "State",
    "What",
    "fits",
    "slots",
]
