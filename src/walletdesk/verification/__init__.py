"""Support verification: the proof that we are who we say. The list of our channels is ``registry``'s."""

from walletdesk.verification.codes import Codes
from walletdesk.verification.events import CodesRefused
from walletdesk.verification.model import Badge, CodeCheck
from walletdesk.verification.service import Badges, Phrases, Proving

__all__ = ["Badge", "Badges", "CodeCheck", "Codes", "CodesRefused", "Phrases", "Proving"]
