"""Questions to those outside, on a running installation: who is told to ask again, what the contact sees."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from tests.support.installation import Agent, Contact, Installation, Json, installation
from tests.support.matrix_desks import WHOLE
from tests.support.memory import Hands
from walletdesk.conversations import Speaker, Status
from walletdesk.insights.model import Kind
from walletdesk.insights.ports import Listing
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ConversationId, TeamId, TicketId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets.desks import Desk as Entitled
from walletdesk.tickets.desks import DeskKind, Entry, Escalation

TICKETS = "/api/workspace/tickets"
NAMED = {
    "party": "exchange",
    "name": "Sample Exchange",
    "reach": "help@exchange.example",
    "notes": "Gold tier",
}


class Desk:
    def __init__(self, house: Installation, clock: Hands) -> None:
        self.house, self.clock = house, clock

    async def opens(self) -> "Desk":
        self.agent: Agent = await self.house.agent(Role.LEAD)
        self.contact: Contact = await self.house.contact()
        self.talk = (await self.contact.starts("USDT not credited"))["head"]["id"]
        made = await self.agent.post(TICKETS, {"conversation": self.talk})
        self.at, self.ticket = f"{TICKETS}/{made['id']}", made["id"]
        return self

    async def asks(self, **more: Json) -> Json:
        task = await self.agent.post(f"{self.at}/tasks", {**NAMED, **more})
        return await self.changes(task, state="sent")

    async def changes(self, task: Json, **what: Json) -> Json:
        body = {"version": task["version"], **what}
        answer = await self.agent.ask("PATCH", f"{self.at}/tasks/{task['id']}", body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def rings(self, task: Json) -> None:
        """As the job does, and twice."""
        for _ in range(2):
            await self.house.system.chasing.ring(TicketId(self.ticket), task["id"])
            await self.house.settle()

    def today(self) -> date:
        return self.house.system.chasing.days.today(self.clock())

    async def alerts(self) -> list[dict[str, str | int]]:
        found = await self.house.system.work.alerting.list(Listing(open=True))
        return [alert.shown_values for alert in found if alert.kind is Kind.CHASE_DUE]

    async def page(self, **query: str) -> str:
        """The portal's, as the contact reads it."""
        session = await self.contact.ask("POST", "/portal/session")
        self.house.http.cookies.clear()
        cookie = {"cookie": session.headers["set-cookie"].partition(";")[0]}
        return (await self.house.http.get("/portal", headers=cookie, params=query)).text


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    clock = Hands(utc_now())
    async with installation(database_url, tmp_path, clock=clock) as house:
        yield await Desk(house, clock).opens()


async def test_the_owner_is_called_by_name_where_the_ticket_comes_from(desk: Desk) -> None:
    await desk.agent.ask("PATCH", desk.at, {"owner": desk.agent.id})
    task = await desk.asks(next_chase=desk.today().isoformat())
    await desk.rings(task)
    viewer = AgentViewer(agent=desk.agent.id, role=Role.LEAD)
    (mine,) = await desk.house.system.heart.mentioning.list(viewer)
    assert mine.text == "@Lead-1 Ticket WD-10001: today somebody outside is to be asked again."
    assert mine.unread
    items = (await desk.agent.picture(desk.talk))["items"]
    assert [item["text"] for item in items if item["kind"] == "note"] == [mine.text]
    assert await desk.alerts() == []
    shown = (await desk.agent.get(f"{desk.at}/tasks"))["items"][0]
    assert (shown["is_due"], shown["moves"]) == (True, ["answered", "no_answer", "closed"])


async def test_what_is_over_gets_a_note_only_where_nothing_is_open(desk: Desk) -> None:
    """Then its owner finds it among the mentions; it is not opened again."""
    system, viewer = desk.house.system, AgentViewer(agent=desk.agent.id, role=Role.LEAD)
    await desk.agent.ask("PATCH", desk.at, {"owner": desk.agent.id})
    other = await desk.house.contact()
    later = ConversationId((await other.starts("The same again"))["head"]["id"])
    await system.work.ticketing.link(viewer, TicketId(desk.ticket), later)
    await system.heart.conversing.resolve(later, by=Speaker.AGENT)
    for called in (ConversationId(desk.talk), later):
        desk.clock.forward(seconds=1)
        task = await desk.asks(next_chase=desk.today().isoformat())
        await desk.rings(task)
        await system.heart.conversing.resolve(ConversationId(desk.talk), by=Speaker.AGENT)
        latest = (await system.heart.mentioning.list(viewer))[0]
        assert (latest.conversation.id, latest.unread) == (called, True)
    found = await system.heart.reading.find(later)
    assert found is not None
    assert found.status is Status.RESOLVED
    assert await desk.alerts() == []


