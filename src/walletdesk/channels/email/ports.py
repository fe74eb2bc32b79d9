"""What outgoing mail needs from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from walletdesk.channels.email.content import DigestFigures
from walletdesk.channels.email.model import Outgoing, Sent, Standing
from walletdesk.conversations import Conversation, Item, Page, Transcript
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Viewer
from walletdesk.platform.mail import Address, Enclosed


class Mails(Protocol):
    async def add(self, mail: Outgoing) -> bool:
        """False when its cause has its mail already."""

    async def sent(self, to: Address, now: datetime) -> Sent: ...
    async def standing(self, of: Address) -> Standing: ...
    async def note_standing(self, of: Address, standing: Standing) -> None: ...
    async def by_message_id(self, message_id: str) -> Outgoing | None: ...
    async def due(self, now: datetime) -> Outgoing | None:
        """One that is due, held until the block ends; one that somebody else holds is passed over."""

    async def hold(self, id: str) -> Outgoing | None:
        """Held until the block ends."""

    async def save(self, mail: Outgoing) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def mails(self) -> Mails: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Waiting(Protocol):
    """Committed reads."""

    async def is_any_due(self, now: datetime) -> bool: ...


class ProofLetter(Protocol):
    """What the mail with the link needs."""

    @property
    def link(self) -> str: ...
    @property
    def expires_at(self) -> datetime: ...


class ProofLetters(Protocol):
    async def letter(self, proof: str) -> ProofLetter | None:
        """None when the link would not work any more."""


class Questions(Protocol):
    """Links to what a contact is asked. Each holds a secret: it goes into the mail and nowhere else."""

    async def of_conversation(self, conversation: ConversationId) -> str | None:
        """None when there is nothing to answer any more."""

    async def of_ticket(self, ticket: TicketId) -> str | None: ...
    async def of_pulse(self, pulse: str) -> str | None: ...


class DigestPeriod(Protocol):
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def before(self) -> "DigestPeriod": ...


class DigestFigure(Protocol):
    """In words: as the screen has it, as it was the period before, and what is different."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def change(self) -> str: ...


class DigestLetter(Protocol):
    """``stop`` holds a secret: it goes into the mail and nowhere else."""

    @property
    def period(self) -> DigestPeriod: ...
    @property
    def figures(self) -> Sequence[DigestFigure]: ...
    @property
    def link(self) -> str: ...
    @property
    def stop(self) -> str: ...


class DigestLetters(Protocol):
    """The reports by mail. None when there is nothing to say any more."""

    async def proof(self, proof: str) -> ProofLetter | None: ...
    async def figures(self, content: DigestFigures, locale: str) -> DigestLetter | None: ...


class DigestReader(Protocol):
    """A lead. ``email`` is confirmed, or to be confirmed."""

    @property
    def email(self) -> str: ...
    @property
    def locale(self) -> str: ...


class DigestReaders(Protocol):
    async def of_proof(self, proof: str) -> DigestReader | None: ...
    async def of_agent(self, agent: AgentId) -> DigestReader | None:
        """None for whoever is to get nothing."""


class Phrases(Protocol):
    """The words by which a contact knows our mails."""

    async def of_contact(self, contact: ContactId) -> str: ...

    async def of_conversation(self, conversation: ConversationId) -> str:
        """Of the contact whose conversation it is; empty where none were chosen."""


class Threads(Protocol):
    """What was said, as a contact may take it along."""

    async def of_conversation(self, conversation: ConversationId) -> str:
        """As it stands now; empty when it is gone."""


class KnownContact(Protocol):
    @property
    def email(self) -> str: ...
    @property
    def blocked(self) -> bool: ...


class ContactBook(Protocol):
    async def find(self, id: ContactId) -> KnownContact | None: ...


class Archive(Protocol):
    """Committed reads of conversations."""

    async def find(self, id: ConversationId) -> Conversation | None: ...
    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]: ...


class Transcripts(Protocol):
    async def made(self, viewer: Viewer, id: ConversationId, format: str) -> Transcript: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A conversation that is held by mail. ``subject``: as its contact called it, for proven addresses only.

    ``references``: Message-IDs in their brackets, the oldest first; the last one is answered.
    """

    to: str = field(repr=False)
    proven: bool
    subject: str = field(repr=False)
    references: tuple[str, ...] = field(default=(), repr=False)


class Ways(Protocol):
    """How an answer to a mail of ours comes back. Both are "" where no mail comes in."""

    async def exchange(self, conversation: ConversationId) -> Exchange | None: ...
    async def reply_to(self, conversation: ConversationId) -> str: ...
    async def message_id(self, conversation: ConversationId) -> str:
        """A new one, in its brackets."""


class NoWays:
    """Where mail goes out only."""

    async def exchange(self, conversation: ConversationId) -> Exchange | None:
        return None

    async def reply_to(self, conversation: ConversationId) -> str:
        return ""

    async def message_id(self, conversation: ConversationId) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``by``: the name that contacts see; "" for the bot."""

    text: str = field(repr=False)
    by: str = ""
    files: Sequence[Enclosed] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """``answer_by``: None when we cannot say."""

    number: str
    answer_by: datetime | None


class Answers(Protocol):
    async def answer(self, conversation: ConversationId, seq: int) -> Answer | None:
        """What we said under this number; None when it is gone."""

    async def receipt(self, conversation: ConversationId) -> Receipt | None: ...


class NoAnswers:
    """Where no conversation is held by mail."""

    async def answer(self, conversation: ConversationId, seq: int) -> Answer | None:
        return None

    async def receipt(self, conversation: ConversationId) -> Receipt | None:
        return None
