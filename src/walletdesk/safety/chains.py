"""Words of a list one after another in a text: the stuff that phrases are found in.

The order is not asked: grids are read by columns too, and a phrase with a wrong word in it is worth as much
to a thief as a right one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from walletdesk.safety.model import Finding, Kind
from walletdesk.safety.phrase_checksum import LENGTHS

_LONGEST_GAP, _MOST_LETTERS = (
    12,
    4,
)  # between two words: numbers, marks, and at most a counter such as 第十二个


class Fit(IntEnum):
    NONE = 0  # ends a chain: a little word of prose
    STRANGER = 1  # may be a word that went wrong beyond recognition, if it stands alone
    SLIP = 2
    LISTED = 3


@dataclass(frozen=True, slots=True)
class Chain:
    """Words in a row: how each fits, and where each stands."""

    words: tuple[str, ...] = ()
    fits: tuple[Fit, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    gaps: tuple[str, ...] = ()  # the marks in front of each word

    def __len__(self) -> int:
        return len(self.words)

    def part(self, start: int, end: int) -> "Chain":
        return Chain(
            self.words[start:end], self.fits[start:end], self.places[start:end], self.gaps[start:end]
        )

    def count(self, fit: Fit) -> int:
        return self.fits.count(fit)

    @property
    def distinct(self) -> int:
        return len(set(self.words))

    @property
    def is_even(self) -> bool:
        """Whether it is laid out like a list: the same marks between its words, with an exception."""
        return len(set(self.gaps[1:])) <= _KINDS_OF_GAPS

    @property
    def is_marked(self) -> bool:
        """Whether numbers or marks stand between most of its words."""
        return 2 * sum(map(bool, self.gaps)) > len(self)

    def finding(self) -> Finding:
        return Finding(Kind.MNEMONIC, self.places[0][0], self.places[-1][1])


Judge = Callable[[str], Fit]
_KINDS_OF_GAPS = 2
_FULL_STOPS = frozenset({".", "!", "?"})
_NUMBER = re.compile("[0-9①-⒛⓪-⓿❶-➓㉑-㉟]+")
_BLANKS = re.compile("[ \t\r\n\u3000]+")


def chains(text: str, tokens: re.Pattern[str], judge: Judge, plain: Callable[[str], str]) -> Iterator[Chain]:
    """Each row of fitting words with nothing but separators between and no two strangers side by side."""
    row: list[_Word] = []
    for match in tokens.finditer(text):
        word = plain(match[0])
        fit, gap = judge(word), text[row[-1].place[1] : match.start()] if row else ""
        if row and (fit is Fit.NONE or not is_separator(gap) or _ends_sentence(gap, match[0])):
            yield _made(row)
            row = []
        if fit is Fit.STRANGER and (not row or row[-1].fit is Fit.STRANGER):
            yield _made(row)
            row = []
        if fit is not Fit.NONE:
            row.append(_Word(word, fit, match.span(), _marks(gap)))
    yield _made(row)


def _marks(gap: str) -> str:
    """What stands between two words: ``, `` is ``,`` and `` 12. `` is ``#.``."""
    return "" if gap == " " else _NUMBER.sub("#", _BLANKS.sub("", gap))


class _Word(NamedTuple):
    word: str
    fit: Fit
    place: tuple[int, int]
    gap: str


def _made(row: list[_Word]) -> Chain:
    return Chain(*zip(*row, strict=True)) if row else Chain()


def _ends_sentence(gap: str, word: str) -> bool:
    return gap[:1] in _FULL_STOPS and gap[1:].isspace() and word[0].isupper() and not word.isupper()


def is_separator(gap: str) -> bool:
    return len(gap) == 1 or (len(gap.strip()) <= _LONGEST_GAP and sum(map(str.isalpha, gap)) <= _MOST_LETTERS)


def trimmed(chain: Chain) -> Chain:
    """Without strangers at its ends, unless they make the number of words one of a phrase."""
    start, end = 0, len(chain)
    while start < end and chain.fits[start] is Fit.STRANGER:
        start += 1
    while end > start and chain.fits[end - 1] is Fit.STRANGER:
        end -= 1
    inner = end - start
    for first, last in ((start - 1, end), (start, end + 1), (start - 1, end + 1)):
        if inner not in LENGTHS and last - first in LENGTHS and first >= 0 and last <= len(chain):
            return chain.part(first, last)
    return chain.part(start, end)
