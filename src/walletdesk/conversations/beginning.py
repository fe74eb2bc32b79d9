"""What is known of a conversation before it begins."""

from dataclasses import dataclass

from walletdesk.conversations.model import Priority
from walletdesk.conversations.questions import Answer
from walletdesk.kernel.ids import ContactId, InboxId


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Where a conversation comes from, and whether it waits for a person from its first message.

    ``answers``: to what was asked before it; they stand in its first message too. ``subject``: what the
    contact chose; without one the first message is. ``key``: what makes beginning twice harmless where that
    is not the client id of the first message. ``build``: what their app said of itself, for agents alone, and
    ``fake_build`` by what it is known again if it is a fake. ``secret``: the kind of one that its channel
    found in what is not said here, such as a mail's markup: it begins as one that was stopped.
    """

    contact: ContactId
    inbox: InboxId
    channel: str
    locale: str
    category: str = ""
    wants_agent: str = ""  # the reason why a person is asked for at once; empty where the bot answers first
    priority: Priority = Priority.NORMAL
    subject: str = ""
    answers: tuple[Answer, ...] = ()
    key: str = ""
    skill: str = ""
    build: tuple[Answer, ...] = ()
    fake_build: str = ""
    fake_seen: str = ""
    secret: str = ""
