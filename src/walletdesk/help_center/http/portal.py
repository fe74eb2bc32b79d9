"""A contact's own conversations as pages: read, reply, files, transcript. No script is needed.

Who comes by the private link gets a cookie for an hour. A stranger and a wrong id get the same answer.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter, URLEncodedBody

from walletdesk.conversations import (
    Attaching,
    Author,
    Conversing,
    Picture,
    Reading,
    Said,
    Speaker,
    Transcripts,
)
from walletdesk.help_center.http.center import (
    HTML,
    PRIVATE,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    UNTOLD,
    Anyone,
    HelpCenter,
    go_to,
)
from walletdesk.help_center.ports import (
    Entrance,
    MaySend,
    Numbers,
    OwnLine,
    OwnTickets,
    Pass,
    Questions,
    Saying,
    VoiceNow,
)
from walletdesk.kernel.errors import MayBeSecret, NotFound, Refused, SecretStopped
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.platform.blobs import Blobs, download_headers
from walletdesk.platform.http import Access, Face, access, answer_to, contact_of, cookie, visit_of
from walletdesk.platform.i18n import LOCALES, Locale

PORTAL: Final = "/portal"
ONE: Final = "/portal/{conversation:str}"
COOKIE: Final = "__Host-walletdesk-portal"
SHOWN: Final = 200  # items of one page; the transcript has all
LONGEST_TEXT: Final = 4000

Shown = Callable[[Pass], Awaitable[Response[Any]]]


class Reply(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    text: Annotated[str, msgspec.Meta(max_length=50_000)] = ""
    once: Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[A-Za-z0-9_-]*$")] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    help_center: HelpCenter
    entrance: Entrance
    reading: Reading
    conversing: Conversing
    attaching: Attaching
    blobs: Blobs
    transcripts: Transcripts
    limits: MaySend
    numbers: Numbers
    saying: Saying
    tickets: OwnTickets
    waits: OwnLine
    questions: Questions
    calls: Callable[[], Awaitable[bool]]  # whether they can be booked
    voice: Callable[[Pass, ConversationId], Awaitable[VoiceNow]]
    phones: bool  # whether we can be called
    linking: Callable[[ContactId], Awaitable[bool]]  # whether there is a channel to link or to part

    def answer(
        self, template: str, locale: Locale, path: str, status: int = 200, **values: object
    ) -> Response[Any]:
        whole = {**values, "alternates": [(each, f"{path}?locale={each}") for each in LOCALES]}
        answer = self.help_center.answer(template, locale, path, whole, PRIVATE)
        answer.status_code = status
        return answer


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a reply was not taken, and what may be shown again.

    ``code``: empty, too_long, stopped, may_be_secret or refused.
    """

    code: str
    text: str = ""
    status: int = 422
    detail: str = ""


def portal_routes(portal: Portal) -> list[HTTPRouteHandler]:
    return [*_doors(portal), *_reading(portal), *_files(portal), *_writing(portal)]


