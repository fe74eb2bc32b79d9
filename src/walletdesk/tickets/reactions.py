"""Tickets that follow a conversation: whoever asks for a person after hours is not forgotten till morning."""

from datetime import datetime
from typing import Protocol

from walletdesk.conversations import AgentAssigned, AgentRequested, ConversationResolved, Priority
from walletdesk.hours import Timetable
from walletdesk.kernel.ids import ContactId, ConversationId, TeamId
from walletdesk.tickets.events import TicketOpened
from walletdesk.tickets.service import AutomaticTickets

AFTER_HOURS = "after_hours"
LEFT_A_MESSAGE = "form"  # opened by the form itself, which shows its number
LEFT_THE_LINE = "left_the_line"  # whoever opens it for one who would not wait any longer

FOLLOWING = (AFTER_HOURS, LEFT_A_MESSAGE, LEFT_THE_LINE)  # these go the way their conversation goes


class TellContact(Protocol):
    async def ticket_opened(
        self, conversation: ConversationId, *, number: str, next_open: datetime | None
    ) -> None:
        """Say in the conversation under which number it is stored, and when people are back."""


class StillWaits(Protocol):
    async def __call__(self, conversation: ConversationId) -> str | None:
        """What it is called at this moment, if a person is wanted in it."""


class TeamOf(Protocol):
    async def __call__(self, contact: ContactId, /) -> TeamId | None:
        """Whose contact it is, where not everybody may serve them."""


class TimetableOf(Protocol):
    async def __call__(self, conversation: ConversationId, /) -> Timetable:
        """The hours that hold for it."""


async def anybodys(_: ContactId) -> TeamId | None:
    """Where no team has contacts of its own."""
    return None


class TicketReactions:
    def __init__(
        self,
        tickets: AutomaticTickets,
        *,
        timetable_of: TimetableOf,
        tell: TellContact,
        still_waits: StillWaits,
        team_of: TeamOf = anybodys,
    ) -> None:
        self._team_of = team_of
        self._tickets = tickets
        self._timetable_of = timetable_of
        self._tell = tell
        self._still_waits = still_waits

    async def on_agent_requested(self, event: AgentRequested) -> None:
        if event.reason == LEFT_A_MESSAGE:
            return
        timetable = await self._timetable_of(event.conversation)
        if timetable.is_open(event.at):
            return
        # not the event's: what was in it may have been withdrawn since
        subject = await self._still_waits(event.conversation)
        if subject is None:
            return
        await self._tickets.open_for_conversation(
            event.conversation,
            reason=AFTER_HOURS,
            subject=subject,
            contact=event.contact,
            priority=Priority(event.priority),
            team=event.team or await self._team_of(event.contact),
        )

    async def on_ticket_opened(self, event: TicketOpened) -> None:
        if event.reason == AFTER_HOURS and event.conversation:
            timetable = await self._timetable_of(event.conversation)
            await self._tell.ticket_opened(
                event.conversation, number=f"WD-{event.number}", next_open=timetable.next_open(event.at)
            )

    async def on_agent_assigned(self, event: AgentAssigned) -> None:
        for reason in FOLLOWING:
            await self._tickets.give_for_conversation(event.conversation, event.agent, reason=reason)

    async def on_conversation_resolved(self, event: ConversationResolved) -> None:
        for reason in FOLLOWING:
            await self._tickets.resolve_for_conversation(event.conversation, reason=reason)
