"""Joining routes and edge to one ASGI application, and refusing to start with a route that nobody guards."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.routes import HTTPRoute

from walletdesk.platform.http.access import Access, guard
from walletdesk.platform.http.docs import docs_routes
from walletdesk.platform.http.edge import Edge
from walletdesk.platform.http.probes import probes
from walletdesk.platform.http.problems import respond
from walletdesk.platform.http.request import Asked
from walletdesk.platform.http.web import Lifespan, Scope, Web

_OPENAPI: Final = OpenAPIConfig(
    title="Walletdesk", version="1", path="/api/-/schema", render_plugins=(), create_examples=False
)


@dataclass(frozen=True, slots=True)
class RouteInfo:
    """One method of one route, for tests that walk all of them."""

    method: str
    path: str
    access: Access


class UnguardedRouteError(Exception):
    """Routes that do not say who may call them."""


class WebApp:
    """The ASGI application."""

    def __init__(self, litestar: Litestar, web: Web) -> None:
        self.litestar = litestar
        self.edge = Edge(litestar, web)
        self.routes = tuple(_routes(litestar))

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        await self.edge(scope, receive, send)


def build_app(handlers: Sequence[HTTPRouteHandler], web: Web) -> WebApp:
    """Raises UnguardedRouteError for a route without ``opt=access(...)``."""
    own = [*probes(web.readiness), *docs_routes(web.assets)]
    unguarded = [handler for handler in handlers if not isinstance(handler.opt.get("access"), Access)]
    if unguarded:
        raise UnguardedRouteError(", ".join(sorted(path for h in unguarded for path in h.paths)))
    litestar = Litestar(
        [*handlers, *own],
        guards=[guard],
        exception_handlers={Exception: respond},
        request_class=Asked,
        request_max_body_size=None,  # Asked knows the limit of each route
        lifespan=[_as_litestar_wants(hook) for hook in web.lifespan],
        openapi_config=_OPENAPI,
        logging_config=None,
        multipart_form_part_limit=20,
    )
    return WebApp(litestar, web)


def _as_litestar_wants(hook: Lifespan) -> Any:
    def opened(_: Litestar) -> AbstractAsyncContextManager[None]:
        return hook()

    return opened


def _routes(litestar: Litestar) -> list[RouteInfo]:
    found: list[RouteInfo] = []
    for route in litestar.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                methods = handler.http_methods if "access" in handler.opt else ()
                found.extend(RouteInfo(m, route.path_format, handler.opt["access"]) for m in methods)
    return sorted(found, key=lambda info: (info.path, info.method))
