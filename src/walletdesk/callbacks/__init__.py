"""Callbacks: we call at an agreed time, our agent first, and the contact's own page says that it is us."""

from walletdesk.callbacks.events import CallbackChanged, Change
from walletdesk.callbacks.model import LENGTH, WAITS, Call, Callback, Leg, Result, Rules, Slot, State, What
from walletdesk.callbacks.numbers import PhoneNumbers, masked, whole
from walletdesk.callbacks.ports import CallProvider, Line
from walletdesk.callbacks.service import (
    DUE,
    HANG_UP,
    LATE,
    RING,
    WATCH,
    Booking,
    Calling,
    Heard,
    Offered,
    place_of,
)
from walletdesk.callbacks.spoken import SpokenNumbers

__all__ = [
    "DUE",
    "HANG_UP",
    "LATE",
    "LENGTH",
    "RING",
    "WAITS",
    "WATCH",
    "Booking",
    "Call",
    "CallProvider",
    "Callback",
    "CallbackChanged",
    "Calling",
    "Change",
    "Heard",
    "Leg",
    "Line",
    "Offered",
    "PhoneNumbers",
    "Result",
    "Rules",
    "Slot",
    "SpokenNumbers",
    "State",
    "What",
    "masked",
    "place_of",
    "whole",
]
