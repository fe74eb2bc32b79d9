"""Inboxes for administrators: setting one up, trying it, how it does, and what was not taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.channels.arrivals import Arrival, Arrivals, State
from walletdesk.channels.inboxes.kinds import Asks, Kind, Kinds, check_fields
from walletdesk.channels.inboxes.model import Health, Inbox
from walletdesk.channels.inboxes.sealing import UnsealableError
from walletdesk.channels.inboxes.service import Inboxes
from walletdesk.kernel.errors import NotFound, SecretStopped
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate

PATH: Final = "/api/inboxes"
NOT_TAKEN: Final = (State.HELD, State.UNREADABLE, State.FAILED)
Key = Annotated[str, msgspec.Meta(max_length=40)]
Text = Annotated[str, msgspec.Meta(max_length=4_000)]
Texts = Annotated[dict[Key, Text], msgspec.Meta(max_length=40)]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Asked = Request[Any, Any, Any]
FAULT: Final = "It does not work at the moment."  # where a kind has no words for a code


class Body(msgspec.Struct, forbid_unknown_fields=True):
    def __repr__(self) -> str:
        return type(self).__name__  # it may hold a password


class NewInbox(Body):
    kind: Key
    name: Name
    settings: Texts
    secrets: Texts


class ChangedInbox(Body):
    """``secrets``: new ones alone. An empty one is removed, what is not named stays."""

    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    name: Name
    settings: Texts
    secrets: Texts


class Pausing(Body):
    paused: bool


class FieldView(msgspec.Struct):
    name: str
    asks: Asks
    words: str
    help: str
    choices: tuple[str, ...]
    required: bool


class KindView(msgspec.Struct):
    """``tries``: whether it can be tried."""

    id: str
    words: str
    docs: str
    fields: list[FieldView]
    tries: bool


class HealthView(msgspec.Struct):
    """``error``: in words; empty where it went well since."""

    way: str
    at: datetime | None
    error: str
    error_at: datetime | None
    expires_at: datetime | None


class InboxView(msgspec.Struct):
    """``secrets``: the names of those that are set; they are shown to nobody. ``not_taken``: 100 at most."""

    id: str
    kind: str
    name: str
    settings: dict[str, str]
    secrets: list[str]
    paused: bool
    version: int
    health: list[HealthView]
    not_taken: int


class InboxesView(msgspec.Struct):
    items: list[InboxView]
    kinds: list[KindView]


class StepView(msgspec.Struct):
    words: str
    fault: str
    found: tuple[str, ...]


class Tried(msgspec.Struct):
    works: bool
    steps: list[StepView]


class ArrivalView(msgspec.Struct):
    id: str
    received_at: datetime
    size: int
    state: State
    reason: str
    has_raw: bool


class ArrivalsView(msgspec.Struct):
    items: list[ArrivalView]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    inboxes: Inboxes
    arrivals: Arrivals
    kinds: Kinds
    holds_secret: Callable[[str], bool]

    async def view(self, inbox: Inbox, locale: Locale) -> InboxView:
        kind = self.kinds.find(inbox.kind)
        left = await self.arrivals.listed(inbox.id, NOT_TAKEN)
        return InboxView(
            id=inbox.id,
            kind=inbox.kind,
            name=inbox.name,
            settings=dict(inbox.settings),
            secrets=sorted(inbox.secrets),
            paused=inbox.paused,
            version=inbox.version,
            health=[_health(one, kind, locale) for one in await self.inboxes.health(inbox.id)],
            not_taken=len(left),
        )

    async def found(self, id: str) -> Inbox:
        """Raises NotFound."""
        inbox = await self.inboxes.find(InboxId(id))
        if inbox is None:
            raise NotFound
        return inbox

    def refuse_secrets(self, *texts: str) -> None:
        """Somebody's recovery phrase in the wrong field. Raises SecretStopped."""
        if any(map(self.holds_secret, texts)):
            raise SecretStopped

    async def tried(self, inbox: Inbox, locale: Locale) -> Tried:
        kind = self.kinds.get(inbox.kind)
        if kind.attempt is None:
            raise NotFound
        try:
            steps = await kind.attempt(inbox.settings, await self.inboxes.secrets(inbox.id))
        except UnsealableError:
            return Tried(works=False, steps=[StepView("", _fault(kind, "secret_unreadable", locale), ())])
        shown = [StepView(translate(locale, s.what), _fault(kind, s.code, locale), s.found) for s in steps]
        return Tried(works=not any(one.code for one in steps), steps=shown)


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    return [*_setting_up(needs), *_not_taken(needs)]


