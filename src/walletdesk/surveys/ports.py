"""What surveys need from the world."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId
from walletdesk.surveys.model import Survey


class Archive(Protocol):
    """Committed reads."""

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Survey]:
        """Last asked first."""

    async def given(self, since: datetime) -> Mapping[int, int]:
        """How often each overall mark was given since then."""


class Surveys(Protocol):
    async def add(self, survey: Survey) -> bool:
        """False when this resolution was asked about already."""

    async def last(self, conversation: ConversationId) -> Survey | None:
        """Held until the block ends."""

    async def save(self, survey: Survey) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def surveys(self) -> Surveys: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class GivenMarks(Protocol):
    """What a channel hands over: any mark may be missing."""

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
