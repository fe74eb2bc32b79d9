"""A contact who asks for a person on a holiday evening finds a ticket, not silence."""

from datetime import UTC, datetime

import pytest

from tests.support.hours import OFFICE, MemoryHours, first_of, hours_in
from tests.support.memory import opening
from tests.support.tickets import ANN, ASKER, TALK, MemoryArchive, MemoryTicketsWork, TicketRig
from walletdesk.conversations import AgentAssigned, AgentRequested, ConversationResolved
from walletdesk.kernel.ids import ConversationId
from walletdesk.tickets import State, TicketOpened
from walletdesk.tickets.reactions import TicketReactions

EVENING = datetime(2026, 11, 20, 12, tzinfo=UTC)  # Friday 20:00 in Shanghai
DAY = datetime(2026, 11, 20, 4, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)


class Told:
    def __init__(self) -> None:
        self.said: list[tuple[str, datetime | None]] = []

    async def ticket_opened(
        self, conversation: ConversationId, *, number: str, next_open: datetime | None
    ) -> None:
        self.said.append((number, next_open))


class Scene:
    def __init__(self) -> None:
        memory = MemoryTicketsWork()
        self.hours = hours_in(MemoryHours())
        self.rig = TicketRig(opening(memory), MemoryArchive(memory), memory.events)
        self.told = Told()
        self.waits: str | None = "all gone"
        self.react = TicketReactions(
            self.rig.auto, timetable_of=first_of(self.hours), tell=self.told, still_waits=self.still_waits
        )

    async def still_waits(self, conversation: ConversationId) -> str | None:
        return self.waits

    async def asks(self, at: datetime, *, reason: str = "asked") -> None:
        await self.react.on_agent_requested(
            AgentRequested(
                at=at,
                conversation=TALK,
                contact=ASKER,
                subject="all gone",
                locale="en",
                skill="funds",
                priority="high",
                reason=reason,
            )
        )
        for event in self.rig.told(TicketOpened):
            await self.react.on_ticket_opened(event)


@pytest.fixture
async def scene() -> Scene:
    made = Scene()
    await made.hours.save(OFFICE)
    return made


async def test_after_hours_the_contact_gets_a_number_and_the_time_when_people_are_back(
    scene: Scene,
) -> None:
    await scene.asks(EVENING)
    assert scene.told.said == [("WD-10001", MONDAY)]
    [ticket] = await scene.rig.work.of_conversation(TALK)
    assert (ticket.subject, ticket.priority, ticket.contact) == ("all gone", "high", ASKER)


async def test_during_hours_no_ticket_is_needed(scene: Scene) -> None:
    await scene.asks(DAY)
    assert await scene.rig.work.of_conversation(TALK) == []


async def test_a_message_of_the_form_has_its_ticket_already(scene: Scene) -> None:
    form = await scene.rig.auto.open_for_conversation(TALK, reason="form", subject="x", contact=ASKER)
    await scene.asks(EVENING, reason="form")
    assert [ticket.id for ticket in await scene.rig.work.of_conversation(TALK)] == [form.id]


async def test_a_request_told_late_opens_nothing_for_a_conversation_that_went_on(scene: Scene) -> None:
    scene.waits = None
    await scene.asks(EVENING)
    assert await scene.rig.work.of_conversation(TALK) == []


async def test_the_ticket_goes_to_whoever_takes_the_conversation_and_ends_with_it(scene: Scene) -> None:
    await scene.asks(EVENING)
    for reason in ("left_the_line", "form"):
        await scene.rig.auto.open_for_conversation(TALK, reason=reason, subject="x", contact=ASKER)
    taken = AgentAssigned(
        at=MONDAY, conversation=TALK, contact=ASKER, agent=ANN.agent, previous=None, reason="routed"
    )
    await scene.react.on_agent_assigned(taken)
    resolved = ConversationResolved(
        at=MONDAY, conversation=TALK, contact=ASKER, agent=ANN.agent, locale="en", by="agent"
    )
    await scene.react.on_conversation_resolved(resolved)
    tickets = await scene.rig.work.of_conversation(TALK)
    assert [(t.owner, t.state) for t in tickets] == [(ANN.agent, State.RESOLVED)] * 3


async def test_other_tickets_are_not_announced(scene: Scene) -> None:
    await scene.rig.open()
    for event in scene.rig.told(TicketOpened):
        await scene.react.on_ticket_opened(event)
    assert scene.told.said == []
