"""Every error as problem details (RFC 9457), in the caller's language, without a word of what was sent."""

import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

import msgspec
from litestar.connection import Request
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.response import Response

from walletdesk.kernel import errors
from walletdesk.platform.http.access import SignedOut, WrongForm
from walletdesk.platform.http.headers import Face
from walletdesk.platform.http.origins import header
from walletdesk.platform.http.text import NotText
from walletdesk.platform.http.web import Scope, Visit, visit_of
from walletdesk.platform.i18n import Locale, translate
from walletdesk.platform.misfits import Misfit, misfit

MEDIA_TYPE: Final = "application/problem+json"
log: Final = logging.getLogger("walletdesk.http")


class Unreadable(errors.Refused):
    code = "unreadable"
    message = "This is not JSON that can be read."


class TookTooLong(errors.Refused):
    code = "took_too_long"
    message = "Receiving took too long, so nothing was kept. Send it again."


class NotPossible(errors.Refused):
    code = "not_possible"
    message = "This can't be done at this address."


class HeadersTooLarge(errors.Refused):
    code = "headers_too_large"
    message = "The headers of the request are too large."


class Misfitting(errors.Invalid):
    """Data of the wrong form; ``entries`` says which and why."""

    code = "misfit"
    message = "Some entries need a look."

    def __init__(self, entries: Sequence[Misfit]) -> None:
        super().__init__()
        self.entries = tuple(entries)


class Broken(errors.Refused):
    """Our own mistake; the log knows more under the same number."""

    code = "broken"
    message = "Something failed on our side. Try again. If it fails again, tell us this number: {incident}"


STATUS: Final[dict[type[errors.Refused], int]] = {
    Unreadable: 400,
    SignedOut: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    NotPossible: 405,
    TookTooLong: 408,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    WrongForm: 415,
    errors.Invalid: 422,
    errors.SecretStopped: 422,
    errors.MayBeSecret: 422,
    errors.TooMany: 429,
    HeadersTooLarge: 431,
    Broken: 500,
    errors.Unavailable: 503,
    errors.Refused: 400,
}
TITLES: Final = {
    400: "Cannot be read",
    401: "Signed out",
    403: "Not from our page",
    404: "Not found",
    405: "Not possible here",
    408: "Took too long",
    409: "Does not fit",
    413: "Too large",
    415: "Wrong form",
    422: "Please check",
    429: "Too many",
    431: "Too large",
    500: "Our error",
    503: "Not now",
}


class Entry(msgspec.Struct, frozen=True):
    """``field``: where it stands in what was sent, like ``lines[0].text``."""

    field: str
    detail: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What every refusal looks like (RFC 9457). ``code`` is stable, the sentences are for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: tuple[Entry, ...] = ()
    retry_after: int | None = None  # whole seconds
    incident: str | None = None
    values: dict[str, str | int | float | None] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    problem: Problem
    headers: dict[str, str] = field(default_factory=dict)


def answer_to(error: BaseException, locale: Locale) -> Answer:
    refused, more = as_refused(error)
    status = next(STATUS[kind] for kind in type(refused).__mro__ if kind in STATUS)
    values = {**refused.values, **refused.worded(locale)}
    retry_after = values.get("retry_after")
    wait = int(retry_after) if isinstance(retry_after, int | float) else None
    problem = Problem(
        type=f"urn:walletdesk:problem:{refused.code}",
        title=translate(locale, TITLES[status]),
        status=status,
        detail=translate(locale, refused.message, **values),
        code=refused.code,
        errors=_entries(refused, locale),
        retry_after=wait,
        incident=str(refused.values["incident"]) if isinstance(refused, Broken) else None,
        values={name: value for name, value in values.items() if name not in ("retry_after", "incident")},
    )
    return Answer(problem, more if wait is None else {**more, "Retry-After": str(wait)})


