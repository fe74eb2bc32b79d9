"""One call between the browsers of a contact and of the agent who has their conversation, and its rules.

It goes from ringing to talking to over, and never back: whatever comes twice or too late changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from walletdesk.channels.voice.webrtc.events import VoiceCallChanged
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId

RINGS: Final = timedelta(seconds=30)
CONNECTS: Final = timedelta(seconds=30)  # from "accept" until the two hear each other
SILENT: Final = timedelta(seconds=45)  # a page says every ten that it is there; a phone may sleep for a while
LOOKS: Final = timedelta(seconds=15)


class State(StrEnum):
    RINGING = "ringing"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MISSED = "missed"
    ENDED = "ended"
    FAILED = "failed"


LIVE: Final = frozenset({State.RINGING, State.ACCEPTED})


class Side(StrEnum):
    CONTACT = "contact"
    AGENT = "agent"

    @property
    def other(self) -> "Side":
        return Side.AGENT if self is Side.CONTACT else Side.CONTACT


class Why(StrEnum):
    """How a page may end its call. Without its microphone or without a way between them nobody talked."""

    HUNG_UP = "hung_up"
    MICROPHONE = "microphone"
    NO_CONNECTION = "no_connection"
    NOT_HEARD = "not_heard"  # connected, and yet one does not hear the other


QUALITIES: Final = ("", "good", "fair", "poor")  # the later, the worse


@dataclass(slots=True, kw_only=True)
class Seat:
    """One end of the line: which page of that side it is (``leg``), and when it was last heard of."""

    leg: str = ""
    heard_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Call:
    """``by``: who called. ``quality``: the worst that either side told."""

    id: CallId
    conversation: ConversationId
    contact: ContactId
    agent: AgentId
    by: Side
    began_at: datetime
    seats: dict[Side, Seat]
    state: State = State.RINGING
    accepted_at: datetime | None = None
    connected_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: Side | None = None
    reason: str = ""
    quality: str = ""

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def seconds(self) -> int:
        """For how long the two heard each other."""
        if self.connected_at is None or self.ended_at is None or self.state is State.FAILED:
            return 0
        return max(0, int((self.ended_at - self.connected_at).total_seconds()))

    @property
    def looked_at(self) -> datetime:
        """When it is to be looked at first."""
        return self.began_at + RINGS

    def begun(self, at: datetime) -> list[VoiceCallChanged]:
        return [self._told(at)]

    def join(self, side: Side, leg: str, at: datetime) -> list[VoiceCallChanged]:
        """Take a seat. By the side that is called, it accepts. The same page may come again."""
        self._require_live()
        self._require_seat(side, leg)
        self.seats[side] = Seat(leg=leg, heard_at=at)
        if side is self.by or self.state is not State.RINGING:
            return []
        if at >= self.began_at + RINGS:  # its job comes a moment later and says so
            raise Conflict("This call is over.", code="call_over")
        self.state, self.accepted_at = State.ACCEPTED, at
        return [self._told(at)]

    def hear(self, side: Side, leg: str, at: datetime, *, connected: bool, quality: str) -> None:
        """That page is there, and how the line is."""
        self._require_live()
        self._require_seat(side, leg)
        self.seats[side].heard_at = at
        if connected and self.state is State.ACCEPTED:
            self.connected_at = self.connected_at or at
        self.quality = max(self.quality, quality, key=QUALITIES.index)

    def end(self, side: Side, why: Why, at: datetime) -> list[VoiceCallChanged]:
        """Hung up: not taken back before it was answered, declined, or after a talk."""
        if why is Why.NOT_HEARD or (why is not Why.HUNG_UP and self.connected_at is None):
            return self._over(State.FAILED, why, at, side)
        if self.state is State.ACCEPTED:
            return self._over(State.ENDED, why, at, side)
        if side is self.by:
            return self._over(State.MISSED, "cancelled", at, side)
        return self._over(State.DECLINED, "", at, side)

    def look(self, at: datetime) -> list[VoiceCallChanged]:
        """Nobody answered, nobody heard anything, or a side has gone without a word."""
        if self.state is State.RINGING:
            return self._over(State.MISSED, "timeout", at) if at >= self.began_at + RINGS else []
        if self.connected_at is None and self.accepted_at and at >= self.accepted_at + CONNECTS:
            return self._over(State.FAILED, "no_connection", at)
        gone = [side for side, seat in self.seats.items() if seat.heard_at and at >= seat.heard_at + SILENT]
        return self._over(State.ENDED, "gone", at, gone[0]) if gone else []

    def spare(self, at: datetime) -> None:
        """We were away ourselves: both get the time again that a silent side has."""
        for seat in self.seats.values():
            seat.heard_at = at
        if self.accepted_at and self.connected_at is None:
            self.accepted_at = at

    def moved(self, at: datetime) -> list[VoiceCallChanged]:
        """The conversation is not with this agent any more."""
        state = State.MISSED if self.state is State.RINGING else State.ENDED
        return self._over(state, "moved", at)

    def require_seat(self, side: Side, leg: str) -> None:
        """Raises Conflict for a page that has no part in it."""
        self._require_live()
        if self.seats[side].leg != leg:
            raise Conflict("This call is open in another window.", code="elsewhere")

    def _require_live(self) -> None:
        if not self.is_live:
            raise Conflict("This call is over.", code="call_over")

    def _require_seat(self, side: Side, leg: str) -> None:
        if self.seats[side].leg not in {"", leg}:
            raise Conflict("This call is open in another window.", code="elsewhere")

    def _over(
        self, state: State, reason: str, at: datetime, side: Side | None = None
    ) -> list[VoiceCallChanged]:
        if not self.is_live:
            return []
        self.state, self.reason, self.ended_at, self.ended_by = state, str(reason), at, side
        return [self._told(at)]

    def _told(self, at: datetime) -> VoiceCallChanged:
        return VoiceCallChanged(
            at=at,
            conversation=self.conversation,
            call=self.id,
            contact=self.contact,
            agent=self.agent,
            by=self.by.value,
            state=self.state.value,
            reason=self.reason,
            seconds=self.seconds,
        )


def new_call(
    id: CallId,
    conversation: ConversationId,
    contact: ContactId,
    agent: AgentId,
    *,
    by: Side,
    at: datetime,
) -> Call:
    return Call(
        id=id,
        conversation=conversation,
        contact=contact,
        agent=agent,
        by=by,
        began_at=at,
        seats={side: Seat() for side in Side},
    )
