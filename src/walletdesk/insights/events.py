"""Facts about alerts."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, AlertId, ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvent(Event):
    alert: AlertId

    @property
    def topic(self) -> str:
        return self.alert


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(AlertEvent):
    """Leads should look at something. ``kind`` and ``severity`` are fixed words."""

    kind: str
    severity: str
    conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAcknowledged(AlertEvent):
    """``by`` None: what it was about has settled by itself."""

    by: AgentId | None
