"""What Twilio tells of a phone, in the words of callbacks."""

from typing import Final

from walletdesk.callbacks import What
from walletdesk.channels.voice.twilio.model import Leg

_AGENT: Final = {
    "busy": What.AGENT_MISSED,
    "no-answer": What.AGENT_MISSED,
    "failed": What.AGENT_MISSED,
    "canceled": What.AGENT_MISSED,
    "completed": What.ENDED,
}
_CONTACT: Final = {
    "busy": What.BUSY,
    "no-answer": What.NO_ANSWER,
    "failed": What.UNREACHABLE,
    "canceled": What.NO_ANSWER,
    "completed": What.ENDED,
}


def ended(leg: Leg, status: str) -> What | None:
    """None for what says nothing of an end."""
    return (_AGENT if leg is Leg.AGENT else _CONTACT).get(status)


def answered(leg: Leg) -> What:
    return What.AGENT_UP if leg is Leg.AGENT else What.CONTACT_UP


def not_asked(leg: Leg) -> What:
    """Twilio refused to dial: for whoever waits it is as if nobody could be reached."""
    return What.AGENT_MISSED if leg is Leg.AGENT else What.UNREACHABLE
