"""The words that the rules for phrases speak of: the English list, and what prose is made of.

In ``words/``: ``common.txt`` is our choice of the words of the English list that prose uses most,
``prose.txt`` words of prose that look like a slip of one on the list, ``stops.txt`` the little words that
hold the sentences of six languages together and stand in no phrase, ``common_han.txt`` the characters that
support is made of, ``plain.txt`` words behind "the password is" that are none. ``scripts/shield_words.py``
writes them for the browser.
"""

from functools import cache
from pathlib import Path

from walletdesk.safety import lists

_HERE = Path(__file__).with_name("words")


def _words(name: str) -> tuple[str, ...]:
    return tuple((_HERE / name).read_text("utf-8").split())


ENGLISH = lists.word_list(lists.ENGLISH).words
COMMON = frozenset(_words("common.txt"))
PROSE = frozenset(_words("prose.txt"))
PLAIN = frozenset(_words("plain.txt"))
STOPS = frozenset(_words("stops.txt"))
COMMON_HAN = frozenset("".join(_words("common_han.txt")))

WORDS = frozenset(ENGLISH)
KNOWN = frozenset(lists.word_list(lists.ENGLISH).numbers)  # four letters tell the words of this list apart
_SHORTEST_SLIP, _LONGEST_SLIP = 4, 10


def is_slip(word: str, name: str = lists.ENGLISH) -> bool:
    """Whether one slip of the finger after the first letter makes ``word`` one of the list."""
    if not _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP or word in PROSE:
        return False
    slips = _with_slips(name)
    return word in slips or any(cut in slips for cut in _cuts(word))


def _cuts(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(1, len(word))]


@cache
def _with_slips(name: str) -> frozenset[str]:
    words = lists.word_list(name).words
    return frozenset(words) | {cut for word in words for cut in _cuts(word)}
