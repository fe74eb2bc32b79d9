"""Facts about callbacks. Adding a field with a default is safe; renaming one needs a decision record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallbackId, ConversationId


class Change(StrEnum):
    BOOKED = "booked"
    MOVED = "moved"
    PUT_OFF = "put_off"  # we are closed at its time: ``on`` is when we try
    RINGS = "rings"  # our agent is on the line, and the contact's phone rings next
    ENDED = "ended"  # one call, whatever came of it
    LATE = "late"  # its half hour is over and their phone did not ring in it
    MISSED = "missed"  # not reached as often as was agreed: nobody calls any more
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackChanged(Event):
    """One kind of event for all that happens to a callback, since only one kind reaches a reaction in order.

    ``on``: the half hour that was booked (None: when their turn comes), or when it is tried again.
    ``reason``: of a call its result, or ``not_called`` where our agent was on the line and the contact's
    phone was not dialled; of a cancelled one contact, resolved, closed or no_hours, of a missed one
    ``not_called`` where the contact's phone never rang, of a late one ``closed`` where we are by now and
    ``put_off`` where that was told before. ``call``, ``agent`` and ``seconds``: of the call that ended;
    ``call`` is ours, never the provider's. ``ring``: which of their phone, by which the number goes that our
    agent says. ``slot``: the half hour that was promised when this happened, whatever ``on`` says. ``rung``:
    when the contact's phone last rang for this callback. ``locale``: of the contact, who is told in it.
    Nothing here holds a number.
    """

    conversation: ConversationId
    callback: CallbackId
    locale: str
    what: Change
    version: int
    on: datetime | None = None
    reason: str = ""
    call: str = ""
    agent: AgentId | None = None
    seconds: int = 0
    ring: int = 0
    slot: datetime | None = None
    rung: datetime | None = None

    @property
    def topic(self) -> str:
        return self.conversation
