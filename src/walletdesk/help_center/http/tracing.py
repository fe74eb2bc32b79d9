"""How a search ended, as a browser tells it: asked, opened, or on to people.

A tab of a browser tells itself from others by a number that it made up; nothing else of a reader comes here.
"""

from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.help_center.http.center import HelpCenter, language
from walletdesk.help_center.http.reading import fitting, is_weak, no_storm
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ArticleId
from walletdesk.platform.http import Access, access, visit_of
from walletdesk.platform.i18n import Locale


class Trace(msgspec.Struct, forbid_unknown_fields=True):
    """It may hold a secret, so it never prints itself."""

    reader: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}$")]
    locale: Annotated[str, msgspec.Meta(max_length=16)]
    q: Annotated[str, msgspec.Meta(max_length=400)] = ""
    article: Annotated[str, msgspec.Meta(max_length=100)] = ""
    went_on: bool = False

    def __repr__(self) -> str:
        return type(self).__name__


def tracing_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @post("/api/help/traces", opt=access(Access.PUBLIC), status_code=204)
    async def trace(request: Request[Any, Any, Any], data: JSONBody[Trace]) -> None:
        locale = language(data.locale)
        if locale is None:
            raise NotFound
        await _counted(help_center, data, locale, visit_of(request.scope).address)

    return [trace]


async def _counted(help_center: HelpCenter, trace: Trace, locale: Locale, address: str) -> None:
    question, searches = trace.q.strip(), help_center.searches
    if question:
        await no_storm(help_center, address)
    if question and not help_center.holds_secret(question):
        found = await fitting(help_center, locale, question)
        await searches.asked(question, locale, address, in_vain=is_weak(found))
    if trace.article:
        await searches.opened(ArticleId(trace.article), locale, trace.reader, address)
    if trace.went_on:
        await searches.went_on(trace.reader, address)
