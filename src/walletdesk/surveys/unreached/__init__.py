"""Those who say "I could not reach you": told without a conversation or ticket, and listed for leads."""

from walletdesk.surveys.unreached.events import ManyUnreached
from walletdesk.surveys.unreached.model import LONGEST, WAYS, Told, Unreached, Week
from walletdesk.surveys.unreached.service import Telling

__all__ = ["LONGEST", "WAYS", "ManyUnreached", "Telling", "Told", "Unreached", "Week"]
