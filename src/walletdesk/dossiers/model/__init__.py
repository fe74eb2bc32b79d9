"""What is known of one transaction in one conversation, and how it reads: no I/O, no clock."""

from walletdesk.dossiers.model.dossier import (
    ANSWER,
    CONTACT,
    FIRST_NUMBER,
    HIGHEST_NONCE,
    MOST_AT_ONCE,
    MOST_OF_CONVERSATION,
    NEWS,
    NEWS_KEY,
    Dossier,
    State,
    Step,
    Told,
    checked,
    joined,
    opened,
)
from walletdesk.dossiers.model.entries import Entry, What, canonical, digest, first_broken
from walletdesk.dossiers.model.finding import Finding
from walletdesk.dossiers.model.pace import FAR, LEASE, deep
from walletdesk.dossiers.model.sorts import KNOWN_CODES, Sort, Tone, is_alarming, sort_of, tone_of
from walletdesk.dossiers.model.view import DossierView

__all__ = [
    "ANSWER",
    "CONTACT",
    "FAR",
    "FIRST_NUMBER",
    "HIGHEST_NONCE",
    "KNOWN_CODES",
    "LEASE",
    "MOST_AT_ONCE",
    "MOST_OF_CONVERSATION",
    "NEWS",
    "NEWS_KEY",
    "Dossier",
    "DossierView",
    "Entry",
    "Finding",
    "Sort",
    "State",
    "Step",
    "Told",
    "Tone",
    "What",
    "canonical",
    "checked",
    "deep",
    "digest",
    "first_broken",
    "is_alarming",
    "joined",
    "opened",
    "sort_of",
    "tone_of",
]
