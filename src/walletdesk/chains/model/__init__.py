"""Chains, and what a text holds that belongs to one: rules and values without input or output."""

from walletdesk.chains.model.chain import AccountKind, Addresses, Block, Chain, Coin, Explorer, Family, Memo
from walletdesk.chains.model.finding import Checksum, Finding, Identified, Kind, Link, Secrecy, Standing
from walletdesk.chains.model.party import Party, PartyKind
from walletdesk.chains.model.table import EVM, ChainTable

__all__ = [
    "EVM",
    "AccountKind",
    "Addresses",
    "Block",
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
    "Party",
    "PartyKind",
    "Secrecy",
    "Standing",
]
