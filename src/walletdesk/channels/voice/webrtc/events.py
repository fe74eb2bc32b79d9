"""Facts about calls by the browser."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCallChanged(Event):
    """It rings, was accepted, or is over. ``by``: contact or agent, who called. ``seconds``: talked."""

    conversation: ConversationId
    call: CallId
    contact: ContactId
    agent: AgentId
    by: str
    state: str
    reason: str = ""
    seconds: int = 0

    @property
    def topic(self) -> str:
        return self.conversation
