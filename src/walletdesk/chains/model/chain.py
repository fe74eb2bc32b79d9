"""A chain as the table describes it: its names, how its addresses look, where people look things up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PLACE = "{id}"  # in a path of an explorer, where the transaction id or address stands


class Family(StrEnum):
    """Chains that are asked alike."""

    EVM = "evm"
    BITCOIN = "bitcoin"
    TRON = "tron"
    SOLANA = "solana"
    XRP = "xrp"
    STELLAR = "stellar"
    COSMOS = "cosmos"
    APTOS = "aptos"
    SUI = "sui"
    TON = "ton"
    EOS = "eos"
    POLKADOT = "polkadot"


class AccountKind(StrEnum):
    """What can stand at an address."""

    KEY = "key"  # whoever holds the key decides
    CONTRACT = "contract"  # a program decides
    DELEGATED = "delegated"  # a key that lends its decisions to a program (EIP-7702); not a contract
    SCRIPT = "script"  # several keys, or a condition
    TOKEN = "token"  # noqa: S105 - holds one token for an owner
    NAMED = "named"  # a name with permissions


class Memo(StrEnum):
    """What exchanges ask for beside the address, to know whom a deposit is for."""

    NONE = "none"
    TAG = "tag"  # a number of 32 bits
    MEMO = "memo"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Coin:
    """The native coin, in which fees are paid."""

    symbol: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Explorer:
    """A public page about the chain. ``tx`` and ``address`` are paths in which ``{id}`` stands for the id."""

    host: str
    tx: str = ""
    address: str = ""

    def tx_url(self, id: str) -> str | None:
        return f"https://{self.host}{self.tx.replace(PLACE, id)}" if self.tx else None

    def address_url(self, id: str) -> str | None:
        return f"https://{self.host}{self.address.replace(PLACE, id)}" if self.address else None


@dataclass(frozen=True, slots=True)
class Addresses:
    """What tells this chain's addresses from others of its family.

    ``keys`` and ``scripts`` are version bytes of base58check, ``hrp`` is what stands in front of bech32,
    ``cashaddr`` in front of cashaddr, ``ss58`` the prefix of SS58.
    """

    keys: tuple[int, ...] = ()
    scripts: tuple[int, ...] = ()
    hrp: str = ""
    cashaddr: str = ""
    ss58: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A block that this chain has and no other: by it an endpoint shows which chain it serves."""

    id: str
    height: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """``id`` is ours and never changes. ``chain_id`` is what the chain calls itself: EIP-155 on EVM.

    ``block_seconds`` is roughly how long a block takes, for words like "about a minute"; nothing is decided
    by it. ``ended`` is the day from which nothing new is written to it.
    """

    id: str
    family: Family
    name: dict[str, str]
    coin: Coin
    block_seconds: float
    chain_id: int | str | None = None
    accounts: tuple[AccountKind, ...] = (AccountKind.KEY,)
    memo: Memo = Memo.NONE
    addresses: Addresses = Addresses()
    explorers: tuple[Explorer, ...] = ()
    proof: Block | None = None
    ended: date | None = None

    def has_ended(self, today: date) -> bool:
        return self.ended is not None and self.ended <= today

    def called(self, locale: str) -> str:
        return self.name.get(locale) or self.name["en"]
