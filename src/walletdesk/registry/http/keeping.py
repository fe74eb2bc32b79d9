"""The list as administrators keep it. Who added, removed and published what is in the audit."""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import SecretStopped
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.registry.checking import Draft, checked
from walletdesk.registry.model import Entry, Kind, Listed, Published
from walletdesk.registry.service import Publishing

PATH = "/api/registry"
SHOWN_CHANGES = 20
Short = Annotated[str, msgspec.Meta(max_length=40)]
Line = Annotated[str, msgspec.Meta(max_length=500)]
Digest = Annotated[str, msgspec.Meta(max_length=100)]


class EntryView(msgspec.Struct):
    """``published``: everybody can read it already."""

    id: str
    kind: Kind
    value: str
    name: str
    url: str
    certificates: list[str]
    added_at: int
    added_by: str
    published: bool


class ChangeView(msgspec.Struct):
    serial: int
    at: int
    by: str
    added: list[str]
    removed: list[str]


class RegistryView(msgspec.Struct):
    """``serial`` 0: nothing was published yet. ``root`` empty: there are no keys yet."""

    items: list[EntryView]
    leaving: list[str]
    serial: int
    expires: int | None
    mandate_until: int | None
    root: str
    changes: list[ChangeView]


class NewEntry(msgspec.Struct, forbid_unknown_fields=True):
    kind: Kind
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    name: Short = ""
    url: Line = ""
    certificates: Annotated[list[Digest], msgspec.Meta(max_length=5)] = []


def keeping_routes(publishing: Publishing, holds_secret: Callable[[str], bool]) -> Sequence[HTTPRouteHandler]:
    admin = access(Access.ADMIN)

    @get(PATH, opt=admin)
    async def show_registry() -> RegistryView:
        return await _view(publishing)

    @post(f"{PATH}/entries", opt=admin)
    async def add_entry(request: Request[Any, Any, Any], data: JSONBody[NewEntry]) -> RegistryView:
        """Listed for the next publication."""
        if any(map(holds_secret, _typed(data))):
            raise SecretStopped
        await publishing.add(checked(_draft(data)), by=agent_of(request).agent)
        return await _view(publishing)

    @delete(f"{PATH}/entries/{{entry:str}}", opt=admin, status_code=200)
    async def remove_entry(request: Request[Any, Any, Any], entry: FromPath[str]) -> RegistryView:
        await publishing.remove(entry, by=agent_of(request).agent)
        return await _view(publishing)

    @post(f"{PATH}/publish", opt=admin, status_code=200)
    async def publish(request: Request[Any, Any, Any]) -> RegistryView:
        """What is listed now, signed with the online key of this installation."""
        await publishing.publish(by=agent_of(request).agent)
        return await _view(publishing)

    return [show_registry, add_entry, remove_entry, publish]


def _typed(data: NewEntry) -> Iterator[str]:
    yield from (data.value, data.name, data.url)


def _draft(data: NewEntry) -> Draft:
    certificates = tuple(data.certificates)
    return Draft(
        kind=data.kind.value, value=data.value, name=data.name, url=data.url, certificates=certificates
    )


async def _view(publishing: Publishing) -> RegistryView:
    archive = publishing.archive
    listed, log, trust = await archive.listed(), await archive.log(SHOWN_CHANGES), await archive.trust()
    newest = log[0] if log else None
    public = newest.entries if newest else ()
    kept = {one.entry for one in listed}
    return RegistryView(
        items=[_entry(one, public) for one in listed],
        leaving=[_named(entry) for entry in public if entry not in kept],
        serial=newest.serial if newest else 0,
        expires=millis(newest.expires) if newest else None,
        mandate_until=millis(trust.until) if trust.until else None,
        root=trust.root,
        changes=[_change(one) for one in log if one.added or one.removed],
    )


def _entry(listed: Listed, public: Sequence[Entry]) -> EntryView:
    entry = listed.entry
    return EntryView(
        id=listed.id,
        kind=entry.kind,
        value=entry.value,
        name=entry.name,
        url=entry.url,
        certificates=list(entry.certificates),
        added_at=millis(listed.added_at),
        added_by=listed.added_by,
        published=entry in public,
    )


def _change(one: Published) -> ChangeView:
    added, removed = ([_named(entry) for entry in some] for some in (one.added, one.removed))
    return ChangeView(one.serial, millis(one.issued), one.by, added, removed)


def _named(entry: Entry) -> str:
    return f"{entry.kind.value} {entry.value}"
