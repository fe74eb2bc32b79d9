"""A text that is signed once with an address: for how long, and what a signature can turn out to be."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walletdesk.kernel.ids import ConversationId

LIFE = timedelta(minutes=15)
MOST_TRIES = 5  # wrong signatures; then a new text is needed


class Family(StrEnum):
    """Chains whose signatures can be checked without asking one of them, by the names of ``chains``."""

    EVM = "evm"
    TRON = "tron"
    SOLANA = "solana"


class Answer(StrEnum):
    FITS = "fits"
    OTHER = "other"  # another key, or another text
    MALFORMED = "malformed"  # no signature of this chain at all
    UNUSUAL = "unusual"  # a second spelling of a signature, or a number that no wallet writes


@dataclass(frozen=True, slots=True)
class Address:
    """``text``: as its chain writes it."""

    family: Family
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the text says. ``nonce``: of one text alone."""

    address: str
    conversation: ConversationId
    until: datetime
    nonce: str = field(repr=False)
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One that is open stands for a conversation: a new one ends the one before.

    ``text`` is kept as it was shown, so that no later wording changes what is checked. The signature itself
    is not kept.
    """

    id: str
    conversation: ConversationId
    address: Address
    text: str
    made_at: datetime
    tries: int = 0
    proven_at: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        return self.made_at + LIFE

    def is_open(self, at: datetime) -> bool:
        return self.proven_at is None and self.tries < MOST_TRIES and self.made_at <= at < self.expires_at

    def proven(self, at: datetime) -> "Proof":
        return replace(self, proven_at=at)

    def missed(self) -> "Proof":
        return replace(self, tries=self.tries + 1)
