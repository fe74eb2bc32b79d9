"""What inboxes need from the world."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.channels.inboxes.model import Health, Inbox, Way
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import InboxId


class InboxRows(Protocol):
    async def add(self, inbox: Inbox, sealed: Mapping[str, bytes]) -> None: ...
    async def hold(self, id: InboxId) -> Inbox | None:
        """Held until the block ends."""

    async def save(self, inbox: Inbox, sealed: Mapping[str, bytes | None]) -> None:
        """``sealed``: secrets that change; None removes one, what is not named stays."""


class Work(Protocol):
    @property
    def inboxes(self) -> InboxRows: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    """Committed reads."""

    async def find(self, id: InboxId) -> Inbox | None: ...
    async def all(self, kind: str = "") -> Sequence[Inbox]: ...
    async def sealed(self, id: InboxId) -> Mapping[str, bytes]: ...
    async def health(self, id: InboxId) -> Sequence[Health]: ...


class HealthNotes(Protocol):
    """Kept beside, at most every few seconds: it must not cost a write for each message."""

    async def note(self, id: InboxId, health: Health) -> None: ...
    async def failed(self, id: InboxId, way: Way, code: str, at: datetime) -> None: ...


class Sealing(Protocol):
    def seal(self, plain: bytes, about: str) -> bytes: ...
    def open(self, sealed: bytes, about: str) -> bytes: ...