def _doors(portal: Portal) -> list[HTTPRouteHandler]:
    @get("/portal/open", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def open_link(
        request: Anyone, t: Annotated[str, QueryParameter(max_length=100)] = ""
    ) -> Response[Any]:
        visit = visit_of(request.scope)
        found = await portal.entrance.by_link(t, visit.address)
        if found is None:
            return portal.answer("portal_door", visit.locale, PORTAL, 404, wrong=True)
        answer = go_to(PORTAL)
        answer.headers.update(UNTOLD)  # the link itself must not travel on
        return kept(answer, found)

    @post("/portal/session", opt=access(Access.CONTACT, face=Face.PAGES), status_code=204)
    async def open_for_widget(request: Anyone) -> Response[None]:
        """The widget's own contact goes on here, in pages."""
        bearer = request.headers.get("authorization", "").partition(" ")[2].strip()
        found = portal.entrance.for_contact(contact_of(request), bearer)
        if found is None:
            raise NotFound
        return kept(Response(None, status_code=204), found)

    @post("/portal/end", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def end(request: Anyone) -> Response[Any]:
        answer = go_to(PORTAL)
        answer.set_cookie(_cookie("", 0))
        return answer

    return [open_link, open_for_widget, end]


def _reading(portal: Portal) -> list[HTTPRouteHandler]:
    @get(PORTAL, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def list_own(request: Anyone) -> Response[Any]:
        locale, found = visit_of(request.scope).locale, pass_of(portal.entrance, request)
        if found is None:
            return portal.answer("portal_door", locale, PORTAL, wrong=False)
        conversations = await portal.reading.of_contact(found.viewer.contact)
        tickets = await portal.tickets.of_contact(found.viewer.contact)
        questions = await portal.questions.open_of(found.viewer.contact)
        page = portal.answer(
            "portal",
            locale,
            PORTAL,
            conversations=conversations,
            tickets=tickets,
            questions=questions,
            subjects={one.id: one.subject for one in conversations},
            calls=await portal.calls(),
            linking=await portal.linking(found.viewer.contact),
        )
        return kept(page, found)

    @get(ONE, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def read(request: Anyone, conversation: FromPath[str]) -> Response[Any]:
        async def shown(found: Pass) -> Response[Any]:
            return await _page(portal, request, found, ConversationId(conversation))

        return await _own(portal, request, shown)

    return [list_own, read]


def _files(portal: Portal) -> list[HTTPRouteHandler]:
    @get("/portal/{conversation:str}/files/{attachment:str}", opt=PUBLIC_PAGE, include_in_schema=False)
    async def download(
        request: Anyone, conversation: FromPath[str], attachment: FromPath[str]
    ) -> Response[Any]:
        async def shown(found: Pass) -> Response[Any]:
            file = await portal.attaching.seen_by(found.viewer, attachment)
            if file.conversation != conversation:
                raise NotFound
            headers = download_headers(file.attachment.name, file.attachment.type)
            body = await portal.blobs.read(file.blob)
            return Response(body, headers=headers, media_type=file.attachment.type)

        return await _own(portal, request, shown)

    @get("/portal/{conversation:str}/transcript", opt=PUBLIC_PAGE, include_in_schema=False)
    async def transcript(
        request: Anyone,
        conversation: FromPath[str],
        format: Annotated[str, QueryParameter(pattern="^(html|json|text)$")] = "html",
    ) -> Response[Any]:
        async def shown(found: Pass) -> Response[Any]:
            made = await portal.transcripts.made(found.viewer, ConversationId(conversation), format)
            headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{made.name}"'}
            return Response(made.body, media_type=made.type, headers=headers)

        return await _own(portal, request, shown)

    return [download, transcript]


def _writing(portal: Portal) -> list[HTTPRouteHandler]:
    @post("/portal/{conversation:str}/messages", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def reply(
        request: Anyone, conversation: FromPath[str], data: URLEncodedBody[Reply]
    ) -> Response[Any]:
        async def taken(found: Pass) -> Response[Any]:
            id = ConversationId(conversation)
            await portal.reading.seen_by(found.viewer, id)
            fault = await _replied(portal, request, found, id, data)
            if fault is not None:
                return await _page(portal, request, found, id, fault)
            return kept(go_to(f"/portal/{id}?locale={visit_of(request.scope).locale}#reply"), found)

        return await _own(portal, request, taken)

    return [reply]


async def _own(portal: Portal, request: Anyone, shown: Shown) -> Response[Any]:
    """Whatever is not theirs, not there, or asked for by nobody we know looks the same."""
    found = pass_of(portal.entrance, request)
    try:
        if found is not None:
            return await shown(found)
    except NotFound:
        pass
    return portal.help_center.missing(visit_of(request.scope).locale)


async def _replied(
    portal: Portal, request: Anyone, found: Pass, id: ConversationId, reply: Reply
) -> Fault | None:
    text, contact = reply.text.strip(), found.viewer.contact
    if not text:
        return Fault("empty")
    if len(text) > LONGEST_TEXT:  # what is shown again must have passed the shield
        shown = portal.help_center.without_digits(text, visit_of(request.scope).locale) or text
        return Fault("stopped") if portal.help_center.holds_secret(text) else Fault("too_long", shown)
    try:
        await portal.limits.may_send(contact)
        said = Said(text=text, client_id=reply.once or secrets.token_urlsafe(16))
        await portal.conversing.hear(id, Author(Speaker.CONTACT, contact), said)
    except NotFound:
        raise
    except MayBeSecret:
        asked = portal.help_center.without_digits(text, visit_of(request.scope).locale)
        return Fault("may_be_secret", asked or "")
    except SecretStopped:
        return Fault("stopped")
    except Refused as refusal:
        problem = answer_to(refusal, visit_of(request.scope).locale).problem
        shown = portal.help_center.without_digits(text, visit_of(request.scope).locale) or text
        again = "" if portal.help_center.holds_secret(text) else shown
        return Fault("refused", again, problem.status, problem.detail)
    return None


async def _page(
    portal: Portal, request: Anyone, found: Pass, id: ConversationId, fault: Fault | None = None
) -> Response[Any]:
    picture = await portal.reading.picture(found.viewer, id, most=SHOWN)
    if picture.conversation.contact_unread:
        await portal.conversing.read_by_contact(id, picture.conversation.public_seq)
    locale = visit_of(request.scope).locale
    answer = portal.answer(
        "portal_conversation",
        locale,
        f"{PORTAL}/{id}",
        fault.status if fault else 200,
        conversation=picture.conversation,
        told=await portal.saying.of(picture.conversation),
        line=await portal.waits.line(picture.conversation, locale),
        numbers=await portal.numbers.numbers_of(id),
        lines=await _lines(portal, picture),
        earlier=picture.earlier,
        files=[(item, file) for item in picture.items for file in item.attachments],
        calls=await portal.calls(),
        voice=await portal.voice(found, id),
        phones=portal.phones,
        fault=fault,
        once=secrets.token_urlsafe(16),
        longest=LONGEST_TEXT,
    )
    return kept(answer, found)


async def _lines(portal: Portal, picture: Picture) -> list[tuple[object, object]]:
    """Each item with its words: who and when, and what happened where nobody spoke."""
    locale, words = picture.conversation.locale, portal.transcripts
    told = await words.told(picture.conversation.id, locale, picture.items)
    return [(item, words.line(locale, item, told)) for item in picture.items if item.has_line]


def pass_of(entrance: Entrance, request: Anyone) -> Pass | None:
    """Who reads with the cookie of the portal's pages."""
    token = cookie(request.scope, COOKIE)
    return entrance.by_token(token) if token else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """A page beside the portal, for whoever has a pass."""

    help_center: HelpCenter
    entrance: Entrance

    def answer(
        self, template: str, locale: Locale, path: str, found: Pass | None, **values: object
    ) -> Response[Any]:
        whole = {**values, "alternates": [(each, f"{path}?locale={each}") for each in LOCALES]}
        answer = self.help_center.answer(template, locale, path, whole, PRIVATE)
        return kept(answer, found) if found else answer


def kept(answer: Response[Any], found: Pass) -> Response[Any]:
    """Whoever goes on reading stays; an hour after the last page nobody at this browser gets in."""
    answer.set_cookie(_cookie(found.token, found.seconds))
    return answer


def _cookie(token: str, seconds: int) -> Cookie:
    return Cookie(
        key=COOKIE, value=token, path="/", secure=True, httponly=True, samesite="lax", max_age=seconds
    )
