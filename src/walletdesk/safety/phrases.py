"""Finds recovery phrases in a text, and in a text together with those before it."""

from collections.abc import Sequence

from walletdesk.safety import english, foreign, lists, pieces, unspaced
from walletdesk.safety.calls import calls_for
from walletdesk.safety.cues import is_spoken_of
from walletdesk.safety.model import Finding


def find(text: str, context: Sequence[str] = ()) -> tuple[list[Finding], tuple[int, ...]]:
    """The phrases in ``text``, and which of the texts before it belong to the first of them."""
    said: list[bool] = []

    def spoken_of() -> bool:
        if not said:  # looked for once, and only where it decides
            said.append(is_spoken_of(text, context))
        return said[0]

    if found := english.find(text, spoken_of):
        return found, ()
    called = calls_for(text, context)
    found = foreign.find(text, called, spoken_of)
    if not found and lists.CHINESE[0] in called:
        found = unspaced.find(text, spoken_of)
    return (found, ()) if found or not context else pieces.find(text, context, called)
