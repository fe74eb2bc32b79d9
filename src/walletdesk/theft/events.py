"""Facts about those whose coins are being taken."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken(Event):
    """The contact says that this step is done; ``step`` is its fixed name."""

    conversation: ConversationId
    step: str

    @property
    def topic(self) -> str:
        return self.conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTold(Event):
    """``theirs``: it is the thief's, not the contact's own."""

    conversation: ConversationId
    address: str
    theirs: bool

    @property
    def topic(self) -> str:
        return self.conversation
