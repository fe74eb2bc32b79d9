"""A ranker in whose indexes words are spelled as this house has it.

The spelling belongs to an index and to whoever asks it, not to the process: trying one beside it changes
nothing for anybody else.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.learned import Judged, Scorer
from walletdesk.knowledge.model import Article
from walletdesk.knowledge.ports import Index, Ranker
from walletdesk.knowledge.spelling import SHIPPED, Spelling, in_force, spelled_by

Table = Callable[[], Awaitable[Spelling]]


@dataclass(frozen=True, slots=True)
class SpelledIndex:
    """The port ``Index``."""

    inner: Index
    spelling: Spelling

    @property
    def model(self) -> str:
        if self.spelling == SHIPPED:
            return self.inner.model
        return f"{self.inner.model} words-{sha256(repr(self.spelling.pairs).encode()).hexdigest()[:8]}"

    async def rank(self, question: str, language: str) -> Sequence[tuple[ArticleId, float]]:
        with spelled_by(self.spelling):
            return await self.inner.rank(question, language)

    def near(self, text: str, language: str) -> Sequence[ArticleId]:
        with spelled_by(self.spelling):
            return self.inner.near(text, language)

    async def refit(self, judged: Sequence[Judged]) -> Scorer:
        with spelled_by(self.spelling):
            return await self.inner.refit(judged)


class SpelledRanker:
    """The port ``Ranker``. ``table`` is asked anew for each index: a change counts from the next one on."""

    def __init__(self, inner: Ranker, table: Table) -> None:
        self._inner, self._table = inner, table
        self._latest: Spelling | None = None  # of an index that was not built to try one out

    async def is_outdated(self) -> bool:
        """Whether somebody, also in another process, has changed the table since. Said once."""
        latest, self._latest = self._latest, None
        if latest is None or latest != await self._table():
            return latest is not None
        self._latest = latest
        return False

    async def index(self, articles: Sequence[Article], scorer: Scorer | None = None) -> SpelledIndex:
        tried = in_force()
        spelling = await self._table() if tried is SHIPPED else tried
        if tried is SHIPPED:
            self._latest = spelling
        with spelled_by(spelling):
            return SpelledIndex(await self._inner.index(articles, scorer), spelling)

    def patient(self) -> "SpelledRanker":
        return SpelledRanker(self._inner.patient(), self._table)
