"""How people can be reached, as it is at this moment. The page stands also while nothing can be asked."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from html import escape
from typing import Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.help_center.http.center import HTML, PUBLIC_PAGE, Anyone, HelpCenter
from walletdesk.help_center.model import chosen_by_query
from walletdesk.help_center.reaching import Ranked, Reach
from walletdesk.help_center.reaching import words as said
from walletdesk.kernel.errors import Unavailable
from walletdesk.knowledge import Article, in_order
from walletdesk.platform.http import visit_of
from walletdesk.platform.i18n import LOCALES, Locale, when

CONTACT = "/contact"
LIKELY = ("incoming-not-received", "tx-pending", "forgot-password", "token-not-shown")  # what most people ask

# A cache may show figures this old, which say of when they are; and any figures rather than none at all.
# Nothing of it is anybody's, so that a copy of the page on another host may ask for it.
BRIEFLY: Final = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400",
    "Vary": "Accept-Language",
}
LOST: Final = {**BRIEFLY, "Cache-Control": "public, max-age=5"}


def contact_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @get(CONTACT, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def contact(request: Anyone) -> Response[str]:
        locale = visit_of(request.scope).locale
        reach = await help_center.reaching.now(locale)
        page = contact_page(help_center, locale, reach, await _likely(help_center, locale))
        mark = f'"{sha256(page.encode()).hexdigest()[:32]}"'
        headers = {"Content-Language": locale, "ETag": mark, **(LOST if reach.lost else BRIEFLY)}
        if mark in request.headers.get("if-none-match", ""):
            return Response("", status_code=304, media_type=HTML, headers=headers)
        return Response(page, media_type=HTML, headers=headers)

    return [contact]


def contact_page(help_center: HelpCenter, locale: Locale, reach: Reach, articles: Sequence[Article]) -> str:
    values = {**reaching_values(help_center, locale, reach), "articles": articles}
    values["alternates"] = chosen_by_query(LOCALES, CONTACT)
    return help_center.page("contact", locale, f"{CONTACT}?locale={locale}", values)


def reaching_values(help_center: HelpCenter, locale: Locale, reach: Reach) -> Mapping[str, object]:
    """``row``: the lines of one way, safe markup; ``why``: of the best."""
    times, ranking = Times(lambda at: when(locale, at, help_center.time_zone)), reach.ranking

    def row(one: Ranked) -> list[str]:
        return [times.html(line) for line in said.time_of(one, locale, times)]

    return {
        "reach": reach,
        "ranking": ranking,
        "row": row,
        "why": said.why(ranking, locale),
        "names": said.NAMES,
        "headings": said.HEADINGS,
        "calls": said.CALLS,
        "with_it": said.WITH_IT,
        "states": said.STATES,
        "at": reach.at.replace(second=0, microsecond=0),
    }


class Times:
    """Times inside sentences as elements that a script may set in the reader's own zone."""

    def __init__(self, words: Callable[[datetime], str]) -> None:
        self._words = words
        self._mark = secrets.token_hex(8)
        self._known: dict[str, str] = {}

    def __call__(self, at: datetime) -> str:
        mark = f"{self._mark}-{len(self._known)}-"
        self._known[mark] = f'<time datetime="{at.isoformat()}">{escape(self._words(at))}</time>'
        return mark

    def html(self, sentence: str) -> str:
        found = escape(sentence)
        for mark, element in self._known.items():
            found = found.replace(mark, element)
        return found


async def _likely(help_center: HelpCenter, locale: Locale) -> list[Article]:
    try:
        articles = sorted(await help_center.articles.list(locale), key=in_order)
    except Unavailable:
        return []  # never read since the start, and now out of reach
    likely = [article for article in articles if article.id in LIKELY]
    return likely or articles[: len(LIKELY)]
