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
from walletdesk.chains.model.diagnosis.ledger import diagnose_ledger
from walletdesk.chains.model.diagnosis.ledger_facts import (
    LedgerFacts,
    Payment,
    Refusal,
    Space,
    State,
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
    "LedgerFacts",
    "Log",
    "Payment",
    "Reason",
    "ReasonKind",
    "Receipt",
    "Refusal",
    "Replay",
    "Replayed",
    "Space",
    "State",
    "Token",
    "Transaction",
    "Trouble",
    "diagnose",
    "diagnose_evm",
    "diagnose_ledger",
    "reason_of",
    "unknown",
]
