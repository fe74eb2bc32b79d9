"""What a word is, before it is known where it stood and whether it may be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from walletdesk.chains.model import Checksum, Kind


@dataclass(frozen=True, slots=True)
class Seen:
    """``forms``: all that it can belong to, EVM chains as one. ``value``: as the chain writes it.

    ``is_loose``: any letters of about this length would be one, so a longer word with a checksum is believed
    before it.
    """

    kind: Kind
    forms: tuple[str, ...]
    value: str
    checksum: Checksum = Checksum.NONE
    detail: Mapping[str, str] = field(default_factory=dict)
    is_loose: bool = False

    @property
    def is_whole(self) -> bool:
        return self.checksum is not Checksum.WRONG and self.kind is not Kind.SHORTENED


def wrong(kind: Kind, forms: tuple[str, ...], value: str) -> Seen:
    """It has the look of it and cannot be it."""
    return Seen(kind, forms, value, Checksum.WRONG)


def looks_random(word: str) -> bool:
    """Capital and small letters and digits in one word: ids have all three, words of prose do not."""
    return (
        any("0" <= c <= "9" for c in word)
        and any("a" <= c <= "z" for c in word)
        and any("A" <= c <= "Z" for c in word)
    )
