"""The ranker by letters, meaning and the learned head: letters first, the rest where they leave it open."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.fitting import fitted
from walletdesk.knowledge.learned import Judged, Scorer
from walletdesk.knowledge.model import Article, language_of
from walletdesk.knowledge.ranking import KIND as LETTERS_KIND
from walletdesk.knowledge.ranking import WEIGHTS as LETTERS_WEIGHTS
from walletdesk.knowledge.ranking import VoteIndexes, VoteRanker
from walletdesk.knowledge.retrieval.embedding import BusyError, Embedder, Floats
from walletdesk.knowledge.retrieval.heads import FEWEST, KeptHeads, Voice
from walletdesk.knowledge.retrieval.judging import BY_MEANING, KIND, WEIGHTS, Seen, ranked, seen
from walletdesk.knowledge.retrieval.keeping import KeptVectors, Remembering
from walletdesk.knowledge.retrieval.meaning import Line, Meaning, lines_of, meaning_of
from walletdesk.knowledge.retrieval.patience import Patient

SURE = 0.92  # P(right) by letters alone from which the encoder is not asked: it never disagreed there
SURER = 0.94  # the same where the words are those of strangers
_AT_ONCE = 64  # phrasings that are encoded while somebody waits: about a second
_LETTERS = "by letters: "  # before the names of their weights
_TRIED = 4_000  # questions that are asked again and again of one version after the other
_HOLD = 20.0  # questions' worth: how much the shipped weights are believed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MeaningIndex:
    """The port ``Index``. Without a voice: by letters and meaning, as it was before there was a head."""

    letters: VoteIndexes
    meaning: Meaning
    embedder: Embedder
    weights: Mapping[str, Sequence[float]]
    voice: Voice | None = None

    @property
    def kind(self) -> str:
        return KIND if self.voice else BY_MEANING

    @property
    def model(self) -> str:
        return f"{self.letters.model} {self.kind} {self.embedder.model}"

    async def rank(self, question: str, language: str) -> Sequence[tuple[ArticleId, float]]:
        by_letters = await self.letters.rank(question, language)
        if by_letters and self._is_enough(question, *by_letters[0]):
            return by_letters
        try:
            what = await self._seen(question, language)
        except BusyError:
            return by_letters
        except (ImportError, OSError, RuntimeError, MemoryError):
            _log.exception("The model cannot be used; this question is compared by letters alone")
            return by_letters
        return ranked(self.meaning.topics, what, self.weights)

    def _is_enough(self, question: str, topic: ArticleId, p: float) -> bool:
        """Words that were taught yesterday may be those of strangers to a head that never saw them."""
        if p < SURE or self.voice is None:
            return p >= SURE
        return p >= SURER or not self.voice.is_strange(question, self.meaning.topics.index(topic))

    def near(self, text: str, language: str) -> Sequence[ArticleId]:
        return self.letters.near(text, language)

    async def refit(self, judged: Sequence[Judged]) -> Scorer:
        """All weights: letters that are wrongly sure must learn it too."""
        by_letters = await self.letters.refit(judged)
        rows = []
        for one in judged:
            what = await self._seen(one.text, language_of(one.locale))
            if what.kind == self.kind:
                rows.append((what.features, self.meaning.topics[what.order[0]] == one.topic))
        shipped = WEIGHTS[self.kind]
        weights = await asyncio.to_thread(fitted, rows, tuple(shipped.values()), hold=_HOLD)
        both = {f"{_LETTERS}{name}": weight for name, weight in by_letters.weights.items()}
        return Scorer(version="", kind=self.kind, weights=both | dict(zip(shipped, weights, strict=True)))

    async def _seen(self, question: str, language: str) -> Seen:
        asked = await self.embedder.ask(question)
        said = self.voice.says(question, asked.whole) if self.voice else None
        return seen(self._letters(question, language), self.meaning.votes(asked, language), said)

    def _letters(self, question: str, language: str) -> Floats:
        votes = self.letters.votes(question, language)
        return np.array([votes.get(topic, 0.0) for topic in self.meaning.topics], np.float32)


class MeaningRanker:
    """The port ``Ranker``.

    Until all vectors are there letters answer alone, and a head has no voice until it is learned. ``ready``
    is called when either is there.
    """

    def __init__(
        self,
        kept: KeptVectors,
        embedder: Embedder,
        *,
        heads: KeptHeads | None = None,
        ready: Callable[[], None] = lambda: None,
        patient: bool = False,
    ) -> None:
        """``patient``: whoever asks for the index waits for every vector and for the head."""
        self._kept, self._embedder, self._heads = kept, embedder, heads
        self._ready, self._patient = ready, patient
        self._learning: asyncio.Task[None] | None = None

    async def index(
        self, articles: Sequence[Article], scorer: Scorer | None = None
    ) -> VoteIndexes | MeaningIndex:
        letters = await VoteRanker().index(articles, _of_letters(scorer))
        lines = lines_of(articles)
        missing = await asyncio.to_thread(self._kept.missing, self._texts(lines))
        if len(missing) > _AT_ONCE and not self._patient:
            self._aside(self._kept.learn(missing), f"Encoding {len(missing)} phrasings")
        if not lines or (len(missing) > _AT_ONCE and not self._patient):
            return letters
        try:
            await self._kept.learn(missing)
        except (ImportError, OSError, RuntimeError):
            _log.exception("The model cannot be used; questions are compared by letters alone")
            return letters
        meaning = await asyncio.to_thread(self._meaning, lines)
        voice = await self._voice(lines, meaning, scorer)
        return MeaningIndex(letters, meaning, self._embedder, _weights(scorer), voice)

    def patient(self) -> "MeaningRanker":
        """With the same vectors and heads. What it is asked it remembers for as long as it lives."""
        embedder = Remembering(Patient(self._embedder), most=_TRIED)
        return MeaningRanker(self._kept, embedder, heads=self._heads, patient=True)

    def _texts(self, lines: Sequence[Line]) -> list[str]:
        return [*(line.text for line in lines), *(self._heads.strangers if self._heads else ())]

    def _meaning(self, lines: Sequence[Line]) -> Meaning:
        return meaning_of(lines, self._kept.of([line.text for line in lines]), self._kept.mean())

    async def _voice(self, lines: Sequence[Line], meaning: Meaning, scorer: Scorer | None) -> Voice | None:
        """A version that was learnt before there was a head goes on judging without it."""
        heads = self._heads
        if heads is None or len(lines) < FEWEST or (scorer and scorer.kind == BY_MEANING):
            return None
        find = partial(heads.voice, lines, meaning.topics, is_trial=self._patient)
        voice = await asyncio.to_thread(find)
        if voice is None and self._patient:
            await asyncio.to_thread(heads.learn, lines, keep=False)
            voice = await asyncio.to_thread(find)
        elif voice is None:
            self._aside(asyncio.to_thread(heads.learn, lines), f"Learning from {len(lines)} phrasings")
        return voice

    def _aside(self, work: Coroutine[None, None, None], what: str) -> None:
        if self._learning is None or self._learning.done():
            self._learning = asyncio.create_task(self._done(work, what))
        else:
            work.close()

    async def _done(self, work: Coroutine[None, None, None], what: str) -> None:
        _log.info("%s; until then questions are compared without it", what)
        try:
            await work
        except (ImportError, OSError, RuntimeError):
            _log.exception("%s failed; questions are compared without it", what)
        else:
            self._ready()


def _weights(scorer: Scorer | None) -> Mapping[str, Sequence[float]]:
    """Of each kind of sight: the learned ones of its own kind, and the shipped ones."""
    shipped = {kind: tuple(weights.values()) for kind, weights in WEIGHTS.items()}
    if scorer is None or scorer.kind not in WEIGHTS:
        return shipped
    return shipped | {scorer.kind: tuple(scorer.weights[name] for name in WEIGHTS[scorer.kind])}


def _of_letters(scorer: Scorer | None) -> Scorer | None:
    if scorer is None or scorer.kind not in WEIGHTS:
        return scorer
    named = {name: scorer.weights[f"{_LETTERS}{name}"] for name in LETTERS_WEIGHTS}
    return Scorer(version=scorer.version, kind=LETTERS_KIND, weights=named)
