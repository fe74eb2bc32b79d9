"""What promises do when something happens in a conversation, in the calendar or in the policy.

Events are described by the little that is read of them, so that neighbours need not be imported.
"""

from datetime import datetime
from typing import Protocol

from walletdesk.kernel.ids import ConversationId
from walletdesk.sla.service import Promising


class AboutConversation(Protocol):
    @property
    def at(self) -> datetime: ...
    @property
    def conversation(self) -> ConversationId: ...


class Said(AboutConversation, Protocol):
    @property
    def author(self) -> str: ...


class Weighed(AboutConversation, Protocol):
    @property
    def priority(self) -> str: ...


class PromiseReactions:
    def __init__(self, promising: Promising) -> None:
        self._promising = promising

    async def on_conversation_started(self, event: AboutConversation) -> None:
        await self._promising.begun(event.conversation, event.at)

    async def on_agent_requested(self, event: AboutConversation) -> None:
        await self._promising.requested(event.conversation, event.at)

    async def on_message_added(self, event: Said) -> None:
        if event.author == "agent":
            await self._promising.answered(event.conversation, event.at)

    async def on_over(self, event: AboutConversation) -> None:
        """For resolved and for closed conversations."""
        await self._promising.over(event.conversation, event.at)

    async def on_priority_changed(self, event: Weighed) -> None:
        await self._promising.weigh(event.conversation, event.priority)

    async def on_terms_changed(self, _: object) -> None:
        """For a changed calendar and a changed policy."""
        await self._promising.recount_all()
