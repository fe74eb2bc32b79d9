"""What the shield says about a text. Nothing here ever holds the text or a part of it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    MNEMONIC = "mnemonic"
    PRIVKEY_HEX = "privkey_hex"
    WIF = "wif"  # and other keys in letters of their own with a checksum: Stellar, XRP
    XPRV = "xprv"
    SOLANA_KEY = "solana_key"
    SOLANA_KEY_JSON = "solana_key_json"
    KEYSTORE = "keystore"
    PASSWORD = "password"  # noqa: S105 - a kind, not one
    OTP = "otp"
    NONE = "none"


class Certainty(StrEnum):
    CERTAIN = "certain"  # stop it
    UNCERTAIN = "uncertain"  # ask before keeping it; send it nowhere


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a secret lies: ``start`` and ``end`` count code points of the text as it came."""

    kind: Kind
    start: int
    end: int
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Screening:
    """All that was found, in order of place. ``parts``: the texts before it that belong to its phrase."""

    findings: tuple[Finding, ...] = ()
    parts: tuple[int, ...] = ()

    @property
    def earlier(self) -> int:
        return len(self.parts)

    @property
    def stopped(self) -> bool:
        """Whether this text must not be kept."""
        return self._first(Certainty.CERTAIN) is not None

    @property
    def uncertain(self) -> bool:
        """Whether the sender must be asked first, because nothing is certain and something may be a key."""
        return bool(self.findings) and not self.stopped

    @property
    def worst(self) -> Finding | None:
        """The first certain finding, else the first at all."""
        return self._first(Certainty.CERTAIN) or (self.findings[0] if self.findings else None)

    @property
    def kind(self) -> Kind:
        return self.worst.kind if self.worst else Kind.NONE

    @property
    def span(self) -> tuple[int, int] | None:
        return (self.worst.start, self.worst.end) if self.worst else None

    @property
    def certainty(self) -> Certainty | None:
        return self.worst.certainty if self.worst else None

    def _first(self, certainty: Certainty) -> Finding | None:
        return next((f for f in self.findings if f.certainty is certainty), None)


CLEAN = Screening()
