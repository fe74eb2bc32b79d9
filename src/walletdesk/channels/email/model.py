"""A mail on its way, and the rules of sending: once visible to its reader, whatever breaks in between."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walletdesk.channels.email.content import ForProven
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.mail import Address, Delivery, Outcome

LEASE = timedelta(minutes=5)  # longer than a mail server may take for one letter
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
DOUBT_PAUSE = timedelta(minutes=5)
MOST_DOUBTS = (
    2  # the second time in the dark ends it: a reader with two letters is worse off than a lead with an alert
)
TRY_AGAIN_AFTER = timedelta(days=30)  # an address from which mails came back
GIVE_UP_AFTER = timedelta(hours=48)

_CONVERSATION = re.compile(r"\bcnv_[0-9a-z]{26}\b")


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    UNKNOWN = "unknown"  # handed over, no answer: sent again once, or given up if there is no next time
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """``message_id`` is fixed here, before the first attempt. ``next_at`` None: nothing more will happen.

    While SENDING, ``next_at`` is when whoever sends it must have finished; later it counts as gone.
    """

    id: str
    message_id: str
    cause: str
    to: Address
    proven: bool
    content: ForProven | None = field(repr=False)  # None once it is over: what was written is not kept
    template: str
    locale: str
    created_at: datetime
    state: State = State.QUEUED
    attempts: int = 0
    doubts: int = 0
    next_at: datetime | None = None
    lease: str = ""
    reason: str = ""
    code: int = 0
    ended_at: datetime | None = None

    @property
    def conversation(self) -> ConversationId | None:
        """The one that it belongs to, which stands in its cause as long as the row does."""
        found = _CONVERSATION.search(self.cause)
        return ConversationId(found[0]) if found else None

    @property
    def is_over(self) -> bool:
        return self.next_at is None

    def claimed(self, lease: str, now: datetime) -> "Outgoing":
        """Take it up. If somebody else had it and is gone, nobody knows whether the letter went out."""
        doubts = self.doubts + (self.state is State.SENDING)
        if doubts >= MOST_DOUBTS:
            return replace(self, doubts=doubts)._ended(State.UNKNOWN, now, reason="unknown")
        return replace(
            self,
            state=State.SENDING,
            attempts=self.attempts + 1,
            doubts=doubts,
            lease=lease,
            next_at=now + LEASE,
        )

    def settled(self, delivery: Delivery, now: datetime) -> "Outgoing":
        match delivery.outcome:
            case Outcome.TAKEN:
                return self._ended(State.SENT, now, code=delivery.code)
            case Outcome.REFUSED:
                return self._ended(State.FAILED, now, reason="refused", code=delivery.code)
            case Outcome.LATER:
                return self._again(now, delivery.code)
            case Outcome.UNKNOWN:
                return self._doubted(now)

    def put_off(self, now: datetime) -> "Outgoing":
        """The mail server is not there."""
        return replace(self, attempts=self.attempts + 1)._again(now, 0)

    def dropped(self, now: datetime) -> "Outgoing":
        """There is nothing left to say: what it is about has lapsed."""
        return self._ended(State.FAILED, now, reason="pointless")

    def _again(self, now: datetime, code: int) -> "Outgoing":
        if now - self.created_at > GIVE_UP_AFTER:
            return self._ended(State.FAILED, now, reason="too_old", code=code)
        pause = min(FIRST_PAUSE * 2 ** min(max(self.attempts - 1, 0), 20), LONGEST_PAUSE)
        state = State.UNKNOWN if self.state is State.UNKNOWN else State.QUEUED
        return replace(self, state=state, next_at=now + pause, lease="", code=code)

    def _doubted(self, now: datetime) -> "Outgoing":
        if self.doubts + 1 >= MOST_DOUBTS:
            return replace(self, doubts=self.doubts + 1)._ended(State.UNKNOWN, now, reason="unknown")
        return replace(self, state=State.UNKNOWN, doubts=self.doubts + 1, next_at=now + DOUBT_PAUSE, lease="")

    def _ended(self, state: State, now: datetime, *, reason: str = "", code: int = 0) -> "Outgoing":
        return replace(
            self,
            state=state,
            next_at=None,
            lease="",
            content=None,
            reason=reason,
            code=code,
            ended_at=now,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of an address. ``bounced_at``: mails to it come back; ``heard_at``: it wrote to us."""

    bounced_at: datetime | None = None
    delayed_at: datetime | None = None
    heard_at: datetime | None = None

    def takes_mail(self, now: datetime) -> bool:
        """After a while it is tried again: a full mailbox may have been emptied."""
        return self.bounced_at is None or now - self.bounced_at >= TRY_AGAIN_AFTER

    def believes(self, sent: Outgoing) -> bool:
        """An old bounce, brought again, does not silence an address that has written since."""
        return self.heard_at is None or sent.created_at > self.heard_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How many mails were wanted lately that count against a new one; failed ones do not."""

    to_address_in_hour: int
    to_address_in_day: int
    to_unproven_in_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """RFC 3834 and the mail cannon: however often somebody asks, a mailbox is not filled through us."""

    to_address_in_hour: int = 3
    to_unproven_address_in_day: int = 1
    to_unproven_in_hour: int = 200  # all of them together

    def hold(self, sent: Sent, *, proven: bool) -> str:
        """Which limit is reached, or ""."""
        if sent.to_address_in_hour >= self.to_address_in_hour:
            return "address"
        if not proven and sent.to_address_in_day >= self.to_unproven_address_in_day:
            return "unproven_address"
        if not proven and sent.to_unproven_in_hour >= self.to_unproven_in_hour:
            return "unproven"
        return ""
