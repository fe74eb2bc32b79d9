"""What search engines read: which addresses there are, in which languages, and which are not for them."""

from typing import Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.help_center.http.center import KEPT, HelpCenter
from walletdesk.help_center.model import sitemap, sorted_in
from walletdesk.platform.http import Access, access
from walletdesk.platform.i18n import LOCALES

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
        entries = list(sitemap(LOCALES, sorted_in(await help_center.articles.list(LOCALES[0]))))
        body = help_center.pages.html("help/sitemap.xml", "en", url=help_center.public_url, entries=entries)
        return Response(body, headers=KEPT)

    return [robots, site_map]
