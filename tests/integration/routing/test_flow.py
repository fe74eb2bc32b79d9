"""From a contact's wish to an agent, with the real conversations, relay and jobs, on both engines."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest

from tests.support.assistant import FakeAround, FakeLibrary, say, when
from tests.support.house import StrictHouse
from tests.support.routing import ANN, BEN, FakeNeighbours, FakeRules, FakeStaff, member
from walletdesk.assistant import Assistant
from walletdesk.assistant import World as BotWorld
from walletdesk.assistant.reactions import AssistantReactions, is_for_bot
from walletdesk.assistant.store import SqlDialogues
from walletdesk.assistant.store import open_work as open_bot
from walletdesk.conversations import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    Author,
    Beginning,
    Conversation,
    ConversationClosed,
    ConversationResolved,
    Conversing,
    MessageAdded,
    PriorityChanged,
    Said,
    Speaker,
    Status,
)
from walletdesk.conversations.store import SqlArchive
from walletdesk.conversations.store import open_work as open_talk
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, InboxId
from walletdesk.platform.db import Database
from walletdesk.platform.jobs import Jobs
from walletdesk.platform.relay import Relay
from walletdesk.routing import Decided, Policy, QueueChanged, Routing, World
from walletdesk.routing.jobs import BoardTeller, RoutingJobs
from walletdesk.routing.reactions import RoutingReactions, is_from_waiting_contact
from walletdesk.routing.service import AGENT_GONE, CONTACT_GONE, OFFER_EXPIRED
from walletdesk.routing.store import SqlLines, open_work
from walletdesk.routing.waits import Forecasting
from walletdesk.routing.waits.store import SqlHistories

CONTACT = ContactId("con_1")


@dataclass
class Running:
    """A small installation."""

    conversing: Conversing
    archive: SqlArchive
    routing: Routing
    reactions: RoutingReactions
    staff: FakeStaff
    around: FakeNeighbours
    relay: Relay
    numbers: int = 0

    async def begins(self, text: str) -> ConversationId:
        where = Beginning(contact=CONTACT, inbox=InboxId("inb_1"), channel="webchat", locale="en")
        return (await self.conversing.start(where, contact(), self._said(text))).id

    async def writes(self, id: ConversationId, text: str) -> None:
        await self.conversing.hear(id, contact(), self._said(text))

    async def comes(self, *names: str, capacity: int = 2) -> None:
        for name in names:
            self.staff.people[AgentId(name)] = member(name, capacity=capacity, languages=frozenset())
            await self.routing.moving.agent_came(AgentId(name))

    async def head(self, id: ConversationId) -> Conversation:
        found = await self.archive.find(id)
        assert found is not None
        return found

    async def until(self, id: ConversationId, status: Status, agent: str | None = None) -> Conversation:
        """Soon: the promise is a second, but a test shares its machine."""

        async def is_so() -> bool:
            head = await self.head(id)
            return head.status is status and head.assignee == agent

        await soon(is_so)
        return await self.head(id)

    def _said(self, text: str) -> Said:
        self.numbers += 1
        return Said(text=text, client_id=f"m{self.numbers}")


async def soon(is_so: Callable[[], Awaitable[bool]]) -> None:
    begun = time.monotonic()
    while not await is_so():
        assert time.monotonic() - begun < 10, "not within ten seconds, even on a busy machine"
        await asyncio.sleep(0.01)


def contact() -> Author:
    return Author(Speaker.CONTACT, CONTACT)


@pytest.fixture(params=[True, False], ids=["assigned at once", "asked first"])
def policy(request: pytest.FixtureRequest) -> Policy:
    return Policy(auto_accept=request.param)


@pytest.fixture
async def house(db: Database, policy: Policy) -> AsyncIterator[Running]:
    archive = SqlArchive(db)
    conversing = Conversing(
        open_work=open_talk(db),
        archive=archive,
        secret_in=lambda _: None,
        outgoing=StrictHouse(),
        clock=utc_now,
    )
    staff, around, bot_around = FakeStaff(), FakeNeighbours(), FakeAround()
    world = World(
        open_work=open_work(db), lines=SqlLines(db), staff=staff, clock=utc_now, policy=policy,
        forecasts=Forecasting(SqlHistories(db), clock=utc_now, zone="UTC"), rules=FakeRules(),
    )  # fmt: skip
    routing = Routing(world, conversing=conversing, hours=around, messages=around, tell=around)
    bot = BotWorld(
        app="Sample Wallet", library=FakeLibrary(), conversing=conversing, heads=archive,
        prospects=bot_around, tickets=bot_around, say=say, when=when,
        dialogues=SqlDialogues(db), open_work=open_bot(db), clock=utc_now,
    )  # fmt: skip
    relay, jobs = Relay(db, clock=utc_now), Jobs(db, clock=utc_now)
    reactions = RoutingReactions(routing)
    teller = BoardTeller(routing.board)
    relay.on(MessageAdded, AssistantReactions(Assistant(bot)).on_message_added, when=is_for_bot)
    relay.on(MessageAdded, reactions.on_message_added, when=is_from_waiting_contact)
    relay.on(AgentRequested, reactions.on_agent_requested)
    relay.on(PriorityChanged, reactions.on_priority_changed)
    relay.on(ConversationResolved, reactions.on_resolved)
    relay.on(ConversationClosed, reactions.on_closed)
    relay.on(AgentAssigned, reactions.on_agent_assigned)
    relay.on(AgentUnassigned, reactions.on_agent_unassigned)
    relay.on(Decided, reactions.on_decided)
    relay.hint(QueueChanged, teller.on_queue_changed)
    timed = RoutingJobs(routing, heads=archive, clock=utc_now, open_work=world.open_work)
    jobs.on(OFFER_EXPIRED, timed.on_offer_expired)
    jobs.on(CONTACT_GONE, timed.on_contact_gone)
    jobs.on(AGENT_GONE, timed.on_agent_gone)
    await relay.start()
    await jobs.start()
    yield Running(conversing, archive, routing, reactions, staff, around, relay)
    await jobs.stop()
    await relay.stop()
    await teller.close()


async def taken(house: Running, id: ConversationId, agent: str) -> None:
    """Where agents are asked first, the agent accepts."""

    async def is_given() -> bool:
        entry = await SqlLines.find(house.routing.assigning._world.lines, id)  # type: ignore[arg-type]
        return entry is not None and entry.agent == agent

    await soon(is_given)
    await house.routing.offers.accept(AgentId(agent), id)
    await house.until(id, Status.WITH_AGENT, agent)


async def test_a_wish_reaches_an_agent_with_a_packet(house: Running) -> None:
    await house.comes("ann")
    talk = await house.begins("my tx is pending")
    await house.writes(talk, "talk to a person please")
    await taken(house, talk, "ann")
    head = await house.head(talk)
    assert head.packet is not None
    assert "my tx is pending" in head.packet
    assert "tx-pending" in head.packet


async def test_theft_goes_before_everybody_who_waits(house: Running) -> None:
    house.staff.people[ANN] = member("ann", availability="offline", languages=frozenset())
    usual = await house.begins("human")
    await house.until(usual, Status.WAITING_FOR_AGENT)
    stolen = await house.begins("someone stole my coins")
    await house.until(stolen, Status.WAITING_FOR_AGENT)
    await house.relay.drain()
    await house.comes("ann", capacity=1)
    await taken(house, stolen, "ann")
    assert await house.routing.standings.place_of(usual) == 1
    assert (await house.head(stolen)).priority == "security"


@pytest.mark.slow
async def test_places_are_told_while_the_line_moves(house: Running) -> None:
    talks = []
    for _ in range(3):
        talks.append(await house.begins("human"))
        await house.until(talks[-1], Status.WAITING_FOR_AGENT)

    async def all_told() -> bool:
        told = {talk: place for changed in house.around.told for talk, place in changed.items()}
        return told == {talk: place for place, talk in enumerate(talks, 1)}

    await soon(all_told)


async def test_a_colleague_takes_over_when_an_agent_leaves(house: Running) -> None:
    await house.comes("ann")
    talk = await house.begins("human")
    await taken(house, talk, "ann")
    await house.comes("ben")
    await house.routing.moving.agent_went(ANN)
    await taken(house, talk, "ben")
    assert (await SqlLines.loads(house.routing.assigning._world.lines))[ANN].open == 0  # type: ignore[arg-type]


async def test_a_resolution_makes_room_and_a_return_goes_to_who_knows(house: Running) -> None:
    await house.comes("ann", capacity=1)
    first = await house.begins("human")
    await taken(house, first, "ann")
    second = await house.begins("human")
    await house.conversing.resolve(first, by=Speaker.AGENT)
    await taken(house, second, "ann")
    await house.comes("ben", capacity=3)
    await house.conversing.resolve(second, by=Speaker.AGENT)
    await house.relay.drain()
    await house.writes(first, "it is back")
    await taken(house, first, "ann")


async def test_a_transfer_is_seen_by_the_conversation(house: Running) -> None:
    await house.comes("ann", "ben")
    talk = await house.begins("human")
    await taken(house, talk, "ann")
    await house.routing.moving.transfer_to_agent(talk, BEN)
    await house.until(talk, Status.WITH_AGENT, "ben")


async def test_counters_are_right_after_all_of_it(house: Running) -> None:
    await house.comes("ann", "ben")
    talks = [await house.begins("human") for _ in range(6)]
    await house.relay.drain()
    for talk in talks[::2]:
        await house.conversing.close(talk)
    await house.relay.drain()
    await house.routing.repairing.sweep()
    await house.relay.drain()
    assert await house.routing.repairing.repair(house.archive) == 0
