"""Facts about addresses that somebody proved to be theirs."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressProven(Event):
    """The contact of this conversation signed our text with the key of this address."""

    conversation: ConversationId
    family: str
    address: str

    @property
    def topic(self) -> str:
        return self.conversation
