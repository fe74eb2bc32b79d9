"""What taking mails in needs from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn, Protocol

from walletdesk.channels.email.content import Mail
from walletdesk.channels.email.inbound.judging import House, Tokens
from walletdesk.channels.email.inbound.model import MailItem, MailThread
from walletdesk.contacts import Identity
from walletdesk.conversations import (
    Attachment,
    Author,
    Beginning,
    Conversation,
    Item,
    Kept,
    Receipt,
    Said,
)
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId
from walletdesk.kernel.viewers import Viewer
from walletdesk.platform.mime import File, ReadMail


@dataclass(frozen=True, slots=True)
class Seen:
    """The kind of secret in some words; or that they may hold one, and only who wrote them can tell."""

    secret: str = ""
    must_ask: bool = False


class Shield(Protocol):
    async def look(self, words: str) -> Seen: ...
    def masked(self, text: str) -> str:
        """Without digits that may be a key."""

    def is_clean(self, text: str) -> bool:
        """Of a few words: neither a secret, nor what may be one."""


class ReplyWay(Protocol):
    """How answers of one inbox find their conversation."""

    def address(self, conversation: ConversationId) -> str: ...
    def message_id(self, conversation: ConversationId) -> str: ...


class Houses(Protocol):
    """What we are called, by what is set up now."""

    async def known(self, inbox: InboxId) -> tuple[House, Tokens]:
        """``inbox``: whose mail servers may say what they found out."""

    async def way(self, inbox: InboxId | None) -> ReplyWay | None:
        """Of this inbox, or of the first that is not paused; None where there is none."""


class Rows(Protocol):
    async def keep(self, item: MailItem) -> None:
        """Twice is once."""

    async def begin(self, thread: MailThread) -> None:
        """One that is there stays as it is."""

    async def hold(self, conversation: ConversationId) -> MailThread | None:
        """Held until the block ends."""

    async def save(self, thread: MailThread) -> None: ...


class Work(Protocol):
    @property
    def rows(self) -> Rows: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    """Committed reads."""

    async def thread(self, conversation: ConversationId) -> MailThread | None: ...
    async def items(self, conversation: ConversationId) -> Sequence[MailItem]: ...
    async def of_arrival(self, arrival: str) -> MailItem | None: ...


class Known(Protocol):
    @property
    def email(self) -> str: ...
    @property
    def blocked(self) -> bool: ...


class ContactBook(Protocol):
    async def find(self, id: ContactId) -> Known | None: ...
    async def proven_as(self, email: str) -> ContactId | None:
        """Whose proven address it is; of several the first."""

    async def recognise(self, identity: Identity, *, name: str = "", locale: str = "") -> ContactId: ...


class Archive(Protocol):
    async def find(self, id: ConversationId) -> Conversation | None: ...
    async def said_before(self, id: ConversationId, client_key: str) -> Item | None: ...


class Conversing(Protocol):
    async def start(self, beginning: Beginning, author: Author, said: Said) -> Conversation: ...
    async def hear(self, id: ConversationId, author: Author, said: Said) -> Receipt: ...
    async def note(self, id: ConversationId, author: Author, said: Said) -> Receipt: ...
    async def note_fact(
        self, id: ConversationId, what: str, *, public: bool = False, **told: str
    ) -> None: ...
    async def reopen(self, id: ConversationId) -> Conversation: ...
    async def request_agent(self, id: ConversationId, *, reason: str) -> Conversation: ...
    async def read_by_contact(self, id: ConversationId, public_seq: int) -> None: ...
    async def stop_secret(
        self, id: ConversationId, secret: str, size: str = "", *, once: str = ""
    ) -> NoReturn: ...


class Attaching(Protocol):
    async def add(self, viewer: Viewer, conversation: ConversationId, kept: Kept) -> Attachment: ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """``refused``: the names of those that are not taken. ``doubtful``: one of them may hold a key."""

    kept: tuple[Kept, ...] = ()
    refused: tuple[str, ...] = ()
    doubtful: bool = False


class Files(Protocol):
    async def gather(self, files: Sequence[File]) -> Gathered:
        """Raises SecretStopped, with its kind; then none of them is kept."""

    async def forget(self, gathered: Gathered) -> None: ...


class Numbers(Protocol):
    async def number_of(self, conversation: Conversation) -> str:
        """The ticket of this conversation, opened if there is none yet."""


class Post(Protocol):
    async def post(self, mail: Mail) -> bool: ...


class Readers(Protocol):
    async def read(self, raw: bytes) -> ReadMail:
        """Raises UnreadableError."""


class Bounces(Protocol):
    async def note(self, mail: ReadMail) -> bool:
        """Whether it is about a letter of ours: then nothing is left to do with it."""

    async def heard_from(self, sender: str) -> None:
        """A proven sender: that address takes mails again."""


class Pace(Protocol):
    async def may_begin(self, sender: str, *, proven: bool) -> bool:
        """Whether one more conversation of this sender is begun now; asked once for each mail."""


class Alarm(Protocol):
    async def waits_of(self, sender: str, at: datetime) -> None:
        """So many came from there that the rest waits. One alarm for all of a day."""

    async def waits(self, arrival: str, at: datetime) -> None:
        """A mail is in no conversation until a person looks at it."""
