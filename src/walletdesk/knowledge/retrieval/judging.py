"""From several votes to one ranking, and to how sure we are of it.

Letters, meaning and the learned head are each measured by how far a topic stands out from the others, then
added. P(right) of the first goes by votes and by how far they lead: nearness finds strangers, the lead finds
neighbours, and the head knows some strangers by what they ask. Plain ranks would order as well, but know
nothing of being unsure.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.fitting import chance
from walletdesk.knowledge.retrieval.embedding import Floats
from walletdesk.knowledge.retrieval.heads import Said
from walletdesk.knowledge.retrieval.meaning import Votes

BY_MEANING = "meaning-1"
KIND = "head-1"
# Of each kind of sight, by scripts/fit_answers.py: the starters' phrasings, left out in turn, and strangers.
# People ask in plainer words than phrasings that were chosen to differ, so that was too unsure: scale and
# bias were then set by how often the second question set is right, and a little below that.
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    BY_MEANING: {
        "bias": -2.5,
        "letters": 0.52,
        "meaning": 0.52,
        "letters_lead": 1.04,
        "meaning_lead": 1.04,
    },
    KIND: {
        "bias": 1.0,
        "letters_lead": 0.14,
        "meaning_lead": 0.8,
        "share": 0.53,
        "no_stranger": 0.12,
    },
}
_TENTHS = 10.0  # votes lie between zero and one, most of them below a half
_STEEPNESS, _NONE = {BY_MEANING: 1.5, KIND: 1.0}, {BY_MEANING: 3.0, KIND: 4.5}
_UNLIKELY = 0.01
_LEAST_SPREAD = 0.01  # where hardly a topic stands out, chance shall not decide


@dataclass(frozen=True, slots=True)
class Seen:
    """One question: each topic's height above the others, and what tells whether the first is right."""

    order: Sequence[int]
    heights: Floats
    features: Sequence[float]
    kind: str = BY_MEANING


def seen(letters: Floats, meaning: Votes, said: Said | None = None) -> Seen:
    """Votes in the order of the topics. Where the head does not know the first, it is judged without it."""
    heights = _above(letters) + (_above(meaning.whole) + _above(meaning.best)) / 2
    if said is not None:
        heights = heights + _above(said.topics)
    order = np.argsort(-heights, kind="stable")
    first = int(order[0])
    features = (
        1.0,
        _TENTHS * float(letters[first]),
        _TENTHS * float(meaning.whole[first]),
        _TENTHS * _lead(letters, first),
        _TENTHS * _lead(meaning.whole, first),
    )
    if said is None or not said.known[first]:
        return Seen(order.tolist(), heights, features)
    share = float(said.topics[first])
    leads = features[3:]  # the head knows better than plain nearness who is a stranger
    return Seen(order.tolist(), heights, (1.0, *leads, share, share - said.stranger), KIND)


def probabilities(one: Seen, weights: Sequence[float]) -> list[float]:
    """Of each topic in the order of the ranking. They sum up to one at most: it may be none of them."""
    first = chance(weights, one.features)
    steepness, none = _STEEPNESS[one.kind], _NONE[one.kind]
    shares = [math.exp(steepness * (float(one.heights[at]) - none)) for at in one.order[1:]]
    left = (1 - first) / (sum(shares) + 1)
    return [first, *(min(first, share * left) for share in shares)]


def ranked(
    topics: Sequence[ArticleId], one: Seen, weights: Mapping[str, Sequence[float]]
) -> list[tuple[ArticleId, float]]:
    """``weights``: of each kind of sight."""
    sure = zip(one.order, probabilities(one, weights[one.kind]), strict=True)
    return [(topics[at], p) for at, p in sure if p >= _UNLIKELY]


def _above(votes: Floats) -> Floats:
    return np.asarray((votes - votes.mean()) / max(float(votes.std()), _LEAST_SPREAD), np.float32)


def _lead(votes: Floats, first: int) -> float:
    others = np.delete(votes, first)
    return float(votes[first]) - (float(others.max()) if len(others) else 0.0)
