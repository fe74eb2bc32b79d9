"""What alerts need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from walletdesk.hours import Timetable
from walletdesk.insights.model import Alert, Kind
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AlertId, ConversationId

T = TypeVar("T")


class Aside(Protocol):
    """Long computing, beside those who write."""

    async def __call__(self, work: Callable[[], T], /) -> T: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Newest first. ``cursor``: (at in ms, id) of the last one seen."""

    open: bool = True
    cursor: tuple[int, str] | None = None
    most: int = 50


class Archive(Protocol):
    """Committed reads. Alerts folded into a storm's are not listed."""

    async def find(self, id: AlertId) -> Alert | None: ...
    async def list(self, listing: Listing) -> Sequence[Alert]: ...


class Alerts(Protocol):
    async def lately(self, kind: Kind, since: datetime) -> int:
        """How many of this kind stand by themselves."""

    async def add(self, alert: Alert) -> bool:
        """False when there is one of this key: nothing was added."""

    async def of_key(self, key: str) -> Alert | None:
        """Held until the block ends."""

    async def find(self, id: AlertId) -> Alert | None:
        """Held until the block ends."""

    async def unsettled(self, kind: Kind, conversation: ConversationId) -> Sequence[Alert]:
        """Those not acknowledged, held until the block ends."""

    async def save(self, alert: Alert) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def alerts(self) -> Alerts: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Floor(Protocol):
    """How it looks where agents work."""

    async def waiting(self) -> int:
        """Conversations in the queue for which people should be there now."""

    async def online(self) -> int:
        """Agents who take conversations now."""


class TimetableOf(Protocol):
    async def __call__(self, conversation: ConversationId, /) -> Timetable:
        """The hours that hold for it."""
