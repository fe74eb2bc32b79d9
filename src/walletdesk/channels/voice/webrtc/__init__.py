"""Calls between the browsers of a contact and of the agent who has their conversation."""

from walletdesk.channels.voice.webrtc.events import VoiceCallChanged
from walletdesk.channels.voice.webrtc.model import Call, Side, State, Why
from walletdesk.channels.voice.webrtc.service import LOOK, Talking
from walletdesk.channels.voice.webrtc.turn import IceServer, Relays, credentials

__all__ = [
    "LOOK",
    "Call",
    "IceServer",
    "Relays",
    "Side",
    "State",
    "Talking",
    "VoiceCallChanged",
    "Why",
    "credentials",
]
