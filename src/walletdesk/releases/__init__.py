"""Builds of the wallet's app: those that were published, and those that are known to be fakes."""

from walletdesk.releases.listing import Draft
from walletdesk.releases.model import (
    SHORT_DIGEST,
    App,
    Build,
    Finding,
    Reason,
    Record,
    Verdict,
    Why,
    told,
)
from walletdesk.releases.service import Imported, Releases, UnfitLine

__all__ = [
    "SHORT_DIGEST",
    "App",
    "Build",
    "Draft",
    "Finding",
    "Imported",
    "Reason",
    "Record",
    "Releases",
    "UnfitLine",
    "Verdict",
    "Why",
    "told",
]
