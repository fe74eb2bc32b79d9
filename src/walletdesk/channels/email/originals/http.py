"""Pages of mails as they came. Nothing that a mail says is a link or markup on them, but in its own frame."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.channels.email.originals.framing import POLICY
from walletdesk.channels.email.originals.pictures import INLINE, REMOTE, MailPictures, inline_in, remote_in
from walletdesk.channels.email.originals.service import Originals
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.blobs import download_headers
from walletdesk.platform.http import Access, Face, Pages, access, agent_of, visit_of
from walletdesk.platform.i18n import when
from walletdesk.platform.mime import Doubt, ReadMail

TEMPLATES: Final = Path(__file__).parent / "templates"
ROOT: Final = "/workspace/mails/{conversation:str}"
_PAGE: Final = access(Access.AGENT, face=Face.WORKSPACE)
_FRAME: Final = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PICTURE: Final = {**_FRAME, "Content-Security-Policy": "default-src 'none'; sandbox"}
_TYPE: Final = "message/rfc822"
Asked = Request[Any, Any, Any]


def pages(
    originals: Originals, pictures: MailPictures, shown: Pages, zone: str
) -> Sequence[HTTPRouteHandler]:
    @get(ROOT, opt=_PAGE, include_in_schema=False)
    async def mails_page(request: Asked, conversation: FromPath[str]) -> Response[str]:
        found = await originals.listed(agent_of(request), ConversationId(conversation))
        locale = visit_of(request.scope).locale
        mails = [{"id": one.id, "at": when(locale, one.received_at, zone)} for one in found]
        return shown.respond(request, "mails.html", conversation=conversation, mails=mails)

    @get(ROOT + "/{arrival:str}", opt=_PAGE, include_in_schema=False)
    async def mail_page(request: Asked, conversation: FromPath[str], arrival: FromPath[str]) -> Response[str]:
        """With ``?pictures=1``, which is a button on it, those from outside stand on it too."""
        found = await originals.original(agent_of(request), ConversationId(conversation), arrival)
        return shown.respond(
            request,
            "mail_original.html",
            path=f"/workspace/mails/{conversation}/{arrival}",
            conversation=conversation,
            at=when(visit_of(request.scope).locale, found.arrival.received_at, zone),
            mail=found.mail,
            doubts={doubt.value for doubt in found.mail.doubts} if found.mail else set(),
            has_markup=bool(found.document),
            links=found.links,
            inline=_inline(found.mail),
            remote=_remote(found.mail),
            shows_remote="pictures" in request.query_params,
            cut=bool(found.mail and Doubt.CUT in found.mail.doubts),
        )

    @get(ROOT + "/{arrival:str}/markup", opt=_PAGE, include_in_schema=False)
    async def mail_markup(
        request: Asked, conversation: FromPath[str], arrival: FromPath[str]
    ) -> Response[str]:
        """For the frame alone, which may do nothing: no script, no form, no link, nothing to fetch."""
        found = await originals.original(agent_of(request), ConversationId(conversation), arrival)
        if not found.document:
            raise NotFound
        return Response(found.document, media_type="text/html", headers=_FRAME)

    @get(ROOT + "/{arrival:str}/file", opt=access(Access.AGENT, answers=["*/*"]), include_in_schema=False)
    async def mail_file(
        request: Asked, conversation: FromPath[str], arrival: FromPath[str]
    ) -> Response[bytes]:
        """As it came, to be saved."""
        raw = await originals.file(agent_of(request), ConversationId(conversation), arrival)
        return Response(raw, headers=download_headers(f"{arrival}.eml", _TYPE), media_type=_TYPE)

    @get(ROOT + "/{arrival:str}/pictures/{picture:str}", opt=_PAGE, include_in_schema=False)
    async def mail_picture(
        request: Asked, conversation: FromPath[str], arrival: FromPath[str], picture: FromPath[str]
    ) -> Response[bytes]:
        """Of the mail itself, or fetched by this server at the wish of an agent; drawn anew either way."""
        content, type = await pictures.picture(
            agent_of(request), ConversationId(conversation), arrival, picture
        )
        return Response(content, media_type=type, headers=_PICTURE)

    return [mails_page, mail_page, mail_markup, mail_file, mail_picture]


def _inline(mail: ReadMail | None) -> Sequence[tuple[str, str]]:
    """The last part of each one's address, and what the mail calls it."""
    found = inline_in(mail) if mail else []
    return [(f"{INLINE}-{number}", one.name) for number, one in enumerate(found)]


def _remote(mail: ReadMail | None) -> Sequence[tuple[str, str]]:
    """The last part of each one's address, and the host it comes from."""
    found = remote_in(mail) if mail else []
    return [(f"{REMOTE}-{number}", host) for number, (_, host) in enumerate(found)]
