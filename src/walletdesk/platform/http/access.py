"""Who may call a route. Every route says it, and a route that does not say it stops the start.

``@get("/api/me", opt=access(Access.AGENT))``. Who is not allowed hears what a wrong address would say.
"""

import hmac
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from litestar.connection import ASGIConnection, Request
from litestar.handlers.base import BaseRouteHandler

from walletdesk.kernel.errors import Forbidden, NotFound, Refused
from walletdesk.kernel.viewers import AgentViewer, Anonymous, ContactViewer, Role, Viewer
from walletdesk.platform.http.headers import Face
from walletdesk.platform.http.origins import header, is_own
from walletdesk.platform.http.web import (
    CSRF_HEADER,
    SESSION_COOKIE,
    Credentials,
    Scope,
    Visit,
    visit_of,
)

ANY_TYPE: Final = "*/*"  # for callers who choose it themselves, and prove who they are in another way
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_MULTIPART: Final = "multipart/form-data"


class Access(StrEnum):
    PUBLIC = "public"
    CONTACT = "contact"
    AGENT = "agent"
    LEAD = "lead"
    ADMIN = "admin"
    CONTACT_OR_AGENT = "contact_or_agent"


class SignedOut(Refused):
    """Credentials were shown that are not good any more. Without any, a closed door looks like none."""

    code = "signed_out"
    message = "Your session has ended. Sign in again."


class WrongForm(Refused):
    code = "wrong_form"
    message = "Send this as {type}."


def access(
    required: Access,
    *,
    face: Face = Face.API,
    upload: bool = False,
    takes: str = "application/json",
    answers: Sequence[str] = (),
    most_mb: int | None = None,
) -> dict[str, Any]:
    """What a route says of itself: who may call it, what shows its answer, what its body is.

    ``answers``: the types of its answer, where that is not the JSON of the handler's own type. ``upload``
    with a page's form as ``takes``: either, for a form whose files may be left out. ``most_mb``: of its
    body, where the limits of the settings are not meant.
    """
    chosen = _with_files(takes) if upload else (takes,)
    told = {"access": required, "face": face, "upload": upload, "takes": chosen, "answers": tuple(answers)}
    return told if most_mb is None else {**told, "most_mb": most_mb}


def _with_files(takes: str) -> tuple[str, ...]:
    return (_MULTIPART,) if takes == "application/json" else (_MULTIPART, takes)


def viewer_of(request: Request[Any, Any, Any]) -> Viewer:
    return visit_of(request.scope).viewer


def contact_of(request: Request[Any, Any, Any]) -> ContactViewer:
    viewer = viewer_of(request)
    if not isinstance(viewer, ContactViewer):
        raise NotFound
    return viewer


def agent_of(request: Request[Any, Any, Any]) -> AgentViewer:
    viewer = viewer_of(request)
    if not isinstance(viewer, AgentViewer):
        raise NotFound
    return viewer


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Runs before every handler and before a byte of the body is read."""
    scope: Scope = connection.scope
    visit = visit_of(scope)
    if "access" not in handler.opt:  # litestar's own answer to OPTIONS; no other route starts without
        return
    shown = credentials(scope, visit.address)
    if shown.any:
        await _recognise(visit, shown)
    required: Access = handler.opt["access"]
    if not may_enter(visit.viewer, required):
        raise SignedOut if shown.any and isinstance(visit.viewer, Anonymous) else NotFound
    if scope["method"] not in _SAFE:
        check_same_site(scope, visit, for_anybody=required is Access.PUBLIC)
        _check_type(scope, handler.opt["takes"])


def credentials(scope: Scope, address: str) -> Credentials:
    kind, _, token = (header(scope, b"authorization") or "").partition(" ")
    if kind.lower() == "bearer" and token.strip():
        return Credentials(token.strip(), None, address)
    return Credentials(None, cookie(scope, SESSION_COOKIE), address)


def cookie(scope: Scope, name: str) -> str | None:
    for pair in (header(scope, b"cookie") or "").split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name and value:
            return value
    return None


def may_enter(viewer: Viewer, required: Access) -> bool:
    if required is Access.PUBLIC:
        return True
    if isinstance(viewer, ContactViewer):
        return required in (Access.CONTACT, Access.CONTACT_OR_AGENT)
    return isinstance(viewer, AgentViewer) and required in _OPEN_TO[viewer.role]


_FOR_AGENTS: Final = frozenset({Access.AGENT, Access.CONTACT_OR_AGENT})
_OPEN_TO: Final = {
    Role.AGENT: _FOR_AGENTS,
    Role.LEAD: _FOR_AGENTS | {Access.LEAD},
    Role.ADMIN: _FOR_AGENTS | {Access.LEAD, Access.ADMIN},
}


def check_same_site(scope: Scope, visit: Visit, *, for_anybody: bool = False) -> None:
    """A browser says where a request comes from; other programs say nothing, and a cookie needs more.

    ``for_anybody``: a route that acts for nobody in particular, such as a page's plain form, which can send
    no header of ours and must work for a signed-in agent as well.
    """
    site, origin = header(scope, b"sec-fetch-site"), header(scope, b"origin")
    if site not in (None, "same-origin", "none"):
        raise Forbidden
    if origin is not None and not is_own(origin, visit.web.settings):
        raise Forbidden
    if visit.csrf is not None and not for_anybody:
        sent = (header(scope, CSRF_HEADER.encode()) or "").encode()
        if (site is None and origin is None) or not hmac.compare_digest(sent, visit.csrf.encode()):
            raise Forbidden


async def _recognise(visit: Visit, shown: Credentials) -> None:
    for authenticator in visit.web.authenticators:
        found = await authenticator(shown)
        if found is not None:
            visit.viewer, visit.csrf = found.viewer, found.csrf if shown.cookie else None
            return


def _check_type(scope: Scope, takes: Sequence[str]) -> None:
    """Of a request with a body. A form sent where JSON is taken is a cross-site post in disguise."""
    length = header(scope, b"content-length")
    if (length is None and header(scope, b"transfer-encoding") is None) or length == "0":
        return
    sent = (header(scope, b"content-type") or "").partition(";")[0].strip().lower()
    if sent not in takes and ANY_TYPE not in takes:
        raise WrongForm(type=takes[0])
    if header(scope, b"content-encoding") not in (None, "identity"):
        raise WrongForm("Compressed requests are not taken.")
