"""When an agent's conversation is resolved, its contact is asked how it was."""

from walletdesk.conversations import ConversationResolved
from walletdesk.surveys.service import Surveying


class SurveyReactions:
    def __init__(self, surveying: Surveying) -> None:
        self._surveying = surveying

    async def on_conversation_resolved(self, event: ConversationResolved) -> None:
        """Not after the bot alone, nor after a conversation that was merely swept up."""
        if event.agent is not None and event.by != "system":
            await self._surveying.ask(
                event.conversation,
                contact=event.contact,
                agent=event.agent,
                locale=event.locale,
                resolved_at=event.at,
            )
