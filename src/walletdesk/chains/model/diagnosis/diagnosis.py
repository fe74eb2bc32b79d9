"""One finding about one transaction: its code, and what it rests on."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from walletdesk.chains.model.diagnosis.codes import Code, Trouble
from walletdesk.chains.model.diagnosis.reverts import Reason

Evidence = dict[str, str | int]  # numbers in the smallest unit; addresses in small letters


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """``reason`` with ``reverted`` alone, ``trouble`` with ``unknown`` alone."""

    code: Code
    evidence: Evidence = field(default_factory=dict)
    reason: Reason | None = None
    trouble: Trouble | None = None


class Stands(StrEnum):
    """Where it stands, as ``state`` of the evidence: of codes that mean one thing here and another there."""

    MISSING = "missing"
    GONE = "gone"
    FAILED = "failed"
    DONE = "done"


_TELLS_TOO_LITTLE: Final = frozenset(
    {
        Code.INSUFFICIENT_FEE,
        Code.INSUFFICIENT_BALANCE,
        Code.MEMO_MISSING,
        Code.TRON_PERMISSION_CHANGED,
    }
)


def standing(told: Diagnosis, stands: Stands) -> Diagnosis:
    """Said only where the code alone does not: on EVM chains who lacks coins waits, elsewhere it failed."""
    if told.code not in _TELLS_TOO_LITTLE:
        return told
    return replace(told, evidence={**told.evidence, "state": stands.value})


def unknown(trouble: Trouble) -> Diagnosis:
    return Diagnosis(Code.UNKNOWN, trouble=trouble)
