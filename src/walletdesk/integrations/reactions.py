"""What makes us look whether somebody has something to read."""

from walletdesk.conversations import MessageAdded
from walletdesk.integrations.service import Hinting


def is_from_us(event: MessageAdded) -> bool:
    """For the relay's ``when``: what they said themselves they have seen."""
    return event.author != "contact"


class HintReactions:
    def __init__(self, hinting: Hinting) -> None:
        self._hinting = hinting

    async def on_message_added(self, event: MessageAdded) -> None:
        await self._hinting.plan(event.conversation, event.contact, event.at)
