"""Twilio dials for us: two phones that meet, each asked for once, and what it tells of them, signed."""

from walletdesk.channels.voice.twilio.incoming import TwilioIncoming
from walletdesk.channels.voice.twilio.model import Account, Leg
from walletdesk.channels.voice.twilio.phone import Spoken, TwilioPhone
from walletdesk.channels.voice.twilio.ports import Answered, Phones, Rest

__all__ = ["Account", "Answered", "Leg", "Phones", "Rest", "Spoken", "TwilioIncoming", "TwilioPhone"]
