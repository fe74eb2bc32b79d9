"""Phrases of the English list, which is the hard one: much of English prose is made of its words.

What tells them apart: in 459,000 words of manuals eight in a row came from the list four times, twelve
once. So nine in a row are a phrase, unless they are the words that prose is made of; five to eight need
somebody speaking of one.
"""

import re
from collections.abc import Callable
from functools import partial

from walletdesk.safety.chains import Chain, Fit, chains, trimmed
from walletdesk.safety.lists import plain
from walletdesk.safety.model import Finding
from walletdesk.safety.phrase_checksum import LENGTHS, fits
from walletdesk.safety.words import COMMON, KNOWN, STOPS, is_slip

WINDOW = 12  # words of the shortest phrase
ENOUGH = 9  # list words among twelve, or in a row
FEWEST = 5  # where a phrase is spoken of
TOKEN = re.compile("[A-Za-z]+")
_SHORTEST = 3  # letters of a word on any Latin list
_MOST_COMMON, _MOST_COMMON_BESIDE_STRANGERS = 7, 4  # words of prose among twelve
_RUN = b"\1" * FEWEST


def judge(word: str) -> Fit:
    if word in KNOWN:
        return Fit.LISTED
    if is_slip(word):
        return Fit.SLIP
    return Fit.NONE if len(word) < _SHORTEST or word in STOPS else Fit.STRANGER


english_chains = partial(chains, tokens=TOKEN, judge=judge, plain=plain)


def find(text: str, spoken_of: Callable[[], bool]) -> list[Finding]:
    marks = bytes(map(KNOWN.__contains__, TOKEN.findall(text.lower())))
    if not (is_dense(marks) or (_RUN in marks and spoken_of())):
        return []
    found = (phrase_in(chain, spoken_of=spoken_of()) for chain in english_chains(text))
    return [finding for finding in found if finding]


def is_dense(marks: bytes) -> bool:
    """Whether any twelve words in a row hold enough of the list: the cheap question before the dear one."""
    least = ENOUGH - 2
    if marks.count(1) < least:
        return False
    count = marks[:WINDOW].count(1)
    for leaving, coming in zip(marks, marks[WINDOW:], strict=False):
        if count >= least:
            return True
        count += coming - leaving
    return count >= least


def phrase_in(chain: Chain, *, spoken_of: bool) -> Finding | None:
    drawn = [i for i in range(len(chain) - WINDOW + 1) if _is_drawn(chain.part(i, i + WINDOW))]
    if drawn:
        return trimmed(chain.part(drawn[0], drawn[-1] + WINDOW)).finding()
    if place := _valid_part(chain.words):
        return chain.part(*place).finding()
    whole = trimmed(chain)
    parts = (whole, _without_prose_ends(whole))
    return next((part.finding() for part in parts if is_partial(part, spoken_of=spoken_of)), None)


def _is_drawn(window: Chain) -> bool:
    """Whether twelve words look drawn by lot: on the list, not those of prose, not a table's labels."""
    has_strangers = Fit.STRANGER in window.fits
    if has_strangers and not window.is_even:
        return False
    most = _MOST_COMMON_BESIDE_STRANGERS if has_strangers else _MOST_COMMON
    return window.count(Fit.LISTED) >= ENOUGH and _common(window) <= most and window.distinct >= 7


def _valid_part(words: tuple[str, ...]) -> tuple[int, int] | None:
    """``abandon abandon ... about``: nobody's luck, but valid. Some words of a sentence may precede it."""
    parts = [(start, start + length) for start in range(6) for length in sorted(LENGTHS)]
    return next((part for part in parts if fits(words[slice(*part)])), None)


def is_partial(chain: Chain, *, spoken_of: bool) -> bool:
    """Whether fewer than twelve words are what is left of a phrase."""
    listed, common = chain.count(Fit.LISTED), _common(chain)
    if chain.distinct * 3 < len(chain) * 2:
        return False
    strangers = chain.count(Fit.STRANGER)
    if strangers and not chain.is_even:
        return False
    if listed >= ENOUGH:
        return common * (4 if strangers else 2) <= listed
    if listed + chain.count(Fit.SLIP) >= ENOUGH and listed >= ENOUGH - 2 and common * 4 <= listed:
        return not strangers
    return spoken_of and FEWEST <= listed == len(chain) and common * 4 <= listed


def _common(chain: Chain) -> int:
    return sum(word in COMMON for word in chain.words)


def _without_prose_ends(chain: Chain) -> Chain:
    """``like this: kiwi planet ...`` begins with words of the list that belong to the sentence."""
    rare = [i for i, word in enumerate(chain.words) if word in KNOWN and word not in COMMON]
    return chain.part(rare[0], rare[-1] + 1) if rare else Chain()
