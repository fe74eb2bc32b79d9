"""What search engines read: which addresses there are, in which languages, and which are not for them."""

from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from typing import Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.help_center.http.center import KEPT, Anyone, HelpCenter, language
from walletdesk.help_center.model import Entry, sitemap, sorted_in
from walletdesk.help_center.naming import category_name
from walletdesk.knowledge import Article, category_of
from walletdesk.platform.http import Access, access, visit_of
from walletdesk.platform.i18n import LOCALES

RSS: Final = "application/rss+xml; charset=utf-8"
LATEST: Final = 30
NOT_FOR_ROBOTS: Final = ("/api/", "/w", "/workspace")


def machine_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    public = access(Access.PUBLIC)

    @get("/robots.txt", opt=public, media_type="text/plain", include_in_schema=False, sync_to_thread=False)
    def robots() -> Response[str]:
        closed = "".join(f"Disallow: {path}\n" for path in NOT_FOR_ROBOTS)
        body = f"User-agent: *\n{closed}Sitemap: {help_center.public_url}/sitemap.xml\n"
        return Response(body, headers=KEPT)

    @get("/sitemap.xml", opt=public, media_type="application/xml", include_in_schema=False)
    async def site_map() -> Response[str]:
        entries = list(_entries(await help_center.articles.list(LOCALES[0])))
        body = help_center.pages.html("help/sitemap.xml", "en", url=help_center.public_url, entries=entries)
        return Response(body, headers=KEPT)

    @get("/help/{locale:str}/feed.xml", opt=public, media_type=RSS, include_in_schema=False)
    async def feed(request: Anyone, locale: FromPath[str]) -> Response[str]:
        """What was written or changed last, in this language."""
        chosen = language(locale)
        if chosen is None:
            return help_center.missing(visit_of(request.scope).locale)
        own = [one for one in await help_center.articles.list(chosen) if one.locale == chosen]
        latest = sorted(own, key=lambda one: (one.updated_at, one.id), reverse=True)[:LATEST]
        body = help_center.pages.html(
            "help/feed.xml",
            chosen,
            url=help_center.public_url,
            articles=[(one, category_name(category_of(one), chosen)) for one in latest],
            written=format_datetime,
        )
        return Response(body, headers=KEPT, media_type=RSS)

    def _entries(articles: Sequence[Article]) -> Iterator[Entry]:
        guides = [guide.id for guide in help_center.guides(LOCALES[0])]
        return sitemap(LOCALES, sorted_in(articles), guides)

    return [robots, site_map, feed]
