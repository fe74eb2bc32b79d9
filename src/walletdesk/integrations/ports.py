"""What hints need from others."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.conversations import Conversation
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.jobs import Job


class NotTaken(Exception):  # noqa: N818 - reads better in a raise
    """The wallet's back end did not say that it has it. ``status`` is all that is told of its answer."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"answered {status}")


class Work(Protocol):
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Archive(Protocol):
    """Committed reads of conversations."""

    async def find(self, id: ConversationId) -> Conversation | None: ...


class KnownContact(Protocol):
    @property
    def blocked(self) -> bool: ...


class ContactBook(Protocol):
    async def find(self, id: ContactId) -> KnownContact | None: ...
    async def address_of(self, id: ContactId, channel: str) -> str:
        """What the contact is called on that channel, or nothing."""


class Sending(Protocol):
    async def __call__(self, body: bytes, headers: Mapping[str, str]) -> int:
        """The status of the answer. Raises where there was none."""
