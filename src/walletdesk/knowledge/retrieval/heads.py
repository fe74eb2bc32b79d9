"""Heads that were learned once: that of the starters is shipped, one for what was changed here is kept.

Beside the topics a head knows strangers: questions that no article answers, written by us. Where an article
comes to answer them they are strangers no longer. A few phrasings more or less need no other head: they vote
by letters and by meaning at once.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.retrieval.cutting import spelled
from walletdesk.knowledge.retrieval.embedding import Floats, Vectors
from walletdesk.knowledge.retrieval.features import Features, Vocabulary, pieces_in, words_in
from walletdesk.knowledge.retrieval.head import Head, centred, fit
from walletdesk.knowledge.retrieval.keeping import KeptVectors, key_of, stored
from walletdesk.knowledge.retrieval.meaning import Line

KIND = "head-1"  # another one where heads are made of something else: what was kept is learned anew
STRANGER = ""  # stands before every topic
FEWEST = 500  # phrasings: of fewer nothing is learned that a vote does not know
_CLOSE = 0.02  # of the phrasings may differ
_OURS = 0.75  # cosine with a phrasing, from which on a stranger asks what an article answers
_STRANGE = -2.4  # difference of logarithms; words alone are a little too fond of strangers
_AT_HAND = 6  # a trial of what was learned compares five, each without a fifth of the questions
_STEPS = 127
_READ = 800  # characters of a question

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """Logarithms of shares: of each topic in order, the mean where it is not known, and of strangers."""

    topics: Floats
    stranger: float
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Voice:
    """A head among these topics."""

    head: Head
    columns: NDArray[np.int64]  # of each topic; none: -1
    stranger: int

    def says(self, question: str, vector: Floats) -> Said:
        logs = self.head.logs(spelled(question[:_READ]), vector)
        known = self.columns >= 0
        heard = np.where(known, logs[self.columns], logs[self.columns[known]].mean())
        return Said(np.asarray(heard, np.float32), float(logs[self.stranger]), known)

    def is_strange(self, question: str, topic: int) -> bool:
        """By its words alone, without a vector: whether strangers use them rather than this topic."""
        if self.columns[topic] < 0:
            return False
        logs = self.head.logs(spelled(question[:_READ]))
        return float(logs[self.columns[topic]] - logs[self.stranger]) < _STRANGE


@dataclass(frozen=True, slots=True)
class _Kept:
    head: Head
    keys: NDArray[np.uint64]  # of the phrasings it was learned from, in order
    is_shipped: bool = False
    is_kept: bool = False  # on disk, as the installation's own

    def apart(self, keys: NDArray[np.uint64]) -> float:
        return len(np.setxor1d(self.keys, keys, assume_unique=True)) / len(keys)

    def knows_only(self, keys: NDArray[np.uint64]) -> bool:
        return not len(np.setdiff1d(self.keys, keys, assume_unique=True))


class KeptHeads:
    """``shipped`` is only read. Without ``own`` nothing is written."""

    def __init__(
        self,
        kept: KeptVectors,
        strangers: Sequence[str],
        *,
        shipped: Path | None = None,
        own: Path | None = None,
    ) -> None:
        self._kept, self.strangers = kept, strangers
        self._files = [file for file in (own, shipped) if file]
        self._own = own
        self._at_hand: OrderedDict[int, _Kept] | None = None
        self._learning = Lock()

    def voice(
        self, lines: Sequence[Line], topics: Sequence[ArticleId], *, is_trial: bool = False
    ) -> Voice | None:
        """Of the head that was learned from just these lines, but for a few.

        What answers forgets, here and on disk, each head that knows words which are in these lines no more: a
        contact may have withdrawn them. A trial is judged by no head that may know its questions.
        """
        keys = _keys(lines)
        with self._learning:
            heads = self._heads()
            if not is_trial:
                self._forget(keys)
            near = [
                (one.apart(keys), at)
                for at, one in heads.items()
                if one.apart(keys) <= _CLOSE and ((one.is_shipped and not is_trial) or one.knows_only(keys))
            ]
            if not near:
                return None
            heads.move_to_end(min(near)[1])
            return voice_of(heads[min(near)[1]].head, topics)

    def _forget(self, keys: NDArray[np.uint64]) -> None:
        heads = self._heads()
        gone = [at for at, one in heads.items() if not one.is_shipped and not one.knows_only(keys)]
        for at in gone:
            if heads.pop(at).is_kept and self._own:
                self._own.unlink(missing_ok=True)

    def learn(self, lines: Sequence[Line], *, keep: bool = True) -> None:
        """All vectors are there. Takes seconds: call it in a thread. ``keep``: for the next start too."""
        made = _Kept(self.fitted(lines), _keys(lines), is_kept=keep)
        with self._learning:
            heads = self._heads()
            heads[max(heads, default=0) + 1] = made
            while len(heads) > _AT_HAND:
                heads.popitem(last=False)
            if self._own and keep:
                try:
                    save(self._own, self._name, made.head, lines)
                except OSError as failure:  # a full disk costs a restart, not an answer
                    _log.warning("Head not kept, the next start learns it anew: %s", failure)

    def save(self, file: Path, lines: Sequence[Line]) -> None:
        """What is shipped."""
        save(file, self._name, self.fitted(lines), lines)

    @property
    def _name(self) -> str:
        return f"{KIND} {self._kept.model}"

    def _heads(self) -> "OrderedDict[int, _Kept]":
        if self._at_hand is None:
            read = ((file, _read(file, self._name)) for file in reversed(self._files))
            self._at_hand = OrderedDict(
                enumerate(
                    replace(one, is_shipped=file != self._own, is_kept=file == self._own)
                    for file, one in read
                    if one
                )
            )
        return self._at_hand

    def fitted(self, lines: Sequence[Line]) -> Head:
        vectors = self._kept.of([line.text for line in lines])
        strangers = self._far_from(vectors)
        said = [*(line.text for line in lines), *strangers]
        topics = [*(str(line.topic) for line in lines), *(STRANGER for _ in strangers)]
        return fit([spelled(text) for text in said], topics, self._kept.of(said))

    def _far_from(self, vectors: Vectors) -> list[str]:
        centre = np.asarray(vectors.mean(axis=0), np.float32)
        asked = centred(self._kept.of(self.strangers), centre) if self.strangers else vectors[:0]
        nearest = (asked @ centred(vectors, centre).T).max(axis=1)
        return [text for text, near in zip(self.strangers, nearest, strict=True) if near < _OURS]


def save(file: Path, name: str, head: Head, lines: Sequence[Line]) -> None:
    """In eight bits; the phrasings' own vectors lie elsewhere."""
    terms, scale_of_terms = _small(head.of_terms)
    places, scale_of_places = _small(head.of_vectors)
    stored(
        file,
        name=np.array(name),
        keys=_keys(lines),
        topics=np.array(head.topics),
        words=np.array("\n".join(head.features.words.column)),
        pieces=np.array("\n".join(head.features.pieces.column)),
        rare_words=head.features.words.rarity,
        rare_pieces=head.features.pieces.rarity,
        terms=terms,
        scale_of_terms=scale_of_terms,
        places=places,
        scale_of_places=scale_of_places,
        bias=head.bias,
        sharpness=np.array(head.sharpness),
        centre=head.centre,
    )


