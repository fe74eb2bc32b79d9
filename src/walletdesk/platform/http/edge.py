"""The outermost layer: every request passes here, whatever answers it. Order of checks is cheapest first."""

import logging
import secrets
import time
from typing import Any, Final
from urllib.parse import parse_qsl, unquote_to_bytes

import msgspec
from litestar.types import ASGIApp, Message, Receive, Send

from walletdesk.kernel.errors import Forbidden, NotFound, Refused
from walletdesk.platform.http.admission import Admission
from walletdesk.platform.http.headers import Face, headers_for
from walletdesk.platform.http.origins import client_address, header, is_own
from walletdesk.platform.http.problems import Answer, HeadersTooLarge, Unreadable, answer_to, body_of
from walletdesk.platform.http.static import asset_for, is_static, send_asset
from walletdesk.platform.http.text import has_unwanted
from walletdesk.platform.http.web import Scope, Visit, Web, begin, visit_of
from walletdesk.platform.i18n import negotiate
from walletdesk.platform.telemetry import counter, histogram, request_id

access_log: Final = logging.getLogger("walletdesk.access")
_REQUESTS: Final = counter("walletdesk_requests_total", "Requests answered.", ("method", "route", "status"))
_SECONDS: Final = histogram("walletdesk_request_seconds", "From the first byte to the last.", ("route",))
_REFUSED: Final = counter("walletdesk_refused_total", "Refused at the door.", ("why",))

