"""What a chain says of one transaction where the chain itself knows what a payment is: one shape for all.

XRP, Stellar, TON, Cosmos, EOS, Aptos and Sui fill it, each by its own reader. What they do not tell is None.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    ABSENT = "absent"
    WAITING = "waiting"
    LATE = "late"  # in no block, and the time in which it could get into one is over
    FAILED = "failed"  # carried out as refused: the fee is spent, nothing moved
    EMPTY = "empty"  # carried out without an error, and yet nothing went out
    CARRIED_OUT = "carried_out"


class Space(StrEnum):
    """Whose names and numbers these are: the same number means another thing elsewhere."""

    XRP = "xrp"
    STELLAR = "stellar"
    TON = "ton"
    COSMOS = "sdk"  # of the Cosmos SDK itself; a chain's own modules count theirs from 1 again
    MODULE = "module"
    EOS = "eos"
    APTOS = "aptos"
    SUI = "sui"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why, in the chain's own name or number for it. Never a sentence that somebody wrote."""

    space: Space
    name: str
    number: int | None = None

    @property
    def said(self) -> str:
        return self.name if self.number is None else f"{self.name} ({self.number})"


Amount = int | str  # in the smallest unit; as decimal text where a token has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """``amount`` is what arrived, ``named`` what was written, where less may arrive than that.

    ``token`` is None for the chain's own coin. ``tag`` is a number; what a memo says is not read.
    """

    recipient: str
    amount: Amount | None = None
    named: Amount | None = None
    symbol: str | None = None
    decimals: int | None = None
    token: str | None = None
    has_memo: bool | None = None
    demands_memo: bool | None = None  # asked only where it matters
    tag: int | None = None
    falls_short: bool = False  # less arrived than was named
    may_be_hidden: bool = False  # apps show tokens of this kind only once they are told to


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFacts:
    """``block`` and ``head`` are counted as the chain counts: ledgers, blocks, checkpoints or versions.

    ``refusal`` stands with ``FAILED``, and with nothing else.
    """

    id: str
    state: State
    sender: str | None = None
    payment: Payment | None = None
    refusal: Refusal | None = None
    fee: int | None = None
    block: int | None = None
    head: int | None = None

    @property
    def is_seen(self) -> bool:
        return self.state is not State.ABSENT

    @property
    def is_in_block(self) -> bool:
        return self.state in {State.FAILED, State.EMPTY, State.CARRIED_OUT}
