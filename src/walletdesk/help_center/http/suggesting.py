"""What fits while somebody types: the same articles as the search page finds.

The words come in a body and not in a query, since addresses are kept by browsers and servers on the way.
"""

from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.help_center.http.center import HelpCenter, language
from walletdesk.help_center.http.reading import fitting, no_storm
from walletdesk.help_center.model import address
from walletdesk.help_center.naming import category_name
from walletdesk.kernel.errors import NotFound
from walletdesk.knowledge import category_of
from walletdesk.platform.http import Access, access, visit_of


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """It may hold a secret, so it never prints itself."""

    q: Annotated[str, msgspec.Meta(max_length=400)]
    locale: Annotated[str, msgspec.Meta(max_length=16)]

    def __repr__(self) -> str:
        return type(self).__name__


class Suggestion(msgspec.Struct):
    """``locale`` of its title; ``category`` by name, in the reader's language."""

    title: str
    locale: str
    address: str
    category: str


class Suggestions(msgspec.Struct):
    """``stopped``: it looked like a secret, and was not searched for."""

    items: list[Suggestion]
    stopped: bool


def suggesting_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @post("/api/help/search", opt=access(Access.PUBLIC), status_code=200)
    async def suggest(request: Request[Any, Any, Any], data: JSONBody[Asked]) -> Suggestions:
        locale, question = language(data.locale), data.q.strip()
        if locale is None:
            raise NotFound
        await no_storm(help_center, visit_of(request.scope).address)
        if help_center.holds_secret(question):
            return Suggestions([], stopped=True)
        articles = (
            [match.article for match in await fitting(help_center, locale, question)] if question else []
        )
        return Suggestions(
            [
                Suggestion(a.title, a.locale, address(locale, a.id), category_name(category_of(a), locale))
                for a in articles
            ],
            stopped=False,
        )

    return [suggest]
