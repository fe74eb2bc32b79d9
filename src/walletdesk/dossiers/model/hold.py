"""That a withdrawal is held, as the desks for funds and risk say it. What a chain knows is not held."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from walletdesk.dossiers.model.finding import Finding
from walletdesk.dossiers.model.sorts import Sort
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId

HELD: Final = "withdrawal_held"
WHY, SINCE = "held_for", "held_since"  # in the evidence of its finding


class Why(StrEnum):
    """In words that stand fixed: nobody writes a contact's fear into a form."""

    REVIEW = "review"
    ANSWER = "answer"  # something is asked of the contact
    ADDRESS = "address"
    NETWORK = "network"
    UNKNOWN = "unknown"  # of another provider, who has not told


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """``by``: the agent who said so; it stays in the house."""

    why: Why
    by: AgentId
    at: datetime


def finding_of(hold: Hold, looked: Finding | None) -> Finding:
    """``looked``: what the chains say, who do not know it."""
    return Finding(
        code=HELD,
        evidence={WHY: hold.why.value, SINCE: str(millis(hold.at))},
        asked=looked.asked if looked else (),
        silent=looked.silent if looked else {},
    )


def is_left_to_people(finding: Finding) -> bool:
    """No chain says anything of it."""
    return not finding.chain and finding.sort in {Sort.MISSING, Sort.UNKNOWN}
