"""What proofs need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.conversations import Conversation, Item, Page
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.kernel.viewers import Viewer
from walletdesk.verification.model import Code, Kind, Promised


class CodesKept(Protocol):
    async def put(self, code: Code) -> None:
        """In place of the one of this kind in this conversation."""

    async def of_conversation(self, conversation: ConversationId, kind: Kind) -> Code | None:
        """Held until the block ends."""


class PhrasesKept(Protocol):
    async def put(self, contact: ContactId, phrase: str, at: datetime) -> None: ...
    async def remove(self, contact: ContactId) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def codes(self) -> CodesKept: ...
    @property
    def phrases(self) -> PhrasesKept: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Archive(Protocol):
    """Committed reads."""

    async def of_conversation(self, conversation: ConversationId, kind: Kind) -> Code | None: ...
    async def of_seal(self, kind: Kind, seal: str) -> Code | None:
        """The latest."""


class PhraseArchive(Protocol):
    """Committed reads."""

    async def phrase_of(self, contact: ContactId) -> str:
        """Empty where there is none."""


class Known(Protocol):
    async def is_proven(self, contact: ContactId) -> bool:
        """Whether the wallet vouched for them, or they have shown that a mailbox is theirs."""


Judge = Callable[[str], bool]


class Draw(Protocol):
    """Digits, and what is kept in their place."""

    def draw(self, kind: Kind) -> str: ...
    def seal(self, kind: Kind, digits: str) -> str: ...


class Talks(Protocol):
    """What ``conversations.Reading`` is."""

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """Raises NotFound for what is not there and for what is not theirs."""

    async def find(self, id: ConversationId) -> Conversation | None: ...
    async def items(self, viewer: Viewer, id: ConversationId, page: Page) -> Sequence[Item]: ...
    async def of_contact(self, contact: ContactId, *, most: int = ...) -> Sequence[Conversation]: ...


class People(Protocol):
    """Agents by the names that contacts see."""

    def shown_as(self, agent: AgentId) -> str:
        """Empty for nobody we know."""

    async def team_name(self, agent: AgentId, team: TeamId | None) -> str:
        """Of the team that has the conversation, else of the agent's own; empty for none."""


class Numbers(Protocol):
    async def numbers_of(self, conversation: ConversationId) -> Sequence[str]:
        """The tickets of a conversation, as people call them."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


Counts = Callable[[str], None]  # for the operator's numbers: "ours" or "refused"


class TicketGlance(Protocol):
    """A ticket as its contact sees it."""

    @property
    def number(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def state_words(self) -> str: ...
    @property
    def changed_at(self) -> datetime: ...


class Calls(Protocol):
    async def of_contact(self, contact: ContactId) -> Sequence[Promised]:
        """Those that are booked and not over."""


class Tickets(Protocol):
    async def of_contact(self, contact: ContactId) -> Sequence[TicketGlance]: ...
