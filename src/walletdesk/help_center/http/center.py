"""What every public page is made of: its frame, its language, how long it may be kept."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from litestar import Request, Response

from walletdesk.help_center.guides import Guide, guides
from walletdesk.help_center.model import address, alternates
from walletdesk.help_center.naming import category_name
from walletdesk.help_center.ports import (
    Articles,
    CountsSearches,
    HoldsSecret,
    Limiter,
    ReachesPeople,
    TakesOpinions,
)
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Category, category_of
from walletdesk.platform.http import Access, Face, Pages, access, visit_of
from walletdesk.platform.i18n import LOCALES, Locale, day, stretch, stretch_and_zone, translate, when

HTML: Final = "text/html; charset=utf-8"
PUBLIC_PAGE: Final = access(Access.PUBLIC, face=Face.PAGES)
KEPT: Final = {"Cache-Control": "public, max-age=300"}  # an article may be this old in a cache
NOT_KEPT: Final = {"Cache-Control": "no-store"}  # a search, or what is true only now
PRIVATE: Final = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}  # for one person only
# Where an access link stands. Not on pages with a form: without a referrer browsers hide where it came from.
UNTOLD: Final = {**PRIVATE, "Referrer-Policy": "no-referrer"}
STOLEN: Final = ArticleId("stolen-funds")  # what somebody needs who gave a secret away
APP_TOPICS: Final = (ArticleId("app-crash"), ArticleId("app-update"))  # where the steps for a version help
WHO_IS_IT: Final = ArticleId("scam-fake-support")

FORM: Final = "application/x-www-form-urlencoded"
PUBLIC_FORM: Final = access(Access.PUBLIC, face=Face.PAGES, takes=FORM)

Anyone = Request[Any, Any, Any]
Values = Mapping[str, object]
Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCenter:
    """``time_zone`` is the installation's: without a script we do not know the reader's."""

    articles: Articles
    opinions: TakesOpinions
    searches: CountsSearches
    reaching: ReachesPeople
    limiter: Limiter
    holds_secret: HoldsSecret
    without_digits: Callable[[str, Locale], str | None]  # None where nothing must be asked about them
    may_be_danger: Callable[[str], bool]
    pages: Pages
    public_url: str
    time_zone: str
    inbox: str
    own_keys: bool  # whether contacts may hold their own here

    def guides(self, locale: Locale) -> Sequence[Guide]:
        return guides(locale, own_keys=self.own_keys)

    def page(self, template: str, locale: Locale, path: str, values: Values) -> str:
        """``path`` is the address under which the page should be known."""

        def moment(at: datetime) -> str:
            return when(locale, at, self.time_zone)

        def on(of: date) -> str:
            return day(locale, of)

        def spanning(begins: datetime, ends: datetime) -> str:
            return stretch(locale, begins, ends, self.time_zone)

        def spanning_there(begins: datetime, ends: datetime) -> str:
            return stretch_and_zone(locale, begins, ends, self.time_zone)

        def named(category: Category) -> str:
            return category_name(category, locale)

        frame = {
            "canonical": f"{self.public_url}{path}",
            "url": self.public_url,
            "inbox": self.inbox,
            "stolen": address(locale, STOLEN),
            "who_is_it": address(locale, WHO_IS_IT),
            "category_name": named,
            "category_of": category_of,
            "when": moment,
            "on": on,
            "stretch": spanning,
            "stretch_and_zone": spanning_there,
        }
        return self.pages.html(f"help/{template}.html", locale, **frame, **values)

    def trail(self, locale: Locale, *below: tuple[str, str]) -> list[tuple[str, str]]:
        """Names and whole addresses from the index down to a page."""
        top = translate(locale, "Help articles"), address(locale)
        return [(name, f"{self.public_url}{path}") for name, path in (top, *below)]

    def answer(
        self, template: str, locale: Locale, path: str, values: Values, kept: Headers
    ) -> Response[str]:
        body = self.page(template, locale, path, values)
        return Response(body, media_type=HTML, headers={"Content-Language": locale, **kept})

    def missing(self, locale: Locale) -> Response[str]:
        values = {"alternates": alternates(LOCALES)}
        answer = self.answer("missing", locale, address(locale), values, NOT_KEPT)
        answer.status_code = 404
        return answer

    def problem_page(self, locale: Locale, status: int, title: str, detail: str) -> str:
        """For any address that a person opens in a browser; it asks nothing of the database."""
        values = {"title": title, "detail": detail, "alternates": alternates(LOCALES)}
        return self.page("missing" if status == 404 else "problem", locale, address(locale), values)


def language(asked: str) -> Locale | None:
    return next((locale for locale in LOCALES if locale == asked), None)


def go_to(path: str) -> Response[str]:
    """After a form: the next page is asked for, so that loading it again sends nothing twice."""
    return Response("", status_code=303, media_type=HTML, headers={"Location": path, **NOT_KEPT})


def lead_on(path: str) -> Response[str]:
    """To the same page in the language of their browser."""
    headers = {"Location": path, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return Response("", status_code=302, media_type=HTML, headers=headers)


async def in_language(
    help_center: HelpCenter, request: Anyone, asked: str, shown: Callable[[Locale], Awaitable[Response[Any]]]
) -> Response[Any]:
    """The page in the language of its address; what is not there says so in the reader's."""
    locale = language(asked)
    if locale is None:
        return help_center.missing(visit_of(request.scope).locale)
    try:
        return await shown(locale)
    except NotFound:
        return help_center.missing(locale)
