"""Are you talking to us now? What is open between a contact and us, as a page that needs no script.

A stranger reads how we prove who we are; nobody sees anything of anybody else.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import URLEncodedBody

from walletdesk.help_center.http.center import (
    HTML,
    PRIVATE,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    HelpCenter,
    go_to,
)
from walletdesk.help_center.http.portal import kept, pass_of
from walletdesk.help_center.ports import Entrance, Pass
from walletdesk.kernel.errors import NotFound, Refused
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import LOCALES
from walletdesk.verification import Phrases, Talking

NOW: Final = "/verify/now"


class Words(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    phrase: Annotated[str, msgspec.Meta(max_length=200)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class NowPage:
    help_center: HelpCenter
    entrance: Entrance
    talking: Talking
    phrases: Phrases


def now_routes(page: NowPage) -> list[HTTPRouteHandler]:
    @get(NOW, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def read(request: Anyone) -> Response[Any]:
        return await _shown(page, request)

    @post(f"{NOW}/words", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def set_words(request: Anyone, data: URLEncodedBody[Words]) -> Response[Any]:
        """Empty: they are given up."""
        found = pass_of(page.entrance, request)
        if found is None:
            return page.help_center.missing(visit_of(request.scope).locale)
        try:
            await _keep(page, found, data.phrase)
        except NotFound:
            raise
        except Refused as refusal:
            problem = answer_to(refusal, visit_of(request.scope).locale).problem
            return await _shown(page, request, problem.detail, problem.status)
        return kept(go_to(f"{NOW}?locale={visit_of(request.scope).locale}#words"), found)

    return [read, set_words]


async def _keep(page: NowPage, found: Pass, text: str) -> None:
    if text.strip():
        await page.phrases.set(found.viewer, text)
    else:
        await page.phrases.remove(found.viewer)


async def _shown(page: NowPage, request: Anyone, fault: str = "", status: int = 200) -> Response[Any]:
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    known: dict[str, object] = {"now": None}
    if found is not None:
        viewer = found.viewer
        may_set = await page.phrases.may_set(viewer)
        known = {
            "now": await page.talking.now(viewer),
            "may_set": may_set,
            "phrase": await page.phrases.of(viewer.contact) if may_set else "",
        }
    values = {**known, "fault": fault, "alternates": [(each, f"{NOW}?locale={each}") for each in LOCALES]}
    answer = page.help_center.answer("now", locale, NOW, values, PRIVATE)
    answer.status_code = status
    return kept(answer, found) if found else answer
