"""What the bot does when a contact writes."""

from walletdesk.assistant.service import Assistant, Heard
from walletdesk.conversations import MessageAdded


class AssistantReactions:
    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def on_message_added(self, event: MessageAdded) -> None:
        if is_for_bot(event):
            await self._assistant.consider(_heard(event))


def is_for_bot(event: MessageAdded) -> bool:
    """For ``relay.on(..., when=...)``: only what a contact says while no person was asked for."""
    return event.author == "contact" and event.status == "open"


def _heard(event: MessageAdded) -> Heard:
    return Heard(
        conversation=event.conversation,
        message=event.message,
        seq=event.seq,
        text=event.text,
        has_files=event.attachments > 0,
        contact=event.contact,
        channel=event.channel,
        locale=event.locale,
        fills=event.fills,
    )
