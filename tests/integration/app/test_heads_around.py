"""A head also shows what stands around its conversation: open screens learn when that changes."""

import pytest

from tests.support.installation import Agent, Contact, Frames, Installation, Json
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets import NewTicket, TicketType
from walletdesk.workspace import feed_key


class Floor:
    """An agent with an open screen, and a conversation that waits."""

    def __init__(self, house: Installation, agent: Agent, contact: Contact) -> None:
        self.house, self.agent, self.contact = house, agent, contact
        self.frames = Frames()

    async def opens(self) -> None:
        self.viewer = AgentViewer(agent=self.agent.id, role=Role.AGENT)
        self.house.system.faces.presence.arrive(self.viewer, "Ann")
        started = await self.contact.starts()
        self.id = ConversationId(started["head"]["id"])
        await self.contact.ask("POST", f"/api/conversations/{self.id}/agent", {})
        await self.house.settle()
        self.frames = self.house.listen(feed_key(self.agent.id))

    async def told(self) -> Json:
        """The head that the open screen heard last, which must be the one a fresh screen gets."""
        await self.house.settle()
        head = self.frames.of("head")[-1]["head"]
        fresh = (await self.agent.get(self.agent.of(self.id)))["head"]
        assert {**head, "told": 0} == {**fresh, "told": 0}
        assert head["told"] < fresh["told"]
        return head


@pytest.fixture
async def floor(mailing_house: Installation) -> Floor:
    floor = Floor(mailing_house, await mailing_house.agent(), await mailing_house.contact())
    await floor.opens()
    return floor


async def test_a_ticket_comes_and_goes(floor: Floor) -> None:
    new = NewTicket(type=TicketType.CONTACT, subject="s", conversation=floor.id)
    ticketing = floor.house.system.work.ticketing
    ticket = await ticketing.open(floor.viewer, new)
    assert (await floor.told())["tickets"] == [ticket.name]
    await ticketing.unlink(floor.viewer, ticket.id, floor.id)
    assert (await floor.told())["tickets"] == []


async def test_a_proven_address(floor: Floor) -> None:
    await floor.house.proves_an_address(floor.contact)
    assert (await floor.told())["contact"]["level"] == "email"


async def test_another_name_of_its_agent(floor: Floor) -> None:
    colleague = await floor.house.agent()
    await colleague.post(colleague.of(floor.id, "/accept"))
    await floor.house.settle()
    admin = AgentViewer(agent=floor.agent.id, role=Role.ADMIN)
    personnel = floor.house.system.staff.personnel
    await personnel.set_profile(admin, colleague.id, name="Zoe", languages=("en",), capacity=5)
    assert (await floor.told())["assignee"]["name"] == "Zoe"


async def test_what_goes_to_another_desk_leaves_the_screen(floor: Floor) -> None:
    desk = await floor.house.team("Desk")
    lead = await floor.house.agent(Role.LEAD)
    await lead.post(lead.of(floor.id, "/transfer"), {"team": desk})
    await floor.house.settle()
    assert floor.frames.of("gone")[-1]["conversation"] == floor.id
    assert (await floor.agent.ask("GET", floor.agent.of(floor.id))).status_code == 404
