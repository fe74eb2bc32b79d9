"""Support verification: the proof that we are who we say. The list of our channels is ``registry``'s."""

from walletdesk.verification.codes import Codes
from walletdesk.verification.events import CodesRefused
from walletdesk.verification.model import Badge, CodeCheck, Now, Promised
from walletdesk.verification.ownership import Owning
from walletdesk.verification.service import Badges, Phrases, Proving, Talking

__all__ = [
    "Badge",
    "Badges",
    "CodeCheck",
    "Codes",
    "CodesRefused",
    "Now",
    "Owning",
    "Phrases",
    "Promised",
    "Proving",
    "Talking",
]
