"""The desks there are, with their forms; those who lead choose which team is which."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import TeamId
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate
from walletdesk.tickets.desks.http.needs import Body, Id, Needs, W
from walletdesk.tickets.desks.model import FORMS, NAMES, STEPS, Desk, DeskKind, Field
from walletdesk.tickets.desks.model.standing import LONGEST
from walletdesk.tickets.next_steps import NEXT_STEPS

Choices = list[tuple[str, str]]


class FieldView(msgspec.Struct):
    """Words are in the reader's language. ``ask``: how it is filled in."""

    id: str
    ask: str
    name: str
    hint: str
    required: bool
    may_lack: bool
    choices: Choices


class DeskView(msgspec.Struct):
    """``team`` is null where no team is this desk yet; ``minutes``: of business time, until it answers."""

    kind: DeskKind
    name: str
    team: str | None
    minutes: int | None
    version: int
    form: list[FieldView]
    steps: Choices


class DesksView(msgspec.Struct):
    """``chains``: ids with names. ``steps``: what may come next with any ticket."""

    items: list[DeskView]
    chains: Choices
    steps: Choices


class SetDesk(Body):
    """``version``: the one that was read, 0 where no team was this desk."""

    team: Id
    minutes: Annotated[int, msgspec.Meta(ge=1, le=LONGEST)] | None = None
    version: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0


def setting_routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    @get(f"{W}/desks", opt=access(Access.AGENT))
    async def list_desks(request: Request[Any, Any, Any]) -> DesksView:
        locale = visit_of(request.scope).locale
        kept = {desk.kind: desk for desk in await needs.keeping.list()}
        return DesksView(
            items=[_view(kind, kept.get(kind), locale) for kind in DeskKind],
            chains=list(needs.chain_names(locale)),
            steps=_steps(tuple(NEXT_STEPS), locale),
        )

    @put(f"{W}/desks/{{kind:str}}", opt=access(Access.LEAD))
    async def set_desk(
        request: Request[Any, Any, Any], kind: FromPath[str], data: JSONBody[SetDesk]
    ) -> DeskView:
        if kind not in list(DeskKind):
            raise NotFound
        desk = Desk(kind=DeskKind(kind), team=TeamId(data.team), minutes=data.minutes, version=data.version)
        kept = await needs.keeping.assign(agent_of(request), desk)
        return _view(kept.kind, kept, visit_of(request.scope).locale)

    return [list_desks, set_desk]


def _view(kind: DeskKind, desk: Desk | None, locale: Locale) -> DeskView:
    return DeskView(
        kind=kind,
        name=translate(locale, NAMES[kind]),
        team=desk.team if desk else None,
        minutes=desk.minutes if desk else None,
        version=desk.version if desk else 0,
        form=[_field(one, locale) for one in FORMS[kind]],
        steps=_steps(STEPS[kind], locale),
    )


def _field(one: Field, locale: Locale) -> FieldView:
    return FieldView(
        id=one.id,
        ask=one.ask.value,
        name=translate(locale, one.name),
        hint=translate(locale, one.hint) if one.hint else "",
        required=one.required,
        may_lack=one.may_lack,
        choices=[(value, translate(locale, name)) for value, name in one.choices],
    )


def _steps(names: Sequence[str], locale: Locale) -> Choices:
    return [(name, translate(locale, NEXT_STEPS[name])) for name in names]
