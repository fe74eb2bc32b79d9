"""Words of the list one after another, and whether such a chain is a recovery phrase or prose.

What tells them apart: in 459,000 words of manuals eight in a row came from the list four times, twelve
once. So nine in a row are a phrase, unless they are the words that prose is made of; five to eight need
somebody speaking of one. The order is not asked: grids are read by columns too, and a phrase with a wrong
word in it is worth as much to a thief.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from walletdesk.safety.model import Finding, Kind
from walletdesk.safety.phrase_checksum import LENGTHS, fits
from walletdesk.safety.words import COMMON, KNOWN, is_slip

WINDOW = 12  # words of the shortest phrase
ENOUGH = 9  # list words among twelve, or in a row
FEWEST = 5  # where a phrase is spoken of
TOKEN = re.compile("[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Chain:
    """Words that are on the list, shortened to four letters, or a slip away, and where each stands."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def part(self, start: int, end: int) -> "Chain":
        return Chain(self.words[start:end], self.places[start:end])

    def finding(self) -> Finding:
        return Finding(Kind.MNEMONIC, self.places[0][0], self.places[-1][1])


def chains(text: str) -> Iterator[Chain]:
    words: list[str] = []
    places: list[tuple[int, int]] = []
    for match in TOKEN.finditer(text):
        word = match[0].lower()
        fitting = word in KNOWN or is_slip(word)
        if words and not (fitting and _is_separator(text[places[-1][1] : match.start()])):
            yield Chain(tuple(words), tuple(places))
            words, places = [], []
        if fitting:
            words.append(word)
            places.append(match.span())
    yield Chain(tuple(words), tuple(places))


def _is_separator(gap: str) -> bool:
    """Blanks, numbers, marks, and at most a counter such as 第十二个."""
    return len(gap) == 1 or (len(gap.strip()) <= 12 and sum(map(str.isalpha, gap)) <= 4)


def phrase_in(chain: Chain, *, spoken_of: bool) -> Finding | None:
    windows = [i for i in range(len(chain.words) - WINDOW + 1) if _is_drawn(chain.words[i : i + WINDOW])]
    if windows:
        return chain.part(windows[0], windows[-1] + WINDOW).finding()
    if place := _valid_part(chain.words):
        return chain.part(*place).finding()
    core = _without_prose_ends(chain)
    return next((c.finding() for c in (chain, core) if is_partial(c.words, spoken_of=spoken_of)), None)


def _is_drawn(window: tuple[str, ...]) -> bool:
    """Whether twelve words look drawn by lot: on the list, not those of prose, not a table's labels."""
    return _listed(window) >= ENOUGH and _common(window) <= 7 and len(set(window)) >= 7


def _valid_part(words: tuple[str, ...]) -> tuple[int, int] | None:
    """``abandon abandon ... about``: nobody's luck, but valid. Some words of a sentence may precede it."""
    parts = [(start, start + length) for start in range(6) for length in sorted(LENGTHS)]
    return next((part for part in parts if fits(words[slice(*part)])), None)


def is_partial(words: tuple[str, ...], *, spoken_of: bool) -> bool:
    """Whether fewer than twelve words are what is left of a phrase."""
    listed, common = _listed(words), _common(words)
    if len(set(words)) * 3 < len(words) * 2:
        return False
    if listed >= ENOUGH:
        return common * 2 <= listed
    return spoken_of and FEWEST <= listed == len(words) and common * 4 <= listed


def _listed(words: tuple[str, ...]) -> int:
    return sum(word in KNOWN for word in words)


def _common(words: tuple[str, ...]) -> int:
    return sum(word in COMMON for word in words)


def _without_prose_ends(chain: Chain) -> Chain:
    """``like this: kiwi planet ...`` begins with words of the list that belong to the sentence."""
    rare = [i for i, word in enumerate(chain.words) if word in KNOWN and word not in COMMON]
    return chain.part(rare[0], rare[-1] + 1) if rare else Chain((), ())
