"""Facts about mails. An address is never in them."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEvent(Event):
    mail: str
    template: str

    @property
    def topic(self) -> str:
        return self.mail


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSent(MailEvent):
    """A mail server has taken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFailed(MailEvent):
    """Given up. ``reason``: refused, too_old or unknown; ``code`` is the mail server's, or 0."""

    reason: str
    code: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBounced(MailEvent):
    """It came back for good, after a mail server had taken it."""

    conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHeld(MailEvent):
    """Not even queued, because there were too many: ``limit`` says of what."""

    limit: str
