"""The ranker by letters and by meaning: letters first, and the encoder only where they leave it open."""

import asyncio
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.fitting import fitted
from walletdesk.knowledge.learned import Judged, Scorer
from walletdesk.knowledge.model import Article, language_of
from walletdesk.knowledge.ranking import KIND as LETTERS_KIND
from walletdesk.knowledge.ranking import WEIGHTS as LETTERS_WEIGHTS
from walletdesk.knowledge.ranking import VoteIndexes, VoteRanker
from walletdesk.knowledge.retrieval.embedding import BusyError, Embedder, Floats
from walletdesk.knowledge.retrieval.judging import KIND, WEIGHTS, Seen, ranked, seen
from walletdesk.knowledge.retrieval.keeping import KeptVectors, Remembering
from walletdesk.knowledge.retrieval.meaning import Line, Meaning, lines_of, meaning_of
from walletdesk.knowledge.retrieval.patience import Patient

SURE = 0.9  # P(right) by letters alone from which meaning is not asked: it never disagreed there
_AT_ONCE = 64  # phrasings that are encoded while somebody waits: about a second
_LETTERS = "by letters: "  # before the names of their weights
_TRIED = 4_000  # questions that are asked again and again of one version after the other
_HOLD = 20.0  # questions' worth: how much the shipped weights are believed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MeaningIndex:
    """The port ``Index``."""

    letters: VoteIndexes
    meaning: Meaning
    embedder: Embedder
    weights: Sequence[float]

    @property
    def model(self) -> str:
        return f"{self.letters.model} {KIND} {self.embedder.model}"

    async def rank(self, question: str, language: str) -> Sequence[tuple[ArticleId, float]]:
        by_letters = await self.letters.rank(question, language)
        if by_letters and by_letters[0][1] >= SURE:
            return by_letters
        try:
            what = await self._seen(question, language)
        except BusyError:
            return by_letters
        except (ImportError, OSError, RuntimeError, MemoryError):
            _log.exception("The model cannot be used; this question is compared by letters alone")
            return by_letters
        return ranked(self.meaning.topics, what, self.weights)

    def near(self, text: str, language: str) -> Sequence[ArticleId]:
        return self.letters.near(text, language)

    async def refit(self, judged: Sequence[Judged]) -> Scorer:
        """Both kinds of weights: letters that are wrongly sure must learn it too."""
        by_letters = await self.letters.refit(judged)
        rows = []
        for one in judged:
            what = await self._seen(one.text, language_of(one.locale))
            rows.append((what.features, self.meaning.topics[what.order[0]] == one.topic))
        weights = await asyncio.to_thread(fitted, rows, tuple(WEIGHTS.values()), hold=_HOLD)
        both = {f"{_LETTERS}{name}": weight for name, weight in by_letters.weights.items()}
        return Scorer(version="", kind=KIND, weights=both | dict(zip(WEIGHTS, weights, strict=True)))

    async def _seen(self, question: str, language: str) -> Seen:
        asked = await self.embedder.ask(question)
        return seen(self._letters(question, language), self.meaning.votes(asked, language))

    def _letters(self, question: str, language: str) -> Floats:
        votes = self.letters.votes(question, language)
        return np.array([votes.get(topic, 0.0) for topic in self.meaning.topics], np.float32)


class MeaningRanker:
    """The port ``Ranker``. Until all vectors are there letters answer alone, and ``ready`` is called then."""

    def __init__(
        self,
        kept: KeptVectors,
        embedder: Embedder,
        *,
        ready: Callable[[], None] = lambda: None,
        patient: bool = False,
    ) -> None:
        """``patient``: whoever asks for the index waits for every vector."""
        self._kept, self._embedder, self._ready = kept, embedder, ready
        self._most = math.inf if patient else _AT_ONCE
        self._learning: asyncio.Task[None] | None = None

    async def index(
        self, articles: Sequence[Article], scorer: Scorer | None = None
    ) -> VoteIndexes | MeaningIndex:
        letters = await VoteRanker().index(articles, _of_letters(scorer))
        lines = lines_of(articles)
        texts = [line.text for line in lines]
        missing = await asyncio.to_thread(self._kept.missing, texts)
        if len(missing) > self._most:
            self._learn_aside(missing)
        if not lines or len(missing) > self._most:
            return letters
        try:
            await self._kept.learn(missing)
        except (ImportError, OSError, RuntimeError):
            _log.exception("The model cannot be used; questions are compared by letters alone")
            return letters
        meaning = await asyncio.to_thread(self._meaning, lines, texts)
        return MeaningIndex(letters, meaning, self._embedder, _weights(scorer))

    def patient(self) -> "MeaningRanker":
        """With the same vectors. What it is asked it remembers for as long as it lives."""
        embedder = Remembering(Patient(self._embedder), most=_TRIED)
        return MeaningRanker(self._kept, embedder, patient=True)

    def _meaning(self, lines: Sequence[Line], texts: Sequence[str]) -> Meaning:
        return meaning_of(lines, self._kept.of(texts), self._kept.mean())

    def _learn_aside(self, missing: Sequence[str]) -> None:
        if self._learning is None or self._learning.done():
            self._learning = asyncio.create_task(self._learn(missing))

    async def _learn(self, missing: Sequence[str]) -> None:
        _log.info("Encoding %d phrasings; until then questions are compared by letters alone", len(missing))
        try:
            await self._kept.learn(missing)
        except (ImportError, OSError, RuntimeError):
            _log.exception("The model cannot be used; questions are compared by letters alone")
        else:
            self._ready()


def _weights(scorer: Scorer | None) -> Sequence[float]:
    known: Mapping[str, float] = scorer.weights if scorer and scorer.kind == KIND else WEIGHTS
    return tuple(known[name] for name in WEIGHTS)


def _of_letters(scorer: Scorer | None) -> Scorer | None:
    if scorer is None or scorer.kind != KIND:
        return scorer
    named = {name: scorer.weights[f"{_LETTERS}{name}"] for name in LETTERS_WEIGHTS}
    return Scorer(version=scorer.version, kind=LETTERS_KIND, weights=named)
