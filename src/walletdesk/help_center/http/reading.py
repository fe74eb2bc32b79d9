"""Articles: the index, a category, one article, and the search. The shield looks at a question first."""

from collections.abc import Sequence
from typing import Annotated, Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from walletdesk.help_center import describing
from walletdesk.help_center.guides import Guide, fitting_topics
from walletdesk.help_center.http.center import (
    APP_TOPICS,
    HTML,
    KEPT,
    NOT_KEPT,
    PUBLIC_PAGE,
    STOLEN,
    WHO_IS_IT,
    Anyone,
    HelpCenter,
    in_language,
    language,
    lead_on,
)
from walletdesk.help_center.model import (
    ART,
    address,
    alternates,
    category_alternates,
    sorted_in,
    topics_address,
)
from walletdesk.help_center.naming import category_about, category_name
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Article, Category, Match, Page
from walletdesk.platform.http import visit_of
from walletdesk.platform.i18n import LOCALES, Locale

PER_ADDRESS: Final = (240, 60)  # a whole mobile network may share one, and each types
FOUND = 10
MOST_SHOWN = 5
GUIDED_BY = 2  # of the articles found: a guide to what comes third is beside the point
LIKELY = 0.4  # P(right is among what is found)
WORTH_SHOWING = 0.4  # of the best: what is weaker only stands in the way


def reading_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @get(["/", "/help"], opt=PUBLIC_PAGE, include_in_schema=False)
    async def choose_language(request: Anyone) -> Response[str]:
        return lead_on(address(visit_of(request.scope).locale))

    @get("/help/{locale:str}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def list_articles(
        request: Anyone, locale: FromPath[str], q: Annotated[str, QueryParameter(max_length=400)] = ""
    ) -> Response[str]:
        """``locale`` may be an article as well: whoever has no language in the address is led to theirs."""

        async def shown(chosen: Locale) -> Response[str]:
            question = q.strip()
            return await (
                _search(help_center, request, chosen, question) if question else _index(help_center, chosen)
            )

        own = visit_of(request.scope).locale
        if language(locale) is None and await _is_article(help_center, own, locale):
            return lead_on(address(own, locale))
        return await in_language(help_center, request, locale, shown)

    @get("/help/topics/{category:str}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def choose_category(request: Anyone, category: FromPath[str]) -> Response[str]:
        own = visit_of(request.scope).locale
        is_one = category in set(Category)
        return lead_on(topics_address(own, category)) if is_one else help_center.missing(own)

    @get(
        "/help/{locale:str}/topics/{category:str}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False
    )
    async def list_category(request: Anyone, locale: FromPath[str], category: FromPath[str]) -> Response[str]:
        return await in_language(
            help_center, request, locale, lambda chosen: _category(help_center, chosen, category)
        )

    @get("/help/{locale:str}/{article:str}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def show_article(request: Anyone, locale: FromPath[str], article: FromPath[str]) -> Response[str]:
        return await in_language(
            help_center, request, locale, lambda chosen: _article(help_center, chosen, ArticleId(article))
        )

    return [choose_language, choose_category, list_articles, list_category, show_article]


async def _is_article(help_center: HelpCenter, locale: Locale, asked: str) -> bool:
    return any(article.id == asked for article in await help_center.articles.list(locale))


async def _index(help_center: HelpCenter, locale: Locale) -> Response[str]:
    articles = await help_center.articles.list(locale)
    known = {article.id: article for article in articles}
    values = {
        "categories": sorted_in(articles),
        "guides": help_center.guides(locale),
        "urgent": [known[id] for id in (STOLEN, WHO_IS_IT) if id in known],
        "alternates": alternates(LOCALES),
    }
    return help_center.answer("index", locale, address(locale), values, KEPT)


async def _category(help_center: HelpCenter, locale: Locale, asked: str) -> Response[str]:
    found = dict(sorted_in(await help_center.articles.list(locale)))
    category = next((one for one in found if one == asked), None)
    if category is None:
        raise NotFound
    name, path = category_name(category, locale), topics_address(locale, category)
    values = {
        "category": category,
        "name": name,
        "about": category_about(category, locale),
        "articles": found[category],
        "guides": _about(help_center, locale, found[category]),
        "categories": list(found),
        "alternates": category_alternates(LOCALES, category),
        "described": describing.listing(name, locale, help_center.trail(locale, (name, path))),
    }
    return help_center.answer("category", locale, path, values, KEPT)


async def _search(help_center: HelpCenter, request: Anyone, locale: Locale, question: str) -> Response[str]:
    """A secret is neither searched for nor shown again; it must be treated as leaked all the same."""
    stopped = help_center.holds_secret(question)
    where = visit_of(request.scope).address
    await no_storm(help_center, where)
    found = [] if stopped else await fitting(help_center, locale, question)
    if not stopped:
        await help_center.searches.asked(question, locale, where, in_vain=is_weak(found))
    values = {
        "question": "" if stopped else question,
        "stopped": stopped,
        "articles": [match.article for match in found],
        "guides": _about(help_center, locale, [match.article for match in found[:GUIDED_BY]]),
        "alternates": alternates(LOCALES),
    }
    return help_center.answer("search", locale, address(locale), values, NOT_KEPT)


async def no_storm(help_center: HelpCenter, address: str) -> None:
    """TooMany, however it is searched: looking for the meaning of words takes time that contacts need."""
    await help_center.limiter.hit(f"search:{address}", *PER_ADDRESS)


def is_weak(found: Sequence[Match]) -> bool:
    """Nothing, or nothing that anybody would bet on: for whoever writes articles that is a gap."""
    return sum(match.score for match in found) < LIKELY


async def fitting(help_center: HelpCenter, locale: Locale, question: str) -> list[Match]:
    """Without the weak tail. For words of danger its articles come first, however weak."""
    found = await help_center.articles.find(question, locale, limit=FOUND)
    is_grave = help_center.may_be_danger(question)
    grave = [match for match in found if is_grave and match.article.is_priority]
    others = [match for match in found if match not in grave]
    return [*grave, *(match for match in others if match.score >= WORTH_SHOWING * found[0].score)][
        :MOST_SHOWN
    ]


def _about(help_center: HelpCenter, locale: Locale, articles: Sequence[Article]) -> list[Guide]:
    """The guides that lead to any of these, in their order."""
    ids = {str(article.id) for article in articles}
    return [guide for guide in help_center.guides(locale) if ids & set(guide.topics)]


async def _article(help_center: HelpCenter, locale: Locale, id: ArticleId) -> Response[str]:
    page = await help_center.articles.page(id, locale)
    values = article_values(help_center, locale, page, await help_center.articles.related(id, locale))
    return help_center.answer("article", locale, address(page.locale, id), values, KEPT)


def article_values(
    help_center: HelpCenter, locale: Locale, page: Page, related: Sequence[Article]
) -> dict[str, object]:
    """What the page of an article shows, read or looked at beforehand."""
    category = category_name(page.category, locale), topics_address(locale, page.category)
    trail = help_center.trail(locale, category, (page.title, address(page.locale, page.id)))
    return {
        "page": page,
        "described": describing.article(page, trail),
        "app_problem": page.id in APP_TOPICS,
        "art": page.id if page.id in ART else "",
        "guide": fitting_topics(help_center.guides(locale), [str(page.id)]),
        "related": related,
        "alternates": alternates(LOCALES, page.id),
    }
