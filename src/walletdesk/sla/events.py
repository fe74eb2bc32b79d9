"""Facts about promises and the policy behind them. ``metric`` is first_reply, next_reply or resolution."""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged(Event):
    """Targets are different: running promises were given before, and are counted anew."""

    policy: str
    version: int
    by: str = ""

    @property
    def topic(self) -> str:
        return self.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseEvent(Event):
    conversation: ConversationId

    @property
    def topic(self) -> str:
        return self.conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReplyPromised(PromiseEvent):
    """What the contact is told: a person replies by ``due_at``; None when we cannot say."""

    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReplyPromised(PromiseEvent):
    """The same for who was answered before and wrote again."""

    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseNearing(PromiseEvent):
    """Little time is left and nobody has answered."""

    metric: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBreached(PromiseEvent):
    metric: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMet(PromiseEvent):
    """Answered. ``late`` when the time was over."""

    metric: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCancelled(PromiseEvent):
    metric: str
