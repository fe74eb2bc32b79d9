"""A web application of a few routes, asked without a network."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import uvicorn
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from walletdesk.kernel.ids import AgentId, ContactId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role
from walletdesk.platform.http import (
    SESSION_COOKIE,
    Credentials,
    SignedIn,
    Web,
    WebApp,
    build_app,
    server_config,
)
from walletdesk.platform.settings import HttpSettings, LimitSettings, Settings

HOME = "http://127.0.0.1:8080"
SERVERS = range(15_000, 32_000)
CSRF = "csrf-of-this-session"
CONTACT = {"authorization": "Bearer contact"}
SAME_SITE = {"sec-fetch-site": "same-origin", "x-csrf-token": CSRF}


def as_agent(role: str = "agent") -> dict[str, str]:
    """Headers of a browser in which somebody of this role is signed in, from our own page."""
    return {"cookie": f"other=1; {SESSION_COOKIE}={role}", **SAME_SITE}


class Known:
    """Signs in whoever shows a role as the cookie, or the word "contact" as the token."""

    async def __call__(self, shown: Credentials) -> SignedIn | None:
        if shown.bearer == "contact":
            return SignedIn(ContactViewer(contact=ContactId("con_1")))
        if shown.cookie in set(Role):
            viewer = AgentViewer(agent=AgentId("agt_1"), role=Role(shown.cookie))
            return SignedIn(viewer, csrf=CSRF)
        return None


def web_app(handlers: Sequence[HTTPRouteHandler], settings: Settings | None = None, **parts: Any) -> WebApp:  # noqa: ANN401 - as Web takes them
    return build_app(handlers, Web(settings=settings or Settings(), authenticators=[Known()], **parts))


def client(app: WebApp, *, address: str = "203.0.113.9", **options: Any) -> httpx.AsyncClient:  # noqa: ANN401 - as httpx takes them
    """By default somebody from elsewhere, not this machine."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url=HOME, **options)


def free_port() -> int:
    """Below those that the system hands out by itself, so that no outgoing line takes it between two servers.

    Whoever calls such a port while its server is down can even reach themselves, and keep it.
    """
    while True:
        port = secrets.choice(SERVERS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@asynccontextmanager
async def served(
    handlers: Sequence[HTTPRouteHandler], live: Mapping[str, ASGIApp] | None = None, **limits: int
) -> AsyncIterator[int]:
    """The routes on a real server of this machine, as it is run; its port."""
    port = free_port()
    settings = Settings(
        public_url=f"http://127.0.0.1:{port}", http=HttpSettings(port=port), limits=LimitSettings(**limits)
    )
    app = web_app(handlers, settings, sockets=live or {})
    server = uvicorn.Server(server_config(app, settings))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has a flag and no event
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await task
