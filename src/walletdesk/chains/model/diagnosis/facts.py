"""What a chain says of one transaction, of the EVM family in full: checked values, before any judgement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Facts(Protocol):
    """What those need who do not know the family. Each family has its own, and its own rules."""

    @property
    def id(self) -> str: ...
    @property
    def is_seen(self) -> bool:
        """Whether this chain knows the transaction at all."""

    @property
    def is_in_block(self) -> bool:
        """Whether it was carried out, well or not: then it is asked about less often."""


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody tells beside the id: what a transaction that nobody knows any more can be judged by.

    ``sender`` and ``nonce`` (EVM): the place it would take. ``sender`` alone (TRON): whose keys decide.
    ``coins`` (Bitcoin): what it would spend, as ``txid:number``; evidence of one that waits names them.
    ``last_block`` (Solana): the last in which it could be carried out, the wallet's ``lastValidBlockHeight``.
    ``named`` is the chain and ``meant`` the address that they wanted to pay to; ``history`` holds the
    addresses that they paid something to before.
    """

    sender: str | None = None
    nonce: int | None = None
    coins: tuple[str, ...] = ()
    last_block: int | None = None
    named: str | None = None
    meant: str | None = None
    history: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int] | None:
        """Only one transaction of a sender can have a number."""
        return None if self.sender is None or self.nonce is None else (self.sender, self.nonce)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """``max_fee``: the most it pays for one unit of gas. ``to`` is None where it creates a contract.

    ``price``: what it paid for one, of one in a block, where the node says so here.
    """

    sender: str
    to: str | None
    nonce: int
    value: int
    gas: int
    max_fee: int
    data: bytes = field(repr=False)
    block: int | None
    price: int | None = None


@dataclass(frozen=True, slots=True)
class Log:
    address: str
    topics: tuple[str, ...]
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """``price``: what it paid for one unit of gas, where the node says so."""

    succeeded: bool
    gas_used: int
    block: int
    logs: tuple[Log, ...] = ()
    price: int | None = None


class Holder(StrEnum):
    """What stands at an address. A delegated account (EIP-7702) is its owner's, not a contract."""

    KEY = "key"
    DELEGATED = "delegated"
    CONTRACT = "contract"


class Replayed(StrEnum):
    """How it went when the failed call was made again on the state before its block."""

    REVERTED = "reverted"
    OUT_OF_GAS = "out_of_gas"
    INVALID = "invalid"
    SUCCEEDED = "succeeded"  # the state inside the block was another
    NOT_KNOWN = "not_known"  # the node keeps no state of then, or does not answer such calls


@dataclass(frozen=True, slots=True)
class Replay:
    """``said``: the reason in the node's own words, where it gave those and no data."""

    how: Replayed
    data: bytes = b""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """As its contract calls it; None where it does not say."""

    symbol: str | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvmFacts:
    """``next_nonce`` counts what is in blocks, ``pool_nonce`` also what waits without a gap.

    ``base_fee`` is that of the next block, ``usual_price`` what the middle one of its own block paid for one
    unit of gas. What nobody needed for this transaction is None or empty.
    Of one that nobody knows: ``asked_nodes`` were asked, ``agreeing`` of them answered, and said the same.
    """

    id: str
    head: int | None = None
    known: Known | None = None
    transaction: Transaction | None = None
    receipt: Receipt | None = None
    base_fee: int | None = None
    next_nonce: int | None = None
    pool_nonce: int | None = None
    balance: int | None = None
    holders: Mapping[str, Holder] = field(default_factory=dict)
    tokens: Mapping[str, Token] = field(default_factory=dict)
    replay: Replay | None = None
    usual_price: int | None = None
    asked_nodes: int = 0
    agreeing: int = 0

    @property
    def place(self) -> tuple[str, int] | None:
        """The one that it would take, if somebody told."""
        return self.known.place if self.known else None

    @property
    def is_seen(self) -> bool:
        return self.transaction is not None

    @property
    def is_in_block(self) -> bool:
        return self.receipt is not None
