"""What chains there are, and which transaction ids and addresses a text holds."""

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
    "Kind",
    "Link",
    "Memo",
    "Secrecy",
    "Standing",
    "UnfitTable",
    "default_table",
    "read_table",
]
