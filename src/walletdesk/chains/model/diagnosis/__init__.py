"""What became of a transaction: facts in, one code out. Rules alone, without input or output."""

from walletdesk.chains.model.diagnosis.codes import Actor, Code, ReasonKind, Trouble
from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis, Evidence, unknown
from walletdesk.chains.model.diagnosis.evm import diagnose_evm
from walletdesk.chains.model.diagnosis.facts import (
    EvmFacts,
    Facts,
    Holder,
    Known,
    Log,
    Receipt,
    Replay,
    Replayed,
    Token,
    Transaction,
)
from walletdesk.chains.model.diagnosis.reverts import Errors, Reason, reason_of
from walletdesk.chains.model.diagnosis.rules import diagnose

__all__ = [
    "Actor",
    "Code",
    "Diagnosis",
    "Errors",
    "Evidence",
    "EvmFacts",
    "Facts",
    "Holder",
    "Known",
    "Log",
    "Reason",
    "ReasonKind",
    "Receipt",
    "Replay",
    "Replayed",
    "Token",
    "Transaction",
    "Trouble",
    "diagnose",
    "diagnose_evm",
    "reason_of",
    "unknown",
]
