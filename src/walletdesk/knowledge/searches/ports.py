"""What counting searches needs from the world."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.knowledge.searches.model import Asked, Ended, Opening, Period, Sought


class SavedSearches(Protocol):
    async def count(self, asked: Asked) -> None: ...
    async def open(self, opening: Opening) -> None:
        """Opened again by the same reader, it counts once."""

    async def go_on(self, reader: str) -> None:
        """To people, after all: nothing that this reader opened has solved it."""

    async def settle(self, words: str, locale: str) -> None:
        """Whoever asks for it from now on is answered, or nothing is to be made of it."""

    async def forget(self, *, before: str, once_before: str, opened_before: datetime) -> None:
        """What is older than these days; ``once_before``: asked once on its day, and answered."""


class Counts(Protocol):
    """Committed counts."""

    async def in_vain(self, *, since: str, locale: str, most: int) -> Sequence[Sought]:
        """Those that found nothing, most often first; of all languages where none is named."""

    async def frequent(self, *, since: str, locale: str, most: int) -> Sequence[Sought]: ...
    async def daily(self, *, since: str) -> Sequence[Period]: ...
    async def ended(self, *, since: datetime, until: datetime) -> Sequence[Ended]:
        """By article, most often opened first."""


class Work(Protocol):
    """One transaction."""

    @property
    def searches(self) -> SavedSearches: ...


class Published(Protocol):
    async def get(self, id: ArticleId, locale: str) -> object:
        """Raises NotFound for what nobody can read."""


class Titles(Protocol):
    async def titles(self, locale: str) -> Mapping[ArticleId, str]:
        """Of the articles that are published."""


class Writing(Protocol):
    """Articles as leads write them."""

    async def add_phrasing(self, viewer: AgentViewer, topic: str, locale: str, text: str) -> None: ...
    async def draft(self, viewer: AgentViewer, locale: str, title: str, phrasings: Sequence[str]) -> str:
        """The id of a new draft."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
