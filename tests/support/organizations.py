"""Organizations in memory, and what both they and the SQL store promise."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from tests.support.memory import Hands, MemoryAudit, MemoryWork
from walletdesk.contacts import Contact
from walletdesk.contacts.organizations import Organization, OrganizationId, Organizations
from walletdesk.contacts.organizations.ports import OpenWork, Reading
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
AGENT = AgentViewer(agent=AgentId("agt_ann"), role=Role.AGENT)
ENGINEER, STRANGER = ContactId("con_engineer"), ContactId("con_stranger")
TALK = ConversationId("cnv_1")


class MemoryOrganizations:
    """Both ports: what is saved is committed at once."""

    def __init__(self) -> None:
        self.kept: dict[OrganizationId, Organization] = {}
        self.members: dict[ContactId, OrganizationId] = {}

    async def add(self, organization: Organization, at: datetime) -> None:
        self.kept[organization.id] = replace(organization, domains=())

    async def replace(self, organization: Organization, at: datetime) -> bool:
        if self.kept[organization.id].version != organization.version - 1:
            return False
        self.kept[organization.id] = organization
        return True

    async def claim(self, organization: Organization) -> bool:
        others = [one for one in self.kept.values() if one.id != organization.id]
        if any(domain in one.domains for one in others for domain in organization.domains):
            return False
        self.kept[organization.id] = organization
        return True

    async def remove(self, id: OrganizationId) -> bool:
        self.members = {who: where for who, where in self.members.items() if where != id}
        return self.kept.pop(id, None) is not None

    async def put(self, contact: ContactId, id: OrganizationId, at: datetime) -> None:
        self.members[contact] = id

    async def take_out(self, contact: ContactId) -> None:
        self.members.pop(contact, None)

    async def all(self) -> Sequence[Organization]:
        return sorted(self.kept.values(), key=lambda one: one.name)

    async def find(self, id: OrganizationId) -> Organization | None:
        return self.kept.get(id)

    async def of_member(self, contact: ContactId) -> Organization | None:
        return self.kept.get(self.members.get(contact, OrganizationId("")))

    async def of_domain(self, domain: str) -> Organization | None:
        return next((one for one in self.kept.values() if domain in one.domains), None)


class MemoryOrganizationsWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.organizations = MemoryOrganizations()
        self.audit = MemoryAudit()


class LiveReading:
    """Of the memory as it is now, whatever a refused block put back."""

    def __init__(self, memory: MemoryOrganizationsWork) -> None:
        self._memory = memory

    async def all(self) -> Sequence[Organization]:
        return await self._memory.organizations.all()

    async def find(self, id: OrganizationId) -> Organization | None:
        return await self._memory.organizations.find(id)

    async def of_member(self, contact: ContactId) -> Organization | None:
        return await self._memory.organizations.of_member(contact)

    async def of_domain(self, domain: str) -> Organization | None:
        return await self._memory.organizations.of_domain(domain)


@dataclass
class People:
    known: dict[ContactId, Contact] = field(
        default_factory=lambda: {id: Contact(id=id, created_at=NOW) for id in (ENGINEER, STRANGER)}
    )

    async def find(self, id: ContactId) -> Contact | None:
        return self.known.get(id)

    def proves(self, id: ContactId, address: str) -> None:
        self.known[id] = self.known[id].with_email(address)


class Talks:
    """One conversation of the engineer, which every agent may read."""

    async def contact_of(self, viewer: AgentViewer, conversation: ConversationId) -> ContactId:
        if conversation != TALK:
            raise NotFound
        return ENGINEER


class Staff:
    async def is_agent(self, id: AgentId) -> bool:
        return id in {LEAD.agent, AGENT.agent}


@dataclass
class OrganizationRig:
    open_work: OpenWork
    reading: Reading
    people: People = field(default_factory=People)

    def __post_init__(self) -> None:
        self.work = Organizations(
            open_work=self.open_work,
            reading=self.reading,
            people=self.people,
            colleagues=Staff(),
            talks=Talks(),
            secret_in=lambda text: "mnemonic" if "abandon abandon" in text else None,
            clock=Hands(NOW),
        )

    async def added(self, name: str = "Partner One", *domains: str) -> Organization:
        new = Organization(id=OrganizationId(""), name=name, domains=domains, owner=AGENT.agent)
        return await self.work.add(LEAD, new)

    async def of(self, contact: ContactId) -> str | None:
        found = await self.work.of(contact)
        return found.name if found else None


class OrganizationPromises:
    """Give a fixture ``rig``."""

    async def test_an_address_that_was_proven_tells_where_somebody_belongs(
        self, rig: OrganizationRig
    ) -> None:
        kept = await rig.added("Partner One", "@Partner-One.example", "partner.example")
        assert kept.domains == ("partner-one.example", "partner.example")
        assert await rig.of(ENGINEER) is None  # nothing was proven
        rig.people.proves(ENGINEER, "dev@partner-one.example")
        assert await rig.work.of(ENGINEER) == await rig.reading.find(kept.id)
        for address in ("dev@sub.partner.example", "dev@notpartner.example", "partner.example@mail.example"):
            rig.people.proves(STRANGER, address)
            assert await rig.of(STRANGER) is None

    async def test_the_hand_of_a_lead_goes_before_the_address(self, rig: OrganizationRig) -> None:
        one, two = await rig.added("One", "one.example"), await rig.added("Two")
        rig.people.proves(ENGINEER, "dev@one.example")
        await rig.work.put(LEAD, ENGINEER, two.id)
        await rig.work.put(LEAD, STRANGER, one.id)
        assert (await rig.of(ENGINEER), await rig.of(STRANGER)) == ("Two", "One")
        await rig.work.put(LEAD, ENGINEER, None)
        assert await rig.of(ENGINEER) == "One"
        for contact, id in ((ContactId("con_none"), one.id), (ENGINEER, OrganizationId("org_none"))):
            with pytest.raises(NotFound):
                await rig.work.put(LEAD, contact, id)

    async def test_who_may_read_a_conversation_puts_its_contact_where_they_belong(
        self, rig: OrganizationRig
    ) -> None:
        one, two = await rig.added("One", "one.example"), await rig.added("Two")
        rig.people.proves(ENGINEER, "dev@one.example")
        before = await rig.work.at(AGENT, TALK)
        assert (before.organization, before.by_hand, len(before.choices)) == (one, False, 2)
        await rig.work.put_at(AGENT, TALK, two.id)
        after = await rig.work.at(AGENT, TALK)
        assert (after.organization, after.by_hand) == (two, True)
        for talk, id in ((ConversationId("cnv_none"), two.id), (TALK, OrganizationId("org_none"))):
            with pytest.raises(NotFound):
                await rig.work.put_at(AGENT, talk, id)
        await rig.work.put_at(AGENT, TALK, None)
        assert await rig.of(ENGINEER) == "One"

    async def test_what_is_removed_leaves_nobody_in_it_and_frees_its_domains(
        self, rig: OrganizationRig
    ) -> None:
        kept = await rig.added("One", "one.example")
        rig.people.proves(ENGINEER, "dev@one.example")
        await rig.work.put(LEAD, STRANGER, kept.id)
        with pytest.raises(NotFound):
            await rig.work.remove(AGENT, kept.id)
        await rig.work.remove(LEAD, kept.id)
        assert (await rig.of(ENGINEER), await rig.of(STRANGER)) == (None, None)
        with pytest.raises(NotFound):
            await rig.work.remove(LEAD, kept.id)
        with pytest.raises(NotFound):
            await rig.work.change(LEAD, kept)
        await rig.added("Two", "one.example")
        assert (await rig.of(ENGINEER), await rig.of(STRANGER)) == ("Two", None)

    async def test_where_anybody_gets_an_address_proves_nothing(self, rig: OrganizationRig) -> None:
        for domain in ("gmail.com", "QQ.com", "@163.com"):
            with pytest.raises(Invalid) as refusal:
                await rig.added("Partner", domain)
            assert refusal.value.code == "public_domain"
        with pytest.raises(Invalid):
            await rig.added("Partner", "no domain")
        assert await rig.work.list(LEAD) == []

    async def test_a_domain_is_one_organizations(self, rig: OrganizationRig) -> None:
        await rig.added("One", "one.example")
        with pytest.raises(Conflict) as refusal:
            await rig.added("Two", "two.example", "one.example")
        assert refusal.value.code == "domain_taken"
        assert [one.name for one in await rig.work.list(LEAD)] == ["One"]  # nothing of it was kept

    async def test_one_at_a_time_changes_it(self, rig: OrganizationRig) -> None:
        kept = await rig.added("One", "one.example")
        changed = await rig.work.change(LEAD, replace(kept, name="Other", domains=("other.example",)))
        assert (changed.name, changed.version) == ("Other", 2)
        with pytest.raises(Conflict):
            await rig.work.change(LEAD, kept)
        with pytest.raises(NotFound):
            await rig.work.change(LEAD, replace(kept, id=OrganizationId("org_none")))
        assert await rig.work.list(LEAD) == [changed]

    async def test_only_leads_keep_them_and_nothing_secret_is_kept(self, rig: OrganizationRig) -> None:
        kept = await rig.added()
        for refused in (
            rig.work.list(AGENT),
            rig.work.add(AGENT, kept),
            rig.work.change(AGENT, kept),
            rig.work.put(AGENT, ENGINEER, kept.id),
        ):
            with pytest.raises(NotFound):
                await refused
        with pytest.raises(SecretStopped):
            await rig.added("abandon abandon about")
        with pytest.raises(Invalid):
            await rig.work.add(LEAD, replace(kept, owner=AgentId("agt_none")))
        with pytest.raises(Invalid):
            replace(kept, name=" ")
