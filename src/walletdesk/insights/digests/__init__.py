"""The figures of a past day, week or month by mail: for leads who want it, at their own confirmed address."""

from walletdesk.insights.digests.events import DigestAddressGiven, DigestDue
from walletdesk.insights.digests.model import Every, Period
from walletdesk.insights.digests.ports import Told
from walletdesk.insights.digests.service import LOOK, LOOK_EVERY, MORNING, Digests, Needs
from walletdesk.insights.digests.tokens import DigestTokens

__all__ = [
    "LOOK",
    "LOOK_EVERY",
    "MORNING",
    "DigestAddressGiven",
    "DigestDue",
    "DigestTokens",
    "Digests",
    "Every",
    "Needs",
    "Period",
    "Told",
]
