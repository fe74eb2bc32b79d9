"""What taking in needs from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.channels.arrivals.model import Arrival, Arriving, State, Taken
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.kernel.jobs import Job


class Taker(Protocol):
    """One channel's way from bytes to a conversation. Safe to repeat: a kill may come at any moment.

    An exception means that it is tried again later.
    """

    async def take(self, arrival: Arrival, arrived: Arriving) -> Taken: ...


class ArrivalRows(Protocol):
    async def add(self, arrival: Arrival, sealed: bytes) -> bool:
        """False where this inbox had it before."""

    async def hold(self, id: str) -> Arrival | None:
        """Held until the block ends."""

    async def settle(self, id: str, taken: Taken) -> None: ...
    async def wipe(self, id: str) -> None:
        """What came is not kept any longer; that it came is."""


class Work(Protocol):
    @property
    def arrivals(self) -> ArrivalRows: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    """Committed reads."""

    async def find(self, id: str) -> Arrival | None: ...
    async def sealed(self, id: str) -> bytes | None: ...
    async def waiting(self, inbox: InboxId, most: int, after: str = "") -> Sequence[str]:
        """In the order in which they were kept."""

    async def listed(self, inbox: InboxId, states: Sequence[State], most: int) -> Sequence[Arrival]:
        """The newest first."""

    async def of_conversation(self, conversation: ConversationId, most: int) -> Sequence[Arrival]: ...
    async def forget_raw(self, before: datetime) -> int:
        """What came before it and was read is read no more; that it came is kept."""


class Sealing(Protocol):
    def seal(self, plain: bytes, about: str) -> bytes: ...
    def open(self, sealed: bytes, about: str) -> bytes: ...


class Pauses(Protocol):
    async def is_paused(self, inbox: InboxId) -> bool: ...
