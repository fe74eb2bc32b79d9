"""How an answer to a mail of ours comes back: whom a talk is held with, and what our letters carry."""

from walletdesk.channels.email.inbound.ports import Houses, Reading
from walletdesk.channels.email.ports import Exchange
from walletdesk.kernel.ids import ConversationId


class MailWays:
    def __init__(self, houses: Houses, reading: Reading) -> None:
        self._houses = houses
        self._reading = reading

    async def exchange(self, conversation: ConversationId) -> Exchange | None:
        thread = await self._reading.thread(conversation)
        if thread is None:
            return None
        references = tuple(f"<{id}>" for id in thread.references)
        return Exchange(
            to=thread.address, proven=thread.proven, subject=thread.subject, references=references
        )

    async def reply_to(self, conversation: ConversationId) -> str:
        thread = await self._reading.thread(conversation)
        way = await self._houses.way(thread.inbox if thread else None)
        return way.address(conversation) if way else ""

    async def message_id(self, conversation: ConversationId) -> str:
        thread = await self._reading.thread(conversation)
        way = await self._houses.way(thread.inbox if thread else None)
        return f"<{way.message_id(conversation)}>" if way else ""
