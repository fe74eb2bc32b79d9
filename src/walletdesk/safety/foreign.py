"""Phrases of the lists that prose does not share: five Latin ones, Japanese, Korean, and Chinese.

Sentences of these languages are held together by little words, endings and particles that no list has, so
nine of twelve from a list are no accident.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from walletdesk.safety import lists
from walletdesk.safety.calls import SHORTEST
from walletdesk.safety.chains import Chain, Fit, Judge, chains, trimmed
from walletdesk.safety.model import Finding
from walletdesk.safety.phrase_checksum import fits
from walletdesk.safety.scripts import COUNTERS, TOKENS
from walletdesk.safety.words import COMMON_HAN, STOPS, is_slip

WINDOW, ENOUGH, FEWEST = 12, 9, 5
_FEWEST_DISTINCT = 7


def find(text: str, called: Sequence[str], spoken_of: Callable[[], bool]) -> list[Finding]:
    """``called``: the lists that may be meant. Two share words: the one that covers more counts."""
    every = [_found_in(text, name, spoken_of) for name in called]
    return max(every, key=_covered, default=[])


def _covered(found: Sequence[Finding]) -> int:
    return sum(finding.end - finding.start for finding in found)


def _found_in(text: str, name: str, spoken_of: Callable[[], bool]) -> list[Finding]:
    numbers = lists.word_list(name).numbers
    listed = sum(word in numbers for word in TOKENS[name].findall(lists.plain(text)))
    if listed < FEWEST or (listed < ENOUGH - 1 and not spoken_of()):
        return []
    return [f for row in _rows(text, name) if (f := phrase_in(row, name, spoken_of=spoken_of()))]


def _rows(text: str, name: str) -> Iterator[Chain]:
    if name in lists.CHINESE and len(COUNTERS.findall(text)) >= FEWEST:
        text = COUNTERS.sub(lambda counter: "1" * len(counter[0]), text)
    return chains(text, TOKENS[name], _judge(name), lists.plain)


@cache
def _judge(name: str) -> Judge:
    numbers = lists.word_list(name).numbers
    words = frozenset(lists.word_list(name).words)

    def latin(word: str) -> Fit:
        if word in words or (word in numbers and word not in STOPS):
            return Fit.LISTED
        if len(word) < SHORTEST or word in STOPS:
            return Fit.NONE
        return Fit.SLIP if is_slip(word, name) else Fit.STRANGER

    def other(word: str) -> Fit:
        return Fit.LISTED if word in numbers else Fit.STRANGER

    def han(word: str) -> Fit:
        if len(word) > 1:
            return Fit.NONE
        return Fit.LISTED if word in numbers else Fit.STRANGER

    return latin if name in lists.LATIN else han if name in lists.CHINESE else other


def phrase_in(chain: Chain, name: str, *, spoken_of: bool) -> Finding | None:
    ends = range(WINDOW, len(chain) + 1)
    drawn = [end for end in ends if _is_drawn(chain.part(end - WINDOW, end), name)]
    if drawn:
        return trimmed(chain.part(drawn[0] - WINDOW, drawn[-1])).finding()
    whole = trimmed(chain)
    if is_partial(whole, name, spoken_of=spoken_of) or _is_valid(whole, name):
        return whole.finding()
    return None


def _is_valid(chain: Chain, name: str) -> bool:
    """One word twelve times over may be valid; so is one in sixteen of twelve characters of prose."""
    return fits(chain.words, lists.word_list(name).numbers) and not _is_prose(chain, name)


def _is_drawn(window: Chain, name: str) -> bool:
    listed = window.count(Fit.LISTED)
    return listed >= ENOUGH and window.distinct >= _FEWEST_DISTINCT and not _is_prose(window, name)


def is_partial(chain: Chain, name: str, *, spoken_of: bool) -> bool:
    listed, strangers = chain.count(Fit.LISTED), chain.count(Fit.STRANGER)
    if chain.distinct * 3 < len(chain) * 2 or _is_prose(chain, name):
        return False
    if listed >= ENOUGH - 1 and (listed + chain.count(Fit.SLIP) >= ENOUGH or (strangers and chain.is_even)):
        return True
    return spoken_of and listed >= FEWEST and listed >= len(chain) - 1 and not strangers


_PROSE = 5.35  # of twelve characters of support prose 1 in 10,000 is above, of twelve drawn 1 in 250 below
_MARKED_PROSE = 4.7  # nobody puts numbers or commas between the characters of a sentence


def _is_prose(chain: Chain, name: str) -> bool:
    """Some people put a blank between any two Chinese characters."""
    least = _MARKED_PROSE if chain.is_marked else _PROSE
    return name in lists.CHINESE and rarity(chain.words, name) < least


_COMMON_RARITY, _UNLISTED_RARITY = 4.0, 4.0


def rarity(words: Sequence[str], name: str) -> float:
    """How seldom they are: the Chinese lists are in the order of use, so the mean of the logarithms."""
    numbers = lists.word_list(name).numbers
    return sum(_rarity_of(word, numbers.get(word, 0)) for word in words) / max(1, len(words))


def _rarity_of(word: str, number: int) -> float:
    """One that is not listed tells nothing of a phrase and counts as frequent."""
    rarity = math.log(number + 1)
    return min(rarity, _COMMON_RARITY) if word in COMMON_HAN else rarity or _UNLISTED_RARITY
