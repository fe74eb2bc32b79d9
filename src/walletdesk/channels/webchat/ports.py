"""What the widget's channel needs from others."""

from datetime import datetime
from typing import Protocol

from walletdesk.kernel.ids import ContactId, ConversationId


class Places(Protocol):
    """Places in the queue."""

    async def position_of(self, conversation: ConversationId) -> int | None:
        """Counted from 1; None for a conversation that does not wait, or whose place is not known."""


class OpenHours(Protocol):
    """When people are there."""

    async def is_open(self, at: datetime) -> bool: ...
    async def next_open(self, at: datetime) -> datetime | None: ...


class Typists(Protocol):
    """Tells those who look at a conversation that somebody types."""

    def contact_types(self, conversation: ConversationId, *, on: bool) -> None: ...


class Limits(Protocol):
    """Raises TooMany."""

    async def may_send(self, contact: ContactId) -> None: ...
    async def may_start(self, contact: ContactId) -> None: ...


class SurveyDesk(Protocol):
    """Takes the marks of a contact for the conversation that was resolved."""

    async def answer(self, conversation: ConversationId, marks: "Marks") -> None: ...


class Marks(Protocol):
    """1 to 5, or None where the contact gave none; ``comment`` holds no secret."""

    @property
    def overall(self) -> int | None: ...
    @property
    def speed(self) -> int | None: ...
    @property
    def manner(self) -> int | None: ...
    @property
    def solved(self) -> int | None: ...
    @property
    def comment(self) -> str: ...
