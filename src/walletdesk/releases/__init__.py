"""Builds of the wallet's app: those that were published, and those that are known to be fakes."""

from walletdesk.releases.listing import Draft
from walletdesk.releases.model import (
    SHORT_DIGEST,
    App,
    Build,
    Finding,
    Platform,
    Reason,
    Record,
    Verdict,
    Why,
    told,
)
from walletdesk.releases.problems import AppProblems, Step, Told, Trouble
from walletdesk.releases.problems import Checked as Steps
from walletdesk.releases.service import Imported, Releases, UnfitLine

__all__ = [
    "SHORT_DIGEST",
    "App",
    "AppProblems",
    "Build",
    "Draft",
    "Finding",
    "Imported",
    "Platform",
    "Reason",
    "Record",
    "Releases",
    "Step",
    "Steps",
    "Told",
    "Trouble",
    "UnfitLine",
    "Verdict",
    "Why",
    "told",
]
