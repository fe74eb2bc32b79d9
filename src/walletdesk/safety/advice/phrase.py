"""Patterns written as words and gaps: those of the package's rules, and the plain phrases of a lead.

``@name`` is a list of words, ``a|b_c`` are words (``_`` is a blank), a number is the gap before what follows.
A lead writes words alone: ``...`` between those that may stand apart, ``/`` between those that mean the same.
"""

from collections.abc import Mapping

from walletdesk.safety.advice.model import Family, Part, Pattern, Reason, Rule, Severity, Words
from walletdesk.safety.advice.plain import plain

GAP = 40
LONGEST = 200
MOST_PARTS = 8


class BadPhraseError(ValueError):
    """A phrase that is empty, too long, or nothing but gaps."""


def pattern(written: str, vocabulary: Mapping[str, Words]) -> Pattern:
    parts: list[Part] = []
    gap = 1
    for token in written.split():
        if token.isdecimal():
            gap = int(token)
            continue
        words = vocabulary[token[1:]] if token.startswith("@") else _words(token.split("|"))
        parts.append(Part(words, gap))
        gap = 1
    return tuple(parts)


def phrase_rule(id: str, phrase: str, severity: Severity, reasons: Mapping[str, Reason]) -> Rule:
    """A lead's own rule. ``phrase`` is read as it is shown to others: words, ``...`` and ``/``."""
    read = plain(phrase).text.replace("\u2026", "...").strip()
    if len(phrase) > LONGEST:
        raise BadPhraseError
    parts = [[word.strip() for word in part.split("/") if word.strip()] for part in read.split("...")]
    filled = [Part(tuple(words), GAP) for words in parts if words]
    if not filled or len(filled) > MOST_PARTS or not all(_is_enough(part) for part in filled):
        raise BadPhraseError
    return Rule(id, Family.OWN, severity, (tuple(filled),), reasons)


def _is_enough(part: Part) -> bool:
    """A single sign or a bare star would stop half of all sentences."""
    return all(len(word.removesuffix("*")) >= 2 for word in part.words)


def _words(written: list[str]) -> Words:
    return tuple(word.replace("_", " ") for word in written)
