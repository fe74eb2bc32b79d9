"""Facts about callbacks. Adding a field with a default is safe; renaming one needs a decision record.

None of them holds a number.
"""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallbackId, ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutCallback(Event):
    """``locale``: of the contact, in which they are told."""

    conversation: ConversationId
    callback: CallbackId
    locale: str

    @property
    def topic(self) -> str:
        return self.conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackBooked(_AboutCallback):
    """For the first time, or to another time (``moved``). ``slot`` None: when their turn comes."""

    slot: datetime | None
    moved: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackCancelled(_AboutCallback):
    """``reason``: contact, resolved or closed."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(_AboutCallback):
    """One call is over.

    ``result``: talked, no_answer, busy, unreachable, dropped, agent_missed, lost or cancelled. ``again``:
    when we try again, if we do. ``call`` is ours, never the provider's.
    """

    call: str
    agent: AgentId
    result: str
    seconds: int = 0
    again: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackPutOff(_AboutCallback):
    """Nobody is there at that time any more: it is tried ``until`` then."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackMissed(_AboutCallback):
    """As often as was agreed, and not reached: it goes on in writing. ``tries``: how often it rang."""

    tries: int
