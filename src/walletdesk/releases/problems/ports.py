"""What the table of versions needs from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.releases.problems.model import Version


class VersionArchive(Protocol):
    """Committed reads."""

    async def all(self) -> Sequence[Version]:
        """The last added first."""


class VersionsKept(Protocol):
    async def put(self, version: Version) -> None:
        """In place of the same version of the same platform."""

    async def remove(self, id: str) -> bool: ...
    async def count(self) -> int: ...


class Work(Protocol):
    """One transaction."""

    @property
    def versions(self) -> VersionsKept: ...
    @property
    def audit(self) -> Audit: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
