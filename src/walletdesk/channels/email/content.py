"""What our mails may say, by type: to an address that nobody has proven goes no word that a stranger chose.

``to_anyone`` takes only ``ForAnyone``: besides links to prove an address, what answers a mail from there, in
an agent's words or in ours. All else that carries text needs a ``ProvenAddress``; those are made from a
contact whose address was proven, and from a sender for whom their mail servers vouched.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, Protocol

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TicketId
from walletdesk.platform.mail import Address, address

ProvenAddress = NewType("ProvenAddress", Address)
ProofId = NewType("ProofId", str)

LONGEST_TRANSCRIPT = 200_000  # characters; a longer one is for downloading
_PROOF = re.compile(r"prf_[0-9a-z]{26}")


class Template(StrEnum):
    PROOF_LINK = "proof_link"
    AGENT_REPLIED = "agent_replied"
    TRANSCRIPT = "transcript"
    SURVEY = "survey"
    PULSE = "pulse"
    DIGEST_PROOF = "digest_proof"
    DIGEST = "digest"
    MAIL_ANSWER = "mail_answer"
    MAIL_NEWS = "mail_news"
    MAIL_TAKEN = "mail_taken"


def proof_id(text: str) -> ProofId:
    if not _PROOF.fullmatch(text):
        raise Invalid
    return ProofId(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLink:
    """Asks whether this address belongs to whoever typed it. The link is made when the mail goes out."""

    proof: ProofId

    def __post_init__(self) -> None:
        proof_id(self.proof)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentReplied:
    """An agent wrote while the contact was away. ``agent`` is the name that contacts see.

    ``is_news``: no agent did, and what is told became of a transaction.
    """

    conversation: ConversationId
    agent: str
    replies: tuple[str, ...] = field(repr=False)
    is_news: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptSent:
    """Asks for the conversation as it stands when the mail goes out: nothing of it waits here."""

    conversation: ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyInvitation:
    """About a conversation, or a contact's ticket that has none. The link is made when the mail goes out."""

    conversation: ConversationId | None = None
    ticket: TicketId | None = None
    contact: ContactId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseInvitation:
    """The periodic survey. Its link is made when the mail goes out."""

    pulse: str
    contact: ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestProof:
    """Asks a lead whether this address is theirs. The link is made when the mail goes out."""

    proof: ProofId

    def __post_init__(self) -> None:
        proof_id(self.proof)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFigures:
    """The reports' figures of one period, for a lead: read when the mail goes out. ``first``: an ordinal."""

    agent: AgentId
    every: str
    first: int
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswer:
    """What an agent said in a conversation that is held by mail: read when the mail goes out."""

    conversation: ConversationId
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MailNews:
    """What the bot said in one, such as news of a transaction."""

    conversation: ConversationId
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTaken:
    """That a mail has come: no word of it. ``stopped``: it held a secret, and nothing of it was kept."""

    conversation: ConversationId
    stopped: bool = False


ForAnyone = ProofLink | DigestProof | MailAnswer | MailTaken
ForProven = (
    ProofLink
    | AgentReplied
    | TranscriptSent
    | SurveyInvitation
    | PulseInvitation
    | DigestProof
    | DigestFigures
    | MailAnswer
    | MailNews
    | MailTaken
)

TEMPLATES: dict[Template, type[ForProven]] = {
    Template.PROOF_LINK: ProofLink,
    Template.AGENT_REPLIED: AgentReplied,
    Template.TRANSCRIPT: TranscriptSent,
    Template.SURVEY: SurveyInvitation,
    Template.PULSE: PulseInvitation,
    Template.DIGEST_PROOF: DigestProof,
    Template.DIGEST: DigestFigures,
    Template.MAIL_ANSWER: MailAnswer,
    Template.MAIL_NEWS: MailNews,
    Template.MAIL_TAKEN: MailTaken,
}
NAMES = {kind: template for template, kind in TEMPLATES.items()}


class HasEmail(Protocol):
    """A contact. ``email`` is set only when it was proven."""

    @property
    def email(self) -> str: ...


def is_capped(content: ForProven) -> bool:
    """Not what comes at most once for each day, week and month, nor what a person wrote."""
    return not isinstance(content, DigestFigures | MailAnswer)


def conversation_of(content: ForProven) -> ConversationId | None:
    """Whose answers find their way back to it."""
    match content:
        case AgentReplied() | TranscriptSent() | SurveyInvitation() | MailAnswer() | MailNews() | MailTaken():
            return content.conversation
        case _:
            return None


def vouched_for(sender: Address) -> ProvenAddress:
    """Of a sender whose own mail servers said that this mail is theirs."""
    return ProvenAddress(sender)


def asked_for_now(content: ForProven) -> bool:
    """Whoever asks to confirm an address gets the mail, though the last one came back."""
    return isinstance(content, ProofLink | DigestProof)


def proven_address(contact: HasEmail) -> ProvenAddress | None:
    return ProvenAddress(address(contact.email)) if contact.email else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail that is wanted. Made by ``to_anyone`` and ``to_proven`` only; one ``cause`` has one mail."""

    to: Address
    content: ForProven
    cause: str
    locale: str
    proven: bool
    message_id: str = ""  # where it must be known again; else one is made


def to_anyone(to: Address, content: ForAnyone, *, cause: str, locale: str) -> Mail:
    return Mail(to=to, content=content, cause=cause, locale=locale, proven=False)


def to_proven(to: ProvenAddress, content: ForProven, *, cause: str, locale: str) -> Mail:
    return Mail(to=to, content=content, cause=cause, locale=locale, proven=True)
