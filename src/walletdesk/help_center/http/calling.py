"""The code that shows who calls, as a page that needs no script: made by a button, shown once."""

from dataclasses import dataclass
from typing import Any, Final

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.conversations import Reading
from walletdesk.help_center.http.center import HTML, PUBLIC_FORM, PUBLIC_PAGE, Anyone
from walletdesk.help_center.http.portal import OwnPage, pass_of
from walletdesk.help_center.ports import CallerCode, CallerCodes
from walletdesk.kernel.errors import NotFound, Refused
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.http import answer_to, visit_of

CALLING: Final = "/portal/{conversation:str}/calling"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingPage(OwnPage):
    """``number``: ours, as it is written; empty where none is set."""

    codes: CallerCodes
    talks: Reading
    number: str


def calling_routes(page: CallingPage) -> list[HTTPRouteHandler]:
    @get(CALLING, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def read_calling(request: Anyone, conversation: FromPath[str]) -> Response[Any]:
        return await _page(page, request, ConversationId(conversation), makes=False)

    @post(CALLING, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False, status_code=200)
    async def i_am_calling(request: Anyone, conversation: FromPath[str]) -> Response[Any]:
        return await _page(page, request, ConversationId(conversation), makes=True)

    return [read_calling, i_am_calling]


async def _page(page: CallingPage, request: Anyone, id: ConversationId, *, makes: bool) -> Response[Any]:
    """A stranger and what is not theirs look alike."""
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    if found is None:
        return page.help_center.missing(locale)
    try:
        talk = await page.talks.seen_by(found.viewer, id)
    except NotFound:
        return page.help_center.missing(locale)
    code: CallerCode | None = None
    fault, status = "", 200
    try:
        code = await page.codes.show(found.viewer, id) if makes else None
    except Refused as refusal:
        problem = answer_to(refusal, locale).problem
        fault, status = problem.detail, problem.status
    shown = {"conversation": talk, "code": code, "number": page.number, "fault": fault}
    answer = page.answer("calling", locale, f"/portal/{id}/calling", found, **shown)
    answer.status_code = status
    return answer
