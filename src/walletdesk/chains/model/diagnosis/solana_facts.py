"""What Solana says of one transaction: checked values, before any judgement. Amounts in lamports."""

from dataclasses import dataclass
from typing import Final

from walletdesk.chains.model.diagnosis.facts import Known

SYSTEM: Final = "11111111111111111111111111111111"
TOKEN: Final = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"  # noqa: S105 - a program
TOKEN_2022: Final = "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb"  # noqa: S105
WRAPPED: Final = "So11111111111111111111111111111111111111112"  # SOL in the form of a token
EVERYTHING: Final = 2**64 - 1  # the largest amount that a permission can name


@dataclass(frozen=True, slots=True)
class Sent:
    """SOL that an instruction of the transaction itself moved."""

    to: str
    amount: int
    is_program: bool  # whether no key can open that address (it is off the curve)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A token of which ``owner`` has more afterwards."""

    mint: str
    owner: str
    amount: int
    decimals: int
    is_program: bool


@dataclass(frozen=True, slots=True)
class Delegated:
    """``to`` may move ``amount`` out of one token account."""

    account: str
    to: str
    amount: int


@dataclass(frozen=True, slots=True)
class GivenAway:
    """Somebody else owns a token account, or decides over an account, from now on."""

    account: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why it failed. ``name`` is the chain's word; a ``number`` means something in ``program`` alone.

    ``depth``: 1 is what the transaction itself called. ``account`` is the one that the error names, or that
    did not exist; ``is_new``, whether it had nothing before; ``is_own``, whether it signed.
    """

    name: str
    number: int | None = None
    program: str | None = None
    depth: int = 0
    said: str = ""
    ran_dry: bool = False
    account: str | None = None
    is_new: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SolanaTransaction:
    """One that was carried out, well or not. ``sender`` signed first and paid the fee."""

    sender: str
    slot: int
    finalized: bool
    fee: int
    units: int | None = None
    failed: Failed | None = None
    sent: tuple[Sent, ...] = ()
    arrived: tuple[Arrived, ...] = ()
    delegated: tuple[Delegated, ...] = ()
    given_away: tuple[GivenAway, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SolanaFacts:
    """``waits``: seen in a block that not enough have voted for. ``height`` counts blocks, without gaps.

    ``rent`` is what an account without data must hold at least. What nobody needed is None.
    """

    id: str
    known: Known | None = None
    waits: bool = False
    transaction: SolanaTransaction | None = None
    height: int | None = None
    rent: int | None = None

    @property
    def is_seen(self) -> bool:
        return self.waits or self.transaction is not None

    @property
    def is_in_block(self) -> bool:
        return self.transaction is not None
