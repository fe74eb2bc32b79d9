"""What chains there are, which ids and addresses a text holds, and what became of a transaction."""

from walletdesk.chains.codecs.eip55 import cased, keccak256
from walletdesk.chains.errors import known_errors
from walletdesk.chains.identifying import Identifier, Judge, Screen, Suspicion
from walletdesk.chains.model import (
    EVM,
    AccountKind,
    Addresses,
    Block,
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
    Party,
    PartyKind,
    Secrecy,
    Standing,
)
from walletdesk.chains.model.account import Account, Allowance
from walletdesk.chains.model.diagnosis import (
    Actor,
    Code,
    Diagnosis,
    Evidence,
    Holder,
    Known,
    Reason,
    ReasonKind,
    Trouble,
)
from walletdesk.chains.model.diagnosis.advice import ACTORS, ADVICE
from walletdesk.chains.model.diagnosis.advice_words import Advice
from walletdesk.chains.model.diagnosis.context import BY_PEOPLE
from walletdesk.chains.model.poisoning import alike_in, lookalikes, looks_like
from walletdesk.chains.reading import UnfitTable, default_table, read_table
from walletdesk.chains.service import Diagnosed, Diagnosing, Inspected, Inspecting, Question

__all__ = [
    "ACTORS",
    "ADVICE",
    "BY_PEOPLE",
    "EVM",
    "Account",
    "AccountKind",
    "Actor",
    "Addresses",
    "Advice",
    "Allowance",
    "Block",
    "Chain",
    "ChainTable",
    "Checksum",
    "Code",
    "Coin",
    "Diagnosed",
    "Diagnosing",
    "Diagnosis",
    "Evidence",
    "Explorer",
    "Family",
    "Finding",
    "Holder",
    "Identified",
    "Identifier",
    "Inspected",
    "Inspecting",
    "Judge",
    "Kind",
    "Known",
    "Link",
    "Memo",
    "Party",
    "PartyKind",
    "Question",
    "Reason",
    "ReasonKind",
    "Screen",
    "Secrecy",
    "Standing",
    "Suspicion",
    "Trouble",
    "UnfitTable",
    "alike_in",
    "cased",
    "default_table",
    "keccak256",
    "known_errors",
    "lookalikes",
    "looks_like",
    "read_table",
]
