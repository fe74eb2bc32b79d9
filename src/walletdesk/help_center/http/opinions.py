"""Did this help: two buttons of a plain form, a thank-you, and a field for what was missing."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter, URLEncodedBody

from walletdesk.help_center.http.center import (
    HTML,
    NOT_KEPT,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    HelpCenter,
    go_to,
    in_language,
)
from walletdesk.help_center.model import address
from walletdesk.kernel.errors import NotFound, Refused, SecretStopped
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Reader
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import LOCALES, Locale

PATH: Final = "/help/{locale:str}/{article:str}/opinion"


class Told(msgspec.Struct):
    """One of the two: a button, or words. It may hold a secret, so it never prints itself."""

    helped: str = ""
    missing: Annotated[str, msgspec.Meta(max_length=20_000)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True)
class Outcome:
    """``said``: yes, no, told or stopped; ``detail`` says why something was not taken."""

    said: str
    status: int = 200
    detail: str = ""


def opinion_routes(help_center: HelpCenter) -> list[HTTPRouteHandler]:
    @get(PATH, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def thank(
        request: Anyone,
        locale: FromPath[str],
        article: FromPath[str],
        said: Annotated[str, QueryParameter(max_length=10)] = "no",
    ) -> Response[str]:
        return await in_language(
            help_center,
            request,
            locale,
            lambda chosen: _page(help_center, chosen, ArticleId(article), Outcome(said)),
        )

    @post(PATH, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def take(
        request: Anyone, locale: FromPath[str], article: FromPath[str], data: URLEncodedBody[Told]
    ) -> Response[Any]:
        async def taken(chosen: Locale) -> Response[Any]:
            id = ArticleId(article)
            outcome = await _taken(help_center, request, chosen, id, data)
            if outcome.status != 200:
                return await _page(help_center, chosen, id, outcome)
            return go_to(f"{address(chosen, id)}/opinion?said={outcome.said}")

        return await in_language(help_center, request, locale, taken)

    return [thank, take]


async def _taken(
    help_center: HelpCenter, request: Anyone, locale: Locale, id: ArticleId, told: Told
) -> Outcome:
    try:
        return Outcome(await _told(help_center, request, locale, id, told))
    except NotFound:
        raise
    except SecretStopped:
        return Outcome("stopped", status=422)
    except Refused as refusal:
        problem = answer_to(refusal, locale).problem
        return Outcome("no", problem.status, problem.detail)


async def _told(help_center: HelpCenter, request: Anyone, locale: Locale, id: ArticleId, told: Told) -> str:
    reader = Reader(visit_of(request.scope).address, request.headers.get("user-agent", ""))
    if told.missing.strip() or told.helped not in ("yes", "no"):
        await help_center.opinions.explain(id, locale, reader, told.missing)
        return "told"
    await help_center.opinions.tell(id, locale, reader, helped=told.helped == "yes")
    return told.helped


async def _page(help_center: HelpCenter, locale: Locale, id: ArticleId, outcome: Outcome) -> Response[Any]:
    values = {
        "page": await help_center.articles.page(id, locale),
        "said": outcome.said,
        "detail": outcome.detail,
        "alternates": [(each, address(each, id)) for each in LOCALES],
    }
    answer = help_center.answer("opinion", locale, address(locale, id), values, NOT_KEPT)
    answer.status_code = outcome.status
    return answer
