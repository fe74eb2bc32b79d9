"""Facts about those whose coins are being taken."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken(Event):
    """The contact says that this step is done, or takes that back; ``step`` is its fixed name.

    ``version``: of the containment, which no other change has.
    """

    conversation: ConversationId
    step: str
    done: bool = True
    version: int = 0

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
