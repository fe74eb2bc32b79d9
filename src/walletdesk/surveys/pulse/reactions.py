"""What was resolved starts the time after which its contact may be asked about all of it."""

from walletdesk.conversations import ConversationResolved
from walletdesk.surveys.pulse.service import Pulsing


class PulseReactions:
    def __init__(self, pulsing: Pulsing) -> None:
        self._pulsing = pulsing

    async def on_conversation_resolved(self, event: ConversationResolved) -> None:
        await self._pulsing.plan(event.contact, event.at)
