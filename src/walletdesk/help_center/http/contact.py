"""How people can be reached, as it is at this moment."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.help_center.http.center import HTML, NOT_KEPT, PUBLIC_PAGE, Anyone, HelpCenter
from walletdesk.help_center.model import chosen_by_query
from walletdesk.knowledge import Article, in_order
from walletdesk.platform.http import visit_of
from walletdesk.platform.i18n import LOCALES, Locale

CONTACT = "/contact"
LIKELY = ("incoming-not-received", "tx-pending", "forgot-password", "token-not-shown")  # what most people ask


def contact_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @get(CONTACT, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def contact(request: Anyone) -> Response[str]:
        locale = visit_of(request.scope).locale
        values = {
            "reach": await help_center.reaching.now(locale),
            "articles": await _likely(help_center, locale),
            "alternates": chosen_by_query(LOCALES, CONTACT),
        }
        return help_center.answer("contact", locale, f"{CONTACT}?locale={locale}", values, NOT_KEPT)

    return [contact]


async def _likely(help_center: HelpCenter, locale: Locale) -> list[Article]:
    articles = sorted(await help_center.articles.list(locale), key=in_order)
    likely = [article for article in articles if article.id in LIKELY]
    return likely or articles[: len(LIKELY)]
