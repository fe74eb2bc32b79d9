"""What leaves for programs of the wallet company: for now the hint that somebody has something to read."""

from walletdesk.integrations.jobs import HINT, HintJobs
from walletdesk.integrations.model import BadSecret, Secret, read_secrets, signed
from walletdesk.integrations.ports import NotTaken
from walletdesk.integrations.reactions import HintReactions, is_from_us
from walletdesk.integrations.service import Hinting

__all__ = [
    "HINT",
    "BadSecret",
    "HintJobs",
    "HintReactions",
    "Hinting",
    "NotTaken",
    "Secret",
    "is_from_us",
    "read_secrets",
    "signed",
]
