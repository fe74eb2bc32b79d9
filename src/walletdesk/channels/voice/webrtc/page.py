"""The contact's page of a call: a tab of its own, the only page of theirs that may use the microphone.

It is opened from the widget by an address that is good for a minute, or with the cookie of the portal.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from walletdesk.channels.voice.webrtc.model import Side, State, Why
from walletdesk.channels.voice.webrtc.service import Talking
from walletdesk.channels.voice.webrtc.voicemail import Leaving
from walletdesk.help_center import (
    FORM,
    HTML,
    NOT_KEPT,
    UNTOLD,
    BriefEntrance,
    HelpCenter,
    Pass,
    VoiceNow,
    go_to,
    kept,
    pass_of,
)
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, CallId, ConversationId
from walletdesk.platform.http import Access, Face, access, contact_of, visit_of

ALL: Final = "/portal/{conversation:str}/calls"
OWN: Final = ALL + "/{call:str}"
PUBLIC_FORM: Final = access(Access.PUBLIC, face=Face.PAGES, takes=FORM)
Anyone = Request[Any, Any, Any]


class Opens(msgspec.Struct):
    url: str


class Rings(msgspec.Struct):
    """``call``: the one that goes on, or empty. ``rings``: it waits for this contact's answer."""

    call: str
    agent: str
    rings: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPage:
    talking: Talking
    help_center: HelpCenter
    entrance: BriefEntrance
    leaving: Leaving
    shown_as: Callable[[AgentId], str]

    async def now(self, found: Pass, id: ConversationId) -> VoiceNow:
        """What rings in a conversation of theirs. Raises NotFound for what is not theirs."""
        talk = await self.talking.talks.seen_by(found.viewer, id)
        mail = self.leaving.is_offered(talk)
        if not self.talking.can_ring(talk):
            return VoiceNow(voicemail=mail)
        live = await self.talking.archive.live_of(id)
        if live is None:
            may = await self.talking.may_start(found.viewer, id)
            return VoiceNow(can_ring=True, may_start=may, voicemail=mail)
        rings = live.state is State.RINGING and live.by is Side.AGENT
        return VoiceNow(can_ring=True, call=live.id, agent=self.shown_as(live.agent), rings=rings)


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

    return [own_call_page, open_own_call, *_from_portal(page)]


def _from_portal(page: CallPage) -> list[HTTPRouteHandler]:
    """Beside the contact's own conversation, where they read it as a page."""

    @get(ALL, opt=access(Access.PUBLIC, face=Face.PAGES), include_in_schema=False)
    async def what_rings(request: Anyone, conversation: FromPath[str]) -> Response[Rings]:
        """For a page that stays open."""
        found = pass_of(page.entrance, request)
        if found is None:
            raise NotFound
        now = await page.now(found, ConversationId(conversation))
        return Response(Rings(now.call, now.agent, now.rings), headers=NOT_KEPT)

    @post(ALL, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def start_from_portal(request: Anyone, conversation: FromPath[str]) -> Response[Any]:
        async def started(found: Pass) -> str:
            call = await page.talking.start(found.viewer, ConversationId(conversation))
            return f"/portal/{conversation}/calls/{call.id}"

        return await _gone_to(page, request, started)

    @post(OWN + "/decline", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def decline_from_portal(
        request: Anyone, conversation: FromPath[str], call: FromPath[str]
    ) -> Response[Any]:
        async def declined(found: Pass) -> str:
            await page.talking.end(found.viewer, ConversationId(conversation), CallId(call), Why.HUNG_UP)
            return f"/portal/{conversation}"

        return await _gone_to(page, request, declined)

    return [what_rings, start_from_portal, decline_from_portal]


async def _gone_to(page: CallPage, request: Anyone, act: Callable[[Pass], Awaitable[str]]) -> Response[Any]:
    """After a form of the portal. What is not theirs and what is not there look the same."""
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    try:
        if found is not None:
            return kept(go_to(f"{await act(found)}?locale={locale}"), found)
    except NotFound:
        pass
    return page.help_center.missing(locale)
