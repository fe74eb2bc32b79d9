"""Is this really us: what somebody was sent, compared with what is ours. Nothing is opened or kept."""

from walletdesk.help_center.checking.letters import LetterChecking
from walletdesk.help_center.checking.model import (
    Alike,
    Answer,
    Channel,
    Checked,
    CodeAnswer,
    Fake,
    Letter,
    Listed,
    Piece,
    Proof,
    Reason,
    Thing,
    What,
)
from walletdesk.help_center.checking.pictures import PictureChecking
from walletdesk.help_center.checking.ports import (
    AsksCodes,
    AsksLists,
    JudgesNames,
    KnowsFakes,
    OwnTickets,
    ReadsLetters,
    ReadsPictures,
    Registry,
    Shown,
)
from walletdesk.help_center.checking.service import Checking

__all__ = [
    "Alike",
    "Answer",
    "AsksCodes",
    "AsksLists",
    "Channel",
    "Checked",
    "Checking",
    "CodeAnswer",
    "Fake",
    "JudgesNames",
    "KnowsFakes",
    "Letter",
    "LetterChecking",
    "Listed",
    "OwnTickets",
    "PictureChecking",
    "Piece",
    "Proof",
    "ReadsLetters",
    "ReadsPictures",
    "Reason",
    "Registry",
    "Shown",
    "Thing",
    "What",
]
