"""How much a text is like advice that harmed people, for sentences that no rule knows: one weighted sum.

``weights.json`` is made by ``scripts/advice_weights.py``. What is found here is never blocked by itself: it
goes to a second person, since a likeness is no proof.
"""

import json
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

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    threshold: float  # above it a text is like harm
    calm: float  # below it a text is so like help that a rule may be wrong
    bias: float
    of: Features


def likeness(text: str) -> Iterator[tuple[int, int]]:
    """Where a text, made plain, is like harm: the sentence that says most of it, once for each stretch."""
    weights = standing()
    told = -1
    for stretch in stretches(sentences(text)):
        if stretch[0].start > told and degree(stretch, weights) > weights.threshold:
            worst = max(stretch, key=lambda one: score([one], weights))
            told = stretch[-1].start
            yield _trimmed(text, worst)


def helps(text: str, act: tuple[int, int]) -> bool:
    """Whether all that stands around an act, in a text made plain, is what a warning is made of."""
    weights = standing()
    around = [part for part in stretches(sentences(text)) if part[0].start <= act[0] < part[-1].end]
    return bool(around) and all(degree(part, weights) < weights.calm for part in around)


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


def _trimmed(text: str, sentence: Sentence) -> tuple[int, int]:
    said = text[sentence.start : sentence.end]
    start = sentence.start + len(said) - len(said.lstrip())
    return start, sentence.start + len(said.rstrip())


@cache
def standing() -> Weights:
    return Weights(**json.loads(_FILE.read_text("utf-8")))
