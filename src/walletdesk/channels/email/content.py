"""What our mails may say, by type: to an address that nobody has proven goes no word that anybody chose.

``to_anyone`` takes only ``ForAnyone``. Whatever carries text of contact or agent needs a ``ProvenAddress``;
those are made in one place, from a contact whose address was proven.
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


ForAnyone = ProofLink | DigestProof
ForProven = (
    ProofLink
    | AgentReplied
    | TranscriptSent
    | SurveyInvitation
    | PulseInvitation
    | DigestProof
    | DigestFigures
)

TEMPLATES: dict[Template, type[ForProven]] = {
    Template.PROOF_LINK: ProofLink,
    Template.AGENT_REPLIED: AgentReplied,
    Template.TRANSCRIPT: TranscriptSent,
    Template.SURVEY: SurveyInvitation,
    Template.PULSE: PulseInvitation,
    Template.DIGEST_PROOF: DigestProof,
    Template.DIGEST: DigestFigures,
}
NAMES = {kind: template for template, kind in TEMPLATES.items()}


class HasEmail(Protocol):
    """A contact. ``email`` is set only when it was proven."""

    @property
    def email(self) -> str: ...


def given_by_schedule(content: ForProven) -> bool:
    """It comes at most once for each day, week and month, or is counted where it is asked for."""
    return isinstance(content, DigestFigures)


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


def to_anyone(to: Address, content: ForAnyone, *, cause: str, locale: str) -> Mail:
    return Mail(to=to, content=content, cause=cause, locale=locale, proven=False)


def to_proven(to: ProvenAddress, content: ForProven, *, cause: str, locale: str) -> Mail:
    return Mail(to=to, content=content, cause=cause, locale=locale, proven=True)
