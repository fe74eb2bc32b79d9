"""What callbacks do when something happens elsewhere. Each is safe to repeat."""

from walletdesk.callbacks.events import CallbackChanged
from walletdesk.callbacks.service import Calling
from walletdesk.conversations import AgentAssigned, ConversationClosed, ConversationResolved


class CallbackReactions:
    def __init__(self, calling: Calling) -> None:
        self._calling = calling

    async def on_agent_assigned(self, event: AgentAssigned) -> None:
        await self._calling.taken(event.conversation, event.agent)

    async def on_conversation_resolved(self, event: ConversationResolved) -> None:
        await self._calling.solved(event.conversation)

    async def on_conversation_closed(self, event: ConversationClosed) -> None:
        await self._calling.closed(event.conversation)

    async def on_callback_changed(self, event: CallbackChanged) -> None:
        if event.reason == "agent_missed" and event.agent is not None:
            await self._calling.not_picked_up(event.conversation, event.agent)
