"""What the workspace's routes work with, and the shapes they share."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Protocol

import msgspec

from walletdesk.conversations import (
    Attachment,
    Conversing,
    Holding,
    ItemView,
    Mentioning,
    Outgoing,
    Reading,
    Searching,
    Transcripts,
)
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.feed import Polled
from walletdesk.workspace.drafts import Draft, Drafts
from walletdesk.workspace.heads import Heads
from walletdesk.workspace.live import Presence
from walletdesk.workspace.ports import Colleague, Offers
from walletdesk.workspace.wire import AgentHead, Named

Id = Annotated[str, msgspec.Meta(max_length=40)]


class Routing(Protocol):
    """Who has what. Each raises NotFound or Conflict where it does not fit."""

    async def accept(self, agent: AgentId, conversation: ConversationId) -> None: ...
    async def decline(self, agent: AgentId, conversation: ConversationId) -> bool:
        """What was offered goes to the next; whether there is one.

        Without an offer to this agent nothing changes.
        """

    async def take_oldest(self, agent: AgentId) -> ConversationId | None: ...
    async def transfer(
        self, conversation: ConversationId, *, to_agent: AgentId | None, to_team: TeamId | None, by: AgentId
    ) -> None: ...


class Attaching(Protocol):
    async def ready(self, conversation: ConversationId, ids: Sequence[str]) -> tuple[Attachment, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    conversing: Conversing
    reading: Reading
    heads: Heads
    drafts: Drafts
    drafts_of: Callable[[ConversationId, AgentId], Awaitable[Sequence[Draft]]]
    presence: Presence
    poll: Callable[[AgentViewer, str, int], Awaitable[Polled]]
    routing: Routing
    offers: Offers
    attaching: Attaching
    transcripts: Transcripts
    searching: Searching
    name_of: Callable[[AgentId], str]
    mentioning: Mentioning
    colleagues: Callable[[], Awaitable[Sequence[Colleague]]]
    tell: Callable[[Iterable[AgentId], str], None]
    holding: Holding
    outgoing: Outgoing


class ListedHeads(msgspec.Struct):
    """``next``: what to give as ``cursor`` for the following page; None after the last.

    ``viewers``: who looks at which of them now.
    """

    items: list[AgentHead]
    next: str | None
    viewers: dict[str, list[Named]]


class DraftView(msgspec.Struct):
    version: int
    text: str


class OpenConversation(msgspec.Struct):
    head: AgentHead
    items: list[ItemView]
    earlier: bool
    drafts: dict[str, DraftView]
    viewers: list[Named]


class Items(msgspec.Struct):
    items: list[ItemView]
    more: bool


class Stored(msgspec.Struct):
    """Stored under this number at this time: what was acknowledged is on disk."""

    seq: int
    at: int


class Frames(msgspec.Struct):
    epoch: str
    n: int
    frames: list[msgspec.Raw]


class HitView(msgspec.Struct):
    conversation: str
    seq: int
    at: int
    text: str
    contact: Named


class Hits(msgspec.Struct):
    """``next``: what to give as ``before`` for older ones; None when there are none."""

    hits: list[HitView]
    next: int | None
