"""What keeping words needs from the world."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.knowledge.model import Article
from walletdesk.knowledge.spelling import Spelling
from walletdesk.knowledge.synonyms.model import Found, Synonym


class Kept(Protocol):
    """Committed words."""

    async def all(self) -> Sequence[Synonym]:
        """The latest first."""


class Articles(Protocol):
    async def list(self) -> Sequence[Article]: ...


class SavedSynonyms(Protocol):
    async def add(self, synonym: Synonym) -> bool:
        """False where something is kept of this word already."""

    async def remove(self, written: str) -> bool: ...


class Work(Protocol):
    """One transaction."""

    @property
    def synonyms(self) -> SavedSynonyms: ...
    @property
    def audit(self) -> Audit: ...


Find = Callable[[str, str, Spelling | None], Awaitable[Sequence[Found]]]
"""What a sentence in a locale leads to, best first; by a spelling that is not in force, if one is given."""

Aside = Callable[[Callable[[], None]], Awaitable[None]]
"""Do what takes its time beside the loop."""

OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
