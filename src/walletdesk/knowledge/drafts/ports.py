"""What the writing of articles needs from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.jobs import Job
from walletdesk.knowledge.drafts.model import Draft, Past
from walletdesk.knowledge.model import Article
from walletdesk.knowledge.ports import SavedArticles


class DraftArchive(Protocol):
    """Committed drafts and earlier versions."""

    async def find(self, id: ArticleId, locale: str) -> Draft | None: ...
    async def list(self) -> Sequence[Draft]: ...
    async def versions(self, id: ArticleId, locale: str) -> Sequence[Past]:
        """Earlier ones, the latest first."""

    async def version(self, id: ArticleId, locale: str, version: int) -> Article | None: ...


class SavedDrafts(Protocol):
    async def save(self, draft: Draft) -> bool:
        """Keep its words as the revision after the one before, 1 for a first; what was planned stays.

        False when somebody was quicker.
        """

    async def remove(self, id: ArticleId, locale: str, revision: int) -> bool: ...
    async def plan(self, id: ArticleId, locale: str, revision: int, at: datetime | None) -> bool:
        """When it is to be published; None: not by itself. A change like any other: the revision rises."""


class Work(Protocol):
    """One transaction."""

    @property
    def articles(self) -> SavedArticles: ...
    @property
    def drafts(self) -> SavedDrafts: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
