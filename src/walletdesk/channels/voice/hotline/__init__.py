"""Calls that come in: a short menu by keys, a caller known by a code of the app, a person or a callback."""

from walletdesk.channels.voice.hotline.codes import Code, Codes
from walletdesk.channels.voice.hotline.events import PhoneCallChanged
from walletdesk.channels.voice.hotline.model import Call, Offer, State, Step, Turn
from walletdesk.channels.voice.hotline.service import LOOK, Answering, Caller, Dialled

__all__ = [
    "LOOK",
    "Answering",
    "Call",
    "Caller",
    "Code",
    "Codes",
    "Dialled",
    "Offer",
    "PhoneCallChanged",
    "State",
    "Step",
    "Turn",
]