def _read(file: Path, name: str) -> _Kept | None:
    """Nothing of a file that is not there, is broken, or is of another kind: it is learned anew."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as held:
            if str(held["name"]) != name:
                return None
            none = np.zeros(0, np.int64)
            head = Head(
                topics=tuple(held["topics"].tolist()),
                features=Features(
                    words=Vocabulary(words_in, _columns(held["words"]), held["rare_words"]),
                    pieces=Vocabulary(pieces_in, _columns(held["pieces"]), held["rare_pieces"]),
                ),
                of_terms=held["terms"] * held["scale_of_terms"],
                of_vectors=held["places"] * held["scale_of_places"],
                bias=held["bias"],
                sharpness=float(held["sharpness"]),
                centre=held["centre"],
                known=np.zeros((0, 0), np.float32),
                begins=none,
            )
            return _Kept(head, held["keys"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _columns(terms: np.ndarray) -> dict[str, int]:
    return {term: at for at, term in enumerate(str(terms).split("\n"))}


def _small(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A scale for each topic, so that none is lost beside another."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / _STEPS
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)


def voice_of(head: Head, topics: Sequence[ArticleId]) -> Voice:
    at = {topic: column for column, topic in enumerate(head.topics)}
    return Voice(head, np.array([at.get(str(topic), -1) for topic in topics], np.int64), at.get(STRANGER, -1))


def _keys(lines: Sequence[Line]) -> NDArray[np.uint64]:
    return np.unique(np.array([_key(line) for line in lines], np.uint64))


def _key(line: Line) -> int:
    whole = blake2b(f"{line.topic} {key_of(line.text)}".encode(), digest_size=8)
    return int.from_bytes(whole.digest(), "big")
