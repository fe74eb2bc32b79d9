"""Organizations for those who lead: read, add, change, put a contact into one."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.contacts.model import ADDRESS_LENGTH
from walletdesk.contacts.organizations.model import MOST_DOMAINS, NAME, Organization, OrganizationId
from walletdesk.contacts.organizations.service import Organizations
from walletdesk.kernel.ids import AgentId, ContactId
from walletdesk.platform.http import Access, access, agent_of

PATH = "/api/organizations"
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Domain = Annotated[str, msgspec.Meta(min_length=1, max_length=ADDRESS_LENGTH)]


class SetOrganization(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the one that was read, 0 for a new one. ``owner``: the agent its people get first."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=NAME)]
    domains: Annotated[tuple[Domain, ...], msgspec.Meta(max_length=MOST_DOMAINS)] = ()
    owner: Id | None = None
    version: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0


class OrganizationView(msgspec.Struct):
    id: str
    name: str
    domains: list[str]
    owner: str | None
    version: int


class OrganizationsView(msgspec.Struct):
    items: list[OrganizationView]


class SetMember(msgspec.Struct, forbid_unknown_fields=True):
    """Null: the contact's proven address decides again."""

    organization: Id | None


def routes(organizations: Organizations) -> Sequence[HTTPRouteHandler]:
    lead = access(Access.LEAD)

    @get(PATH, opt=lead)
    async def list_organizations(request: Request[Any, Any, Any]) -> OrganizationsView:
        return OrganizationsView([_view(one) for one in await organizations.list(agent_of(request))])

    @post(PATH, opt=lead)
    async def add_organization(
        request: Request[Any, Any, Any], data: JSONBody[SetOrganization]
    ) -> OrganizationView:
        return _view(await organizations.add(agent_of(request), _given(data, "")))

    @put(f"{PATH}/{{organization:str}}", opt=lead)
    async def change_organization(
        request: Request[Any, Any, Any], organization: FromPath[str], data: JSONBody[SetOrganization]
    ) -> OrganizationView:
        return _view(await organizations.change(agent_of(request), _given(data, organization)))

    @put("/api/contacts/{contact:str}/organization", opt=lead, status_code=204)
    async def put_contact(
        request: Request[Any, Any, Any], contact: FromPath[str], data: JSONBody[SetMember]
    ) -> None:
        id = OrganizationId(data.organization) if data.organization else None
        await organizations.put(agent_of(request), ContactId(contact), id)

    return [list_organizations, add_organization, change_organization, put_contact]


def _given(data: SetOrganization, id: str) -> Organization:
    return Organization(
        id=OrganizationId(id),
        name=data.name,
        domains=data.domains,
        owner=AgentId(data.owner) if data.owner else None,
        version=data.version,
    )


def _view(one: Organization) -> OrganizationView:
    return OrganizationView(one.id, one.name, list(one.domains), one.owner, one.version)
