"""What Bitcoin and its kin say of one transaction: checked values, before any judgement; in satoshi."""

from dataclasses import dataclass
from typing import Final

from walletdesk.chains.model.diagnosis.facts import Known

_REPLACEABLE: Final = 0xFFFFFFFE  # an input below this signals that it may be replaced (BIP-125)


@dataclass(frozen=True, slots=True)
class CoinSpent:
    """One output of an earlier transaction, which this one spends. Only one can ever do that."""

    txid: str
    place: int
    value: int
    sequence: int

    @property
    def name(self) -> str:
        return f"{self.txid}:{self.place}"


@dataclass(frozen=True, slots=True)
class Paid:
    """``address`` is None where an output has none, as one that only holds words."""

    address: str | None
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BitcoinTransaction:
    """``weight`` counts four for a byte, one for a byte of a witness. ``block`` is None while it waits."""

    spends: tuple[CoinSpent, ...]
    pays: tuple[Paid, ...]
    fee: int
    weight: int
    block: int | None

    @property
    def rate(self) -> float:
        """Satoshi for a virtual byte, of this transaction alone."""
        return self.fee * 4 / self.weight

    @property
    def signals_replacement(self) -> bool:
        return any(one.sequence < _REPLACEABLE for one in self.spends)


@dataclass(frozen=True, slots=True)
class Replacement:
    """``coin``: which both wanted to spend, where that is known."""

    txid: str
    block: int | None
    coin: str = ""


@dataclass(frozen=True, slots=True)
class Relatives:
    """The unconfirmed ones that it is carried out with: ``rate`` is that of all that must go together."""

    ancestors: int
    descendants: int
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BitcoinFacts:
    """``next_rate``: what the next block is expected to ask for. ``looked_at``: of the coins it spends.

    ``free``: of one that nobody knows any more, whether all coins that it would spend are still there.
    What nobody needed, or nobody could tell, is None.
    """

    id: str
    head: int
    known: Known | None = None
    transaction: BitcoinTransaction | None = None
    replacement: Replacement | None = None
    free: bool | None = None
    next_rate: float | None = None
    relatives: Relatives | None = None
    looked_at: int = 0

    @property
    def is_seen(self) -> bool:
        return self.transaction is not None or self.replacement is not None

    @property
    def is_in_block(self) -> bool:
        return self.transaction is not None and self.transaction.block is not None
