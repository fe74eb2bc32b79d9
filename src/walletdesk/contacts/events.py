"""Facts about contacts."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEvent(Event):
    contact: ContactId

    @property
    def topic(self) -> str:
        return self.contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactIdentified(ContactEvent):
    """The wallet's back end vouched for who this is.

    ``absorbed`` is the anonymous contact of the same device, which proved its secret in the same call:
    its conversations belong to ``contact`` from now on. Never another contact's.
    """

    absorbed: ContactId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailProofRequested(ContactEvent):
    """A mail with a confirm link is wanted.

    The link itself is never kept: ask ``EmailProving.letter(proof)`` at the moment of sending.
    """

    proof: str
    address: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEmailProven(ContactEvent):
    """The contact opened the link sent to ``address``: mails may go there now."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSignedOut(ContactEvent):
    """Every session token below ``epoch`` is worthless: open sockets of this contact must close."""

    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactBlocked(ContactEvent):
    blocked: bool
    by: AgentId
