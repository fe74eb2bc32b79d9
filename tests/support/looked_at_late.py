"""Routes of an installation whose handlers are looked at when somebody calls them.

Litestar looks at what each of some 700 handlers takes and gives whenever an application is made: more than
half of what one installation costs, and a test calls ten. Whatever is made for the first time in a run is
looked at in full, so that a handler which Litestar refuses still fails where an installation is opened.
"""

from collections.abc import Hashable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from litestar import Litestar
from litestar._openapi.plugin import OpenAPIPlugin
from litestar.handlers import HTTPRouteHandler
from litestar.router import Router
from litestar.routes import HTTPRoute

Handlers = dict[Any, Any]  # of a route, by method
_seen: set[Hashable] = set()
_look = HTTPRouteHandler.on_registration
_describe = OpenAPIPlugin._build_openapi


@contextmanager
def looked_at_late() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(patch.object(HTTPRouteHandler, "on_registration", _once_of_its_kind))
        stack.enter_context(patch.object(HTTPRoute, "create_handler_map", _map))
        stack.enter_context(patch.object(OpenAPIPlugin, "_build_openapi", _described))
        # which is made of all routes whenever one is added
        stack.enter_context(patch.object(Router, "route_handler_method_map", property(_ByPath)))
        yield


class _Called(Handlers):
    """Handlers of one route with what they take, once that was asked for."""

    def __init__(self, route: HTTPRoute) -> None:
        super().__init__({method: (one, None) for one in route.route_handlers for method in one.http_methods})
        self._path = route.path_parameters

    def __getitem__(self, method: Any) -> Any:  # noqa: ANN401 - as litestar keeps them
        handler, takes = super().__getitem__(method)
        if takes is None:
            _look(handler, handler.owner)
            takes = handler.create_kwargs_model(path_parameters=self._path)
            self[method] = handler, takes
        return handler, takes

    def ask_all(self) -> None:
        for method in list(self):
            self[method]


class _ByPath(Handlers):
    """The methods of one path at a time."""

    def __init__(self, router: Router) -> None:
        super().__init__()
        self._routes = router.routes

    def get(self, path: Any, default: Any = None) -> Any:  # noqa: ANN401 - as litestar asks for them
        at = [route for route in self._routes if route.path == path and isinstance(route, HTTPRoute)]
        return {method: one for r in at for one in r.route_handlers for method in one.http_methods} or default


def _once_of_its_kind(handler: HTTPRouteHandler, app: Litestar) -> None:
    if _kind(handler) not in _seen:
        _look(handler, app)


def _map(route: HTTPRoute) -> None:
    route.route_handler_map = called = _Called(route)
    new = {_kind(handler) for handler in route.route_handlers} - _seen
    if new:
        called.ask_all()
        _seen.update(new)


def _kind(handler: HTTPRouteHandler) -> Hashable:
    """Of a function that is made anew in each installation, what stays."""
    return getattr(handler.fn, "__code__", handler.fn), tuple(sorted(handler.paths))


def _described(plugin: OpenAPIPlugin) -> Any:  # noqa: ANN401 - as litestar gives it
    for route in plugin.included_routes.values():
        if isinstance(route.route_handler_map, _Called):
            route.route_handler_map.ask_all()
    return _describe(plugin)
