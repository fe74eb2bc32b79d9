"""What theft mode needs from the world."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.conversations import Conversation, Transcript
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Viewer
from walletdesk.theft.model import Containment, Holding


class Archive(Protocol):
    """Committed reads."""

    async def find(self, conversation: ConversationId) -> Containment | None: ...


class Containments(Protocol):
    async def begin(self, containment: Containment) -> None:
        """Kept where the conversation has none yet: then there is something to hold."""

    async def find(self, conversation: ConversationId) -> Containment | None:
        """Held until the block ends."""

    async def save(self, containment: Containment) -> None:
        """One that is held."""


class Work(Protocol):
    """One transaction."""

    @property
    def containments(self) -> Containments: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """Raises NotFound for what is not there and for what is not theirs."""


class Chains(Protocol):
    def addresses_in(self, text: str) -> Sequence[str]:
        """Of any chain, each as its chain writes it. Raises SecretStopped and MayBeSecret."""

    async def inspect(self, address: str) -> Sequence[Holding]:
        """On every chain that it can belong to; one that could not be asked says so."""

    def imitates(self, known: str, candidate: str) -> bool:
        """Whether ``candidate`` was made to be taken for ``known``."""


class Dossiers(Protocol):
    async def sealed(self, viewer: Viewer, conversation: ConversationId) -> Mapping[str, bytes]:
        """The transaction dossiers of a conversation: file names, and each as its signed copy."""


class Transcripts(Protocol):
    async def made(self, viewer: Viewer, id: ConversationId, format: str) -> Transcript: ...


Seal = Callable[[Mapping[str, object]], Awaitable[Mapping[str, object] | None]]
"""The statement with whose key signed it and the signature; None where there is no key."""
