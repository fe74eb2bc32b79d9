"""What the help pages need from others."""

from collections.abc import Callable, Sequence
from typing import Protocol

from walletdesk.help_center.model import Reach
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Article, Match, Page, Reader


class Articles(Protocol):
    """The published articles, each in the language asked for or the nearest there is."""

    async def list(self, locale: str) -> Sequence[Article]: ...
    async def page(self, id: ArticleId, locale: str) -> Page:
        """Raises NotFound."""

    async def related(self, id: ArticleId, locale: str) -> Sequence[Article]:
        """What whoever reads this one may need next, nearest first."""

    async def find(self, question: str, locale: str, *, limit: int = ...) -> Sequence[Match]:
        """Best first."""


class TakesOpinions(Protocol):
    """Whether an article helped. Raises NotFound for an article that nobody can read, and TooMany."""

    async def tell(self, id: ArticleId, locale: str, reader: Reader, *, helped: bool) -> None: ...
    async def explain(self, id: ArticleId, locale: str, reader: Reader, missing: str) -> None:
        """Raises SecretStopped, and Invalid for nothing or too much."""


class Reaching(Protocol):
    async def now(self) -> Reach:
        """Whether people are on duty, and by when somebody who writes now is answered."""


HoldsSecret = Callable[[str], bool]
