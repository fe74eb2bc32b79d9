"""What showing a mail needs from the world."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from walletdesk.conversations import Conversation
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Viewer
from walletdesk.platform.mime import ReadMail


class KeptMail(Protocol):
    """That it came, whether or not it is still kept."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def conversation(self) -> ConversationId | None: ...
    @property
    def has_raw(self) -> bool: ...
    @property
    def is_taken(self) -> bool:
        """Read, searched for secrets, and a message since: only then may agents look at it."""


class Came(Protocol):
    @property
    def raw(self) -> bytes: ...


class Archive(Protocol):
    async def find(self, id: str) -> KeptMail | None: ...
    async def arrived(self, id: str) -> Came | None: ...
    async def of_conversation(self, conversation: ConversationId) -> Sequence[KeptMail]: ...


class Conversations(Protocol):
    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """Raises NotFound for whoever may not read it, too."""


class Reads(Protocol):
    async def read(self, raw: bytes) -> ReadMail:
        """In a process with bounds. Raises UnreadableError."""


Fetch = Callable[[str], Awaitable[bytes]]
"""What an address outside holds. Raises NotFound for what cannot be fetched. It asks no machine of ours."""
Draw = Callable[[bytes], Awaitable[tuple[bytes, str]]]
"""The picture drawn anew, and its type. Raises NotFound for what is none."""
