"""A public set, from its training questions to figures. Thresholds are set before the test is seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import process_time_ns
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from walletdesk.app.bench.public.sets import OOS, Asked, PublicSet
from walletdesk.assistant.evaluation import threshold
from walletdesk.knowledge.retrieval.cutting import spelled
from walletdesk.knowledge.retrieval.embedding import Vectors
from walletdesk.knowledge.retrieval.features import Floats
from walletdesk.knowledge.retrieval.head import Head, fit

_PROMISED = 0.95
_FOLDS = 5
_AMONG = 3

Flags = NDArray[np.bool_]


class Kept(Protocol):
    """Vectors that were made before: to make them is an edge of its own."""

    def of(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the engine thinks of some questions: the topics, surest first, and how sure it is of the first.

    ``confidence``: where every question is ours; ``among_strangers``: where some are not.
    """

    asked: Sequence[Asked]
    topics: Sequence[Sequence[str]]
    confidence: Floats
    among_strangers: Floats

    @property
    def right(self) -> Flags:
        return np.array([found[0] == one.topic for one, found in zip(self.asked, self.topics, strict=True)])

    @property
    def ours(self) -> Flags:
        return np.array([one.is_ours for one in self.asked])

    @property
    def among(self) -> Flags:
        pairs = zip(self.asked, self.topics, strict=True)
        return np.array([one.topic in found[:_AMONG] for one, found in pairs])


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicResult:
    name: str
    metrics: Mapping[str, float]
    rows: Sequence[Mapping[str, object]]
    sure: Sequence[tuple[float, bool]]  # of each question of ours: how sure it was, and whether it was right

    def report(self) -> dict[str, object]:
        return {
            "name": self.name,
            "n": len(self.rows),
            "metrics": dict(self.metrics),
            "rows": list(self.rows),
        }

    def table(self) -> str:
        lines = [f"{self.name}: {len(self.rows):,} questions"]
        return "\n".join([*lines, *(f"  {name:<21} {value:.4f}" for name, value in self.metrics.items())])


def judge(public: PublicSet, kept: Kept) -> PublicResult:
    """``kept`` knows all ``texts_of`` the set. With all training questions it takes some minutes."""
    head = _taught(public.train, kept)
    began = process_time_ns()
    seen = _sight(head, public.test, kept)
    spent = process_time_ns() - began
    enough = _sure_enough(public.train, kept)
    metrics = {
        "accuracy": _share(seen.right[seen.ours]),
        "r_at_3": _share(seen.among[seen.ours]),
        **_at(enough, seen),
        **(_with_strangers(public, head, seen, kept) if public.held else {}),
        "cpu_ms_ranking": round(spent / len(public.test) / 1e6, 3),
    }
    rows = [
        _row(number, one, found)
        for number, (one, found) in enumerate(zip(seen.asked, seen.topics, strict=True))
    ]
    sure = zip(seen.confidence[seen.ours].tolist(), seen.right[seen.ours].tolist(), strict=True)
    return PublicResult(
        name=f"{public.name}, {public.shots} shots", metrics=metrics, rows=rows, sure=list(sure)
    )


def texts_of(public: PublicSet) -> list[str]:
    """All that is compared: questions and names of topics."""
    asked = [one.text for part in (public.train, public.held, public.test) for one in part]
    return [*map(spelled, asked), *_named(public.train).values()]


def _taught(train: Sequence[Asked], kept: Kept) -> Head:
    """A topic's name is one of its phrasings, as the title of an article is."""
    named = _named(train)
    texts = [*(spelled(one.text) for one in train), *named.values()]
    return fit(texts, [*(one.topic for one in train), *named], kept.of(texts))


def _named(train: Sequence[Asked]) -> dict[str, str]:
    return {one.topic: one.topic.replace("_", " ").replace("?", "").lower() for one in train}


def _sight(head: Head, asked: Sequence[Asked], kept: Kept) -> _Sight:
    texts = [spelled(one.text) for one in asked]
    found = head.opinions(texts, kept.of(texts))
    first = np.argsort(-found.shares, axis=1, kind="stable")[:, :_AMONG]
    topics = [[head.topics[at] for at in row] for row in first]
    return _Sight(asked, topics, found.confidence, found.among_strangers)


def _sure_enough(train: Sequence[Asked], kept: Kept) -> float:
    """The confidence from which answers keep the promise, on training questions left out in turn."""
    sure: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        rest = [one for at, one in enumerate(train) if at % _FOLDS != fold]
        seen = _sight(_taught(rest, kept), train[fold::_FOLDS], kept)
        sure += zip(seen.confidence.tolist(), seen.right.tolist(), strict=True)
    return threshold(sure, precision=_PROMISED)


def _at(enough: float, seen: _Sight) -> dict[str, float]:
    """Of our questions: how many are answered at that confidence, and how many of those rightly."""
    answered = seen.ours & (seen.confidence >= enough)
    return {
        "cov_at_95": _share(answered[seen.ours]),
        "precision_at_95": _share(seen.right[answered]),
    }


def _with_strangers(public: PublicSet, head: Head, seen: _Sight, kept: Kept) -> dict[str, float]:
    """One threshold for both, the best on the held questions; then what it does on the test."""
    least = _joint(_sight(head, public.held, kept))
    answered = seen.among_strangers >= least
    parts = {id(one): part for part, asked in public.parts.items() for one in asked}
    of = np.array([parts.get(id(one), "") for one in seen.asked])
    return {
        "in_scope_accuracy": _share((seen.right & answered)[seen.ours]),
        "oos_recall": _share(~answered[~seen.ours]),
        **{f"oos_recall_{part}": _share(~answered[of == part]) for part in public.parts if part != OOS},
    }


def _joint(held: _Sight) -> float:
    """The confidence at which right answers to ours and refusals of strangers, as shares, add up to most."""
    ours, right = held.ours, held.right & held.ours
    order = np.argsort(-held.among_strangers, kind="stable")
    found, let_in = np.cumsum(right[order]) / ours.sum(), np.cumsum(~ours[order]) / (~ours).sum()
    return float(held.among_strangers[order[int(np.argmax(found - let_in))]])


def _row(number: int, one: Asked, found: Sequence[str]) -> dict[str, object]:
    return {"id": f"test-{number}", "expected": one.topic, "got": found[0], "ok": found[0] == one.topic}


def _share(flags: Flags) -> float:
    return round(float(flags.mean()), 4) if flags.size else 0.0
