"""The contact's page of a call: a tab of its own, the only page of theirs that may use the microphone.

It is opened from the widget by an address that is good for a minute, or with the cookie of the portal.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from walletdesk.channels.voice.webrtc.service import Talking
from walletdesk.help_center import HTML, UNTOLD, BriefEntrance, HelpCenter, go_to, kept, pass_of
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import CallId, ConversationId
from walletdesk.platform.http import Access, Face, access, contact_of, visit_of

OWN: Final = "/portal/{conversation:str}/calls/{call:str}"
Anyone = Request[Any, Any, Any]


class Opens(msgspec.Struct):
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPage:
    talking: Talking
    help_center: HelpCenter
    entrance: BriefEntrance


def page_routes(page: CallPage) -> list[HTTPRouteHandler]:
    @get(OWN, opt=access(Access.PUBLIC, face=Face.CALL), media_type=HTML, include_in_schema=False)
    async def own_call_page(
        request: Anyone,
        conversation: FromPath[str],
        call: FromPath[str],
        t: Annotated[str, QueryParameter(max_length=300)] = "",
    ) -> Response[Any]:
        locale = visit_of(request.scope).locale
        found = page.entrance.by_token(t) if t else pass_of(page.entrance, request)
        path = f"/portal/{conversation}/calls/{call}"
        if found is None:
            return page.help_center.missing(locale)
        if t:
            answer = go_to(f"{path}?locale={locale}")
            answer.headers.update(UNTOLD)  # the token must not travel on
            return kept(answer, found)
        try:
            one = await page.talking.seen_by(found.viewer, ConversationId(conversation), CallId(call))
        except NotFound:
            return page.help_center.missing(locale)
        shown = {"call": one.id, "conversation": one.conversation, "token": found.token}
        return kept(page.help_center.answer("call", locale, path, {**shown, "alternates": []}, UNTOLD), found)

    @post(OWN + "/open", opt=access(Access.CONTACT, face=Face.PAGES), status_code=200)
    async def open_own_call(request: Anyone, conversation: FromPath[str], call: FromPath[str]) -> Opens:
        """In a frame of somebody else's site there is no microphone: its own tab gets in by an address."""
        viewer, locale = contact_of(request), visit_of(request.scope).locale
        await page.talking.seen_by(viewer, ConversationId(conversation), CallId(call))
        bearer = request.headers.get("authorization", "").partition(" ")[2].strip()
        token = page.entrance.briefly(viewer, bearer)
        if token is None:
            raise NotFound
        return Opens(f"/portal/{conversation}/calls/{call}?locale={locale}&t={token}")

    return [own_call_page, open_own_call]
