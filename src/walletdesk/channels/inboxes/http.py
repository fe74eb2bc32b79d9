"""Inboxes for administrators: setting one up, trying it, how it does, and what was not taken."""

from collections.abc import Awaitable, Callable, Sequence
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
from walletdesk.kernel.ids import AgentId, InboxId
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate

PATH: Final = "/api/inboxes"
NOT_TAKEN: Final = (State.HELD, State.UNREADABLE, State.FAILED)
TOLD: Final = (*NOT_TAKEN, State.STOPPED)  # of the last nothing is kept but that it came
Key = Annotated[str, msgspec.Meta(max_length=40)]
Text = Annotated[str, msgspec.Meta(max_length=4_000)]
Texts = Annotated[dict[Key, Text], msgspec.Meta(max_length=40)]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Asked = Request[Any, Any, Any]
REASONS: Final = {
    "own_address": "It says it comes from an address of ours.",
    "claims_agent": "It says it comes from one of our agents, and nothing proves it.",
    "no_sender": "It names no single sender.",
    "empty": "There is nothing in it.",
    "too_large": "It is larger than what is read here.",
    "too_many_headers": "It has more headers than any program of people writes.",
    "long_addresses": "It names more people than any program of people writes.",
    "too_deep": "Its parts lie deeper in each other than is read here.",
    "too_many_parts": "It has more parts than are read here.",
    "time": "Reading it took too long.",
    "memory": "Reading it took too much memory.",
    "forgotten": "Its days are over: what came is not kept any more.",
    "no_inbox": "Its inbox is not there any more.",
}
OTHERWISE: Final = {
    State.HELD: "Somebody has to look at it first.",
    State.UNREADABLE: "It is broken, or in a form that is not known here.",
    State.FAILED: "It failed here several times. The fault is ours; take it in again.",
    State.STOPPED: "It held a secret. Nothing of it is kept.",
}
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
    words: str  # of the reason
    has_raw: bool


class ArrivalsView(msgspec.Struct):
    items: list[ArrivalView]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    inboxes: Inboxes
    arrivals: Arrivals
    kinds: Kinds
    holds_secret: Callable[[str], bool]
    holds_secret_raw: Callable[[str, bytes], Awaitable[bool]]  # of a kind; may raise TooLarge

    async def view(self, inbox: Inbox, locale: Locale) -> InboxView:
        kind = self.kinds.find(inbox.kind)
        left = await self.arrivals.listed(inbox.id, TOLD)
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

    async def not_taken(self, id: str) -> Arrival:
        """What became a conversation is read there, by whom it concerns. Raises NotFound."""
        arrival = await self.arrivals.find(id)
        if arrival is None or arrival.state not in NOT_TAKEN:
            raise NotFound
        return arrival

    async def opened(self, id: str, by: AgentId) -> bytes:
        """As it came. Raises SecretStopped, and then it is kept no longer; NotFound and TooLarge."""
        found = await self.not_taken(id)
        arrived = await self.arrivals.arrived(found.id)
        if arrived is None:
            raise NotFound
        await self.inboxes.looked_at("arrival_opened", found.id, by=by)
        if await self.holds_secret_raw(found.kind, arrived.raw):
            await self.arrivals.stop(found.id)
            raise SecretStopped
        return arrived.raw

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

    @get(f"{PATH}/{{inbox:str}}/arrivals", opt=admin)
    async def list_not_taken(request: Asked, inbox: FromPath[str]) -> ArrivalsView:
        locale = visit_of(request.scope).locale
        found = await needs.arrivals.listed((await needs.found(inbox)).id, TOLD)
        return ArrivalsView([_arrival(one, locale) for one in found])

    @post(f"{PATH}/arrivals/{{arrival:str}}/again", opt=admin, status_code=204)
    async def take_again(request: Asked, arrival: FromPath[str]) -> None:
        found = await needs.not_taken(arrival)
        await needs.inboxes.looked_at("arrival_taken_again", found.id, by=agent_of(request).agent)
        await needs.arrivals.take_again(found.id)

    @post(f"{PATH}/arrivals/{{arrival:str}}/leave", opt=admin, status_code=204)
    async def leave(request: Asked, arrival: FromPath[str]) -> None:
        """It belongs into no conversation, and is listed no more."""
        found = await needs.not_taken(arrival)
        await needs.inboxes.looked_at("arrival_left", found.id, by=agent_of(request).agent)
        await needs.arrivals.leave(found.id)

    raw = access(Access.ADMIN, answers=["application/octet-stream"])

    @get(f"{PATH}/arrivals/{{arrival:str}}/raw", opt=raw, include_in_schema=False)
    async def download_raw(request: Asked, arrival: FromPath[str]) -> Response[bytes]:
        """As it came. Never shown by a browser: whoever wrote it may have meant it for one.

        Looked through first, since nobody could before.
        """
        content = await needs.opened(arrival, agent_of(request).agent)
        headers = {"content-disposition": 'attachment; filename="as-it-came.bin"'}
        return Response(content, media_type="application/octet-stream", headers=headers)

    return [list_not_taken, take_again, leave, download_raw]


def _arrival(one: Arrival, locale: Locale) -> ArrivalView:
    words = translate(locale, REASONS.get(one.reason, OTHERWISE[one.state]))
    return ArrivalView(
        id=one.id,
        received_at=one.received_at,
        size=one.size,
        state=one.state,
        reason=one.reason,
        words=words,
        has_raw=one.has_raw,
    )


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
