"""The partner's engineer gets the partner desk, its named owner first, and its own promise (journey 9)."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.installation import Agent, Contact, Installation
from walletdesk.hours import Covers
from walletdesk.kernel.clock import from_millis, utc_now
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.tickets.desks import Desk, DeskKind

MINUTES = 7
FIFTEEN = {"metric": "first_reply", "minutes": 15}


class Firm:
    """A partner desk of two, the front, and an organization whose owner is the second of the two."""

    def __init__(self, house: Installation) -> None:
        self.house = house

    async def fill(self) -> None:
        house = self.house
        self.team = await house.team("Partners")
        self.lead = await house.agent(Role.LEAD)
        self.other, self.owner = [await self._online([self.team]) for _ in range(2)]
        self.front = await self._online([await house.team("Front")])
        self.organization = await self.lead.post(
            "/api/organizations",
            {"name": "Partner One", "domains": ["mail.example"], "owner": self.owner.id},
        )

    async def has_a_desk(self) -> None:
        desk = Desk(kind=DeskKind.PARTNER, team=TeamId(self.team), minutes=MINUTES)
        await self.house.system.specialists.keeping.keep(desk, by="")

    async def _online(self, teams: list[TeamId]) -> Agent:
        agent = await self.house.agent(teams=teams)
        await agent.ask("PUT", "/api/me/availability", {"state": "online"})
        await self.house.settle()
        return agent

    async def engineer(self) -> Contact:
        contact = await self.house.contact()
        await self.house.proves_an_address(contact)
        return contact

    async def asked(self, contact: Contact, text: str = "Deposits fail with status 500") -> ConversationId:
        id = ConversationId((await contact.starts(text))["head"]["id"])
        await contact.post(f"/api/conversations/{id}/agent")
        await self.house.settle()
        return id

    async def minutes(self, id: ConversationId) -> int | None:
        """Until when the contact was told an answer, from the asking on."""
        head = await self.house.system.heart.reading.find(id)
        assert head is not None
        assert head.waiting_since is not None
        due = head.first_reply_due
        return None if due is None else round((due - head.waiting_since) / timedelta(minutes=1))

    async def promises(self, talks: list[ConversationId], told: list[int]) -> None:
        """In a moment: who belongs where is looked at for all who wait at once."""
        async with asyncio.timeout(30):
            while [await self.minutes(id) for id in talks] != told:
                await self.house.settle()
                await asyncio.sleep(0.05)

    async def assignee(self, id: ConversationId) -> AgentId | None:
        head = await self.house.system.heart.reading.find(id)
        assert head is not None
        return head.assignee


@pytest.fixture
async def firm(mailing_house: Installation) -> Firm:
    firm = Firm(mailing_house)
    await firm.fill()
    return firm


async def test_a_partners_engineer_gets_the_partner_desk_and_its_owner_first(firm: Firm) -> None:
    await firm.has_a_desk()
    engineer = await firm.engineer()
    id = await firm.asked(engineer)
    head = await firm.house.system.heart.reading.find(id)
    assert head is not None
    assert (head.team, await firm.assignee(id)) == (firm.team, firm.owner.id)
    assert (await firm.front.ask("GET", firm.front.of(id))).status_code == 404
    due = (await firm.owner.get(firm.owner.of(id)))["head"]["first_reply_due"]
    assert abs(from_millis(due) - utc_now() - timedelta(minutes=MINUTES)) < timedelta(minutes=1)


async def test_while_the_owner_is_away_another_of_the_desk_helps_and_nobody_else(firm: Firm) -> None:
    await firm.has_a_desk()
    await firm.owner.ask("PUT", "/api/me/availability", {"state": "away"})
    await firm.house.settle()
    id = await firm.asked(await firm.engineer())
    assert await firm.assignee(id) == firm.other.id
    await firm.other.ask("PUT", "/api/me/availability", {"state": "away"})
    await firm.house.settle()
    waiting = await firm.asked(await firm.engineer(), "Again")
    assert await firm.assignee(waiting) is None


async def test_who_belongs_to_nobody_is_served_as_ever(firm: Firm) -> None:
    await firm.has_a_desk()
    id = await firm.asked(await firm.house.contact())
    head = await firm.house.system.heart.reading.find(id)
    assert head is not None
    assert head.team is None
    by_hand = await firm.house.contact()
    path = f"/api/contacts/{by_hand.id}/organization"
    put = await firm.lead.ask("PUT", path, {"organization": firm.organization["id"]})
    assert put.status_code == 204
    assert await firm.assignee(await firm.asked(by_hand)) == firm.owner.id


async def test_without_a_partner_desk_nobody_waits_for_one(firm: Firm) -> None:
    id = await firm.asked(await firm.engineer())
    head = await firm.house.system.heart.reading.find(id)
    assert head is not None
    assert head.team is None
    assert await firm.assignee(id) is not None


async def test_the_partner_desk_hands_on_to_development_and_both_ends_stay_in_step(firm: Firm) -> None:
    await firm.has_a_desk()
    developers = await firm.house.team("Development")
    developer = await firm.house.agent(teams=[developers])
    keeping = firm.house.system.specialists.keeping
    await keeping.keep(Desk(kind=DeskKind.DEVELOPMENT, team=TeamId(developers)), by="")
    engineer = await firm.engineer()
    id = await firm.asked(engineer)
    packet = {
        field: {"value": "As the partner says"} for field in ("version", "device", "steps", "expected", "got")
    }
    body = {"desk": "development", "conversation": id, "packet": packet, "review": True}
    sent = await firm.owner.post("/api/workspace/escalations", body)
    path = f"/api/workspace/tickets/{sent['id']}"
    assert (await firm.owner.ask("GET", path)).status_code == 404
    coming = {"step": "we_correct", "expected_at": (utc_now() + timedelta(days=9)).date().isoformat()}
    await developer.ask("PUT", f"{path}/next", coming)
    await developer.post(f"{path}/answers", {"text": "Found: a wrong header."})
    await firm.house.settle()
    seen = await firm.owner.get(f"/api/workspace/escalations/{sent['id']}")
    assert (seen["next_step"], seen["expected_at"]) == ("we_correct", coming["expected_at"])
    assert [note["text"] for note in seen["notes"]] == ["Found: a wrong header."]
    items = (await firm.owner.get(firm.owner.of(id)))["items"]
    [note] = [item for item in items if item["kind"] == "note"]
    called, _, said = note["text"].partition(" ")
    assert called == f"@{await firm.house.system.staff.directory.name_of(firm.owner.id)}"
    assert said == f"{sent['number']}, Development desk:\nFound: a wrong header."
    [theirs] = await firm.house.system.work.ticketing.of_contact(ContactId(engineer.id))
    assert theirs.number != sent["number"]  # of the desk's work a contact is told no number
    values = await firm.owner.ask("GET", firm.owner.of(id, "/values"), params={"names": "ticket"})
    assert theirs.number in values.text
    told = [
        (await engineer.post("/api/verify", {"q": number, "locale": "en"}))["answers"][0]["answer"]
        for number in (theirs.number, sent["number"])
    ]
    assert told == ["official", "untold"]


async def test_what_was_promised_follows_the_contact_into_an_organization_with_or_without_a_desk(
    firm: Firm,
) -> None:
    """Put there by hand, by a proven address, and by a desk that comes later."""
    admin = await firm.house.agent(Role.ADMIN)
    [policy] = (await admin.get("/api/policies"))["items"]
    named = {"metric": "first_reply", "minutes": 90, "organization": firm.organization["id"]}
    await admin.ask("PUT", f"/api/policies/{policy.pop('id')}", {**policy, "targets": [FIFTEEN, named]})
    for agent in (firm.owner, firm.other, firm.front):
        await agent.ask("PUT", "/api/me/availability", {"state": "offline"})
    await firm.house.settle()
    by_hand, by_address = [await firm.house.contact() for _ in range(2)]
    talks = [await firm.asked(contact) for contact in (by_hand, by_address)]
    assert [await firm.minutes(id) for id in talks] == [15, 15]
    path = f"/api/contacts/{by_hand.id}/organization"
    await firm.lead.ask("PUT", path, {"organization": firm.organization["id"]})
    await firm.house.proves_an_address(by_address)
    await firm.promises(talks, [90, 90])
    await firm.lead.ask("PUT", path, {"organization": None})
    await admin.ask("DELETE", f"/api/organizations/{firm.organization['id']}")
    await firm.promises(talks, [15, 15])


async def test_the_hours_of_the_partner_desk_hold_whoever_is_quicker_its_team_or_the_promise(
    firm: Firm,
) -> None:
    """The team is settled in one lane and the promise given in another: both orders end alike."""
    await firm.has_a_desk()
    hours = firm.house.system.work.hours
    never = replace(await hours.get(), name="Partners", week=(), covers=Covers(teams=(firm.team,)))
    await hours.create(never, by=firm.lead.id)
    for agent in (firm.owner, firm.other, firm.front):
        await agent.ask("PUT", "/api/me/availability", {"state": "offline"})
    id = await firm.asked(await firm.engineer())
    assert await firm.minutes(id) is None  # a team that is never there can be promised for by nobody
