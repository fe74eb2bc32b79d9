"""What routing does when something happens elsewhere. Each is safe to repeat."""

from dataclasses import replace
from typing import Protocol

from walletdesk.conversations import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    ConversationClosed,
    ConversationResolved,
    MessageAdded,
    PriorityChanged,
)
from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.ids import AgentId
from walletdesk.routing.events import Decided
from walletdesk.routing.model import HEAD_START, Entry, Need, Priority, language_of
from walletdesk.routing.ports import Home, Homes
from walletdesk.routing.service import OWN_REASONS, Routing


class AvailabilityChanged(Protocol):
    """The staff list's fact. ``state``: online, away or offline."""

    @property
    def agent(self) -> AgentId: ...
    @property
    def state(self) -> str: ...


class RoutingReactions:
    def __init__(self, routing: Routing, homes: Homes | None = None) -> None:
        self._routing = routing
        self._homes = homes

    async def on_agent_requested(self, event: AgentRequested) -> None:
        if event.reason in OWN_REASONS:
            await self._routing.placing.fill_for(event.conversation)
        else:
            home = await self._home(event)
            await self._routing.placing.place(_asked(event, home), afresh=event.reason == "reopened")

    async def _home(self, event: AgentRequested) -> Home | None:
        """Where a team was chosen, that holds; its own people know the contact all the same."""
        home = await self._homes.settle(event.conversation, event.contact) if self._homes else None
        return (
            home
            if home and event.team in (None, home.team)
            else home and replace(home, team=None, agent=None)
        )

    async def on_priority_changed(self, event: PriorityChanged) -> None:
        await self._routing.placing.raise_priority(event.conversation, Priority(event.priority))

    async def on_resolved(self, event: ConversationResolved) -> None:
        await self._routing.placing.leave(event.conversation, event.contact, "resolved", event.at)

    async def on_closed(self, event: ConversationClosed) -> None:
        await self._routing.placing.leave(event.conversation, event.contact, "closed", event.at)

    async def on_agent_assigned(self, event: AgentAssigned) -> None:
        """Only what others decided: our own decisions are on our books already."""
        if event.reason not in OWN_REASONS:
            await self._routing.moving.adopt(
                event.conversation, event.contact, event.agent, event.at, event.channel
            )

    async def on_agent_unassigned(self, event: AgentUnassigned) -> None:
        if event.reason not in OWN_REASONS:
            await self._routing.moving.release(event.conversation, event.at)

    async def on_message_added(self, event: MessageAdded) -> None:
        if is_from_waiting_contact(event):
            await self._routing.presence.contact_wrote(event.conversation, event.contact)

    async def on_availability_changed(self, event: AvailabilityChanged) -> None:
        moving = self._routing.moving
        react = {"online": moving.agent_came, "away": moving.agent_paused, "offline": moving.agent_went}
        await react[event.state](event.agent)

    async def on_decided(self, event: Decided) -> None:
        await self._routing.telling.decided(event)


def is_from_waiting_contact(event: MessageAdded) -> bool:
    """For ``relay.on(..., when=...)``: most messages are not."""
    return event.author == "contact" and event.status == "waiting_for_agent"


_GENERAL = "general"  # the conversations' word for "no special skill": anybody can help


def _asked(event: AgentRequested, home: Home | None) -> Entry:
    home = home or Home(None)
    asked = "" if event.skill == _GENERAL else event.skill
    skill = home.skill or asked
    asked_for, wanted = Priority(event.priority), Priority(home.priority or event.priority)
    return Entry(
        conversation=event.conversation,
        contact=event.contact,
        need=Need(
            skill=skill,
            level=home.level if home.skill else 1,
            language=language_of(event.locale),
            team=event.team or home.team or "",
        ),
        priority=max(asked_for, wanted, key=HEAD_START.__getitem__),
        entered_at=from_millis(event.waiting_since) if event.waiting_since else event.at,
        asked_at=event.at,
        decided_at=event.at,
        preferred=event.preferred or home.agent,
        channel=event.channel,
    )
