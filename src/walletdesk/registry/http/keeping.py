"""The list as administrators keep it. Who added, removed and published what is in the audit."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import SecretStopped
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate, when
from walletdesk.registry.checking import Draft, checked
from walletdesk.registry.model import WARN, Entry, Kind, Published, Trust
from walletdesk.registry.naming import handle_shown
from walletdesk.registry.service import Publishing
from walletdesk.registry.words import KIND_NAMES

PATH = "/api/registry"
PUBLIC = "/official-channels"
NO_KEYS = "There are no keys yet. Whoever runs the server begins with: walletdesk registry init"
PUBLISHED = "Published, number {serial}: wallets believe it until {time}."
MANDATE = "This server may sign until {time}. Then the root key signs again."
NOT_YET, LEAVES = "not published yet", "leaves when published"
Short = Annotated[str, msgspec.Meta(max_length=40)]
Line = Annotated[str, msgspec.Meta(max_length=500)]
Digest = Annotated[str, msgspec.Meta(max_length=100)]

LIKE: dict[Kind, str] = {  # how one is written
    Kind.SITE: "wallet.example",
    Kind.PAGE: "https://pages.example/wallet",
    Kind.MAIL: "support@wallet.example",
    Kind.HANDLE: "telegram:name",
    Kind.PHONE: "+86 400 123 4567",
    Kind.APP: "com.example.wallet 12AB…",
    Kind.STORE: "google_play:com.example.wallet",
}


class EntryView(msgspec.Struct):
    """``id`` empty: it leaves with the next publication, and cannot be removed again.

    ``state_name`` empty: published. Names are in the reader's language.
    """

    id: str
    kind: Kind
    kind_name: str
    shown: str
    value: str
    name: str
    url: str
    certificates: list[str]
    state_name: str


class KindView(msgspec.Struct):
    kind: Kind
    name: str
    like: str


class NoteView(msgspec.Struct):
    text: str
    urgent: bool


class RegistryView(msgspec.Struct):
    """``serial`` 0: nothing was published yet. ``root`` empty: there are no keys yet."""

    items: list[EntryView]
    kinds: list[KindView]
    notes: list[NoteView]
    serial: int
    expires: int | None
    mandate_until: int | None
    root: str
    changes_at: str


class NewEntry(msgspec.Struct, forbid_unknown_fields=True):
    kind: Kind
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    name: Short = ""
    url: Line = ""
    certificates: Annotated[list[Digest], msgspec.Meta(max_length=5)] = []


def keeping_routes(
    publishing: Publishing, shown: "Shown", holds_secret: Callable[[str], bool]
) -> Sequence[HTTPRouteHandler]:
    admin = access(Access.ADMIN)

    @get(PATH, opt=admin)
    async def show_registry(request: Request[Any, Any, Any]) -> RegistryView:
        return await shown.view(visit_of(request.scope).locale)

    @post(f"{PATH}/entries", opt=admin)
    async def add_entry(request: Request[Any, Any, Any], data: JSONBody[NewEntry]) -> RegistryView:
        """Listed for the next publication."""
        if any(map(holds_secret, _typed(data))):
            raise SecretStopped
        await publishing.add(checked(_draft(data)), by=agent_of(request).agent)
        return await shown.view(visit_of(request.scope).locale)

    @delete(f"{PATH}/entries/{{entry:str}}", opt=admin, status_code=200)
    async def remove_entry(request: Request[Any, Any, Any], entry: FromPath[str]) -> RegistryView:
        await publishing.remove(entry, by=agent_of(request).agent)
        return await shown.view(visit_of(request.scope).locale)

    @post(f"{PATH}/publish", opt=admin, status_code=200)
    async def publish(request: Request[Any, Any, Any]) -> RegistryView:
        """What is listed now, signed with the online key of this installation."""
        await publishing.publish(by=agent_of(request).agent)
        return await shown.view(visit_of(request.scope).locale)

    return [show_registry, add_entry, remove_entry, publish]


def _typed(data: NewEntry) -> Iterator[str]:
    yield from (data.value, data.name, data.url)


def _draft(data: NewEntry) -> Draft:
    """Behind an app's package may stand what its certificates are known by."""
    value, *more = data.value.split() if data.kind is Kind.APP else [data.value]
    certificates = (*more, *data.certificates)
    return Draft(kind=data.kind.value, value=value, name=data.name, url=data.url, certificates=certificates)


class Shown:
    """The list in a reader's language."""

    def __init__(self, publishing: Publishing, zone: str, clock: Clock) -> None:
        self._archive = publishing.archive
        self._zone = zone
        self._clock = clock

    async def view(self, locale: Locale) -> RegistryView:
        archive = self._archive
        listed, newest, trust = await archive.listed(), await archive.newest(), await archive.trust()
        public = newest.entries if newest else ()
        kept = {one.entry for one in listed}
        leaving = [entry for entry in public if entry not in kept]
        return RegistryView(
            items=[_entry(one.entry, one.id, locale, public) for one in listed]
            + [_entry(entry, "", locale, public) for entry in leaving],
            kinds=[KindView(kind, translate(locale, name), LIKE[kind]) for kind, name in KIND_NAMES.items()],
            notes=[self._note(locale, *one) for one in self._ends(newest, trust)],
            serial=newest.serial if newest else 0,
            expires=millis(newest.expires) if newest else None,
            mandate_until=millis(trust.until) if trust.until else None,
            root=trust.root,
            changes_at=f"{PUBLIC}?locale={locale}",
        )

    def _ends(self, newest: Published | None, trust: Trust) -> Iterator[tuple[str, int, datetime | None]]:
        if not trust.root:
            yield NO_KEYS, 0, None
        if newest:
            yield PUBLISHED, newest.serial, newest.expires
        if trust.until:
            yield MANDATE, 0, trust.until

    def _note(self, locale: Locale, sentence: str, serial: int, end: datetime | None) -> NoteView:
        time = when(locale, end, self._zone) if end else ""
        is_urgent = end is not None and end - self._clock() < WARN
        return NoteView(translate(locale, sentence, serial=serial, time=time), is_urgent)


def _entry(entry: Entry, id: str, locale: Locale, public: Sequence[Entry]) -> EntryView:
    state = LEAVES if not id else "" if entry in public else NOT_YET
    return EntryView(
        id=id,
        kind=entry.kind,
        kind_name=translate(locale, KIND_NAMES[entry.kind]),
        value=entry.value,
        shown=handle_shown(entry.value, locale) if entry.kind is Kind.HANDLE else entry.value,
        name=entry.name,
        url=entry.url,
        certificates=list(entry.certificates),
        state_name=translate(locale, state) if state else "",
    )
