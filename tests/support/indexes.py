"""The index of the same articles, built once for all installations of a run.

Each would read and weigh some thousand phrasings anew, which took a third of a second of most tests.
"""

from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from walletdesk.app.wiring.retrieval import ranker_of
from walletdesk.knowledge import Article, Scorer
from walletdesk.knowledge.ports import Index, Ranker
from walletdesk.knowledge.retrieval.heads import KeptHeads
from walletdesk.knowledge.retrieval.ranker import MeaningIndex
from walletdesk.knowledge.spelling import in_force
from walletdesk.knowledge.starter import starter_topics

_MOST = 4  # of hundreds of installations nearly all hold the starter articles as they came
_built: dict[Hashable, Index] = {}
starters = cache(starter_topics)  # read once: they never change


def learns_nothing() -> AbstractContextManager[object]:
    """Where it does not matter: who changes an article makes the bot learn anew, which takes seconds."""
    return patch.object(KeptHeads, "learn", lambda *_, **__: None)


class SharedIndexes:
    """The port ``Ranker``: the real one, asked once for the same articles, weights and words."""

    def __init__(self, ranker: Ranker) -> None:
        self._ranker = ranker

    async def index(self, articles: Sequence[Article], scorer: Scorer | None = None) -> Index:
        words = tuple((a.id, a.locale, a.title, a.body, a.phrasings) for a in articles)
        key = words, _weights(scorer), in_force()
        if key in _built:
            return _built[key]
        index = await self._ranker.index(articles, scorer)
        if isinstance(index, MeaningIndex) and len(_built) < _MOST:  # not one that still learns
            _built[key] = index
        return index

    def patient(self) -> Ranker:
        return SharedIndexes(self._ranker.patient())


def sharing_ranker_of(data_dir: Path | None, ready: Callable[[], None] = lambda: None) -> Ranker:
    return SharedIndexes(ranker_of(data_dir, ready))


def _weights(scorer: Scorer | None) -> Hashable:
    return scorer and (scorer.version, scorer.kind, tuple(sorted(scorer.weights.items())))
