"""Keeps contacts and their wallets out of harm's way: the secret shield."""

from walletdesk.safety.asking import asks_for_secret
from walletdesk.safety.model import CLEAN, Certainty, Finding, Kind, Screening
from walletdesk.safety.redaction import redact
from walletdesk.safety.shield import screen

__all__ = ["CLEAN", "Certainty", "Finding", "Kind", "Screening", "asks_for_secret", "redact", "screen"]
