"""What promises do when something happens in a conversation, in the calendar or in the policy.

Events are described by the little that is read of them, so that neighbours need not be imported.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.ids import ConversationId
from walletdesk.sla.ports import Tickets
from walletdesk.sla.service import Promising

WAITING = frozenset({"waiting_contact", "waiting_third_party"})  # states of a ticket
WITH_AGENT = "with_agent"
WITH_PEOPLE = frozenset({"waiting_for_agent", WITH_AGENT})  # states of a conversation


class AboutConversation(Protocol):
    @property
    def at(self) -> datetime: ...
    @property
    def conversation(self) -> ConversationId: ...


class Said(AboutConversation, Protocol):
    @property
    def author(self) -> str: ...
    @property
    def status(self) -> str: ...


class Waited(Protocol):
    """A ticket that waits for somebody, or does so no more; ``after`` and ``before`` are its states."""

    @property
    def at(self) -> datetime: ...
    @property
    def ticket(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def conversations(self) -> Sequence[ConversationId]: ...


class Joined(AboutConversation, Protocol):
    """A ticket and a conversation that belong together from now on, or no more."""

    @property
    def ticket(self) -> str: ...


class Weighed(AboutConversation, Protocol):
    @property
    def priority(self) -> str: ...


class PromiseReactions:
    def __init__(self, promising: Promising, tickets: Tickets) -> None:
        self._promising = promising
        self._tickets = tickets

    async def on_conversation_started(self, event: AboutConversation) -> None:
        await self._promising.begun(event.conversation, event.at)

    async def on_agent_requested(self, event: AboutConversation) -> None:
        await self._promising.requested(event.conversation, event.at)

    async def on_message_added(self, event: Said) -> None:
        if event.author == "agent":
            await self._promising.answered(event.conversation, event.at)
        elif event.author == "contact" and event.status in WITH_PEOPLE:
            has_agent = event.status == WITH_AGENT
            await self._promising.wrote(event.conversation, event.at, has_agent=has_agent)

    async def on_agent_assigned(self, event: AboutConversation) -> None:
        await self._promising.moved(event.conversation)

    async def on_moved(self, event: AboutConversation) -> None:
        """To a team; whoever settles that and whoever promises hear of the asking in any order."""
        await self._promising.moved(event.conversation)

    async def on_belongings_changed(self, _: object) -> None:
        """For a changed desk and a changed organization."""
        await self._promising.move_all_soon()

    async def on_ticket_state_changed(self, event: Waited) -> None:
        """A ticket that waits for somebody stops the time of its conversations' resolution."""
        if WAITING.isdisjoint({event.before, event.after}):
            return
        for conversation in event.conversations:
            await self._promising.outside(conversation, event.ticket, event.at, waits=event.after in WAITING)

    async def on_ticket_linked(self, event: Joined) -> None:
        """It may wait already. What it did since then is told as well, so that its present state will do."""
        if await self._tickets.state(event.ticket, event.conversation) in WAITING:
            await self._promising.outside(event.conversation, event.ticket, event.at, waits=True)

    async def on_ticket_unlinked(self, event: Joined) -> None:
        await self._promising.outside(event.conversation, event.ticket, event.at, waits=False)

    async def on_resolved(self, event: AboutConversation) -> None:
        await self._promising.resolved(event.conversation, event.at)

    async def on_over(self, event: AboutConversation) -> None:
        """For what was closed without having been resolved."""
        await self._promising.over(event.conversation, event.at)

    async def on_priority_changed(self, event: Weighed) -> None:
        await self._promising.weigh(event.conversation, event.priority)

    async def on_terms_changed(self, _: object) -> None:
        """For a changed calendar and a changed policy."""
        await self._promising.recount_all()
