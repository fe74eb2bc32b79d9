"""From two votes to one ranking, and to how sure we are of it.

Letters and meaning are each measured by how far a topic stands out from the others, then added. P(right) of
the first goes by both votes and by how far they lead: nearness finds strangers, the lead finds neighbours.
Plain ranks would order as well, but know nothing of being unsure.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.fitting import chance
from walletdesk.knowledge.retrieval.embedding import Floats
from walletdesk.knowledge.retrieval.meaning import Votes

KIND = "meaning-1"
# Fitted by scripts/fit_answers.py on the starters' phrasings, each left out once, and on strangers. People
# ask in plainer words than phrasings that were chosen to differ, so that was too unsure: scale and bias were
# then set by how often the second question set is right, and a little below that.
WEIGHTS: Mapping[str, float] = {
    "bias": -2.5,
    "letters": 0.52,
    "meaning": 0.52,
    "letters_lead": 1.04,
    "meaning_lead": 1.04,
}
_TENTHS = 10.0  # votes lie between zero and one, most of them below a half
_STEEPNESS, _NONE = 1.5, 3.0
_UNLIKELY = 0.01
_LEAST_SPREAD = 0.01  # where hardly a topic stands out, chance shall not decide


@dataclass(frozen=True, slots=True)
class Seen:
    """One question: each topic's height above the others, and what tells whether the first is right."""

    order: Sequence[int]
    heights: Floats
    features: Sequence[float]


def seen(letters: Floats, meaning: Votes) -> Seen:
    """Votes in the order of the topics."""
    heights = _above(letters) + (_above(meaning.whole) + _above(meaning.best)) / 2
    order = np.argsort(-heights, kind="stable")
    first = int(order[0])
    features = (
        1.0,
        _TENTHS * float(letters[first]),
        _TENTHS * float(meaning.whole[first]),
        _TENTHS * _lead(letters, first),
        _TENTHS * _lead(meaning.whole, first),
    )
    return Seen(order.tolist(), heights, features)


def probabilities(one: Seen, weights: Sequence[float]) -> list[float]:
    """Of each topic in the order of the ranking. They sum up to one at most: it may be none of them."""
    first = chance(weights, one.features)
    shares = [math.exp(_STEEPNESS * (float(one.heights[at]) - _NONE)) for at in one.order[1:]]
    left = (1 - first) / (sum(shares) + 1)
    return [first, *(min(first, share * left) for share in shares)]


def ranked(topics: Sequence[ArticleId], one: Seen, weights: Sequence[float]) -> list[tuple[ArticleId, float]]:
    sure = zip(one.order, probabilities(one, weights), strict=True)
    return [(topics[at], p) for at, p in sure if p >= _UNLIKELY]


def _above(votes: Floats) -> Floats:
    return np.asarray((votes - votes.mean()) / max(float(votes.std()), _LEAST_SPREAD), np.float32)


def _lead(votes: Floats, first: int) -> float:
    others = np.delete(votes, first)
    return float(votes[first]) - (float(others.max()) if len(others) else 0.0)
