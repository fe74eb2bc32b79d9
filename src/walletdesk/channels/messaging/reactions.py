"""What of us is sent on: each public message of an agent or the bot."""

from walletdesk.channels.messaging.service import Sending
from walletdesk.conversations import MessageAdded


def is_ours(event: MessageAdded) -> bool:
    """For the relay's ``when``: what contacts write is not sent to them."""
    return event.author in {"agent", "bot"}


class MessagingReactions:
    def __init__(self, sending: Sending) -> None:
        self._sending = sending

    async def on_message_added(self, event: MessageAdded) -> None:
        await self._sending.message(event.conversation, event.seq)
