"""Is this really us: what somebody was sent, compared with what is ours. Nothing is opened or kept."""

from walletdesk.help_center.checking.model import (
    Alike,
    Answer,
    Channel,
    Checked,
    CodeAnswer,
    Fake,
    Listed,
    Piece,
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
    "Listed",
    "OwnTickets",
    "PictureChecking",
    "Piece",
    "ReadsPictures",
    "Registry",
    "Shown",
    "Thing",
    "What",
]
