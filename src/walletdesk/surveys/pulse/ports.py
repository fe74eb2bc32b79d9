"""What the periodic survey needs from the world."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.jobs import Job
from walletdesk.surveys.pulse.model import Circumstances, Pulse, PulseId, Said


class Archive(Protocol):
    """Committed reads."""

    async def find(self, id: PulseId) -> Pulse | None: ...
    async def open_of(self, contact: ContactId, since: datetime) -> Pulse | None:
        """Asked since then and not answered."""

    async def given(self, since: datetime) -> Mapping[int, int]:
        """How often each mark was given to questions that were asked since then."""

    async def asked(self, since: datetime) -> int: ...
    async def said(self, since: datetime, most: int) -> Sequence[Said]:
        """In an order that tells nothing of who they are."""


class Pulses(Protocol):
    async def quiet(self, contact: ContactId, at: datetime, before: datetime) -> bool:
        """Note that this contact is asked now; False if that was so since ``before`` already.

        Two at once: one gets True.
        """

    async def add(self, pulse: Pulse) -> None: ...
    async def get(self, id: PulseId) -> Pulse | None:
        """Held until the block ends."""

    async def save(self, pulse: Pulse) -> None: ...
    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def pulses(self) -> Pulses: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Around(Protocol):
    async def __call__(self, contact: ContactId, /) -> Circumstances: ...
