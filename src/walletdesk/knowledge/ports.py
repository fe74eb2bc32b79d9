"""What the library needs from the world."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.kernel.errors import Refused
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.objections import Objection
from walletdesk.knowledge.learned import Judged, Scorer
from walletdesk.knowledge.model import Article


class Articles(Protocol):
    """Committed articles, to read."""

    async def find(self, id: ArticleId, locale: str) -> Article | None: ...
    async def list(self) -> Sequence[Article]: ...
    async def changes(self) -> int:
        """How often any of them was kept: a number that rises with each change."""


class Pictures(Protocol):
    async def known(self, names: Collection[str]) -> Collection[str]:
        """Those of these that were put in."""


class Gallery(Protocol):
    """Pictures as files, each named by its content."""

    async def files(self, names: Collection[str]) -> Mapping[str, bytes]: ...
    async def take_in(self, files: Mapping[str, bytes], *, dry_run: bool) -> Mapping[str, Refused]:
        """What speaks against each of them; the others are kept byte for byte, in a dry run none."""


class SavedArticles(Protocol):
    async def add(self, article: Article) -> bool:
        """False when this topic has an article in this language already: nothing was changed."""

    async def replace(self, article: Article) -> bool:
        """Keep it as the version after the one before. False when somebody else was quicker."""


class Index(Protocol):
    """Ready to be asked. ``language`` is that of the question, without region."""

    @property
    def model(self) -> str:
        """What compares texts, by name and version."""

    async def rank(self, question: str, language: str) -> Sequence[tuple[ArticleId, float]]:
        """Topics, best first, each with how sure we are of it, 0 to 1. Unlikely ones are missing."""

    def near(self, text: str, language: str) -> Sequence[ArticleId]:
        """Topics that use similar words, nearest first. Quick, and sure of nothing."""

    async def refit(self, judged: Sequence[Judged]) -> Scorer:
        """The weights of P(right) that fit these, leaning on the shipped ones where they are few."""


class Ranker(Protocol):
    async def index(self, articles: Sequence[Article], scorer: Scorer | None) -> Index:
        """All articles of all languages; without making others wait."""

    def patient(self) -> "Ranker":
        """For trials: it takes its time instead of doing without, and remembers what it was asked."""


class Outgoing(Protocol):
    """What speaks against a text of ours, if anything does."""

    async def objections(self, text: str) -> Sequence[Objection]: ...


class Links(Protocol):
    """Addresses that may be shown. None: there is none, and the sentence is worded without it."""

    def official(self, name: str, locale: str) -> str | None: ...
    def article(self, id: ArticleId, locale: str) -> str: ...


class Html(Protocol):
    """Markdown to safe markup; ``fill`` gives that of each variable, fact and picture."""

    def __call__(self, markdown: str, fill: Callable[[str], str], /) -> str: ...


class Work(Protocol):
    """One transaction."""

    @property
    def articles(self) -> SavedArticles: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]

Turn = AbstractAsyncContextManager[None]
"""Held by one at a time."""