_HEADER_BYTES: Final = 32_000
_HEADERS: Final = 100
_PROBES: Final = ("/healthz", "/readyz", "/metrics")
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Edge:
    def __init__(self, app: ASGIApp, web: Web) -> None:
        self._app = app
        self._web = web
        self.admission = Admission(web)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        visit = self._visit(scope)
        named = request_id.set(visit.id)
        method = scope["method"]
        reply = _Reply(scope, send, visit, bodiless=method == "HEAD")
        try:
            if method == "HEAD":
                scope["method"] = "GET"  # whatever can be read can be asked about
            await self._answer(scope, receive, reply)
        finally:
            _note(scope, visit, method)
            request_id.reset(named)

    async def _answer(self, scope: Scope, receive: Receive, reply: "_Reply") -> None:
        try:
            check_head(scope)
            path: str = scope["path"]
            if is_static(path):
                await self._static(scope, reply)
                return
            if path in _PROBES:
                await self._app(scope, receive, reply)
                return
            self._admit(scope["method"])
            self.admission.requests += 1
            try:
                await self._app(scope, receive, reply)
            finally:
                self.admission.requests -= 1
        except (
            Exception
        ) as error:  # a crash outside of every handler is still an answer and a line in the log
            if reply.begun:
                answer_to(error, reply.visit.locale)
                raise
            await reply.refuse(answer_to(error, reply.visit.locale))

    def _admit(self, method: str) -> None:
        try:
            self.admission.admit(method)
        except Refused:
            _REFUSED.add(1, "request")
            raise

    async def _static(self, scope: Scope, reply: "_Reply") -> None:
        if scope["method"] not in ("GET", "OPTIONS"):
            raise NotFound
        found = asset_for(scope["path"], self._web.assets)
        if found is None:
            raise NotFound
        await send_asset(scope, reply, *found)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Only known paths, only from our own pages; after this the app inside is alone with its socket."""
        visit = self._visit(scope)
        try:
            check_head(scope)
            inside = self._web.sockets.get(scope["path"])
            if inside is None:
                raise NotFound
            if not is_own(header(scope, b"origin") or "", self._web.settings):
                raise Forbidden
            self.admission.admit_socket()
        except Refused as refusal:
            _REFUSED.add(1, "socket")
            await _refuse_socket(scope, send, answer_to(refusal, visit.locale))
            return
        self.admission.sockets += 1
        try:
            await inside(scope, receive, send)
        finally:
            self.admission.sockets -= 1

    def _visit(self, scope: Scope) -> Visit:
        settings = self._web.settings
        locale = negotiate(_asked_locale(scope), header(scope, b"accept-language"), default=settings.locale)
        visit = Visit(self._web, secrets.token_hex(8), client_address(scope, settings), locale)
        begin(scope, visit)
        return visit


class _Reply:
    """The way out: adds what every answer carries, remembers how it went."""

    __slots__ = ("_bodiless", "_scope", "_send", "begun", "visit")

    def __init__(self, scope: Scope, send: Send, visit: Visit, *, bodiless: bool) -> None:
        self._scope, self._send, self.visit, self._bodiless = scope, send, visit, bodiless
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self.visit.status = message["status"]
            message["headers"] = self._with_ours(message.get("headers", []))
        elif self._bodiless and message["type"] == "http.response.body":
            message["body"] = b""
        await self._send(message)

    async def refuse(self, answer: Answer) -> None:
        for message in _messages(answer, self._scope):
            await self(message)

    def _with_ours(self, given: Any) -> list[tuple[bytes, bytes]]:
        headers = [(bytes(name).lower(), bytes(value)) for name, value in given]
        present = {name for name, _ in headers}
        headers.extend(pair for pair in ours(self._scope, self.visit) if pair[0] not in present)
        return headers


def ours(scope: Scope, visit: Visit) -> list[tuple[bytes, bytes]]:
    handler = scope.get("route_handler")
    face = visit.face or (handler.opt.get("face", Face.API) if handler is not None else Face.API)
    inbox = _query_value(scope, "inbox") if face is Face.WIDGET else ""
    return [
        *headers_for(face, visit.web.settings, inbox),
        (b"cache-control", b"no-store"),
        (b"x-request-id", visit.id.encode()),
    ]


def check_head(scope: Scope) -> None:
    """Raises where the head of a request is too large or holds what no address of ours holds."""
    headers = scope["headers"]
    if len(headers) > _HEADERS or sum(len(name) + len(value) for name, value in headers) > _HEADER_BYTES:
        raise HeadersTooLarge
    if has_unwanted(scope["path"]) or "\ufffd" in scope["path"]:
        raise NotFound
    query = scope["query_string"]
    if b"%" in query or not query.isascii():
        _check_query(query)


def _check_query(query: bytes) -> None:
    try:
        text = unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        raise Unreadable("This is not UTF-8 text.") from None
    if has_unwanted(text):
        raise Unreadable("The address holds characters that are not allowed.")


def _asked_locale(scope: Scope) -> str:
    """``?locale=`` or the language in the path of a help page."""
    if scope["path"].startswith("/help/"):
        return str(scope["path"]).split("/")[2]
    return _query_value(scope, "locale") if b"locale=" in scope["query_string"] else ""


def _query_value(scope: Scope, name: str) -> str:
    pairs = parse_qsl(scope["query_string"][:2_000].decode("latin-1"), max_num_fields=None)
    return next((value for key, value in pairs if key == name), "")


def _messages(answer: Answer, scope: Scope) -> list[Any]:
    body, media_type = body_of(answer.problem, scope)
    more = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    headers = [
        (
            b"content-type",
            f"{media_type}; charset=utf-8".encode() if media_type == "text/html" else media_type.encode(),
        ),
        (b"content-length", str(len(body)).encode()),
        (b"content-language", visit_of(scope).locale.encode()),
        *more,
    ]
    start = {"type": "http.response.start", "status": answer.problem.status, "headers": headers}
    return [start, {"type": "http.response.body", "body": body, "more_body": False}]


async def _refuse_socket(scope: Scope, send: Send, answer: Answer) -> None:
    """A problem where the server can send one before the handshake; else a refusal, which becomes a 403."""
    if "websocket.http.response" not in (scope.get("extensions") or {}):
        code = 1013 if answer.problem.status == 503 else 1008  # try again later, or policy violation
        await send({"type": "websocket.close", "code": code, "reason": answer.problem.code})
        return
    body = msgspec.json.encode(answer.problem)
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    headers += [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    await send({"type": "websocket.http.response.start", "status": answer.problem.status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": body, "more_body": False})


def _note(scope: Scope, visit: Visit, method: str) -> None:
    """One line, two numbers. The route's template, never the path: a path may hold a token."""
    took = time.perf_counter() - visit.started
    route = _template(scope)
    shown = method if method in _METHODS else "OTHER"
    _REQUESTS.add(1, shown, route, str(visit.status))
    _SECONDS.note(took, route)
    if route not in _PROBES:
        took_ms = round(took * 1000, 1)
        access_log.info(
            "%s %s %s", shown, route, visit.status, extra={"ms": took_ms, "address": visit.address}
        )


def _template(scope: Scope) -> str:
    template = scope.get("path_template")
    if template:
        return str(template)
    return "/ui" if is_static(scope["path"]) else "(unknown)"
