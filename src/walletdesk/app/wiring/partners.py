"""Contacts of organizations: who looks after them, and what was promised to them."""

from dataclasses import dataclass

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, secret_asked_in
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.contacts.organizations import Organizations
from walletdesk.contacts.organizations import store as organization_store
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.routing import Home
from walletdesk.staff.store import audit_in
from walletdesk.tickets.desks import Desk, DeskKind
from walletdesk.tickets.desks.store import SqlReading


class ActiveAgents:
    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    async def is_agent(self, id: AgentId) -> bool:
        return any(agent.id == id and agent.active for agent in await self._staff.personnel.list())


class TalksContacts:
    def __init__(self, heart: Heart) -> None:
        self._reading = heart.reading

    async def contact_of(self, viewer: AgentViewer, conversation: ConversationId) -> ContactId:
        return (await self._reading.seen_by(viewer, conversation)).contact


@dataclass(frozen=True, slots=True)
class Place:
    team: TeamId
    owner: AgentId | None
    minutes: int | None


class Partners:
    """Fits the ports of those who ask where a contact belongs. Most belong nowhere: two small reads."""

    def __init__(self, organizations: Organizations, reading: SqlReading, heart: Heart) -> None:
        self._organizations = organizations
        self._reading = reading
        self._heart = heart

    async def of(self, contact: ContactId) -> Place | None:
        """Where contacts of organizations are served; None also where no desk is for them."""
        organization = await self._organizations.of(contact)
        if organization is None or (partner := await self._partner()) is None:
            return None
        return Place(partner.team, organization.owner, partner.minutes)

    async def organization_of(self, contact: ContactId) -> str:
        """With a desk for them or without: targets may name it. Empty: none."""
        organization = await self._organizations.of(contact)
        return organization.id if organization else ""

    async def team_of(self, contact: ContactId) -> TeamId | None:
        place = await self.of(contact)
        return place.team if place else None

    async def settle(self, conversation: ConversationId, contact: ContactId) -> Home | None:
        place = await self.of(contact)
        if place is None:
            return None
        await self._heart.conversing.belong(conversation, place.team)
        return Home(place.team, place.owner)

    async def specialists_of(self, team: TeamId | None) -> str:
        """Which kind of desk a team is; empty for the front, and where there are no desks."""
        kept = await self._reading.desks() if team else ()
        return next((one.kind.value for one in kept if one.team == team), "")

    async def _partner(self) -> Desk | None:
        kept = await self._reading.desks()
        return next((one for one in kept if one.kind is DeskKind.PARTNER), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    organizations: Organizations
    partners: Partners


def enterprise(engine: Engine, contacts: Contacts, staff: Staff, heart: Heart) -> Enterprise:
    organizations = Organizations(
        open_work=organization_store.open_work(engine.db, audit_in(engine.key)),
        reading=organization_store.SqlReading(engine.db),
        people=contacts.book,
        colleagues=ActiveAgents(staff),
        talks=TalksContacts(heart),
        secret_in=secret_asked_in,
        clock=engine.clock,
    )
    return Enterprise(
        organizations=organizations, partners=Partners(organizations, SqlReading(engine.db), heart)
    )
