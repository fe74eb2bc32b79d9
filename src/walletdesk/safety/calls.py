"""Which lists a text calls for, by its script and by how bare its words stand.

Asked before a list is read: reading one costs the server a moment and a browser a few kilobytes. The
browser asks the same way.
"""

import re
from collections.abc import Iterable, Sequence

from walletdesk.safety import lists
from walletdesk.safety.cues import is_spoken_of
from walletdesk.safety.scripts import HAN_ROW, HANGUL, KANA, LATIN, LONE_HAN, LONE_ROW
from walletdesk.safety.words import KNOWN, STOPS

FEWEST = 5  # words where a phrase is spoken of
ENOUGH = 7  # words that are not English, where it is not
TURNS = 24  # a phrase may come word by word
SHORTEST = 3  # letters of a Latin word
LONGEST = 600  # characters of a text that may be a piece


def calls_for(text: str, context: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of the lists beside the English one."""
    around = [*context[-TURNS:], text]
    called: tuple[str, ...] = lists.LATIN if _calls_for_latin(text, around) else ()
    if text.isascii():
        return called
    if KANA.search(text) and _count(KANA, around) >= FEWEST:
        called += (lists.JAPANESE,)
    if HANGUL.search(text) and _count(HANGUL, around) >= FEWEST:
        called += (lists.KOREAN,)
    return called + lists.CHINESE if _calls_for_han(text, around) else called


def _count(token: re.Pattern[str], texts: Iterable[str]) -> int:
    return sum(len(token.findall(text)) for text in texts if not text.isascii())


def _calls_for_han(text: str, around: Sequence[str]) -> bool:
    if LONE_HAN.search(text) and _count(LONE_HAN, around) >= FEWEST:
        return True
    if not HAN_ROW.search(text):
        return False
    return is_spoken_of(text, around[:-1]) or LONE_ROW.search(text) is not None


def _calls_for_latin(text: str, around: Sequence[str]) -> bool:
    alone = _bare_run(text)
    if alone >= ENOUGH or (alone >= FEWEST and is_spoken_of(text, around[:-1])):
        return True
    return (
        len(around) > 1 and is_bare(text) and sum(_bare_run(one) for one in around if is_bare(one)) >= ENOUGH
    )


def is_bare(text: str) -> bool:
    """Whether it holds words, and none of the little ones of prose."""
    words = LATIN.findall(text) if len(text) <= LONGEST else []
    return bool(words) and not any(_is_little(word) for word in words)


def _is_little(word: str) -> bool:
    return len(word) < SHORTEST or word.lower() in STOPS


def _bare_run(text: str) -> int:
    """The most words that are not English between two little ones of prose."""
    longest = run = 0
    for word in LATIN.findall(text):
        if _is_little(word):
            run = 0
        elif word.lower() not in KNOWN:
            run += 1
            longest = max(longest, run)
    return longest
