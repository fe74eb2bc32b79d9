"""What chains there are, and which transaction ids and addresses a text holds."""

from walletdesk.chains.identifying import Identifier, Judge, Screen, Suspicion
from walletdesk.chains.model import (
    EVM,
    AccountKind,
    Addresses,
    Chain,
    ChainTable,
    Checksum,
    Coin,
    Explorer,
    Family,
    Finding,
    Identified,
    Kind,
    Link,
    Memo,
    Secrecy,
    Standing,
)
from walletdesk.chains.reading import UnfitTable, default_table, read_table

__all__ = [
    "EVM",
    "AccountKind",
    "Addresses",
    "Chain",
    "ChainTable",
    "Checksum",
    "Coin",
    "Explorer",
    "Family",
    "Finding",
    "Identified",
    "Identifier",
    "Judge",
    "Kind",
    "Link",
    "Memo",
    "Screen",
    "Secrecy",
    "Standing",
    "Suspicion",
    "UnfitTable",
    "default_table",
    "read_table",
]
