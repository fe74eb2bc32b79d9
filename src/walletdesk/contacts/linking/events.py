"""Facts about the channels of one contact."""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.contacts.events import ContactEvent
from walletdesk.kernel.ids import ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityLinked(ContactEvent):
    """``absorbed``: whom the channel knew before; their conversations belong to ``contact`` from now on."""

    channel: str
    absorbed: ContactId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityUnlinked(ContactEvent):
    """``restored``: whom the channel knows from now on, with what was said on it before and since."""

    channel: str
    restored: ContactId
    linked_at: datetime
