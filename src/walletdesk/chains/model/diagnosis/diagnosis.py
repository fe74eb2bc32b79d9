"""One finding about one transaction: its code, and what it rests on."""

from dataclasses import dataclass, field

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


def unknown(trouble: Trouble) -> Diagnosis:
    return Diagnosis(Code.UNKNOWN, trouble=trouble)
