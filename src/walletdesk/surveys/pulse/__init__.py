"""The periodic survey: would they recommend our support; asked of a few, rarely, and never in trouble."""

from walletdesk.surveys.pulse.events import PulseAnswered, PulseAsked
from walletdesk.surveys.pulse.model import Pulse, PulseId, Result, Said
from walletdesk.surveys.pulse.service import PULSE, Pulsing

__all__ = ["PULSE", "Pulse", "PulseAnswered", "PulseAsked", "PulseId", "Pulsing", "Result", "Said"]
