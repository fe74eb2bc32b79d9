"""Facts about calls that come in."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallId, ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCallChanged(Event):
    """It belongs to a conversation now, they talk, or it is over. ``digits``: the last of the number shown.

    ``verified``: by a code of the app; a number alone proves nothing. ``seconds``: talked.
    """

    conversation: ConversationId
    call: CallId
    state: str
    verified: bool
    digits: str = ""
    agent: AgentId | None = None
    reason: str = ""
    seconds: int = 0

    @property
    def topic(self) -> str:
        return self.conversation
