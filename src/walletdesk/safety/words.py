"""The words of recovery phrases: the BIP-39 English list, and what prose is made of.

``words/english.txt`` is the list of the standard (MIT licence), ``words/common.txt`` our choice of the words
of it that prose uses most, ``words/prose.txt`` words of prose that look like a slip of one on the list.
``scripts/shield_words.py`` writes the same for the browser.
"""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).with_name("words")


def _words(name: str) -> tuple[str, ...]:
    return tuple((_HERE / name).read_text("ascii").split())


ENGLISH = _words("english.txt")
COMMON = frozenset(_words("common.txt"))
PROSE = frozenset(_words("prose.txt"))

WORDS = frozenset(ENGLISH)
KNOWN = WORDS | {word[:4] for word in ENGLISH}  # four letters tell the words of this list apart


def is_slip(word: str) -> bool:
    """Whether one slip of the finger after the first letter makes ``word`` one of the list."""
    if not 4 <= len(word) <= 9 or word in PROSE:
        return False
    return word in _with_slips() or any(cut in _with_slips() for cut in _cuts(word))


def _cuts(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(1, len(word))]


@cache
def _with_slips() -> frozenset[str]:
    return WORDS | {cut for word in ENGLISH for cut in _cuts(word)}
