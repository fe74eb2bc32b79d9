"""Facts about articles."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChanged(Event):
    """A new version is kept; ``published`` says whether people may read it."""

    article: ArticleId
    locale: str
    version: int
    published: bool
    by: str = ""

    @property
    def topic(self) -> str:
        return self.article
