"""When a matter is resolved its contact is asked how it was; when it is opened again, nobody asks."""

from datetime import datetime
from typing import Protocol

from walletdesk.conversations import ConversationReopened, ConversationResolved
from walletdesk.kernel.ids import ContactId, ConversationId, TicketId
from walletdesk.surveys.model import Asking
from walletdesk.surveys.ports import Talks, Tickets
from walletdesk.surveys.service import Surveying


class MovedTicket(Protocol):
    """A neighbour's fact, by the little that is read of it."""

    @property
    def at(self) -> datetime: ...
    @property
    def ticket(self) -> TicketId: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def contact(self) -> ContactId | None: ...
    @property
    def conversations(self) -> tuple[ConversationId, ...]: ...


class SurveyReactions:
    def __init__(self, surveying: Surveying, *, talks: Talks, tickets: Tickets) -> None:
        self._surveying = surveying
        self._talks = talks
        self._tickets = tickets

    async def on_conversation_resolved(self, event: ConversationResolved) -> None:
        """Not after the bot alone, nor after a conversation that was merely swept up."""
        if event.agent is None or event.by == "system":
            return
        talk = await self._talks(event.conversation)
        tickets = await self._tickets.of_conversation(event.conversation)
        asking = Asking(
            conversation=event.conversation,
            matters=(event.conversation, *tickets),
            contact=event.contact,
            agent=event.agent,
            team=talk.team if talk else None,
            channel=talk.channel if talk else "",
            locale=event.locale,
            resolved_at=event.at,
        )
        await self._surveying.ask(asking)

    async def on_conversation_reopened(self, event: ConversationReopened) -> None:
        await self._surveying.withdraw(event.conversation, event.at)

    async def on_ticket_state_changed(self, event: MovedTicket) -> None:
        if event.after == "resolved":
            await self._ticket_resolved(event)
        elif event.before == "resolved" and event.after == "open" and not event.conversations:
            await self._surveying.withdraw(event.ticket, event.at)

    async def _ticket_resolved(self, event: MovedTicket) -> None:
        """Its contact's own matter, where no conversation of it goes on or was asked about already."""
        ticket = await self._tickets.find(event.ticket)
        if ticket is None or event.contact is None or ticket.follows or not ticket.is_contacts:
            return
        talks = [await self._talks(one) for one in event.conversations]
        if any(talk is not None and not talk.is_over for talk in talks):
            return
        asking = Asking(
            conversation=event.conversations[0] if event.conversations else None,
            ticket=event.ticket,
            matters=(event.ticket, *event.conversations),
            contact=event.contact,
            agent=ticket.owner,
            team=ticket.team,
            channel=next((talk.channel for talk in talks if talk), "ticket"),
            locale=ticket.locale,
            resolved_at=event.at,
            only_new=bool(event.conversations),
        )
        await self._surveying.ask(asking)
