"""The one question that is asked of every text before anything is kept: does it hold a secret."""

from collections.abc import Sequence
from dataclasses import replace

from walletdesk.safety import keys, phrases
from walletdesk.safety.folding import fold, is_usual
from walletdesk.safety.model import CLEAN, Screening


def screen(text: str, *, context: Sequence[str] = ()) -> Screening:
    """Look for recovery phrases and private keys.

    ``context`` is what the same person wrote before in this conversation, oldest first: it tells what bare
    digits are, and completes a phrase that is sent in pieces.
    """
    if is_usual(text):
        return _screen(text, context)
    plain, places = fold(text)
    seen = _screen(plain, context)
    moved = [replace(f, start=places[f.start], end=places[f.end - 1] + 1) for f in seen.findings]
    return Screening(tuple(moved), seen.earlier)


def _screen(text: str, context: Sequence[str]) -> Screening:
    found, earlier = phrases.find(text, context)
    found += keys.find(text, context)
    if not found:
        return CLEAN
    return Screening(tuple(sorted(found, key=lambda f: f.start)), earlier)
