"""How much of a secret was sent, as coarsely as helps: how long a phrase it is, of all else short or long."""

import re
import unicodedata
from collections.abc import Sequence

from walletdesk.safety.model import Finding, Kind

_WHOLE = (12, 15, 18, 21, 24)  # words that a phrase can have
_PARTIAL, _SHORT, _LONG = "partial", "short", "long"
_LONG_FROM = (
    20  # characters: above what people type by heart; which length below or above is nobody's business
)
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def size_of(finding: Finding, text: str, parts: Sequence[str] = ()) -> str:
    """12, 15, 18, 21, 24 or partial for a phrase, with its earlier ``parts``; short or long for the rest."""
    span = text[finding.start : finding.end]
    if finding.kind is not Kind.MNEMONIC:
        return _LONG if len(span) >= _LONG_FROM else _SHORT
    count = sum(map(_words, [*parts, span]))
    return str(count) if count in _WHOLE else _PARTIAL


def _words(text: str) -> int:
    """Chinese phrases have one word a character, spaced or not; in all other lists words stand apart."""
    found = _WORD.findall(unicodedata.normalize("NFKC", text))
    if all(_HAN.fullmatch(word) for word in found):
        return sum(map(len, found))
    return len(found)
