"""What TRON says of one transaction: checked values, before any judgement. Addresses are written ``T...``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from walletdesk.chains.model.diagnosis.facts import Holder, Known


class Does(StrEnum):
    """What kind of transaction it is, as far as that matters here."""

    SEND = "send"  # TRX
    SEND_ASSET = "send_asset"  # a TRC-10 token: of the chain itself, not of a contract
    CALL = "call"
    PERMIT = "permit"  # says anew whose keys decide over the address
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Permission:
    """Keys and their weights; what they sign counts from ``threshold`` on."""

    threshold: int
    keys: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Permissions:
    """Whose keys decide over an address: ``owner`` over everything, ``actives`` over what they name."""

    address: str
    owner: Permission
    actives: tuple[Permission, ...] = ()

    @property
    def foreign(self) -> tuple[str, ...]:
        """Keys that are not the address itself, in their order."""
        found = [key for one in (self.owner, *self.actives) for key in one.keys if key != self.address]
        return tuple(dict.fromkeys(found))

    @property
    def is_shared(self) -> bool:
        """Whether others have a say over everything. Some set this up on purpose; thieves do as well."""
        return any(key != self.address for key in self.owner.keys)


class Deed(StrEnum):
    MOVED = "moved"
    PERMITTED = "permitted"


@dataclass(frozen=True, slots=True)
class TokenCall:
    """What a call told a TRC-20 contract to do; ``to`` receives, or is permitted."""

    deed: Deed
    owner: str
    to: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TronTransaction:
    """``value`` in sun, of a TRC-10 token (``asset``) in its smallest unit. ``expires``: milliseconds."""

    does: Does
    sender: str
    to: str | None = None
    value: int = 0
    asset: str | None = None
    call: TokenCall | None = None
    fee_limit: int = 0
    expires: int = 0
    memo: str = ""
    permissions: Permissions | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TronReceipt:
    """``result`` in the chain's own words. ``output`` is what the contract gave back."""

    block: int
    result: str
    fee: int = 0
    energy: int = 0
    energy_fee: int = 0
    bandwidth: int = 0
    output: bytes = field(default=b"", repr=False)
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TronFacts:
    """``now`` is the time of the newest block in milliseconds. What nobody needed is None or empty."""

    id: str
    head: int
    now: int
    known: Known | None = None
    transaction: TronTransaction | None = None
    receipt: TronReceipt | None = None
    permissions: Permissions | None = None  # of the sender, as they are now
    holder: Holder | None = None  # what stands at the receiver; None where nothing was sent
    is_active: bool = True  # whether the receiver's account exists

    @property
    def is_seen(self) -> bool:
        return self.transaction is not None

    @property
    def is_in_block(self) -> bool:
        return self.receipt is not None
