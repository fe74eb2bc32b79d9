"""One message, what is looked at to decide on it, and what comes of it."""

from dataclasses import dataclass

from walletdesk.assistant.model import Answered, Dialogue, Found, Intent, Reply, Understood
from walletdesk.assistant.ports import Inquiry
from walletdesk.conversations import Conversation, Priority
from walletdesk.kernel.ids import ContactId, ConversationId, MessageId

_NOTHING, _A_QUESTION = Found(), Understood(Intent.QUESTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One message of a contact. ``text``: what it asks; ``whole``: with a form below that, as it was sent.

    ``fills``: it is what was filled into a form of ours, and asks nothing.
    """

    conversation: ConversationId
    message: MessageId
    seq: int
    text: str
    has_files: bool
    contact: ContactId
    channel: str
    locale: str
    whole: str = ""
    fills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosed:
    """What became of a transaction, in sentences. ``key``: once for what; ``topic``: whose article says more.

    ``ask``: for what is missing; ``amount`` with its coin; both may be empty.
    """

    conversation: ConversationId
    key: str
    locale: str
    name: str
    title: str
    meaning: str
    step: str
    topic: str
    ask: str = ""
    amount: str = ""
    is_news: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    answered: Answered
    helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What comes next: say ``reply``; then ask for a person (``reason``) or be content (``settles``).

    ``found``: what the search gave, where one was made; ``meant``: what the message was taken for.
    ``waits``: nothing is said now, a diagnosis answers it in a moment.
    """

    dialogue: Dialogue
    reply: Reply
    zone: str = "UTC"
    reason: str = ""
    priority: Priority | None = None
    settles: bool = False
    judged: Judged | None = None
    found: Found = _NOTHING
    meant: Understood = _A_QUESTION
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a decision looks at. ``known`` holds the message already."""

    meant: Understood
    known: Dialogue
    heard: Heard
    head: Conversation

    def inquiry(self, priority: Priority | None = None) -> Inquiry:
        return Inquiry(
            conversation=self.heard.conversation,
            contact=self.heard.contact,
            subject=self.head.subject,
            channel=self.heard.channel,
            priority=priority or self.head.priority,
            locale=self.heard.locale,
        )
