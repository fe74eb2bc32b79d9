"""What saved replies need from the world."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.automation.model import SavedReply
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ConversationId, SavedReplyId
from walletdesk.kernel.viewers import AgentViewer

Judge = Callable[[str], bool]


class Archive(Protocol):
    """Committed reads."""

    async def of(self, agent: AgentId) -> Sequence[SavedReply]:
        """The agent's own, then the team's, each in its order."""


class Replies(Protocol):
    async def set_of(self, agent: AgentId | None) -> Sequence[SavedReply]:
        """One set in its order, held until the block ends."""

    async def find(self, id: SavedReplyId) -> SavedReply | None:
        """Held until the block ends."""

    async def add(self, reply: SavedReply, at: datetime) -> bool:
        """False when this id was ever used, or the set has this shortcode: nothing was added."""

    async def replace(self, reply: SavedReply, at: datetime) -> bool:
        """False when the set has another of this shortcode."""

    async def remove(self, reply: SavedReply, at: datetime) -> None:
        """Its words go; its id stays used, so that a starter that somebody removed does not come back."""


class Work(Protocol):
    """One transaction."""

    @property
    def replies(self) -> Replies: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Values(Protocol):
    async def of(
        self, viewer: AgentViewer, conversation: ConversationId, names: Collection[str], locale: str
    ) -> Mapping[str, str]:
        """What the fields of these names hold in this conversation; what is not known is left out.

        Raises NotFound for a conversation that is not the viewer's to read.
        """
