"""What the widget's channel needs from others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from walletdesk.conversations import Answer, Attachment, Conversation
from walletdesk.hours import Timetable
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.releases import Build, Finding
from walletdesk.sla import ToldReply


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long it takes from here, in minutes, and what that was measured with; ``words`` say it all."""

    low: int
    high: int
    minutes: int
    recent: int
    usual: int
    words: str


@dataclass(frozen=True, slots=True)
class InLine:
    """``position`` counts from 1; ``wait`` None: too little is known. ``is_long``: for its inbox.

    ``staffed``: somebody who can take it is online.
    """

    position: int
    wait: Wait | None = None
    is_long: bool = False
    staffed: bool = True


class Places(Protocol):
    """Places in the queue."""

    async def of(self, conversation: Conversation) -> InLine | None:
        """None for a conversation that does not wait, or whose place is not known."""


class Saying(Protocol):
    """What may be said of the answer that is owed, and of when people are there."""

    async def hours_of(self, conversation: Conversation) -> Timetable: ...

    async def of(self, conversation: Conversation) -> ToldReply | None:
        """None: nothing is owed."""

    async def in_line(
        self, conversation: Conversation, place: int | None, *, has_range: bool = False
    ) -> ToldReply:
        """The same of one that waits, by whoever knows already where, and whether a range is told."""


class Patience(Protocol):
    """How long a wait is."""

    async def is_tried(self, conversation: Conversation, place: int | None) -> bool:
        """The wait is long or not known: another way may serve this contact better."""


class LeaveMessage(Protocol):
    async def __call__(self, conversation: Conversation) -> None:
        """Give it a number and say so in the thread. Doing it twice does it once."""


class Typists(Protocol):
    """Tells those who look at a conversation that somebody types."""

    def contact_types(self, conversation: ConversationId, *, on: bool) -> None: ...


class Limits(Protocol):
    """Raises TooMany."""

    async def may_send(self, contact: ContactId) -> None: ...
    async def may_start(self, contact: ContactId) -> None: ...
    async def may_upload(self, contact: ContactId, address: str) -> None: ...


class Builds(Protocol):
    """What the contact's app says of itself."""

    async def look(self, build: Build) -> Finding: ...
    def answers(self, finding: Finding) -> tuple[Answer, ...]:
        """As agents read it, the verdict first."""


class Marks(Protocol):
    """1 to 5, or None where the contact gave none."""

    @property
    def overall(self) -> int | None: ...
    @property
    def speed(self) -> int | None: ...
    @property
    def manner(self) -> int | None: ...
    @property
    def professionalism(self) -> int | None: ...
    @property
    def solved(self) -> int | None: ...
    @property
    def comment(self) -> str: ...


class Surveying(Protocol):
    """Takes the marks of a contact for the conversation that was resolved.

    Raises Conflict if none was asked for.
    """

    async def answer(self, conversation: ConversationId, marks: Marks) -> object: ...


class Attaching(Protocol):
    """Files that were uploaded before the message that carries them."""

    async def ready(self, conversation: ConversationId, ids: Sequence[str]) -> tuple[Attachment, ...]:
        """Raises NotFound for a file that was not uploaded into this conversation."""
