"""Thresholds from questions judged here: how sure the bot must be before it answers by itself.

Selective guaranteed risk (Geifman and El-Yaniv 2017) as in ``evaluation.bounds``, with rows weighted so that
questions no article answers have the share that they have here: without it a threshold promises far too much.
Weighted rows count for as many as their effective number (Kish).
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from walletdesk.assistant.evaluation import stays_below
from walletdesk.assistant.learning.model.decisions import NONE_OF_THEM, Guess

ENOUGH_JUDGED = 200  # below this the shipped thresholds stay: a fitted one would be a guess
PROMISED = 0.95  # of the answers that are given are right
_ASIDE = 0.01  # looked for a point above the promise: the bound is not corrected for trying every length
_WORTH_OFFERING = 0.6  # of the choices hold the right topic
NEVER = 2.0  # a threshold that no probability reaches
_CLOSE = 1e-9
_SCALE = 10_000


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with what was found for it, and the topic that it is about.

    ``topic`` None: the contact says that the article did not help, and nobody what would have. It counts as
    wrong, of whatever article: a promise must not rest on the answers alone that somebody was pleased with.
    """

    guesses: tuple[Guess, ...]
    topic: str | None

    @property
    def is_ours(self) -> bool:
        return self.topic is not None and not self.is_stranger

    @property
    def is_stranger(self) -> bool:
        return self.topic == NONE_OF_THEM

    @property
    def sure(self) -> float:
        return self.guesses[0].p if self.guesses else 0.0

    @property
    def is_right(self) -> bool:
        return self.is_ours and bool(self.guesses) and self.guesses[0].topic == self.topic

    @property
    def sure_of_three(self) -> float:
        return min(sum(guess.p for guess in self.guesses[:3]), 1.0)

    @property
    def is_among_three(self) -> bool:
        return self.is_ours and any(guess.topic == self.topic for guess in self.guesses[:3])


@dataclass(frozen=True, slots=True)
class Fitted:
    answer: float
    offer: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """How sure, whether right, and for how many such questions it stands."""

    sure: float
    is_right: bool
    weight: float


def weights(rows: Sequence[JudgedQuestion], strangers: float) -> list[float]:
    """``strangers``: the share of questions here that no article answers, not of the judged ones."""
    seen = sum(row.is_stranger for row in rows) / len(rows) if rows else 0.0
    if not 0 < seen < 1:  # all of one kind: there is nothing to weigh against each other
        return [1.0] * len(rows)
    live = min(max(strangers, _CLOSE), 1 - _CLOSE)
    ours, others = (1 - live) / (1 - seen), live / seen
    return [others if row.is_stranger else ours for row in rows]


def fitted(rows: Sequence[JudgedQuestion], strangers: float) -> Fitted | None:
    """None: too few judged questions to promise anything by."""
    if len(rows) < ENOUGH_JUDGED:
        return None
    each = weights(rows, strangers)
    answers = [Weighed(r.sure, r.is_right, w) for r, w in zip(rows, each, strict=True)]
    choices = [Weighed(r.sure_of_three, r.is_among_three, w) for r, w in zip(rows, each, strict=True)]
    answer = _kept(lowest(answers, PROMISED + _ASIDE))
    return Fitted(answer=answer, offer=min(_kept(lowest(choices, _WORTH_OFFERING)), answer, 1.0))


def lowest(rows: Collection[Weighed], precision: float, *, delta: float = 0.1) -> float:
    """The lowest confidence from which on answers keep ``precision``, with probability ``1 - delta``."""
    ordered = sorted(rows, key=lambda row: -row.sure)
    sums = _running(ordered)
    for n in range(len(ordered), 0, -1):
        is_tie = n < len(ordered) and ordered[n].sure == ordered[n - 1].sure
        if not is_tie and _stays_below(*sums[n - 1], 1 - precision, delta):
            return ordered[n - 1].sure
    return NEVER


def _kept(threshold: float) -> float:
    """As it is kept: in ten thousandths, rounded up: what holds from here on holds from there on too."""
    return math.ceil(threshold * _SCALE - _CLOSE) / _SCALE


def _running(ordered: Sequence[Weighed]) -> list[tuple[float, float, float]]:
    """After each row: the weight, its squares, and the weight that is wrong."""
    total = squares = wrong = 0.0
    sums = []
    for row in ordered:
        total, squares = total + row.weight, squares + row.weight * row.weight
        wrong += 0.0 if row.is_right else row.weight
        sums.append((total, squares, wrong))
    return sums


def _stays_below(total: float, squares: float, wrong: float, share: float, delta: float) -> bool:
    size = total * total / squares
    return stays_below(math.ceil(wrong / total * size - _CLOSE), int(size + _CLOSE), share, delta=delta)
