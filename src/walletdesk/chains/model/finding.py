"""What was found in a text, and how sure that is.

A text is never guessed at: where a form belongs to several chains, a finding names all of them.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    ADDRESS = "address"
    ACCOUNT = "account"  # an address that is a name: EOS
    TX_HASH = "tx_hash"
    TX_HASH_OR_ADDRESS = "tx_hash_or_address"  # the form does not tell
    SHORTENED = "shortened"  # 0x12…ab: cannot be looked up; whoever wrote it must send all of it
    SECRET = "secret"  # noqa: S105 - a kind, not one


class Checksum(StrEnum):
    VALID = "valid"
    NONE = "none"  # this form carries none, so a typo cannot be noticed
    WRONG = "wrong"  # mistyped or tampered with: never use it, never correct it


class Secrecy(StrEnum):
    """A private key looks like a transaction id on some chains. Unless OPEN, nothing may leave this house."""

    OPEN = "open"
    MAYBE = "maybe"  # ask the person what it is
    CERTAIN = "certain"


class Standing(StrEnum):
    """What is known of the site that a link leads to. None of them is ever opened."""

    EXPLORER = "explorer"  # stands in the chain table
    LOOKALIKE = "lookalike"  # made to be taken for one that does
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    host: str
    standing: Standing
    chains: tuple[str, ...] = ()  # of an explorer: those it shows


@dataclass(frozen=True, slots=True)
class Finding:
    """One transaction id or address, between ``start`` and ``end`` of the text, in code points.

    ``value`` is the id as its chain writes it: put together where lines broke it, in plain letters; empty
    unless ``secrecy`` is OPEN. ``chains`` are the ids of all chains of the table that it can belong to;
    ``forms`` the same with all EVM chains as one, ``evm``: they cannot be told apart by any address.
    ``detail`` is what the form itself says more: a tag, a network for tests, a point on the curve or not.
    """

    kind: Kind
    start: int
    end: int
    value: str = field(default="", repr=False)
    chains: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    checksum: Checksum = Checksum.NONE
    secrecy: Secrecy = Secrecy.OPEN
    link: Link | None = None
    detail: dict[str, str] = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        """Whether it is whole and carries no mistake that can be noticed."""
        whole = self.kind not in {Kind.SHORTENED, Kind.SECRET}
        return whole and bool(self.forms) and self.checksum is not Checksum.WRONG

    @property
    def may_be_looked_up(self) -> bool:
        return self.is_valid and self.secrecy is Secrecy.OPEN

    @property
    def addresses_on(self) -> tuple[str, ...]:
        """Where it can be an address. What has the form of a key is none where addresses are shorter.

        ``0x`` and 64 digits are one on Aptos and Sui, never on EVM; base58 of 32 bytes on Solana alone.
        """
        if self.kind in {Kind.ADDRESS, Kind.ACCOUNT}:
            return self.chains
        if self.kind is not Kind.TX_HASH_OR_ADDRESS:
            return ()
        if self.value.startswith("0x"):
            return tuple(chain for chain in self.chains if chain in self.forms)  # those of EVM have one form
        return tuple(chain for chain in self.chains if chain != "sui")

    @property
    def is_ambiguous(self) -> bool:
        """Whether the person must say which chain it was, or all of them must be asked."""
        return len(self.chains) > 1 or self.kind is Kind.TX_HASH_OR_ADDRESS


@dataclass(frozen=True, slots=True)
class Identified:
    """All that was found, in order of place. ``is_cut``: the text held more than is looked at."""

    findings: tuple[Finding, ...] = ()
    is_cut: bool = False

    @property
    def holds_secret(self) -> bool:
        return any(finding.secrecy is Secrecy.CERTAIN for finding in self.findings)

    @property
    def usable(self) -> tuple[Finding, ...]:
        """What may be looked up on chains."""
        return tuple(finding for finding in self.findings if finding.may_be_looked_up)
