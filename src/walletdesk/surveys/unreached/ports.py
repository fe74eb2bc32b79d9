"""What telling that we could not be reached needs from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Protocol

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId
from walletdesk.surveys.unreached.model import Unreached


class Archive(Protocol):
    """Committed reads."""

    async def list(self, *, way: str, most: int) -> Sequence[Unreached]:
        """The latest first; of every way where none is named."""

    async def counts(self, since: datetime) -> Sequence[tuple[date, str, int]]:
        """By day in UTC and way."""


class Kept(Protocol):
    async def add(self, one: Unreached, once: str) -> bool:
        """False when this form was kept already."""

    async def senders(self, at: datetime) -> int:
        """How many there were since then, this block's included. Who told before that is forgotten."""


class Work(Protocol):
    """One transaction."""

    @property
    def unreached(self) -> Kept: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Count one; ``TooMany`` when ``key`` was counted more than ``n`` times within ``seconds``."""


class Address(Protocol):
    async def __call__(self, email: str, *, once: str, ip: str, locale: str) -> tuple[ContactId, str]:
        """A contact for an address, and what became of its mail: ``sent`` or ``refused``. Twice is once.

        Raises Invalid for what is no address.
        """
