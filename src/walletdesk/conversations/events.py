"""Facts about conversations. Adding a field with a default is safe; renaming one needs a decision record."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, BlobId, ContactId, ConversationId, InboxId, MessageId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationEvent(Event):
    conversation: ConversationId

    @property
    def topic(self) -> str:
        return self.conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationStarted(ConversationEvent):
    contact: ContactId
    inbox: InboxId
    channel: str
    locale: str
    category: str = ""
    fake_build: str = ""  # by what a fake build of the app is known again that the contact came with
    fake_seen: str = ""  # what else it said, which may be made up


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAdded(ConversationEvent):
    """A public message. ``status`` and ``assignee`` are those right after it.

    ``fills``: it is what was filled into a form of ours.
    """

    message: MessageId
    seq: int
    author: str
    author_id: str
    text: str
    status: str
    assignee: AgentId | None
    contact: ContactId
    inbox: InboxId
    channel: str
    locale: str
    attachments: int = 0
    fills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(ConversationEvent):
    """An internal note; a contact never learns that it exists."""

    message: MessageId
    seq: int
    author_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentRequested(ConversationEvent):
    """The contact needs a person.

    ``preferred`` knows the story already; ``waiting_since`` is the original time.
    """

    contact: ContactId
    subject: str
    locale: str
    skill: str
    priority: str
    reason: str
    team: TeamId | None = None
    preferred: AgentId | None = None
    waiting_since: int = 0  # milliseconds UTC
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAssigned(ConversationEvent):
    contact: ContactId
    agent: AgentId
    previous: AgentId | None
    reason: str
    locale: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentUnassigned(ConversationEvent):
    agent: AgentId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationMoved(ConversationEvent):
    """It is this team's from now on, without being asked for anew."""

    team: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationResolved(ConversationEvent):
    contact: ContactId
    agent: AgentId | None
    locale: str
    by: str  # agent, bot or contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationReopened(ConversationEvent):
    contact: ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationClosed(ConversationEvent):
    contact: ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityChanged(ConversationEvent):
    priority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMessageChanged(ConversationEvent):
    """Handed in for a second person, or decided about; ``state`` is where it stands now."""

    held: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCondemned(ConversationEvent):
    """A secret was found in a picture: nobody gets it any more, and its bytes are to be destroyed."""

    attachment: str
    blob: BlobId


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretAsked(ConversationEvent):
    """An agent tried to ask for a phrase, key, password or code; nothing of it was kept or sent."""

    agent: AgentId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesWithdrawn(ConversationEvent):
    """Earlier messages were parts of a secret: their text is gone. ``seqs``: which, and nothing else."""

    contact: ContactId
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretStoppedByServer(ConversationEvent):
    """What looks like a secret came in and was not kept; ``secret`` is its kind, never its value.

    ``size``: 12, 15, 18, 21, 24 or partial for a phrase, short or long for the rest; never a length. Empty
    for what was in a file.
    """

    contact: ContactId
    secret: str
    size: str = ""
