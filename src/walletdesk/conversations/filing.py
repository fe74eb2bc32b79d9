"""What files need of storage: their rows, who waits to be looked at, who opened what nothing has read."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from walletdesk.conversations.items import Attachment, FileState
from walletdesk.conversations.ports import Conversations
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, BlobId, ConversationId
from walletdesk.kernel.jobs import Job

CHECK_PICTURES: Final = "pictures.check"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    conversation: ConversationId
    blob: BlobId
    attachment: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A picture to be looked at.

    ``agent``: who sent it, if no contact did. ``turn``: when it is due; the earliest goes first.
    ``tries``: how often it was begun.
    """

    file: str
    conversation: ConversationId
    agent: AgentId | None
    turn: datetime
    tries: int = 0


class Files(Protocol):
    async def add(self, file: StoredFile, at: datetime) -> None: ...
    async def count_since(self, conversation: ConversationId, since: datetime) -> int:
        """How many of it came from then on."""

    async def wait(self, waiting: Waiting) -> None: ...
    async def claim(self, now: datetime, until: datetime) -> Waiting | None:
        """The one of the earliest turn that nobody else has; it is the caller's ``until`` then."""

    async def free(self) -> None:
        """Nobody has any of them."""

    async def put_back(self, file: str, turn: datetime) -> bool:
        """As if it had never been begun. False if somebody else ended its wait meanwhile."""

    async def end_wait(self, file: str) -> bool:
        """False if somebody else did meanwhile."""

    async def set_state(self, file: str, state: FileState) -> None:
        """Of one that is removed, where its bytes lie is forgotten too."""

    async def acknowledge(self, file: str, agent: AgentId, at: datetime) -> bool:
        """False if this agent had before."""


class FileArchive(Protocol):
    async def find(self, id: str) -> StoredFile | None: ...
    async def acknowledged(self, file: str, agent: AgentId) -> bool: ...


class FilesWork(Protocol):
    @property
    def files(self) -> Files: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenFiles = Callable[[], AbstractAsyncContextManager[FilesWork]]
