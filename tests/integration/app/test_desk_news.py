"""What desks tell reaches whoever is concerned now: the conversation's owner, the desk, those who lead."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.installation import Agent, Contact, Frames, Installation, Json, installation
from tests.support.matrix_desks import PACKET
from tests.support.memory import Hands
from walletdesk.insights.model import Kind
from walletdesk.insights.ports import Listing
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, TicketId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets.desks import Desk, DeskKind

W = "/api/workspace"
NOTE = "Which exchange was it?"


@dataclass
class Floor:
    """A funds desk of one, the front with its lead, and another team."""

    house: Installation
    clock: Hands

    async def opens(self) -> "Floor":
        house = self.house
        self.front_team, self.desk_team = await house.team("Front"), await house.team("Funds")
        self.front, self.next = [await house.agent(teams=[self.front_team]) for _ in range(2)]
        self.lead = await house.agent(Role.LEAD, teams=[self.front_team])
        self.far_lead = await house.agent(Role.LEAD)
        self.funder = await house.agent(teams=[self.desk_team])
        desk = Desk(kind=DeskKind.FUNDS, team=TeamId(self.desk_team), minutes=60)
        await house.system.specialists.keeping.keep(desk, by="")
        self.contact: Contact = await house.contact()
        self.talk = ConversationId((await self.contact.starts("Deposit not credited"))["head"]["id"])
        await self.given(self.front)
        return self

    async def given(self, agent: Agent) -> None:
        conversing = self.house.system.heart.conversing
        await conversing.request_agent(self.talk, reason="asked")
        await conversing.assign(self.talk, AgentId(agent.id), "Agent", reason="taken")
        await self.house.settle()

    async def free(self) -> None:
        await self.house.system.heart.conversing.unassign(
            self.talk, reason="transferred", team=TeamId(self.front_team)
        )
        await self.house.settle()

    async def escalated(self) -> Json:
        body = {"desk": "funds", "conversation": self.talk, "packet": PACKET, "review": True}
        return await self.front.post(f"{W}/escalations", body)

    async def told(self, ticket: Json, *asked: str) -> None:
        body = {"text": NOTE, "asked": asked}
        await self.funder.post(f"{W}/tickets/{ticket['id']}/answers", body)
        await self.house.settle()

    async def called(self, agent: Agent, role: Role = Role.AGENT) -> list[bool]:
        """Of each conversation in which the agent was called by name, whether it is unread."""
        viewer = AgentViewer(agent=AgentId(agent.id), role=role, teams=frozenset({TeamId(self.front_team)}))
        return [one.unread for one in await self.house.system.heart.mentioning.list(viewer)]

    async def alerts(self, kind: Kind) -> list[dict[str, str | int]]:
        found = await self.house.system.work.alerting.list(Listing(open=True))
        return [alert.shown_values for alert in found if alert.kind is kind]

    async def present(self, agent: Agent) -> Frames:
        session = await self.house.system.staff.authenticator.session(agent.session)
        assert session is not None
        self.house.system.faces.presence.arrive(session.viewer, session.agent.name)
        return self.house.listen(f"agent:{agent.id}")


@pytest.fixture
async def floor(database_url: str, tmp_path: Path) -> AsyncIterator[Floor]:
    clock = Hands(utc_now())
    async with installation(database_url, tmp_path, clock=clock) as house:
        yield await Floor(house, clock).opens()


async def test_what_a_desk_asks_reaches_who_has_the_conversation_now(floor: Floor) -> None:
    sent = await floor.escalated()
    await floor.free()
    await floor.given(floor.next)
    await floor.told(sent, "what")
    assert (await floor.called(floor.next), await floor.called(floor.front)) == ([True], [])
    shown = await floor.next.get(f"{W}/escalations")
    assert [(one["id"], one["open"]) for one in shown["items"]] == [(sent["id"], ["what"])]
    assert (await floor.front.ask("GET", f"{W}/escalations/{sent['id']}")).status_code == 404
    answer = await floor.next.ask(
        "PUT", f"{W}/escalations/{sent['id']}/packet", {"packet": {"what": {"value": "Which block?"}}}
    )
    assert answer.status_code == 200

    await floor.free()  # nobody has it: the lead of its team
    await floor.told(sent)
    assert await floor.called(floor.lead, Role.LEAD) == [True]
    assert await floor.called(floor.far_lead, Role.LEAD) == []
    assert await floor.alerts(Kind.SPECIALISTS_ANSWERED) == []

    admin = AgentViewer(agent=AgentId("agt_admin"), role=Role.ADMIN)
    await floor.house.system.staff.personnel.set_active(admin, AgentId(floor.lead.id), active=False)
    await floor.told(sent)
    assert await floor.alerts(Kind.SPECIALISTS_ANSWERED) == [{"number": sent["number"]}]


async def test_a_deadline_that_is_over_is_told_to_the_desk_and_its_lead_once(floor: Floor) -> None:
    sent = await floor.escalated()
    frames = [await floor.present(one) for one in (floor.funder, floor.lead, floor.front)]
    floor.clock.at = floor.clock() + timedelta(days=20)
    for _ in range(2):
        await floor.house.system.specialists.watching.ring(TicketId(sent["id"]))
        await floor.house.settle()
    told = {"t": "desk_due", "ticket": sent["id"], "number": sent["number"]}
    assert [[{name: one[name] for name in told} for one in each.of("desk_due")] for each in frames] == [
        [told],
        [],
        [],
    ]
    assert len(frames[1].of("alert")) == 1
    assert await floor.alerts(Kind.SPECIALISTS_OVERDUE) == [{"number": sent["number"]}]
