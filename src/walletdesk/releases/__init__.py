"""Builds of the wallet's app: those that were published, and those that are known to be fakes."""

from walletdesk.releases.listing import Draft
from walletdesk.releases.model import App, Build, Finding, Reason, Record, Verdict, Why, told
from walletdesk.releases.service import Imported, Releases, UnfitLine

__all__ = [
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
