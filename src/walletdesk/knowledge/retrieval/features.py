"""What the learned head looks at: words and pieces of words, by how rare they are.

Rows are those of scikit-learn's ``TfidfVectorizer(sublinear_tf=True)`` over words and pairs of them, and over
pieces of two to five signs within a word. Made here, so that asking needs nothing but numpy.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from walletdesk.platform.tokens import runs, terms

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

WORDS, PIECES = 0.5, 0.5  # weight beside a vector of length one; chosen on BANKING77's training questions
_SHORTEST, _LONGEST = 2, 5  # signs of a piece


@dataclass(frozen=True, slots=True)
class Row:
    """Of one text: the columns that are not zero, and what stands there."""

    columns: NDArray[np.int64]
    values: Floats


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One kind of terms: where each stands, and how rare it is."""

    cut: Callable[[str], Iterable[str]]
    column: dict[str, int]
    rarity: Floats

    def weighed(self, text: str, weight: float) -> tuple[list[int], Floats]:
        """The length of the values is ``weight``; nothing at all of a text whose terms were never seen."""
        counted = Counter(term for term in self.cut(text) if term in self.column)
        columns = [self.column[term] for term in counted]
        values = self.rarity[columns] * np.array([1 + math.log(n) for n in counted.values()], np.float32)
        length = float(np.linalg.norm(values)) or 1.0
        return columns, (values * (weight / length)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Features:
    words: Vocabulary
    pieces: Vocabulary

    @property
    def width(self) -> int:
        return len(self.words.column) + len(self.pieces.column)

    def row(self, text: str) -> Row:
        columns, values = self.words.weighed(text, WORDS)
        more, others = self.pieces.weighed(text, PIECES)
        shifted = [len(self.words.column) + column for column in more]
        return Row(np.array(columns + shifted, np.int64), np.concatenate([values, others]))

    def matrix(self, texts: Sequence[str]) -> "csr_matrix":
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - only fitting needs it, and it is slow to load

        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(row.columns) for row in rows)])
        values = np.concatenate([row.values for row in rows])
        columns = np.concatenate([row.columns for row in rows])
        return csr_matrix((values, columns, ends), shape=(len(rows), self.width))


def features_of(texts: Sequence[str], *, least: int = 1) -> Features:
    """``least``: in so many texts a term must be, to count."""
    return Features(words=_vocabulary(texts, words_in, least), pieces=_vocabulary(texts, pieces_in, least))


def words_in(text: str) -> list[str]:
    """Words, Chinese in pieces of two and single signs, and every two that follow each other."""
    found = terms(text)
    return found + [f"{one} {next_}" for one, next_ in pairwise(found)]


def pieces_in(text: str) -> list[str]:
    """Two to five signs of a word, its edges marked. A word shorter than a piece counts once, whole."""
    found: list[str] = []
    for run in runs(text):
        edged = f" {run} "
        for size in range(_SHORTEST, _LONGEST + 1):
            found += [edged[at : at + size] for at in range(max(len(edged) - size, 0) + 1)]
            if size >= len(edged):
                break
    return found


def _vocabulary(texts: Sequence[str], cut: Callable[[str], Iterable[str]], least: int) -> Vocabulary:
    seen = Counter(term for text in texts for term in set(cut(text)))
    column = {term: at for at, term in enumerate(sorted(term for term in seen if seen[term] >= least))}
    rarity = [math.log((1 + len(texts)) / (1 + seen[term])) + 1 for term in column]
    return Vocabulary(cut, column, np.array(rarity, np.float32))
