"""How much a text is like advice that harmed people, for sentences that no rule knows: one weighted sum.

``weights.json`` is made by ``scripts/advice_weights.py``. What is found here is never blocked by itself: it
goes to a second person, since a likeness is no proof.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from walletdesk.safety.advice.meaning import Sentence, sentences

_FILE = Path(__file__).parent / "weights.json"
_REACH = 6  # meanings further apart than this say nothing about each other
TOGETHER = 4  # sentences judged at once: what takes a sentence back stands beside it
ALONE = 1.2  # more is asked of one sentence, since its neighbours may take it back
_FEW_WORDS = 10  # shorter texts weigh no more for being short
_FEW_MEANINGS = 20
_NEITHER = 0.0  # a clause says too little to be calm, but must not be more like harm than like help
_ENOUGH = 6  # words or Chinese signs in the whole text; fewer resemble anything
_WORD = re.compile(r"[a-z0-9][a-z0-9'/-]*|[\u4e00-\u9fff]")

Features = dict[str, float]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Weights:
    threshold: float  # above it a text is like harm
    calm: float  # below it a text is so like help that a rule may be wrong
    bias: float
    of: Features


class Likeness:
    """A text, made plain, read once: what each of its stretches is like is asked for every act in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._weights = standing()
        self._stretches = list(stretches(sentences(text)))
        self._degrees = [degree(stretch, self._weights) for stretch in self._stretches]
        self._starts = [stretch[0].start for stretch in self._stretches]
        self._harmless: dict[Span, bool] = {}

    def harms(self) -> Iterator[Span]:
        """The sentence that says most of the harm, once for each stretch."""
        if len(_WORD.findall(self._text)) < _ENOUGH:
            return
        told = -1
        for stretch, found in zip(self._stretches, self._degrees, strict=True):
            if stretch[0].start > told and found > self._weights.threshold:
                worst = max(stretch, key=lambda one: score([one], self._weights))
                told = stretch[-1].start
                yield _trimmed(self._text, worst)

    def helps(self, act: Span, clause: Span) -> bool:
        """Whether all that stands around an act is what a warning is made of, and its own clause is no harm.

        Kind clauses are of one sentence with the act that they are joined to, and must not hide it.
        """
        last = bisect_right(self._starts, act[0])
        around = [at for at in range(max(0, last - TOGETHER), last) if act[0] < self._stretches[at][-1].end]
        return bool(around) and all(map(self._is_calm, around)) and self._is_no_harm(clause)

    def _is_calm(self, stretch: int) -> bool:
        return self._degrees[stretch] < self._weights.calm

    def _is_no_harm(self, clause: Span) -> bool:
        if clause not in self._harmless:
            read = sentences(self._text[slice(*clause)])
            self._harmless[clause] = score(read, self._weights) < _NEITHER
        return self._harmless[clause]


def degree(stretch: Sequence[Sentence], weights: Weights) -> float:
    """Of a stretch as a whole, or of the worst of its sentences: kind words around it make it no better."""
    alone = max((score([one], weights) for one in stretch), default=weights.bias)
    return max(score(stretch, weights), alone - ALONE)


def stretches(read: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    for at in range(max(1, len(read) - TOGETHER + 1)):
        if read:
            yield read[at : at + TOGETHER]


def score(stretch: Sequence[Sentence], weights: Weights) -> float:
    return weights.bias + sum(
        value * weights.of[name] for name, value in features(stretch).items() if name in weights.of
    )


def features(stretch: Sequence[Sentence]) -> Features:
    """Words count by whether they are there, not by how often."""
    grams = {f"g:{gram}" for sentence in stretch for gram in sentence.grams}
    meanings = {name for sentence in stretch for name in _meant(sentence.meanings)}
    light, heavy = max(len(grams), _FEW_WORDS) ** -0.5, max(len(meanings), _FEW_MEANINGS) ** -0.5
    return dict.fromkeys(grams, light) | dict.fromkeys(meanings, heavy)


def _meant(meanings: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Which meanings there are, which comes before which, which beside which, and which first."""
    for at, names in enumerate(meanings):
        near = [later for follow in meanings[at + 1 : at + 1 + _REACH] for later in follow]
        beside = meanings[at + 1] if at + 1 < len(meanings) else ()
        for name in names:
            yield f"m:{name}"
            yield from (f"p:{name}>{later}" for later in near)
            yield from (f"n:{name}>{later}" for later in beside)
            if at == 0:
                yield f"f:{name}"


def _trimmed(text: str, sentence: Sentence) -> Span:
    said = text[sentence.start : sentence.end]
    start = sentence.start + len(said) - len(said.lstrip())
    return start, sentence.start + len(said.rstrip())


@cache
def standing() -> Weights:
    return Weights(**json.loads(_FILE.read_text("utf-8")))
