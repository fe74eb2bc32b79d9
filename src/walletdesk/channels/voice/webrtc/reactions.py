"""A call belongs to the agent who has its conversation: it ends when the conversation goes elsewhere."""

from walletdesk.channels.voice.webrtc.service import Talking
from walletdesk.conversations import ConversationEvent


class VoiceReactions:
    def __init__(self, talking: Talking) -> None:
        self._talking = talking

    async def on_conversation_moved(self, event: ConversationEvent) -> None:
        await self._talking.moved(event.conversation)
