"""Whether one name is made to be taken for another.

Containing it does most of the work. A slip of letters counts for long names only: short ones are near words.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import digits
from typing import Final

from rapidfuzz.distance import OSA

from walletdesk.safety.lookalikes.skeletons import is_doubled, plain, skeleton
from walletdesk.safety.lookalikes.verdicts import Trick
from walletdesk.safety.words import ENGLISH

_HERE: Final = Path(__file__).with_name("words")
LURES: Final = frozenset((_HERE / "lures.txt").read_text("utf-8").split())  # what fakes add to a name
HONEST: Final = (frozenset(ENGLISH) | frozenset((_HERE / "names.txt").read_text("ascii").split())) - LURES
WORDS: Final = LURES | HONEST
_APART = re.compile(r"[-_.\s]+")

DISTINCT: Final = 8  # letters: from here on a name stands in no other by chance
SLIPS_FROM: Final = (
    7  # and from here a letter left out or swapped is seen, if a lure or nothing stands beside it
)
FUZZY_FROM: Final = 9
TWO_SLIPS_FROM: Final = 10
LONG_WORD: Final = 6
LONGEST_WORD: Final = 15


@dataclass(frozen=True, slots=True)
class Brand:
    """A name of ours: ``name`` as we write it, ``domain`` the official address it stands in."""

    name: str
    domain: str
    plain: str = field(init=False)
    skeleton: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", plain(joined(self.name)))
        object.__setattr__(self, "skeleton", skeleton(self.plain))


def joined(text: str) -> str:
    return "".join(_APART.split(text))


def resembles(part: str, brand: Brand) -> Trick | None:
    """How ``part``, one part of a domain or a whole handle, imitates the brand."""
    whole = joined(part)
    if skeleton(whole) == brand.skeleton:
        return _same(part, whole, brand)
    if brand.plain in LURES:  # a word such as "wallet" alone: with more words around it, it is anybody's
        return None
    if _contains(part, whole, brand) or skeleton(whole.strip(digits)) == brand.skeleton:
        return Trick.ADDED
    return Trick.TYPO if _has_slip(part, whole, brand) else None


def _same(part: str, whole: str, brand: Brand) -> Trick:
    if part == brand.name:
        return Trick.ENDING
    return Trick.HYPHENS if whole == joined(brand.name) else Trick.LETTERS


def _contains(part: str, whole: str, brand: Brand) -> bool:
    folded, name = skeleton(whole), brand.skeleton
    if name not in folded:  # a pair such as r and n may only arise where our name meets the next letter
        folded, name = plain(whole), brand.plain
    at = folded.find(name)
    if at < 0:
        return False
    if len(name) >= DISTINCT:
        return not _by_chance(plain(whole), brand.plain)
    around = (skeleton(folded[:at]), skeleton(folded[at + len(name) :]))
    if all(_is_lure(piece) for piece in around):
        return len(name) > 3 or len(max(around, key=len)) > 1
    pieces = [skeleton(piece) for piece in _APART.split(part)]
    return brand.skeleton in pieces and any(_is_lure(piece) for piece in pieces if piece != brand.skeleton)


def _by_chance(whole: str, name: str) -> bool:
    """Whether the name only arises where other words meet, as "coinbase" does in "bitcoinbasel"."""
    at = whole.find(name)
    return at >= 0 and (_is_bridged(whole, at) or _is_bridged(whole, at + len(name)))


def _is_bridged(whole: str, edge: int) -> bool:
    """Whether a long word lies across this place, and none that fakes add to a name."""
    starts = range(max(0, edge - LONGEST_WORD), edge)
    ends = range(edge + 1, min(len(whole), edge + LONGEST_WORD) + 1)
    return any(
        whole[i:j] in HONEST and whole[i:j].removesuffix("s") != whole[i:edge]
        for i in starts
        for j in ends
        if j - i >= LONG_WORD
    )


def _has_slip(part: str, whole: str, brand: Brand) -> bool:
    name = brand.skeleton
    if len(name) < SLIPS_FROM:
        return any(_slipped_beside_a_lure(bare, whole, name) for bare in _bare(part, whole))
    return any(_slipped(bare, brand) for bare in _bare(part, whole)) or _slip_inside(whole, brand)


def _slipped_beside_a_lure(bare: str, whole: str, name: str) -> bool:
    """A short name alone is near too many words: there only a doubled letter counts."""
    folded = skeleton(bare)
    if is_doubled(folded, name):
        return True
    beside = bare != whole and len(name) >= SLIPS_FROM - 2 and plain(bare) not in WORDS
    return beside and _kept_its_letters(folded, name) and OSA.distance(folded, name) == 1


def _slipped(bare: str, brand: Brand) -> bool:
    folded, name = skeleton(bare), brand.skeleton
    most = 2 if len(name) >= TWO_SLIPS_FROM else 1
    if abs(len(folded) - len(name)) > most or _is_another_name(plain(bare), brand.plain):
        return False
    as_written = OSA.distance(plain(bare), brand.plain, score_cutoff=most)  # a pair may fold on one side only
    if min(as_written, OSA.distance(folded, name, score_cutoff=most)) > most:
        return False
    return len(name) >= FUZZY_FROM or _kept_its_letters(folded, name)


def _is_another_name(bare: str, name: str) -> bool:
    """Made of words, or of a piece of ours with another word: an honest neighbour and no slip."""
    if _is_made_of(bare, WORDS):
        return True
    return any(
        (bare[:i] == name[:i] and _is_new(bare[i:], name))
        or (bare[i:] == name[i - len(bare) :] and _is_new(bare[:i], name))
        for i in range(3, len(bare) - 2)
    )


def _is_new(piece: str, name: str) -> bool:
    """Whether a piece is a word, and none that our name has as well."""
    return len(piece) > 3 and piece not in name and (piece in WORDS or piece.removesuffix("s") in WORDS)


def _kept_its_letters(folded: str, name: str) -> bool:
    """Of the slips, those that hardly make another word: two letters swapped, one doubled, one left out."""
    return (
        sorted(folded) == sorted(name)
        or is_doubled(folded, name)
        or (len(folded) == len(name) - 1 and folded[0] == name[0])
    )


def _slip_inside(whole: str, brand: Brand) -> bool:
    """One slip in a long name that has other words around it."""
    folded, name = skeleton(whole), brand.skeleton
    if len(name) < TWO_SLIPS_FROM or _is_another_name(plain(whole), brand.plain):
        return False
    size = len(name)
    windows = (folded[i : i + n] for n in (size - 1, size, size + 1) for i in range(len(folded) - n + 1))
    return any(w[0] == name[0] and OSA.distance(w, name, score_cutoff=1) <= 1 for w in windows)


def _bare(part: str, whole: str) -> set[str]:
    """The name without the lures around it: as a whole, part by part, and cut off at its ends."""
    pieces = [piece for piece in _APART.split(part) if piece]
    left = [piece for piece in pieces if not _is_lure(skeleton(piece))]
    return {whole, "".join(left), *_cut(whole), *pieces}


def _cut(whole: str) -> list[str]:
    ends = [whole[: -len(lure)] for lure in LURES if len(lure) > 2 and whole.endswith(lure)]
    return [*ends, *(whole[len(lure) :] for lure in LURES if len(lure) > 2 and whole.startswith(lure))]


@cache
def _folded_lures() -> frozenset[str]:
    return frozenset(skeleton(lure) for lure in LURES)


def _is_lure(folded: str) -> bool:
    """Whether a piece is made of lures alone, digits and nothing included."""
    return _is_made_of(folded, _folded_lures())


def _is_made_of(text: str, words: frozenset[str]) -> bool:
    """Whether the text can be cut into these words."""
    reached = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        reached[end] = any(
            reached[start] and text[start:end] in words for start in range(max(0, end - LONGEST_WORD), end)
        )
    return reached[-1]
