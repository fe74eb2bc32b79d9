"""The one question that is asked of every text before anything is kept: does it hold a secret."""

from collections.abc import Sequence
from dataclasses import replace

from walletdesk.safety import codes, keys, keystore, passwords, phrases, pieces
from walletdesk.safety.folding import fold, is_usual
from walletdesk.safety.model import CLEAN, Finding, Screening


def screen(text: str, *, context: Sequence[str] = ()) -> Screening:
    """Look for recovery phrases, keys, passwords and codes.

    ``context`` is what the same person wrote before in this conversation, oldest first: it tells what bare
    digits are, and completes a phrase that is sent in pieces.
    """
    if is_usual(text):
        return _screen(text, context)
    plain, places = fold(text)
    seen = _screen(plain, context)
    moved = [replace(f, start=places[f.start][0], end=places[f.end - 1][1]) for f in seen.findings]
    return Screening(tuple(moved), seen.parts)


def may_continue(text: str) -> bool:
    """Whether what the same person wrote before may decide: a piece of a phrase, or bare digits."""
    plain = text if is_usual(text) else fold(text)[0]
    return pieces.may_continue(plain) or _screen(plain, ()).uncertain


def _screen(text: str, context: Sequence[str]) -> Screening:
    found, parts = phrases.find(text, context)
    found += [*keystore.find(text), *keys.find(text, context)]
    said = [*passwords.find(text), *codes.find(text)]
    found += [one for one in said if not any(_meet(one, other) for other in found)]
    if not found:
        return CLEAN
    return Screening(tuple(sorted(found, key=lambda f: f.start)), parts)


def _meet(one: Finding, other: Finding) -> bool:
    """A key that somebody calls a password is a key."""
    return one.start < other.end and other.start < one.end
