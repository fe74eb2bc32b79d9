"""A guide for beginners as a page, and the same address without a language."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.help_center import describing
from walletdesk.help_center.guides import Guide
from walletdesk.help_center.http.center import (
    HTML,
    KEPT,
    PUBLIC_PAGE,
    Anyone,
    HelpCenter,
    in_language,
    lead_on,
)
from walletdesk.help_center.model import guide_address, guide_alternates
from walletdesk.kernel.errors import NotFound
from walletdesk.platform.http import visit_of
from walletdesk.platform.i18n import LOCALES, Locale


def guiding_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @get("/help/guides/{guide:str}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def choose_guide(request: Anyone, guide: FromPath[str]) -> Response[str]:
        own = visit_of(request.scope).locale
        is_one = any(one.id == guide for one in help_center.guides(own))
        return lead_on(guide_address(own, guide)) if is_one else help_center.missing(own)

    @get("/help/{locale:str}/guides/{guide:str}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def show_guide(request: Anyone, locale: FromPath[str], guide: FromPath[str]) -> Response[str]:
        return await in_language(
            help_center, request, locale, lambda chosen: _guide(help_center, chosen, guide)
        )

    return [choose_guide, show_guide]


async def _guide(help_center: HelpCenter, locale: Locale, asked: str) -> Response[str]:
    every = help_center.guides(locale)
    guide = next((one for one in every if one.id == asked), None)
    if guide is None:
        raise NotFound
    path = guide_address(locale, guide.id)
    trail = help_center.trail(locale, (guide.title, path))
    values = {
        "guide": guide,
        "others": [one for one in every if one is not guide],
        "articles": await _articles(help_center, locale, guide),
        "alternates": guide_alternates(LOCALES, guide.id),
        "described": describing.guide(guide, trail),
    }
    return help_center.answer("guide", locale, path, values, KEPT)


async def _articles(help_center: HelpCenter, locale: Locale, guide: Guide) -> list[object]:
    """What it leads to, as far as it is published, in the guide's own order."""
    known = {str(article.id): article for article in await help_center.articles.list(locale)}
    return [known[topic] for topic in guide.topics if topic in known]