async def test_an_owner_who_cannot_open_the_conversation_is_not_called_there(desk: Desk) -> None:
    """A specialist's ticket may come from a conversation of another team: then the leads are told."""
    elsewhere = await desk.house.agent(teams=[await desk.house.team("Elsewhere")])
    team, talk = TeamId(await desk.house.team("Front")), ConversationId(desk.talk)
    await desk.house.system.heart.conversing.request_agent(talk, reason="asked")
    await desk.house.system.heart.conversing.unassign(talk, reason="transferred", team=team)
    await desk.agent.ask("PATCH", desk.at, {"owner": elsewhere.id})
    await desk.rings(await desk.asks(next_chase=desk.today().isoformat()))
    assert await desk.alerts() == [{"number": "WD-10001"}]


async def test_where_nobody_has_it_leads_are_told_once(desk: Desk) -> None:
    task = await desk.asks(next_chase=desk.today().isoformat())
    await desk.rings(task)
    assert await desk.alerts() == [{"number": "WD-10001"}]


async def test_the_job_rings_by_itself(desk: Desk) -> None:
    """Put on the day itself, when it has begun."""
    desk.clock.at = max(desk.clock(), desk.house.system.chasing.days.begins(desk.today()))
    desk.agent = await desk.house.agent(Role.LEAD)  # hours later, at some times of the day: signed in anew
    await desk.asks(next_chase=desk.today().isoformat())
    async with asyncio.timeout(10):
        while not await desk.alerts():
            await desk.house.settle()


async def test_the_contact_sees_state_and_whom_we_wait_for_and_no_name(desk: Desk) -> None:
    before = await desk.page()
    assert "WD-10001" in before
    assert "We work on it. Nothing is asked of you now." in before
    assert "No date is promised yet." in before
    assert "We wait for" not in before
    await desk.asks()
    page = await desk.page()
    assert "Waiting for another party" in page
    assert "an exchange" in page
    for secret in ("Sample Exchange", "exchange.example", "Gold tier"):
        assert secret not in page
    chinese = await desk.page(locale="zh-CN")
    assert "在等" in chinese
    assert "已经去问了。对方什么时候回，我们定不了。" in chinese
    stranger = await desk.house.contact()
    desk.contact = stranger
    assert "WD-10001" not in await desk.page()


async def test_a_letter_is_written_and_nothing_is_sent(desk: Desk) -> None:
    task = await desk.asks()
    query = {"template": "exchange-credit", "language": "zh-CN"}
    letter = (await desk.agent.ask("GET", f"{desk.at}/tasks/{task['id']}/letter", params=query)).json()
    assert letter["subject"] == "充值没有入账，请核对（工单 WD-10001）"
    assert "致 Sample Exchange：" in letter["text"]
    assert "我们是示例钱包的客服。" in letter["text"]
    assert "/.well-known/wallet-support.json" in letter["text"]
    assert letter["missing"][:2] == ["chain", "tx_id"]
    titles = {one["id"]: one["title"] for one in (await desk.agent.get(f"{desk.at}/tasks"))["letters"]}
    assert titles["police-annex"] == "Annex to a police report"


async def test_what_a_specialist_waits_for_is_shown_at_the_ticket_that_the_contact_knows(desk: Desk) -> None:
    """And the letter is filled from the specialist's form."""
    specialists, agent = desk.house.system.specialists, AgentViewer(agent=desk.agent.id, role=Role.LEAD)
    team = await desk.house.team("Funds")
    await specialists.keeping.keep(Entitled(kind=DeskKind.FUNDS, team=team), by="")
    packet = {id: Entry(value) for id, value in WHOLE.items()} | {"chain": Entry("ethereum")}
    asked = Escalation(kind=DeskKind.FUNDS, conversation=ConversationId(desk.talk), packet=packet)
    theirs = (await specialists.escalating.escalate(agent, asked)).ticket
    desk.at = f"{TICKETS}/{theirs.id}"
    task = await desk.asks()
    await desk.house.settle()
    page = await desk.page()
    assert "WD-10001" in page
    assert theirs.name not in page
    assert "an exchange" in page
    query = {"template": "exchange-credit", "language": "en"}
    letter = (await desk.agent.ask("GET", f"{desk.at}/tasks/{task['id']}/letter", params=query)).json()
    assert "Network: Ethereum\n" in letter["text"]
    assert f"Transaction ID: {WHOLE['tx_id']}\n" in letter["text"]
    assert "Time: 2026-11-20 10:00:00 UTC\n" in letter["text"]
    assert letter["missing"] == ["to_address", "amount", "token", "memo"]
