"""What the help pages need from others."""

from collections.abc import Callable, Sequence
from typing import Protocol

from walletdesk.help_center.model import Reach
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Article, Match, Page


class Articles(Protocol):
    """The published articles, each in the language asked for or the nearest there is."""

    async def list(self, locale: str) -> Sequence[Article]: ...
    async def page(self, id: ArticleId, locale: str) -> Page:
        """Raises NotFound."""

    async def related(self, id: ArticleId, locale: str) -> Sequence[Article]:
        """What whoever reads this one may need next, nearest first."""

    async def find(self, question: str, locale: str, *, limit: int = ...) -> Sequence[Match]:
        """Best first."""


class Reaching(Protocol):
    async def now(self) -> Reach:
        """Whether people are on duty, and by when somebody who writes now is answered."""


HoldsSecret = Callable[[str], bool]
