"""The page where a contact leaves a spoken message: a tab of its own, for its microphone; and its way in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body, FromPath, QueryParameter

from walletdesk.channels.voice.webrtc.page import Opens
from walletdesk.channels.voice.webrtc.voicemail import LONGEST, Leaving, Spoken
from walletdesk.help_center import HTML, UNTOLD, BriefEntrance, HelpCenter, go_to, kept, pass_of
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.http import Access, Face, access, contact_of, visit_of
from walletdesk.platform.i18n import translate

PAGE: Final = "/portal/{conversation:str}/voicemail"
PIECE: Final = 64 * 1024
Anyone = Request[Any, Any, Any]


class Recording(msgspec.Struct):
    """``seconds``: as the page counted them; shown in the name. What is kept is bounded by its bytes."""

    file: UploadFile
    once: Annotated[str, msgspec.Meta(min_length=8, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
    seconds: Annotated[int, msgspec.Meta(ge=1, le=LONGEST)]


Form = Annotated[Recording, Body(media_type=RequestEncodingType.MULTI_PART)]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicemailPage:
    leaving: Leaving
    help_center: HelpCenter
    entrance: BriefEntrance


def voicemail_routes(page: VoicemailPage) -> list[HTTPRouteHandler]:
    @get(PAGE, opt=access(Access.PUBLIC, face=Face.CALL), media_type=HTML, include_in_schema=False)
    async def voicemail_page(
        request: Anyone,
        conversation: FromPath[str],
        t: Annotated[str, QueryParameter(max_length=300)] = "",
    ) -> Response[Any]:
        locale = visit_of(request.scope).locale
        found = page.entrance.by_token(t) if t else pass_of(page.entrance, request)
        path = f"/portal/{conversation}/voicemail"
        if found is None:
            return page.help_center.missing(locale)
        if t:
            answer = go_to(f"{path}?locale={locale}")
            answer.headers.update(UNTOLD)  # the token must not travel on
            return kept(answer, found)
        try:
            await page.leaving.may_leave(found.viewer, ConversationId(conversation))
        except (NotFound, Conflict):
            return page.help_center.missing(locale)
        shown = {"conversation": conversation, "token": found.token, "hearers": await page.leaving.hearers()}
        values = {**shown, "longest": LONGEST, "alternates": []}
        return kept(page.help_center.answer("voicemail", locale, path, values, UNTOLD), found)

    @post(PAGE + "/open", opt=access(Access.CONTACT, face=Face.PAGES), status_code=200)
    async def open_voicemail(request: Anyone, conversation: FromPath[str]) -> Opens:
        """From a frame of somebody else's site, where there is no microphone."""
        viewer, locale = contact_of(request), visit_of(request.scope).locale
        await page.leaving.may_leave(viewer, ConversationId(conversation))
        bearer = request.headers.get("authorization", "").partition(" ")[2].strip()
        token = page.entrance.briefly(viewer, bearer)
        if token is None:
            raise NotFound
        return Opens(f"/portal/{conversation}/voicemail?locale={locale}&t={token}")

    @post(
        "/api/conversations/{conversation:str}/voicemail",
        opt=access(Access.CONTACT, upload=True),
        status_code=204,
    )
    async def leave_voicemail(request: Anyone, conversation: FromPath[str], data: Form) -> None:
        visit = visit_of(request.scope)
        name = translate(visit.locale, "Spoken message {seconds} s", seconds=data.seconds)
        spoken = Spoken(data.once, name, _pieces(data.file))
        await page.leaving.leave(contact_of(request), ConversationId(conversation), spoken)

    return [voicemail_page, open_voicemail, leave_voicemail]


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(PIECE):
        yield piece