def as_refused(error: BaseException) -> tuple[errors.Refused, dict[str, str]]:
    """Whatever went wrong as one of our refusals, and the headers that belong to it."""
    if isinstance(error, errors.Refused):
        return error, {}
    if isinstance(error, NotText):
        return Unreadable("This is not UTF-8 text."), {}
    if isinstance(error, msgspec.ValidationError):
        return Misfitting([misfit(error)]), {}
    if isinstance(error, msgspec.DecodeError):
        return Unreadable(), {}
    if isinstance(error, HTTPException):
        return _from_litestar(error)
    return incident(error), {}


def incident(error: BaseException) -> Broken:
    """A bug: logged with its number, answered with nothing but the number."""
    number = secrets.token_hex(4)
    log.error("Incident %s.", number, exc_info=error, extra={"incident": number})
    return Broken(incident=number)


def _from_litestar(error: HTTPException) -> tuple[errors.Refused, dict[str, str]]:
    if isinstance(error, NotFoundException):
        return errors.NotFound(), {}
    if isinstance(error, MethodNotAllowedException):
        return NotPossible(), {"Allow": (error.headers or {}).get("allow", "")}
    if isinstance(error, ValidationException):
        return Misfitting(_parameters(error)), {}
    if 400 <= error.status_code < 500:
        return Unreadable("This cannot be read."), {}
    return incident(error), {}


_PARAMETER: Final = re.compile(r"required (?:query |path |header |cookie )?parameter '?(\w+)'?")


def _parameters(error: ValidationException) -> list[Misfit]:
    """Litestar's list of what does not fit in path and query."""
    if isinstance(error.extra, list) and error.extra:
        return [_parameter(str(entry.get("key", "")), str(entry.get("message", ""))) for entry in error.extra]
    missing = _PARAMETER.search(error.detail)
    return [Misfit("This is missing.", missing[1])] if missing else [Misfit("This has the wrong form.")]


def _parameter(key: str, said: str) -> Misfit:
    if said == repr(key):  # a KeyError's text: nothing was sent, not even a body
        return Misfit("This is missing.", "" if key == "data" else key)
    return misfit(said, below=key)


def _entries(refused: errors.Refused, locale: Locale) -> tuple[Entry, ...]:
    if not isinstance(refused, Misfitting):
        return ()
    return tuple(Entry(field=entry.where, detail=entry.said(locale)) for entry in refused.entries)


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """What litestar calls for every exception of a handler or of its own."""
    answer = answer_to(error, visit_of(request.scope).locale)
    body, media_type = body_of(answer.problem, request.scope)
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": visit_of(request.scope).locale,
        **answer.headers,
    }
    return Response(body, status_code=answer.problem.status, media_type=media_type, headers=headers)


def body_of(problem: Problem, scope: Scope) -> tuple[bytes, str]:
    """A page for a person who opened an address in a browser, JSON for everybody else."""
    wants_page = "text/html" in (header(scope, b"accept") or "") and not scope["path"].startswith("/api/")
    if wants_page and scope["method"] in ("GET", "HEAD"):
        return _lost(problem, scope) or _page(problem, visit_of(scope)).encode(), "text/html"
    return msgspec.json.encode(problem), MEDIA_TYPE


def _lost(problem: Problem, scope: Scope) -> bytes | None:
    """The same bytes whether an address is wrong, not theirs, or asks for a sign-in first."""
    visit = visit_of(scope)
    if problem.status not in (401, 404) or visit.web.lost_page is None:
        return None
    page = visit.web.lost_page(scope["path"])
    if page is not None:
        visit.face = Face.WORKSPACE
    return page


def _page(problem: Problem, visit: Visit) -> str:
    if visit.web.problem_page is not None:
        visit.face = Face.PAGES
        return visit.web.problem_page(visit.locale, problem.status, problem.title, problem.detail)
    title, detail = escape(problem.title), escape(problem.detail)
    return (
        f'<!doctype html><html lang="{visit.locale}"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{title}</title><h1>{title}</h1><p>{detail}</p></html>'
    )
