"""What calls by the browser need from the world: their table, the conversation, and who may call."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from walletdesk.channels.voice.webrtc.model import Call, Side
from walletdesk.conversations import Conversation
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId, InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Viewer


class Archive(Protocol):
    """Committed reads."""

    async def find(self, id: CallId) -> Call | None: ...
    async def live_of(self, conversation: ConversationId) -> Call | None: ...
    async def live_with(self, agent: AgentId) -> Call | None: ...


class Calls(Protocol):
    """Rows of one block, held until it ends."""

    async def add(self, call: Call) -> bool:
        """False while another call of this conversation or of this agent is live."""

    async def find(self, id: CallId) -> Call | None: ...
    async def save(self, call: Call) -> None: ...
    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def calls(self) -> Calls: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Talks(Protocol):
    """What ``conversations.Reading`` is."""

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """Raises NotFound for what is not there and for what is not theirs."""

    async def find(self, id: ConversationId) -> Conversation | None: ...


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one page says to the other, as it came; ``kind``: sdp, ice, hold, or joined, which we say."""

    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Got:
    """All that was said to one side after a number. ``epoch``: where the numbers began anew."""

    epoch: str
    n: int
    bodies: Sequence[str]


class Post(Protocol):
    """Carries what the two pages say to each other. It is forgotten with the call, and never on disk."""

    def put(self, call: CallId, to: Side, sent: Sequence[Sent]) -> None:
        """Raises TooMany where one side says more than a call needs."""

    def since(self, call: CallId, to: Side, epoch: str, n: int) -> Got: ...
    def begin(self, call: CallId, side: Side) -> Got:
        """A new page of that side: what was said to the one before is not for this one."""

    def forget(self, call: CallId) -> None: ...


Tell = Callable[[Call], None]
"""A hint to both sides that there is something new."""
Allows = Callable[[InboxId], str]
"""Who may call in this inbox: ``off``, ``agents`` or ``both``."""


class Transcribes(Protocol):
    """The place of a service that writes down what is said. None is wired, and nothing is recorded.

    Whoever wires one asks both sides first, shows it for the whole call, and sends the text through the
    secret shield before it is kept: a recovery phrase is a secret when it is spoken, too.
    """

    async def heard(self, call: CallId, side: Side, text: str) -> None: ...
