"""What was done to inboxes."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import InboxId


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxChanged(Event):
    """Added, changed, paused or taken up again: whoever listens for it looks again."""

    inbox: InboxId
    kind: str

    @property
    def topic(self) -> str:
        return self.inbox
