"""The list of builds for those who lead: read, add, import, withdraw. Who did what is in the audit."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate
from walletdesk.releases.listing import Draft
from walletdesk.releases.model import Platform, Record, Standing
from walletdesk.releases.service import Releases, UnfitLine
from walletdesk.releases.words import PLATFORMS, STANDINGS

PATH = "/api/builds"
LINE = "Line {line}: {wrong}"
LONGEST_LIST = 1_000_000
Word = Annotated[str, msgspec.Meta(max_length=200)]


class BuildView(msgspec.Struct):
    """Names are in the reader's language. ``date``: the day of the source, as 2026-02-03, or empty."""

    id: str
    standing: Standing
    standing_name: str
    platform: Platform
    platform_name: str
    package: str
    version: str
    digest: str
    reason: str
    source: str
    date: str
    added_at: int
    added_by: str


class Builds(msgspec.Struct):
    """The last added first. ``standings`` and ``platforms``: what can be chosen, with their names."""

    items: list[BuildView]
    standings: list[tuple[Standing, str]]
    platforms: list[tuple[Platform, str]]


class NewBuild(msgspec.Struct, forbid_unknown_fields=True):
    """``digest``: SHA-256 of who signed it, or at least its first 16 digits."""

    standing: Standing
    platform: Platform = Platform.ANY
    package: Word = ""
    version: Word = ""
    digest: Word = ""
    reason: Word = ""
    source: Word = ""
    date: Word = ""


class BuildList(msgspec.Struct, forbid_unknown_fields=True):
    """CSV with the names of its columns in the first line, or JSON: a list of such builds."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_LIST)]


class TakenIn(msgspec.Struct):
    kept: int
    known: int


def routes(releases: Releases) -> Sequence[HTTPRouteHandler]:
    lead = access(Access.LEAD)

    @get(PATH, opt=lead)
    async def list_builds(request: Request[Any, Any, Any]) -> Builds:
        locale = visit_of(request.scope).locale
        return Builds(
            items=[_view(one, locale) for one in await releases.list(agent_of(request))],
            standings=[(one, translate(locale, name)) for one, name in STANDINGS.items()],
            platforms=[(one, translate(locale, name)) for one, name in PLATFORMS.items()],
        )

    @post(PATH, opt=lead)
    async def add_build(request: Request[Any, Any, Any], data: JSONBody[NewBuild]) -> BuildView:
        draft = Draft(**{name: str(value) for name, value in msgspec.structs.asdict(data).items()})
        return _view(await releases.add(agent_of(request), draft), visit_of(request.scope).locale)

    @post(f"{PATH}/import", opt=lead, status_code=200)
    async def import_builds(request: Request[Any, Any, Any], data: JSONBody[BuildList]) -> TakenIn:
        """All of the list or nothing."""
        try:
            done = await releases.take_in(agent_of(request), data.text)
        except UnfitLine as unfit:
            wrong = translate(visit_of(request.scope).locale, unfit.wrong.message, **unfit.wrong.values)
            raise Invalid(LINE, code=unfit.code, line=unfit.line, wrong=wrong) from None
        return TakenIn(done.kept, done.known)

    @delete(f"{PATH}/{{build:str}}", opt=lead)
    async def withdraw_build(request: Request[Any, Any, Any], build: FromPath[str]) -> None:
        await releases.withdraw(agent_of(request), build)

    return [list_builds, add_build, import_builds, withdraw_build]


def _view(one: Record, locale: Locale) -> BuildView:
    return BuildView(
        id=one.id,
        standing=one.standing,
        standing_name=translate(locale, STANDINGS[one.standing]),
        platform=one.platform,
        platform_name=translate(locale, PLATFORMS[one.platform]),
        package=one.package,
        version=one.version,
        digest=one.digest,
        reason=one.reason,
        source=one.source,
        date=one.on.isoformat() if one.on else "",
        added_at=millis(one.added_at),
        added_by=one.added_by,
    )
