"""What opinions need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.opinions.model import Opinion, Tally


class SavedOpinions(Protocol):
    async def save(self, opinion: Opinion) -> None:
        """In the place of what this reader said of it before; a bare no keeps the words of an earlier one."""


class Tallies(Protocol):
    async def list(self, *, wishes: int) -> Sequence[Tally]:
        """Committed counts, those that helped least first, each with so many wishes at most."""


class Work(Protocol):
    """One transaction."""

    @property
    def opinions(self) -> SavedOpinions: ...


class Published(Protocol):
    async def get(self, id: ArticleId, locale: str) -> object:
        """Raises NotFound for what nobody can read."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
