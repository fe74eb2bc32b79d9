"""The index of the same articles, built once for all installations of a run.

Each would read and weigh some thousand phrasings anew, which took a third of a second of most tests.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from walletdesk.app.wiring.retrieval import ranker_of
from walletdesk.knowledge import Article, Library, Scorer
from walletdesk.knowledge.ports import Index, Ranker
from walletdesk.knowledge.retrieval.heads import KeptHeads
from walletdesk.knowledge.retrieval.meaning import Line
from walletdesk.knowledge.retrieval.ranker import MeaningIndex
from walletdesk.knowledge.spelling import in_force
from walletdesk.knowledge.starter import starter_topics

_MOST = 4  # of hundreds of installations nearly all hold the starter articles as they came
_built: dict[Hashable, Index] = {}
starters = cache(starter_topics)  # read once: they never change


@contextmanager
def learns_nothing() -> Iterator[None]:
    """Where it does not matter what is found: each change of an article or a word would weigh all anew.

    That is half a second, hundreds of times where everybody tries everything; what a head learns takes more.
    """
    with (
        patch.object(KeptHeads, "learn", lambda *_, **__: None),
        patch.object(SharedIndexes, "index", SharedIndexes.as_before),
    ):
        yield


async def learnt_and_kept(library: Library) -> None:
    """What stands in the articles now goes into the files beside the database, as it does in time."""
    learn = KeptHeads.learn

    def kept(heads: KeptHeads, lines: Sequence[Line], *, keep: bool = False) -> None:
        learn(heads, lines, keep=True)

    with patch.dict(_built, clear=True), patch.object(KeptHeads, "learn", kept):
        await library.patient().versions()


class SharedIndexes:
    """The port ``Ranker``: the real one, asked once for the same articles, weights and words."""

    def __init__(self, ranker: Ranker) -> None:
        self._ranker = ranker
        self._latest: Index | None = None

    async def as_before(self, articles: Sequence[Article], scorer: Scorer | None = None) -> Index:
        return self._latest or await self._of(articles, scorer)

    async def index(self, articles: Sequence[Article], scorer: Scorer | None = None) -> Index:
        return await self._of(articles, scorer)

    async def _of(self, articles: Sequence[Article], scorer: Scorer | None = None) -> Index:
        words = tuple((a.id, a.locale, a.title, a.body, a.phrasings) for a in articles)
        key = words, _weights(scorer), in_force()
        if (index := _built.get(key)) is None:
            index = await self._ranker.index(articles, scorer)
            if isinstance(index, MeaningIndex) and len(_built) < _MOST:  # not one that still learns
                _built[key] = index
        self._latest = index
        return index

    def patient(self) -> Ranker:
        return SharedIndexes(self._ranker.patient())


def sharing_ranker_of(data_dir: Path | None, ready: Callable[[], None] = lambda: None) -> Ranker:
    return SharedIndexes(ranker_of(data_dir, ready))


def _weights(scorer: Scorer | None) -> Hashable:
    return scorer and (scorer.version, scorer.kind, tuple(sorted(scorer.weights.items())))
