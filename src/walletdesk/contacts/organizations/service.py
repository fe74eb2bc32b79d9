"""Use cases: keep organizations, put people into them, and say to which a contact belongs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from walletdesk.contacts.organizations.events import ContactPlaced, OrganizationChanged
from walletdesk.contacts.organizations.model import Organization, OrganizationId, domain_name
from walletdesk.contacts.organizations.ports import Colleagues, OpenWork, People, Reading, Talks, Work
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import ContactId, ConversationId, new_id
from walletdesk.kernel.viewers import AgentViewer, Role

CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Load it again."


@dataclass(frozen=True, slots=True)
class Place:
    """``by_hand``: somebody of us put the contact there; otherwise a proven address did, if anything."""

    organization: Organization | None
    by_hand: bool
    choices: Sequence[Organization]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organizations:
    """``secret_in`` names the kind of secret a text holds, or None."""

    open_work: OpenWork
    reading: Reading
    people: People
    colleagues: Colleagues
    talks: Talks
    secret_in: Callable[[str], str | None]
    clock: Clock

    async def of(self, contact: ContactId) -> Organization | None:
        """By hand before by address: a lead knows better. Only an address that was proven counts."""
        if by_hand := await self.reading.of_member(contact):
            return by_hand
        found = await self.people.find(contact)
        if found is None or not found.email:
            return None
        return await self.reading.of_domain(found.email.rpartition("@")[2])

    async def list(self, viewer: AgentViewer) -> Sequence[Organization]:
        _require_lead(viewer)
        return await self.reading.all()

    async def add(self, viewer: AgentViewer, organization: Organization) -> Organization:
        _require_lead(viewer)
        kept = replace(await self._fit(organization), id=OrganizationId(new_id("org")), version=1)
        async with self.open_work() as work:
            await work.organizations.add(kept, self.clock())
            await self._claim(work, kept, viewer)
        return kept

    async def change(self, viewer: AgentViewer, organization: Organization) -> Organization:
        """To the version it carries. Another in the meantime is a conflict, and nothing is changed."""
        _require_lead(viewer)
        if await self.reading.find(organization.id) is None:
            raise NotFound
        fit = await self._fit(organization)
        kept = replace(fit, version=fit.version + 1)
        async with self.open_work() as work:
            if not await work.organizations.replace(kept, self.clock()):
                raise Conflict(CHANGED_MEANWHILE, code="changed_meanwhile")
            await self._claim(work, kept, viewer)
        return kept

    async def remove(self, viewer: AgentViewer, id: OrganizationId) -> None:
        """Its people belong nowhere then, or where another's domain puts them."""
        _require_lead(viewer)
        async with self.open_work() as work:
            if not await work.organizations.remove(id):
                raise NotFound
            await work.audit.note(at := self.clock(), viewer.agent, "organization_removed", id)
            work.emit(OrganizationChanged(at=at, organization=id))

    async def put(self, viewer: AgentViewer, contact: ContactId, id: OrganizationId | None) -> None:
        """By hand. None: the address decides again."""
        _require_lead(viewer)
        await self._put(viewer, contact, id)

    async def at(self, viewer: AgentViewer, conversation: ConversationId) -> Place:
        """To which the contact of a conversation belongs, for those who may read it."""
        contact = await self.talks.contact_of(viewer, conversation)
        by_hand = await self.reading.of_member(contact) is not None
        return Place(await self.of(contact), by_hand=by_hand, choices=await self.reading.all())

    async def put_at(
        self, viewer: AgentViewer, conversation: ConversationId, id: OrganizationId | None
    ) -> None:
        """As ``put``, by who may read a conversation of that contact."""
        await self._put(viewer, await self.talks.contact_of(viewer, conversation), id)

    async def _put(self, viewer: AgentViewer, contact: ContactId, id: OrganizationId | None) -> None:
        if await self.people.find(contact) is None or (id and await self.reading.find(id) is None):
            raise NotFound
        at = self.clock()
        async with self.open_work() as work:
            if id:
                await work.organizations.put(contact, id, at)
            else:
                await work.organizations.take_out(contact)
            await work.audit.note(at, viewer.agent, "organization_of_contact", contact)
            work.emit(ContactPlaced(at=at, contact=contact, organization=id or ""))

    async def _claim(self, work: Work, kept: Organization, viewer: AgentViewer) -> None:
        if not await work.organizations.claim(kept):
            raise Conflict("One of these domains is another organization's.", code="domain_taken")
        await work.audit.note(at := self.clock(), viewer.agent, "organization_changed", kept.id)
        work.emit(OrganizationChanged(at=at, organization=kept.id))

    async def _fit(self, organization: Organization) -> Organization:
        if any(self.secret_in(text) for text in (organization.name, *organization.domains)):
            raise SecretStopped
        domains = tuple(dict.fromkeys(domain_name(one) for one in organization.domains))
        if organization.owner and not await self.colleagues.is_agent(organization.owner):
            raise Invalid("There is no such agent.")
        return replace(organization, name=" ".join(organization.name.split()), domains=domains)


def _require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
