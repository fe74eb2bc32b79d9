"""What keeping and judging builds needs from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.releases.model import App, Build, Record


class Ours(Protocol):
    """Of the channel registry."""

    def apps(self) -> Sequence[App]: ...

    def alike(self, package: str) -> str:
        """Ours that this one is made to be taken for, by a letter or a look-alike; empty: it is not."""


class Archive(Protocol):
    """Committed reads."""

    async def all(self, *, most: int) -> Sequence[Record]:
        """The last added first."""

    async def about(self, build: Build) -> tuple[Sequence[Record], Sequence[Record]]:
        """Those that may call it bad, and every version that was published under its package id."""


class Records(Protocol):
    async def add(self, record: Record) -> bool:
        """False where the same build stands there already: nothing was added."""

    async def remove(self, id: str) -> bool: ...
    async def count(self) -> int: ...


class Work(Protocol):
    """One transaction."""

    @property
    def builds(self) -> Records: ...
    @property
    def audit(self) -> Audit: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
