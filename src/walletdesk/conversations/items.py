"""What a conversation is made of: numbered items, each a message, a note or something that happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walletdesk.conversations.questions import Ask
from walletdesk.kernel.ids import AgentId, ConversationId, InboxId, MessageId


class Speaker(StrEnum):
    CONTACT = "contact"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class Kind(StrEnum):
    MESSAGE = "message"
    NOTE = "note"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote, by the name that was shown at the time."""

    kind: Speaker
    id: str = ""
    name: str = ""


BOT = Author(Speaker.BOT, "bot")
SYSTEM = Author(Speaker.SYSTEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The article an answer rests on. ``worded_by``: the model whose words it is in, for agents."""

    id: str
    title: str
    url: str
    worded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button under a message; pressing it sends ``text``."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A field under a message that asks for one thing. What is filled in is the contact's next message."""

    kind: Ask
    name: str


class FileState(StrEnum):
    """``checking`` and ``unread``: nobody knows yet, or ever, whether the picture shows a secret."""

    READY = "ready"
    CHECKING = "checking"
    UNREAD = "unread"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as the thread shows it. ``state``: one of ``FileState``."""

    id: str
    name: str
    type: str
    size: int
    width: int | None = None
    height: int | None = None
    state: str = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What an event item tells: ``what`` is a fixed word (handoff, assigned ...), the rest belongs to it."""

    what: str
    agent: str = ""  # the name shown
    reason: str = ""
    value: str = ""
    size: str = ""  # of a stopped secret: its class of length, never its length
    parts: tuple[int, ...] = ()  # the messages that were withdrawn with it, as agents count
    public_parts: tuple[int, ...] = ()  # the same as their contact counts


PICTURE_CHECKED = "picture_checked"
"""``value``: the file, ``reason``: its state from now on. Told at the picture, not in a line of its own."""
DOSSIER_CHANGED = "dossier_changed"
"""``value``: the dossier, ``reason``: its code from now on. Told in its card."""
_WITHOUT_LINE = frozenset({PICTURE_CHECKED, DOSSIER_CHANGED})


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An agent whom a note names, by the name that was written."""

    id: AgentId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wants to add. ``client_id`` makes saying it twice harmless."""

    text: str
    client_id: str
    source: Source | None = None
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    form: Form | None = None
    mentions: tuple[Mentioned, ...] = ()  # of a note
    fills: bool = False  # the form of an earlier message: it asks nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """A message as a channel hands it over, freed of the channel's own format."""

    conversation: ConversationId
    inbox: InboxId
    external_id: str
    author: Author
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``seq`` counts everything, ``public_seq`` what the contact can see; both are free of gaps."""

    seq: int
    public_seq: int | None
    id: MessageId
    kind: Kind
    author: Author
    text: str
    at: datetime
    client_key: str | None = None
    external_id: str | None = None
    source: Source | None = None
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    event: Happened | None = None
    form: Form | None = None
    mentions: tuple[Mentioned, ...] = ()
    withdrawn: bool = False  # it was part of a secret; its text is gone for good

    @property
    def has_line(self) -> bool:
        """Whether a list of all that was said and happened shows it."""
        return self.event is None or self.event.what not in _WITHOUT_LINE

    @property
    def client_id(self) -> str | None:
        """As the client that sent it calls it."""
        if self.client_key is None or self.event is not None:
            return None
        return self.client_key.rpartition(":")[2]


def client_key(author: Author, client_id: str) -> str:
    """Whoever guesses somebody else's client id must not be able to stand in its way."""
    owner = author.id if author.kind is Speaker.AGENT else author.kind.value
    return f"{owner}:{client_id}"


def secret_stopped(parts: Sequence[Item], *, secret: str, size: str = "", where: str = "") -> Happened:
    """What the event tells: never a word of it."""
    return Happened(
        what="secret_stopped",
        reason=where,
        value=secret,
        size=size,
        parts=tuple(part.seq for part in parts),
        public_parts=tuple(part.public_seq for part in parts if part.public_seq),
    )


def public_words(said: Said) -> str:
    """All that a contact would read, the text first."""
    more = [said.form.name] if said.form else []
    return "\n".join([said.text, *more, *(choice.text for choice in said.choices)])
