"""Facts about saved replies."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRepliesChanged(Event):
    """A set was changed: the team's (``agent`` None) or an agent's own."""

    agent: AgentId | None

    @property
    def topic(self) -> str:
        return f"saved_replies/{self.agent or 'team'}"
