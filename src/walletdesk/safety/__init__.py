"""Keeps contacts and their wallets out of harm's way: the secret shield, look-alikes, block lists."""

from walletdesk.safety.asking import asks_for_secret
from walletdesk.safety.blocking import BlockList, BlockLists, Imported, KnownBad
from walletdesk.safety.lookalikes import (
    Likeness,
    Part,
    Reason,
    Trick,
    Verdict,
    host_of,
    lookalike,
    marked,
    spelled,
    spelled_hosts,
)
from walletdesk.safety.model import CLEAN, Certainty, Finding, Kind, Screening
from walletdesk.safety.pictures import readings, screen_picture
from walletdesk.safety.pieces import begun
from walletdesk.safety.redaction import redact, without_digits
from walletdesk.safety.shield import may_continue, screen
from walletdesk.safety.sizes import size_of

__all__ = [
    "CLEAN",
    "BlockList",
    "BlockLists",
    "Certainty",
    "Finding",
    "Imported",
    "Kind",
    "KnownBad",
    "Likeness",
    "Part",
    "Reason",
    "Screening",
    "Trick",
    "Verdict",
    "asks_for_secret",
    "begun",
    "host_of",
    "lookalike",
    "marked",
    "may_continue",
    "readings",
    "redact",
    "screen",
    "screen_picture",
    "size_of",
    "spelled",
    "spelled_hosts",
    "without_digits",
]
