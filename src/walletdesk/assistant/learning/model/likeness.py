"""Questions about the same matter, by the words they share: one list for each, the largest first."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_ALIKE = 0.3  # cosine from which on two questions belong together
_Weights = dict[str, float]


@dataclass(slots=True)
class _Matter:
    members: list[int] = field(default_factory=list)
    sums: _Weights = field(default_factory=dict)

    def take(self, number: int, weights: _Weights) -> None:
        self.members.append(number)
        for term, weight in weights.items():
            self.sums[term] = self.sums.get(term, 0.0) + weight


def matters(texts: Sequence[str], terms: Callable[[str], Sequence[str]]) -> list[list[int]]:
    """Places in ``texts``; each is about one matter. The first of a matter says best what it is about."""
    counted = [Counter(terms(text)) for text in texts]
    seen = Counter(term for counts in counted for term in counts)
    weighed = [_weighed(counts, seen, len(texts)) for counts in counted]
    found: list[_Matter] = []
    holding: dict[str, set[int]] = defaultdict(set)
    for number, weights in enumerate(weighed):
        near = {place for term in weights for place in holding[term]}
        best = max(near, key=lambda place: _cosine(weights, found[place].sums), default=-1)
        if best < 0 or _cosine(weights, found[best].sums) < _ALIKE:
            best = len(found)
            found.append(_Matter())
        found[best].take(number, weights)
        for term in weights:
            holding[term].add(best)
    ordered = sorted(found, key=lambda matter: -len(matter.members))
    return [_most_typical_first(matter, weighed) for matter in ordered]


def _most_typical_first(matter: _Matter, weighed: Sequence[_Weights]) -> list[int]:
    return sorted(matter.members, key=lambda number: -_cosine(weighed[number], matter.sums))


def _weighed(counts: Counter[str], seen: Counter[str], n: int) -> _Weights:
    return {term: math.log(1 + n / seen[term]) * (1 + math.log(count)) for term, count in counts.items()}


def _cosine(one: _Weights, other: _Weights) -> float:
    shared = sum(weight * other.get(term, 0.0) for term, weight in one.items())
    return shared / (_length(one) * _length(other)) if shared else 0.0


def _length(weights: _Weights) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))
