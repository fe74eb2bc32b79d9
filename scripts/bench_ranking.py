"""What finding a topic costs: CPU of encoding and ranking a question, and how it grows with the phrasings."""

import asyncio
import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time_ns
from unittest.mock import patch

import numpy as np

from walletdesk.app.bench.measuring import percentile
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Article
from walletdesk.knowledge.retrieval import ranker
from walletdesk.knowledge.retrieval.embedding import Asked, Vectors
from walletdesk.knowledge.retrieval.encoder import E5Encoder, shared
from walletdesk.knowledge.retrieval.keeping import KeptVectors
from walletdesk.knowledge.retrieval.ranker import MeaningIndex, MeaningRanker
from walletdesk.knowledge.starter import starter_topics, starter_vectors

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_NEVER = 2.0  # no P(right) by letters alone is that high: the encoder is always asked
_FEW, _MANY, _TOPICS = 1_000, 10_000, 50
_TIMED = 150  # questions at each size
_MILLION = 1_000_000

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU in ms, of questions where the encoder was asked and of those where letters were sure enough.

    ``first``: how often the first topic was right, as shipped and with the encoder always asked.
    """

    encoded: Sequence[float]
    spared: Sequence[float]
    first: tuple[float, float]


class Counting:
    """The model itself, and how often a question was given to it."""

    def __init__(self, encoder: E5Encoder) -> None:
        self._encoder, self.asked = encoder, 0

    @property
    def model(self) -> str:
        return self._encoder.model

    async def encode(self, texts: Sequence[str]) -> Vectors:
        return await self._encoder.encode(texts)

    async def ask(self, question: str) -> Asked:
        self.asked += 1
        return await self._encoder.ask(question)


class Anywhere:
    """Phrasings lie anywhere, which costs as much; questions are encoded as ever."""

    model = "anywhere"

    async def encode(self, texts: Sequence[str]) -> Vectors:
        made = np.random.default_rng(len(texts)).normal(size=(len(texts), 384))
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)

    async def ask(self, question: str) -> Asked:
        return await shared().ask(question)


def costs(files: Sequence[Path]) -> Cost:
    return asyncio.run(_costs([json.loads(line) for file in files for line in file.open(encoding="utf-8")]))


def growth(files: Sequence[Path]) -> tuple[float, float, float]:
    """Milliseconds among a thousand phrasings, among ten thousand, and the exponent between them."""
    rows = [json.loads(line) for file in files for line in file.open(encoding="utf-8")][:: len(files)]
    few, many = (asyncio.run(_among(count, rows[:_TIMED])) for count in (_FEW, _MANY))
    return few, many, math.log(many / few) / math.log(_MANY / _FEW)


async def _costs(rows: Sequence[Row]) -> Cost:
    counting = Counting(shared())
    index = await _index(KeptVectors(counting, shipped=starter_vectors()), counting, _starters())
    await index.rank("?", "en")  # the model is loaded then
    encoded: list[float] = []
    spared: list[float] = []
    right = [0, 0]
    for row in rows:
        before, began = counting.asked, process_time_ns()
        found = await _first(index, row)
        (encoded if counting.asked > before else spared).append((process_time_ns() - began) / _MILLION)
        with patch.object(ranker, "SURE", _NEVER):
            always = found if counting.asked > before else await _first(index, row)
        right = [right[0] + _is_right(found, row), right[1] + _is_right(always, row)]
    ours = sum(bool(row["topic"]) and not row.get("oos") for row in rows)
    return Cost(encoded, spared, (right[0] / ours, right[1] / ours))


async def _first(index: MeaningIndex, row: Row) -> str:
    found = await index.rank(str(row["text"]), str(row["lang"])[:2])
    return str(found[0][0]) if found else ""


def _is_right(found: str, row: Row) -> bool:
    also = row.get("also") or []
    return (
        not row.get("oos")
        and bool(found)
        and found in {row["topic"], *(also if isinstance(also, list) else [])}
    )


async def _among(count: int, rows: Sequence[Row]) -> float:
    kept = KeptVectors(Anywhere())
    articles = _made(count)
    await kept.learn([text for one in articles for text in (one.title, *one.phrasings)])
    index = await _index(kept, Anywhere(), articles)
    spent: list[float] = []
    with patch.object(ranker, "SURE", _NEVER):
        for row in rows:
            began = process_time_ns()
            await _first(index, row)
            spent.append((process_time_ns() - began) / _MILLION)
    return statistics.median(spent)


async def _index(
    kept: KeptVectors, embedder: Counting | Anywhere, articles: Sequence[Article]
) -> MeaningIndex:
    index = await MeaningRanker(kept, embedder).index(articles)
    if not isinstance(index, MeaningIndex):
        raise TypeError("vectors of the starters are missing: make vectors")
    return index


def _starters() -> list[Article]:
    return [topic.article(locale, at=_AT) for topic in starter_topics() for locale in topic.locales]


def _made(count: int) -> list[Article]:
    """Fifty topics of one language, their phrasings made of two halves of what people ask."""
    source = [one for one in _starters() if one.locale == "en"]
    said = [phrasing for one in source for phrasing in one.phrasings]
    each = count // _TOPICS
    made = [
        f"{said[at % len(said)]} {said[(at * 7 + at // len(said) + 1) % len(said)]}" for at in range(count)
    ]
    return [
        replace(
            source[0],
            id=ArticleId(f"topic-{n}"),
            title=f"topic {n}",
            phrasings=tuple(made[n::_TOPICS][:each]),
        )
        for n in range(_TOPICS)
    ]


def slow(spent: Sequence[float]) -> float:
    """What one of twenty takes at least."""
    return percentile(spent, 0.95)
