"""Use cases: keep organizations, put people into them, and say to which a contact belongs."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from walletdesk.contacts.organizations.model import Organization, OrganizationId, domain_name
from walletdesk.contacts.organizations.ports import Colleagues, OpenWork, People, Reading, Work
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import ContactId, new_id
from walletdesk.kernel.viewers import AgentViewer, Role

CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Load it again."


class Organizations:
    def __init__(
        self,
        *,
        open_work: OpenWork,
        reading: Reading,
        people: People,
        colleagues: Colleagues,
        secret_in: Callable[[str], str | None],
        clock: Clock,
    ) -> None:
        """``secret_in`` names the kind of secret a text holds, or None."""
        self._open_work = open_work
        self._reading = reading
        self._people = people
        self._colleagues = colleagues
        self._secret_in = secret_in
        self._clock = clock

    async def of(self, contact: ContactId) -> Organization | None:
        """By hand before by address: a lead knows better. Only an address that was proven counts."""
        if by_hand := await self._reading.of_member(contact):
            return by_hand
        found = await self._people.find(contact)
        if found is None or not found.email:
            return None
        return await self._reading.of_domain(found.email.rpartition("@")[2])

    async def list(self, viewer: AgentViewer) -> Sequence[Organization]:
        _require_lead(viewer)
        return await self._reading.all()

    async def add(self, viewer: AgentViewer, organization: Organization) -> Organization:
        _require_lead(viewer)
        kept = replace(await self._fit(organization), id=OrganizationId(new_id("org")), version=1)
        async with self._open_work() as work:
            await work.organizations.add(kept, self._clock())
            await self._claim(work, kept, viewer)
        return kept

    async def change(self, viewer: AgentViewer, organization: Organization) -> Organization:
        """To the version it carries. Another in the meantime is a conflict, and nothing is changed."""
        _require_lead(viewer)
        if await self._reading.find(organization.id) is None:
            raise NotFound
        fit = await self._fit(organization)
        kept = replace(fit, version=fit.version + 1)
        async with self._open_work() as work:
            if not await work.organizations.replace(kept, self._clock()):
                raise Conflict(CHANGED_MEANWHILE, code="changed_meanwhile")
            await self._claim(work, kept, viewer)
        return kept

    async def put(self, viewer: AgentViewer, contact: ContactId, id: OrganizationId | None) -> None:
        """By hand. None: the address decides again."""
        _require_lead(viewer)
        if await self._people.find(contact) is None or (id and await self._reading.find(id) is None):
            raise NotFound
        at = self._clock()
        async with self._open_work() as work:
            if id:
                await work.organizations.put(contact, id, at)
            else:
                await work.organizations.take_out(contact)
            await work.audit.note(at, viewer.agent, "organization_of_contact", contact)

    async def _claim(self, work: Work, kept: Organization, viewer: AgentViewer) -> None:
        if not await work.organizations.claim(kept):
            raise Conflict("One of these domains is another organization's.", code="domain_taken")
        await work.audit.note(self._clock(), viewer.agent, "organization_changed", kept.id)

    async def _fit(self, organization: Organization) -> Organization:
        if any(self._secret_in(text) for text in (organization.name, *organization.domains)):
            raise SecretStopped
        domains = tuple(dict.fromkeys(domain_name(one) for one in organization.domains))
        if organization.owner and not await self._colleagues.is_agent(organization.owner):
            raise Invalid("There is no such agent.")
        return replace(organization, name=" ".join(organization.name.split()), domains=domains)


def _require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
