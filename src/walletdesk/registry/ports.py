"""What the list of official channels needs from the world."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Protocol

from walletdesk.kernel.events import Event
from walletdesk.registry.model import Listed, Published, Trust

OpeningHours = Callable[[], Awaitable[Mapping[str, Any]]]
"""When we answer, in strings and whole numbers."""


class Signer(Protocol):
    """The online key of this installation."""

    def settle(self, mandated: str) -> None:
        """Put the key in place that the kept mandate is for, where it waits beside."""

    def public(self) -> str:
        """Raises Conflict where there is no key."""

    def signed(self, document: Mapping[str, Any]) -> tuple[str, str]:
        """The text to be served, and the digest of the document."""


class Archive(Protocol):
    """Committed reads."""

    async def listed(self) -> Sequence[Listed]: ...
    async def trust(self) -> Trust: ...
    async def newest(self) -> Published | None: ...
    async def newest_serial(self) -> int:
        """Of what was published; 0: nothing yet."""

    async def log(self, most: int) -> Sequence[Published]:
        """The latest first."""


class Channels(Protocol):
    async def add(self, listed: Listed) -> bool:
        """False where this channel, or another of this name, is listed already."""

    async def remove(self, id: str) -> Listed | None: ...
    async def listed(self) -> Sequence[Listed]: ...
    async def trust(self) -> Trust: ...
    async def newest(self) -> Published | None: ...
    async def take(self, what: str, statement: Mapping[str, Any], at: datetime) -> None:
        """``what``: root or mandate."""

    async def publish(self, published: Published) -> bool:
        """False where somebody else was quicker."""


class Audit(Protocol):
    async def note(self, at: datetime, actor: str, action: str, target: str) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def channels(self) -> Channels: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
