"""What block lists need from the world."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.safety.blocking.model import BlockList, KnownBad


class Site(Protocol):
    @property
    def ascii(self) -> str: ...
    @property
    def registrable(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def is_shared(self) -> bool:
        """Whether many strangers have pages on it: such a host is never bad as a whole."""


HostOf = Callable[[str], Site | None]


class Lists(Protocol):
    """Written in one transaction."""

    async def replace(self, made: BlockList, entries: Collection[str], at: datetime) -> None:
        """What the list of this source said before goes."""


class Work(Protocol):
    @property
    def lists(self) -> Lists: ...


class ReadLists(Protocol):
    async def naming(self, hosts: Sequence[str]) -> Sequence[KnownBad]:
        """Every list that has one of these hosts."""


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
