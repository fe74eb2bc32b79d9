"""How people can be reached, as it is at this moment."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.help_center.http.center import HTML, NOT_KEPT, PUBLIC_PAGE, Anyone, HelpCenter
from walletdesk.knowledge import in_order
from walletdesk.platform.http import visit_of
from walletdesk.platform.i18n import LOCALES

LIKELY = 4  # articles that most people look for


def contact_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @get("/contact", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def contact(request: Anyone) -> Response[str]:
        locale = visit_of(request.scope).locale
        values = {
            "reach": await help_center.reaching.now(),
            "articles": sorted(await help_center.articles.list(locale), key=in_order)[:LIKELY],
            "alternates": [(each, f"/contact?locale={each}") for each in LOCALES],
        }
        return help_center.answer("contact", locale, "/contact", values, NOT_KEPT)

    return [contact]
