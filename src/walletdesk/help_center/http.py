"""The public pages: parse, call, render. The shield looks at what is searched for before anything else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from walletdesk.help_center.model import address, alternates, sitemap
from walletdesk.help_center.ports import Articles, HoldsSecret, Reaching
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Match
from walletdesk.platform.http import Access, Face, Pages, access, visit_of
from walletdesk.platform.i18n import LOCALES, Locale, when

HTML: Final = "text/html; charset=utf-8"
PUBLIC_PAGE: Final = access(Access.PUBLIC, face=Face.PAGES)
KEPT: Final = {"Cache-Control": "public, max-age=300"}  # an article may be this old in a cache
NOT_KEPT: Final = {"Cache-Control": "no-store"}  # a search, or what is true only now
FOUND: Final = 10
MOST_SHOWN: Final = 5
WORTH_SHOWING: Final = 0.4  # of the best: what is weaker only stands in the way
OTHERS: Final = 6  # articles beside an article
STOLEN: Final = ArticleId("stolen-funds")  # what somebody needs who gave a secret away
WHO_IS_IT: Final = ArticleId("scam-fake-support")
NOT_FOR_ROBOTS: Final = ("/api/", "/w", "/workspace")

Anyone = Request[Any, Any, Any]
Values = Mapping[str, object]
Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCenter:
    """``time_zone`` is the installation's: without a script we do not know the reader's."""

    articles: Articles
    reaching: Reaching
    holds_secret: HoldsSecret
    may_be_danger: Callable[[str], bool]
    pages: Pages
    public_url: str
    time_zone: str
    inbox: str

    def page(self, template: str, locale: Locale, path: str, values: Values) -> str:
        """``path`` is the address under which the page should be known."""

        def moment(at: datetime) -> str:
            return when(locale, at, self.time_zone)

        frame = {
            "canonical": f"{self.public_url}{path}",
            "url": self.public_url,
            "inbox": self.inbox,
            "stolen": address(locale, STOLEN),
            "who_is_it": address(locale, WHO_IS_IT),
            "when": moment,
        }
        return self.pages.html(f"help/{template}.html", locale, **frame, **values)

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


def routes(help_center: HelpCenter) -> Sequence[HTTPRouteHandler]:
    return [*_articles(help_center), *_contact(help_center), *_for_machines(help_center)]


def _articles(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @get(["/", "/help"], opt=PUBLIC_PAGE, include_in_schema=False)
    async def choose_language(request: Anyone) -> Redirect:
        return Redirect(address(visit_of(request.scope).locale), headers={"Vary": "Accept-Language"})

    @get("/help/{locale:str}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def list_articles(
        request: Anyone, locale: FromPath[str], q: Annotated[str, QueryParameter(max_length=400)] = ""
    ) -> Response[str]:
        language, question = _language(locale), q.strip()
        if language is None:
            return help_center.missing(visit_of(request.scope).locale)
        if question:
            return await _search(help_center, language, question)
        return await _index(help_center, language)

    @get("/help/{locale:str}/{article:str}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def show_article(request: Anyone, locale: FromPath[str], article: FromPath[str]) -> Response[str]:
        language = _language(locale)
        if language is None:
            return help_center.missing(visit_of(request.scope).locale)
        try:
            return await _article(help_center, language, ArticleId(article))
        except NotFound:
            return help_center.missing(language)

    return [choose_language, list_articles, show_article]


def _contact(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @get("/contact", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def contact(request: Anyone) -> Response[str]:
        locale = visit_of(request.scope).locale
        values = {
            "reach": await help_center.reaching.now(),
            "articles": (await help_center.articles.list(locale))[:OTHERS],
            "alternates": [(each, f"/contact?locale={each}") for each in LOCALES],
        }
        return help_center.answer("contact", locale, "/contact", values, NOT_KEPT)

    return [contact]


def _for_machines(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    public = access(Access.PUBLIC)

    @get("/robots.txt", opt=public, media_type="text/plain", include_in_schema=False, sync_to_thread=False)
    def robots() -> Response[str]:
        closed = "".join(f"Disallow: {path}\n" for path in NOT_FOR_ROBOTS)
        body = f"User-agent: *\n{closed}Sitemap: {help_center.public_url}/sitemap.xml\n"
        return Response(body, headers=KEPT)

    @get("/sitemap.xml", opt=public, media_type="application/xml", include_in_schema=False)
    async def site_map() -> Response[str]:
        articles = [article.id for article in await help_center.articles.list(LOCALES[0])]
        addresses = list(sitemap(help_center.public_url, LOCALES, articles))
        return Response(help_center.pages.html("help/sitemap.xml", "en", addresses=addresses), headers=KEPT)

    return [robots, site_map]


def _language(asked: str) -> Locale | None:
    return next((locale for locale in LOCALES if locale == asked), None)


async def _index(help_center: HelpCenter, locale: Locale) -> Response[str]:
    values = {"articles": await help_center.articles.list(locale), "alternates": alternates(LOCALES)}
    return help_center.answer("index", locale, address(locale), values, KEPT)


async def _search(help_center: HelpCenter, locale: Locale, question: str) -> Response[str]:
    """A secret is neither searched for nor shown again; it must be treated as leaked all the same."""
    stopped = help_center.holds_secret(question)
    found = [] if stopped else await _fitting(help_center, locale, question)
    values = {
        "question": "" if stopped else question,
        "stopped": stopped,
        "articles": [match.article for match in found],
        "alternates": alternates(LOCALES),
    }
    return help_center.answer("search", locale, address(locale), values, NOT_KEPT)


async def _fitting(help_center: HelpCenter, locale: Locale, question: str) -> list[Match]:
    """Without the weak tail. For words of danger its articles come first, however weak."""
    found = await help_center.articles.find(question, locale, limit=FOUND)
    is_grave = help_center.may_be_danger(question)
    grave = [match for match in found if is_grave and match.article.is_priority]
    others = [match for match in found if match not in grave]
    return [*grave, *(match for match in others if match.score >= WORTH_SHOWING * found[0].score)][
        :MOST_SHOWN
    ]


async def _article(help_center: HelpCenter, locale: Locale, id: ArticleId) -> Response[str]:
    page = await help_center.articles.page(id, locale)
    others = [article for article in await help_center.articles.list(locale) if article.id != id]
    values = {"page": page, "others": others[:OTHERS], "alternates": alternates(LOCALES, id)}
    return help_center.answer("article", locale, address(page.locale, id), values, KEPT)
