"""A callback that a contact booked, and its rules. Time comes in; numbers are looked at elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from walletdesk.callbacks.events import CallbackChanged, Change
from walletdesk.callbacks.model.call import Call, Leg, Result
from walletdesk.callbacks.model.slots import LENGTH
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallbackId, CallId, ContactId, ConversationId

AGENT_RINGS: Final = 3  # calls for each agreed try: our own people not picking up must have an end as well
NOT_CALLED: Final = "not_called"  # the contact's phone never rang: none of us picked up, or nobody dialled it


class State(StrEnum):
    BOOKED = "booked"  # its time has not come
    IN_LINE = "in_line"  # it has: whoever of us takes the conversation is called, then the contact
    CALLING = "calling"
    TALKING = "talking"
    AGAIN = "again"  # not reached; tried again at ``due_at``
    DONE = "done"
    MISSED = "missed"  # not reached as often as was agreed
    CANCELLED = "cancelled"


OVER: Final = frozenset({State.DONE, State.MISSED, State.CANCELLED})
WAITS: Final = frozenset({State.BOOKED, State.IN_LINE, State.AGAIN})
_TRIED: Final = frozenset({Result.NO_ANSWER, Result.BUSY, Result.UNREACHABLE, Result.DROPPED, Result.LOST})


@dataclass(slots=True, kw_only=True)
class Callback:
    """``slot`` None: "now", when their turn in line comes. ``due_at``: when it is tried next.

    ``number`` is personal, and empty once it was forgotten. ``tries``: how often the contact's phone was
    rung in vain; ``calls``: how many were begun at all. ``call`` and ``agent``: of the one that runs.
    ``rung_at``: when the contact's phone rang last, as the provider said; ``late_at``: when it was told that
    ``slot`` was not kept.
    """

    id: CallbackId
    conversation: ConversationId
    contact: ContactId
    number: str = field(repr=False)
    locale: str
    made_at: datetime
    slot: datetime | None
    due_at: datetime
    state: State = State.BOOKED
    tries: int = 0
    calls: int = 0
    call: CallId | None = None
    agent: AgentId | None = None
    over_at: datetime | None = None
    reason: str = ""
    version: int = 0
    rung_at: datetime | None = None
    late_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def may_change(self) -> bool:
        """While nobody's phone rings: then the contact may move it, too."""
        return self.state in WAITS

    @property
    def ring(self) -> int:
        """Which ring of the contact's phone is next, or running: the number that proves us goes by it.

        A call that our own people missed never rang there: what the contact has written down still holds.
        """
        return self.tries + 1

    @property
    def ends(self) -> datetime | None:
        """Of the half hour that was promised."""
        return self.slot + LENGTH if self.slot else None

    @property
    def owes_a_call(self) -> bool:
        """A half hour was promised, their phone has not rung since it began, and nobody has said so yet."""
        if self.slot is None or self.is_over or self.late_at is not None:
            return False
        return self.rung_at is None or self.rung_at < self.slot

    def is_due(self, at: datetime) -> bool:
        """In line as well: whatever was begun for it may not have been finished."""
        return self.state is State.IN_LINE or (self.state in WAITS and self.due_at <= at)

    def booked(self, at: datetime) -> CallbackChanged:
        return self._changed(Change.BOOKED, at, on=self.slot)

    def move(self, slot: datetime | None, at: datetime) -> list[Event]:
        if not self.may_change:
            raise Conflict("This call is running or over. It cannot be moved.", code="not_waiting")
        self.slot, self.due_at, self.late_at = slot, slot or at, None
        self._turn(State.BOOKED if slot else State.IN_LINE)
        return [self._changed(Change.MOVED, at, on=slot)]

    def take_turn(self) -> None:
        if self.state in WAITS:
            self._turn(State.IN_LINE)

    def put_off(self, until: datetime, at: datetime) -> list[Event]:
        """Where we are closed at its time after all, or nobody took it before we closed."""
        if self.state not in WAITS:
            return []
        self.due_at = until
        self._turn(State.AGAIN)
        return [self._changed(Change.PUT_OFF, at, on=until)]

    def late(self, at: datetime, *, opens: datetime | None = None) -> list[Event]:
        """The half hour is over. ``opens``: when we do again, where we are closed by now.

        Not while a phone rings, nor where theirs did: then we called as we had said.
        """
        if not self.owes_a_call or not self.may_change or self.ends is None or at < self.ends:
            return []
        self.late_at = at
        if self.state is State.AGAIN:
            return [self._changed(Change.LATE, at, on=self.due_at, reason="put_off")]
        if opens is None:
            self._turn(State.IN_LINE)
            return [self._changed(Change.LATE, at)]
        self.due_at = opens
        self._turn(State.AGAIN)
        return [self._changed(Change.LATE, at, on=opens, reason="closed")]

    def begin(self, call: CallId, agent: AgentId, at: datetime) -> Call | None:
        """An agent has taken it. None where it is not its turn, or a call runs already."""
        if self.state is not State.IN_LINE:
            return None
        self.calls += 1
        self.call, self.agent = call, agent
        self._turn(State.CALLING)
        return Call(
            id=call,
            callback=self.id,
            conversation=self.conversation,
            agent=agent,
            nth=self.calls,
            began_at=at,
        )

    def ring_contact(self, at: datetime) -> list[Event]:
        """Our agent is on the line. Told before the provider is asked: see ``rang``."""
        return [self._changed(Change.RINGS, at)]

    def rang(self, call: Call, at: datetime) -> None:
        """The provider took it, or told what came of it, whichever is known first."""
        if self.call == call.id and call.leg is Leg.CONTACT and not self._rang_in(call):
            self.rung_at = max(at, call.began_at)

    def _rang_in(self, call: Call) -> bool:
        return call.answered_at is not None or (self.rung_at is not None and self.rung_at >= call.began_at)

    def talk(self) -> None:
        self._turn(State.TALKING)

    def end(self, call: Call, *, most: int, again: datetime | None, at: datetime) -> Sequence[Event]:
        """What a call that is over means. ``again``: the next time we could try; None if there is none."""
        if self.call != call.id or call.result is None:
            return []
        self.call, self.agent = None, None
        was_dialled = call.result in _TRIED and self._rang_in(call)
        self.tries += was_dialled
        match call.result:
            case Result.TALKED:
                self._finish(State.DONE, "talked", at)
            case Result.CANCELLED:
                self._finish(State.CANCELLED, "contact", at)
            case _ if again is None or self.tries >= most or self.calls >= most * AGENT_RINGS:
                self._finish(State.MISSED, call.result.value if self.tries else NOT_CALLED, at)
            case Result.AGENT_MISSED:
                self._turn(State.IN_LINE)
            case _:
                self.due_at = again
                self._turn(State.AGAIN)
        in_vain = call.result in _TRIED and not was_dialled
        told = [self._ended(call, NOT_CALLED if in_vain else call.result.value, at)]
        if self.state is State.MISSED:
            return [*told, self._changed(Change.MISSED, at, reason="" if self.tries else NOT_CALLED)]
        return told

    def cancel(self, reason: str, at: datetime) -> list[Event]:
        """Cancelling twice changes nothing; a call in which they talk already is ended by hanging up."""
        if self.is_over:
            return []
        if self.state is State.TALKING:
            raise Conflict("You are talking. Hang up to end it.", code="talking")
        self._finish(State.CANCELLED, reason, at)
        return [self._changed(Change.CANCELLED, at, reason=reason)]

    def _ended(self, call: Call, reason: str, at: datetime) -> CallbackChanged:
        return self._changed(
            Change.ENDED,
            at,
            on=self.due_at if self.state is State.AGAIN else None,
            reason=reason,
            call=call,
        )

    def _changed(
        self,
        what: Change,
        at: datetime,
        *,
        on: datetime | None = None,
        reason: str = "",
        call: Call | None = None,
    ) -> CallbackChanged:
        return CallbackChanged(
            at=at,
            conversation=self.conversation,
            callback=self.id,
            locale=self.locale,
            what=what,
            version=self.version,
            on=on,
            reason=reason,
            call=call.id if call else "",
            agent=call.agent if call else None,
            seconds=call.seconds if call else 0,
            slot=self.slot,
            ring=self.ring,
            rung=self.rung_at,
        )

    def _finish(self, state: State, reason: str, at: datetime) -> None:
        self.over_at, self.reason = at, reason
        self.call, self.agent = None, None
        self._turn(state)

    def _turn(self, state: State) -> None:
        self.state = state
        self.version += 1
