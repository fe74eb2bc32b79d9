"""One call: first our agent's phone, then the contact's. It never goes back, whatever comes late."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from walletdesk.kernel.ids import AgentId, CallbackId, CallId, ConversationId

RINGS: Final = timedelta(minutes=3)  # longer than any phone rings: then the news of it was lost
TALKS: Final = timedelta(hours=4)


class Leg(StrEnum):
    AGENT = "agent"
    CONTACT = "contact"
    TALKING = "talking"
    OVER = "over"


class Result(StrEnum):
    TALKED = "talked"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    DROPPED = "dropped"
    AGENT_MISSED = "agent_missed"
    LOST = "lost"  # nobody told us how it ended
    CANCELLED = "cancelled"


class What(StrEnum):
    """What a provider tells of a call."""

    AGENT_UP = "agent_up"
    AGENT_MISSED = "agent_missed"
    CONTACT_UP = "contact_up"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    DROPPED = "dropped"
    ENDED = "ended"
    LOST = "lost"


RANG: Final = frozenset({What.CONTACT_UP, What.NO_ANSWER, What.BUSY, What.UNREACHABLE})
"""What no provider tells before it has dialled the contact; the others may only mean our own end."""
_VAIN: Final = {
    What.NO_ANSWER: Result.NO_ANSWER,
    What.BUSY: Result.BUSY,
    What.UNREACHABLE: Result.UNREACHABLE,
    What.DROPPED: Result.DROPPED,
    What.ENDED: Result.NO_ANSWER,  # the agent hung up before anybody answered
    What.LOST: Result.LOST,
}
_ENDS: Final = {
    Leg.CONTACT: _VAIN,
    Leg.TALKING: {
        What.DROPPED: Result.DROPPED,
        What.ENDED: Result.TALKED,
        What.LOST: Result.TALKED,
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """``nth`` of its callback. ``provider_id``: by what the provider knows it again."""

    id: CallId
    callback: CallbackId
    conversation: ConversationId
    agent: AgentId
    nth: int
    began_at: datetime
    leg: Leg = Leg.AGENT
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    result: Result | None = None
    provider_id: str = ""

    @property
    def seconds(self) -> int:
        """How long they talked."""
        if self.answered_at is None or self.ended_at is None:
            return 0
        return max(0, round((self.ended_at - self.answered_at).total_seconds()))

    def after(self, what: What, at: datetime) -> "Call":
        """The same call where this is no news any more."""
        match self.leg, what:
            case Leg.AGENT, What.AGENT_UP:
                return replace(self, leg=Leg.CONTACT)
            case Leg.AGENT, What.AGENT_MISSED | What.ENDED | What.LOST | What.DROPPED:
                return self._over(Result.AGENT_MISSED, at)
            case Leg.CONTACT, What.CONTACT_UP:
                return replace(self, leg=Leg.TALKING, answered_at=at)
            case (Leg.CONTACT | Leg.TALKING) as leg, _ if what in _ENDS[leg]:
                return self._over(_ENDS[leg][what], at)
        return self

    def cancelled(self, at: datetime) -> "Call":
        return self if self.leg is Leg.OVER else self._over(Result.CANCELLED, at)

    @property
    def patience(self) -> timedelta:
        """After so long without news somebody looks."""
        return TALKS if self.leg is Leg.TALKING else RINGS

    def _over(self, result: Result, at: datetime) -> "Call":
        return replace(self, leg=Leg.OVER, result=result, ended_at=at)
