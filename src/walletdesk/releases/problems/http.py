"""App problems over HTTP: what to do, for anybody; the table of versions, for those who lead."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.clock import millis
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate
from walletdesk.releases.model import Platform
from walletdesk.releases.problems.model import KEPT, Checked, State, Told, Trouble, Version
from walletdesk.releases.problems.service import AppProblems, VersionDraft
from walletdesk.releases.problems.words import STATES, step_words
from walletdesk.releases.words import PLATFORMS

PATH = "/api/app-versions"
Limited = Callable[[str], Awaitable[None]]  # by address; raises TooMany
Short = Annotated[str, msgspec.Meta(max_length=200)]
Long = Annotated[str, msgspec.Meta(max_length=2_000)]


class AppTrouble(msgspec.Struct, forbid_unknown_fields=True):
    """``backed_up``: the contact says that every wallet's phrase is written down and was checked.

    It may hold a secret, so it never prints itself.
    """

    version: Short = ""
    platform: Platform = Platform.ANY
    trouble: Trouble = Trouble.OTHER
    device: Short = ""
    network: Short = ""
    backed_up: bool = False

    def __repr__(self) -> str:
        return type(self).__name__


class StepView(msgspec.Struct):
    """``destroys``: it deletes the wallets on the device. Such a step comes only after a confirmed backup."""

    id: str
    words: str
    destroys: bool


class TroubleView(msgspec.Struct):
    """``asks_backup``: ask whether every phrase is written down and checked; more steps follow a yes."""

    state: State
    newest: str
    steps: list[StepView]
    asks_backup: bool


class VersionView(msgspec.Struct):
    """Names are in the reader's language. ``released``: a day, as 2026-02-03, or empty."""

    id: str
    platform: Platform
    platform_name: str
    version: str
    state: State
    state_name: str
    released: str
    problem: dict[str, str]
    fixed_in: str
    added_at: int
    added_by: str


class Versions(msgspec.Struct):
    """The last added first. ``states`` and ``platforms``: what can be chosen, with their names."""

    items: list[VersionView]
    states: list[tuple[State, str]]
    platforms: list[tuple[Platform, str]]


class NewVersion(msgspec.Struct, forbid_unknown_fields=True):
    """In place of what was said of the same version of the same platform."""

    version: Short
    state: State
    platform: Platform = Platform.ANY
    released: Short = ""
    problem_zh: Long = ""
    problem_en: Long = ""
    fixed_in: Short = ""


def routes(problems: AppProblems, limited: Limited) -> Sequence[HTTPRouteHandler]:
    return [_for_contacts(problems, limited), *_for_leads(problems)]


def _for_contacts(problems: AppProblems, limited: Limited) -> HTTPRouteHandler:
    @post("/api/app-problem", opt=access(Access.PUBLIC), status_code=200)
    async def check_app(request: Request[Any, Any, Any], data: JSONBody[AppTrouble]) -> TroubleView:
        """What to do about an app that does not work. Nothing of it is kept."""
        visit = visit_of(request.scope)
        await limited(visit.address)
        told = Told(
            version=data.version, platform=data.platform, trouble=data.trouble, backed_up=data.backed_up
        )
        checked = await problems.check(told, device=data.device, network=data.network)
        return _trouble(checked, visit.locale)

    return check_app


def _for_leads(problems: AppProblems) -> list[HTTPRouteHandler]:
    lead = access(Access.LEAD)

    @get(PATH, opt=lead)
    async def list_versions(request: Request[Any, Any, Any]) -> Versions:
        locale = visit_of(request.scope).locale
        return Versions(
            items=[_view(one, locale) for one in await problems.list(agent_of(request))],
            states=[(one, translate(locale, STATES[one])) for one in KEPT],
            platforms=[(one, translate(locale, name)) for one, name in PLATFORMS.items()],
        )

    @post(PATH, opt=lead)
    async def put_version(request: Request[Any, Any, Any], data: JSONBody[NewVersion]) -> VersionView:
        draft = VersionDraft(**{name: str(value) for name, value in msgspec.structs.asdict(data).items()})
        return _view(await problems.put(agent_of(request), draft), visit_of(request.scope).locale)

    @delete(f"{PATH}/{{app_version:str}}", opt=lead)
    async def withdraw_version(request: Request[Any, Any, Any], app_version: FromPath[str]) -> None:
        await problems.withdraw(agent_of(request), app_version)

    return [list_versions, put_version, withdraw_version]


def _trouble(checked: Checked, locale: Locale) -> TroubleView:
    steps = [StepView(one.value, step_words(one, checked, locale), one.destroys) for one in checked.steps]
    return TroubleView(checked.state, checked.newest, steps, checked.asks_backup)


def _view(one: Version, locale: Locale) -> VersionView:
    return VersionView(
        id=one.id,
        platform=one.platform,
        platform_name=translate(locale, PLATFORMS[one.platform]),
        version=one.version,
        state=one.state,
        state_name=translate(locale, STATES[one.state]),
        released=one.released.isoformat() if one.released else "",
        problem=dict(one.problem),
        fixed_in=one.fixed_in,
        added_at=millis(one.added_at),
        added_by=one.added_by,
    )
