"""Sessions of the widget, a contact's mailbox, and blocking: parse, who, call, render."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter, URLEncodedBody

from walletdesk.contacts.authenticator import ContactAuthenticator
from walletdesk.contacts.blocking import Block, Why
from walletdesk.contacts.ports import IdentityTokenRefused
from walletdesk.contacts.service import Asked, ContactBook, EmailProving, Opened, Sessions
from walletdesk.contacts.service.emails import PAGE
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Refused
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.http import (
    Access,
    Authenticator,
    Credentials,
    Face,
    Pages,
    SignedIn,
    access,
    agent_of,
    answer_to,
    contact_of,
    visit_of,
)

TEMPLATES: Final = Path(__file__).parent / "templates"
FORM: Final = "application/x-www-form-urlencoded"
log: Final = logging.getLogger("walletdesk.contacts")

Secret = Annotated[str, msgspec.Meta(max_length=100)]
SignedWord = Annotated[str, msgspec.Meta(max_length=4096)]
Locale = Annotated[str, msgspec.Meta(max_length=35)]
Address = Annotated[str, msgspec.Meta(max_length=254)]
LinkToken = Annotated[str, QueryParameter(max_length=100)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What is sent to us. It may hold a secret, so it never prints itself."""

    def __repr__(self) -> str:
        return type(self).__name__


class OpenSession(Body):
    """Nothing, for a browser that was never here; its device secret; and, or, the wallet's identity token.

    With both, the conversations of this browser are taken along to the identified contact.
    """

    device_secret: Secret | None = None
    identity_token: SignedWord | None = None
    locale: Locale = ""


class SessionContact(msgspec.Struct):
    id: str
    level: str


class SessionView(msgspec.Struct):
    """``device_secret`` is shown once: keep it. After an identity token forget the one you had."""

    token: str
    expires_at: int
    contact: SessionContact
    device_secret: str | None
    app_version: str = ""


class ProveEmail(Body):
    email: Address


class EmailState(msgspec.Struct):
    """``sent``: a link is on its way. ``proven``: it was proven before."""

    state: str


class SetBlocked(Body):
    """``hours`` null: until somebody takes it back."""

    blocked: bool
    why: Why = Why.OTHER
    hours: Annotated[int, msgspec.Meta(ge=1, le=8784)] | None = None


class BlockView(msgspec.Struct):
    """``by``: an agent. Times in milliseconds UTC; ``until`` null: until somebody takes it back."""

    contact: str
    name: str
    why: Why
    by: str
    at: int
    until: int | None


class Blocked(msgspec.Struct):
    """The latest first, and no more than 500."""

    items: list[BlockView]


class Confirm(Body):
    t: Secret


def authenticator(who: ContactAuthenticator) -> Authenticator:
    async def recognise(shown: Credentials) -> SignedIn | None:
        found = who.session(shown.bearer) if shown.bearer else None
        return SignedIn(ContactViewer(contact=found.contact)) if found else None

    return recognise


def routes(
    sessions: Sessions, proving: EmailProving, book: ContactBook, pages: Pages
) -> Sequence[HTTPRouteHandler]:
    return [*_sessions(sessions, book), *_email(proving), *_confirming(proving, pages)]


def _sessions(sessions: Sessions, book: ContactBook) -> list[HTTPRouteHandler]:
    @post("/api/widget/session", opt=access(Access.PUBLIC), status_code=200)
    async def open_session(request: Request[Any, Any, Any], data: JSONBody[OpenSession]) -> SessionView:
        asked = Asked(
            ip=visit_of(request.scope).address,
            device_secret=data.device_secret or "",
            identity_token=data.identity_token or "",
            locale=data.locale,
        )
        try:
            return _view(await sessions.open(asked))
        except IdentityTokenRefused as refusal:
            log.warning("An identity token was refused.", extra={"why": refusal.why})
            raise

    @post("/api/contact/sign-out", opt=access(Access.CONTACT), status_code=204)
    async def sign_out(request: Request[Any, Any, Any]) -> None:
        """Ends every session of this contact, in every browser."""
        await book.sign_out_everywhere(contact_of(request).contact)

    @put("/api/contacts/{contact:str}/blocked", opt=access(Access.LEAD), status_code=204)
    async def set_blocked(
        request: Request[Any, Any, Any], contact: FromPath[str], data: JSONBody[SetBlocked]
    ) -> None:
        until = book.clock() + timedelta(hours=data.hours) if data.hours else None
        by = agent_of(request).agent
        await book.block(ContactId(contact), by=by, blocked=data.blocked, why=data.why, until=until)

    @get("/api/contacts/blocked", opt=access(Access.LEAD))
    async def list_blocked(request: Request[Any, Any, Any]) -> Blocked:
        blocks = await book.blocks()
        known = await book.many([one.contact for one in blocks])
        return Blocked([_block(one, known[one.contact].name) for one in blocks if one.contact in known])

    return [open_session, sign_out, set_blocked, list_blocked]


def _email(proving: EmailProving) -> list[HTTPRouteHandler]:
    @post("/api/contact/email", opt=access(Access.CONTACT), status_code=202)
    async def prove_email(request: Request[Any, Any, Any], data: JSONBody[ProveEmail]) -> EmailState:
        visit = visit_of(request.scope)
        contact = contact_of(request).contact
        sent = await proving.request(contact, data.email, ip=visit.address, locale=visit.locale)
        return EmailState("sent" if sent else "proven")

    return [prove_email]


def _confirming(proving: EmailProving, pages: Pages) -> list[HTTPRouteHandler]:
    """A page for people without our widget open. Looking at it changes nothing; its button does."""

    @get(PAGE, opt=access(Access.PUBLIC, face=Face.PAGES), include_in_schema=False)
    async def confirm_page(request: Request[Any, Any, Any], t: LinkToken = "") -> Response[str]:
        state = "ask" if await proving.is_open(t) else "spent"
        return pages.respond(request, "confirm_email.html", state=state, token=t, detail="")

    @post(
        PAGE,
        opt=access(Access.PUBLIC, face=Face.PAGES, takes=FORM),
        include_in_schema=False,
        status_code=200,
    )
    async def confirm(
        request: Request[Any, Any, Any],
        data: URLEncodedBody[Confirm],
    ) -> Response[str]:
        visit = visit_of(request.scope)
        try:
            await proving.confirm(data.t, ip=visit.address)
        except Refused as refusal:
            problem = answer_to(refusal, visit.locale).problem
            page = pages.respond(
                request, "confirm_email.html", state="refused", token="", detail=problem.detail
            )
            page.status_code = problem.status
            return page
        return pages.respond(request, "confirm_email.html", state="done", token="", detail="")

    return [confirm_page, confirm]


def _block(one: Block, name: str) -> BlockView:
    until = None if one.until is None else millis(one.until)
    return BlockView(one.contact, name, one.why, one.by, millis(one.at), until)


def _view(opened: Opened) -> SessionView:
    return SessionView(
        token=opened.token.text,
        expires_at=millis(opened.token.expires_at),
        contact=SessionContact(opened.contact.id, opened.contact.level.value),
        device_secret=opened.device_secret,
        app_version=opened.app_version,
    )
