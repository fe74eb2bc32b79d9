"""What the web edge is made of, given once at the start, and what it knows about one request."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from litestar.types import ASGIApp

from walletdesk.kernel.viewers import Anonymous, Viewer
from walletdesk.platform.http.assets import Assets
from walletdesk.platform.http.headers import Face
from walletdesk.platform.i18n import Locale
from walletdesk.platform.settings import Settings

SESSION_COOKIE: Final = "__Host-walletdesk"
CSRF_HEADER: Final = "x-csrf-token"
_VISIT: Final = "walletdesk.visit"

Scope = (
    Any  # ASGI scopes are dictionaries of many shapes; litestar's types for them fit no middleware of ours
)
Ready = Callable[[], Awaitable[str | None]]  # None, or in English what is wrong
Lifespan = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request shows of itself; a bearer token wins over a cookie that the browser added."""

    bearer: str | None
    cookie: str | None
    address: str

    @property
    def any(self) -> bool:
        return self.bearer is not None or self.cookie is not None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """``csrf``: what X-CSRF-Token must hold for a change of state, where the session came by a cookie."""

    viewer: Viewer
    csrf: str | None = None


class Authenticator(Protocol):
    async def __call__(self, shown: Credentials) -> SignedIn | None:
        """None where these credentials are not its kind, or are no longer good."""


ProblemPage = Callable[[Locale, int, str, str], str]
"""A whole page in a language that tells of a problem: its status, its title, its detail."""

LostPage = Callable[[str], bytes | None]
"""What stands at an address where there is nothing, or nothing for whoever asks; None: the problem page."""


def _never_busy() -> int | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Web:
    """``sockets``: path to ASGI app, called for WebSockets whose origin was checked.

    ``busy``: seconds after which to come back while nothing can be kept (full disk, too long a queue).
    ``problem_page``: what a person with a browser sees of a refusal; without it a page without any looks.
    ``lost_page``: what those who work here see instead where there is nothing.
    """

    settings: Settings
    assets: Assets = field(default_factory=Assets)
    authenticators: Sequence[Authenticator] = ()
    readiness: Mapping[str, Ready] = field(default_factory=dict)
    sockets: Mapping[str, ASGIApp] = field(default_factory=dict)
    lifespan: Sequence[Lifespan] = ()
    busy: Callable[[], int | None] = _never_busy
    problem_page: ProblemPage | None = None
    lost_page: LostPage | None = None


@dataclass(slots=True)
class Visit:
    """One request on its way through the edge."""

    web: Web
    id: str
    address: str
    locale: Locale
    viewer: Viewer = field(default_factory=Anonymous)
    csrf: str | None = None
    face: Face | None = None  # of the answer, where it is not the route that says so
    started: float = field(default_factory=time.perf_counter)
    status: int = 0


def begin(scope: Scope, visit: Visit) -> None:
    scope[_VISIT] = visit


def visit_of(scope: Scope) -> Visit:
    visit: Visit = scope[_VISIT]
    return visit