def _setting_up(needs: Needs) -> Sequence[HTTPRouteHandler]:
    admin = access(Access.ADMIN)

    @get(PATH, opt=admin)
    async def list_inboxes(request: Asked) -> InboxesView:
        locale = visit_of(request.scope).locale
        items = [await needs.view(one, locale) for one in await needs.inboxes.all()]
        return InboxesView(items, [_kind(one, locale) for one in needs.kinds.all()])

    @post(PATH, opt=admin)
    async def add_inbox(request: Asked, data: JSONBody[NewInbox]) -> InboxView:
        check_fields(needs.kinds.get(data.kind), data.settings, data.secrets)
        needs.refuse_secrets(data.name, *data.settings.values())
        secrets = {key: value for key, value in data.secrets.items() if value}
        by = agent_of(request).agent
        added = await needs.inboxes.add(data.kind, data.name, data.settings, secrets, by=by)
        return await needs.view(added, visit_of(request.scope).locale)

    @put(f"{PATH}/{{inbox:str}}", opt=admin)
    async def change_inbox(request: Asked, inbox: FromPath[str], data: JSONBody[ChangedInbox]) -> InboxView:
        held = await needs.found(inbox)
        check_fields(needs.kinds.get(held.kind), data.settings, data.secrets)
        needs.refuse_secrets(data.name, *data.settings.values())
        by = agent_of(request).agent
        changed = await needs.inboxes.change(
            held.id, data.version, data.name, data.settings, data.secrets, by=by
        )
        return await needs.view(changed, visit_of(request.scope).locale)

    @post(f"{PATH}/{{inbox:str}}/pause", opt=admin, status_code=200)
    async def pause_inbox(request: Asked, inbox: FromPath[str], data: JSONBody[Pausing]) -> InboxView:
        by = agent_of(request).agent
        paused = await needs.inboxes.pause(InboxId(inbox), data.paused, by=by)
        return await needs.view(paused, visit_of(request.scope).locale)

    @post(f"{PATH}/{{inbox:str}}/try", opt=admin, status_code=200)
    async def try_inbox(request: Asked, inbox: FromPath[str]) -> Tried:
        """With what is saved. Nothing is fetched, sent or changed."""
        return await needs.tried(await needs.found(inbox), visit_of(request.scope).locale)

    return [list_inboxes, add_inbox, change_inbox, pause_inbox, try_inbox]


def _not_taken(needs: Needs) -> Sequence[HTTPRouteHandler]:
    admin = access(Access.ADMIN)

    async def left(id: str) -> Arrival:
        arrival = await needs.arrivals.find(id)
        if arrival is None or arrival.state not in NOT_TAKEN:
            raise NotFound  # what became a conversation is read there, by whom it concerns
        return arrival

    @get(f"{PATH}/{{inbox:str}}/arrivals", opt=admin)
    async def list_not_taken(inbox: FromPath[str]) -> ArrivalsView:
        found = await needs.arrivals.listed((await needs.found(inbox)).id, NOT_TAKEN)
        return ArrivalsView([msgspec.convert(one, ArrivalView, from_attributes=True) for one in found])

    @post(f"{PATH}/arrivals/{{arrival:str}}/again", opt=admin, status_code=204)
    async def take_again(arrival: FromPath[str]) -> None:
        await needs.arrivals.take_again((await left(arrival)).id)

    raw = access(Access.ADMIN, answers=["application/octet-stream"])

    @get(f"{PATH}/arrivals/{{arrival:str}}/raw", opt=raw, include_in_schema=False)
    async def download_raw(arrival: FromPath[str]) -> Response[bytes]:
        """As it came. Never shown by a browser: whoever wrote it may have meant it for one."""
        arrived = await needs.arrivals.arrived((await left(arrival)).id)
        if arrived is None:
            raise NotFound
        headers = {"content-disposition": 'attachment; filename="as-it-came.bin"'}
        return Response(arrived.raw, media_type="application/octet-stream", headers=headers)

    return [list_not_taken, take_again, download_raw]


def _kind(kind: Kind, locale: Locale) -> KindView:
    fields = [
        FieldView(
            name=one.name,
            asks=one.asks,
            words=translate(locale, one.words),
            help=translate(locale, one.help) if one.help else "",
            choices=one.choices,
            required=one.required,
        )
        for one in kind.fields
    ]
    words = translate(locale, kind.words)
    return KindView(kind.id, words, kind.docs, fields, tries=kind.attempt is not None)


def _health(health: Health, kind: Kind | None, locale: Locale) -> HealthView:
    error = _fault(kind, health.error, locale)
    return HealthView(health.way.value, health.at, error, health.error_at, health.expires_at)


def _fault(kind: Kind | None, code: str, locale: Locale) -> str:
    if not code:
        return ""
    return translate(locale, kind.faults.get(code, FAULT) if kind else FAULT)
