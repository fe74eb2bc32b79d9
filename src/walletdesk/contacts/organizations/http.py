"""Organizations: kept by those who lead; who may read a conversation puts its contact into one."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.contacts.model import ADDRESS_LENGTH
from walletdesk.contacts.organizations.model import MOST_DOMAINS, NAME, Organization, OrganizationId
from walletdesk.contacts.organizations.service import Organizations
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.platform.http import Access, access, agent_of

PATH = "/api/organizations"
OF_CONVERSATION = "/api/workspace/conversations/{conversation:str}/organization"
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


class Named(msgspec.Struct):
    id: str
    name: str


class PlaceView(msgspec.Struct):
    """``by_hand`` false: a proven address decided, or nothing did. ``choices``: all that there are."""

    organization: Named | None
    by_hand: bool
    choices: list[Named]


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

    @delete(f"{PATH}/{{organization:str}}", opt=lead)
    async def remove_organization(request: Request[Any, Any, Any], organization: FromPath[str]) -> None:
        await organizations.remove(agent_of(request), OrganizationId(organization))

    kept = [list_organizations, add_organization, change_organization, remove_organization, put_contact]
    return [*kept, *_in_conversations(organizations)]


def _in_conversations(organizations: Organizations) -> list[HTTPRouteHandler]:
    @get(OF_CONVERSATION, opt=access(Access.AGENT))
    async def organization_of(request: Request[Any, Any, Any], conversation: FromPath[str]) -> PlaceView:
        found = await organizations.at(agent_of(request), ConversationId(conversation))
        now = _named(found.organization) if found.organization else None
        return PlaceView(now, found.by_hand, [_named(one) for one in found.choices])

    @put(OF_CONVERSATION, opt=access(Access.AGENT), status_code=204)
    async def put_contact_of(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[SetMember]
    ) -> None:
        id = OrganizationId(data.organization) if data.organization else None
        await organizations.put_at(agent_of(request), ConversationId(conversation), id)

    return [organization_of, put_contact_of]


def _named(one: Organization) -> Named:
    return Named(one.id, one.name)


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
