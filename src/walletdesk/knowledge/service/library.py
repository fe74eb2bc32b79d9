"""Reading: the published articles, and the one that answers a question."""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.categories import is_on_shelf
from walletdesk.knowledge.learned import Judged, Learned, Scorer, Thresholds, Versions, as_shipped
from walletdesk.knowledge.model import Article, Custody, Match, custody_of
from walletdesk.knowledge.pages import Digest, Page, Presenting
from walletdesk.knowledge.passages import Passage, passages
from walletdesk.knowledge.ports import Articles, Ranker, Turn
from walletdesk.knowledge.shelf import Shelf, shelf_of

_CHOICES = 3
_RELATED = 4


class Library:
    """``custody_mode`` is the installation's: self_custody, custodial or hybrid.

    ``new_turn`` makes what is held while an index is built, so that those who wait do not each build one.
    """

    def __init__(
        self,
        *,
        articles: Articles,
        ranker: Ranker,
        presenting: Presenting,
        custody_mode: str,
        new_turn: Callable[[], Turn],
    ) -> None:
        self._articles = articles
        self._ranker = ranker
        self._presenting = presenting
        self._custody = custody_of(custody_mode)
        self._shelf: Shelf | None = None
        self._changes = 0
        self._read_at = 0
        self._new_turn = new_turn
        self._turn = new_turn()
        self._learned = as_shipped()

    async def list(self, locale: str) -> Sequence[Article]:
        """The articles on the shelf, one per topic, in this language where there is one."""
        return (await self._published()).articles(locale)

    async def get(self, id: ArticleId, locale: str) -> Article:
        """A published article, in this language or the nearest there is."""
        return (await self._published()).article(id, locale)

    async def pictures(self) -> Collection[str]:
        """The names of those that stand in articles which anybody may read."""
        return (await self._published()).pictures

    async def titles(self, locale: str) -> Mapping[ArticleId, str]:
        """Of all that may answer here, also of what nobody is led to."""
        return (await self._published()).titles(locale)

    async def page(self, id: ArticleId, locale: str) -> Page:
        shelf = await self._published()
        article = shelf.article(id, locale)
        return self._presenting.page(article, self._custody, shelf.titles(article.locale))

    async def related(self, id: ArticleId, locale: str, *, limit: int = _RELATED) -> Sequence[Article]:
        """What whoever reads this article may need next, nearest first."""
        shelf = await self._published()
        return shelf.related(shelf.article(id, locale), limit)

    async def digest(self, id: ArticleId, locale: str, *, custody: Custody | None = None) -> Digest:
        """What the bot says; the stricter truth of this installation unless a contact's custody is known."""
        shelf = await self._published()
        article = shelf.article(id, locale)
        return self._presenting.digest(article, custody or self._custody[0], shelf.titles(article.locale))

    async def passages(self, id: ArticleId, locale: str) -> Sequence[Passage]:
        """The article in numbered paragraphs, by the same truth as its digest."""
        shelf = await self._published()
        article = shelf.article(id, locale)
        return passages(self._presenting, article, self._custody[0], shelf.titles(article.locale))

    async def find(self, question: str, locale: str, *, limit: int = _CHOICES) -> Sequence[Match]:
        """The likeliest articles, best first. Their scores say how sure we are, not how well words fit."""
        return await (await self._published()).find(question, locale, limit)

    def offers(self, article: Article) -> bool:
        """Whether anybody is led to it here, who did not ask for just that."""
        return is_on_shelf(article, self._custody)

    async def best_answer(self, question: str, locale: str) -> Match | None:
        """The one article that we are sure enough of."""
        found = await self.find(question, locale, limit=1)
        enough = (await self.thresholds()).answer
        return found[0] if found and found[0].score >= enough else None

    async def thresholds(self) -> Thresholds:
        """Those in force, with what compares texts now."""
        return self._learned.thresholds_for((await self.versions()).model)

    @property
    def learned(self) -> Learned:
        """What is in force: thresholds, weights, and words that agents confirmed."""
        return self._learned

    def use(self, learned: Learned) -> None:
        """Put a version in force, later or earlier, as a whole; the next question is judged by it."""
        self._learned = learned
        self.refresh()

    def trying(self, learned: Learned) -> "Library":
        """The same articles by another version, beside this one, which goes on answering."""
        other = copy(self)
        other._turn = self._new_turn()  # a trial takes its time, and nobody here waits for it
        other.use(learned)
        return other

    def patient(self) -> "Library":
        """The same, for trials, in which nobody waits: never by letters alone where meaning is there."""
        other = self.trying(self._learned)
        other._ranker = self._ranker.patient()
        return other

    async def versions(self) -> Versions:
        """By what a question is decided now."""
        return (await self._published()).versions

    async def refit(self, judged: Sequence[Judged]) -> Scorer:
        """Weights of P(right) fitted on questions of this installation; nothing is put in force."""
        return await (await self._published()).index.refit(judged)

    def refresh(self) -> None:
        """Forget what was read; the next question reads it again."""
        self._shelf, self._changes = None, self._changes + 1

    async def look(self) -> None:
        """Forget what was read, where somebody else's process has changed an article since."""
        if self._shelf is not None and await self._articles.changes() != self._read_at:
            self.refresh()

    async def _published(self) -> Shelf:
        if (shelf := self._shelf) is not None:
            return shelf
        async with self._turn:
            return self._shelf or await self._build()

    async def _build(self) -> Shelf:
        changes, read_at = self._changes, await self._articles.changes()
        shelf = await shelf_of(await self._articles.list(), self._ranker, self._custody, self._learned)
        if changes == self._changes:  # else somebody published while we read: the next one reads again
            self._shelf, self._read_at = shelf, read_at
        return shelf
