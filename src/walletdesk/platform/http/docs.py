"""The API described for programs (OpenAPI 3.1, from the structs) and shown to people (Swagger UI)."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from litestar.connection import Request
from litestar.handlers import HTTPRouteHandler, get
from litestar.response import Response

from walletdesk.platform.http.access import Access, access
from walletdesk.platform.http.assets import Assets
from walletdesk.platform.http.headers import Face
from walletdesk.platform.http.pages import ui_page
from walletdesk.platform.http.problems import MEDIA_TYPE, Problem

_CONTACT: Final = "contactToken"
_AGENT: Final = "agentSession"
_CSRF: Final = "agentCsrf"
_SCHEMES: Final = {
    _CONTACT: {
        "type": "http",
        "scheme": "bearer",
        "description": "The token that POST /api/widget/session gave.",
    },
    _AGENT: {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-walletdesk",
        "description": "The session that POST /api/sign-in began.",
    },
    _CSRF: {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRF-Token",
        "description": "For every change of state by an agent: `csrf` of GET /api/me.",
    },
}
_REFUSALS: Final = {
    "400": "It cannot be read.",
    "401": "What was shown of a session is no longer good.",
    "403": "It was not sent by our own page.",
    "404": "Nothing is there, or not for you.",
    "409": "It does not fit the present state.",
    "413": "It is too large.",
    "415": "It has another form than JSON.",
    "422": "An entry does not fit, or a secret was stopped.",
    "429": "Too many; `retry_after` says when again.",
    "503": "It was not accepted; `retry_after` says when again.",
}
_SAFE: Final = ("get", "head")


def docs_routes(assets: Assets) -> list[HTTPRouteHandler]:
    made: list[bytes] = []  # the description never changes while running

    @get("/api/openapi.json", opt=access(Access.PUBLIC), include_in_schema=False, sync_to_thread=False)
    def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
        if not made:
            made.append(msgspec.json.encode(describe(request.app)))
        return Response(made[0], media_type="application/json")

    return [openapi, ui_page("/api/docs", "api-docs/index.html", face=Face.DOCS, assets=assets)]


def describe(app: Any) -> dict[str, Any]:
    """What litestar knows of our routes, with who may call them and how they refuse."""
    described: dict[str, Any] = app.openapi_schema.to_schema()
    described["paths"] = {path: item for path, item in described["paths"].items() if path.startswith("/api/")}
    components: dict[str, Any] = described.setdefault("components", {})
    components["securitySchemes"] = _SCHEMES
    schemas = components.setdefault("schemas", {})
    schemas.update(_problem_schemas())
    opts = _opts(app)
    for path, item in described["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post", "put", "patch", "delete"):
                _complete(operation, method, opts[method, path])
    loosened: dict[str, Any] = _loosened(described)
    return loosened


def _loosened(node: Any) -> Any:
    """Litestar writes unions as oneOf, which refuses a value that fits two parts; anyOf is what it means."""
    if isinstance(node, list):
        return [_loosened(inner) for inner in node]
    if isinstance(node, dict):
        return {"anyOf" if name == "oneOf" else name: _loosened(inner) for name, inner in node.items()}
    return node


def _complete(operation: dict[str, Any], method: str, opt: Mapping[str, Any]) -> None:
    required: Access = opt["access"]
    contact: dict[str, list[str]] = {_CONTACT: []}
    agent: dict[str, list[str]] = {_AGENT: []} if method in _SAFE else {_AGENT: [], _CSRF: []}
    ways = {Access.PUBLIC: [], Access.CONTACT: [contact], Access.CONTACT_OR_AGENT: [contact, agent]}
    operation["security"] = ways.get(required, [agent])
    operation["x-access"] = required.value
    if opt["answers"]:
        done = next(status for status in operation["responses"] if status.startswith("2"))
        operation["responses"][done]["content"] = {type: {"schema": {}} for type in opt["answers"]}
    for status, reason in _REFUSALS.items():
        operation["responses"][status] = {
            "description": reason,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def _problem_schemas() -> dict[str, Any]:
    _, found = msgspec.json.schema_components([Problem], ref_template="#/components/schemas/{name}")
    return {"Problem": found.pop("Problem"), **found}


def _opts(app: Any) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {
        (method.lower(), route.path_format): handler.opt
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if "access" in handler.opt
        for method in handler.http_methods
    }
