"""What every answer carries, what may be kept, who is let in, and what is written about it."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import httpx
import pytest
from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Response

from tests.support.web import client, web_app
from walletdesk.platform.http import Access, Face, access, enough_space, writable
from walletdesk.platform.settings import HttpSettings, InboxSettings, LimitSettings, Settings

SITE = "https://wallet.example"
INBOXES = [InboxSettings(id="inb_main", name="Main", allowed_sites=[SITE])]
SECURE = Settings(public_url="https://support.example", inboxes=INBOXES)


def routes() -> list[HTTPRouteHandler]:
    def page(face: Face) -> HTTPRouteHandler:
        @get(f"/{face.value}", opt=access(Access.PUBLIC, face=face))
        async def shown() -> Response[str]:
            return Response("<p>", media_type="text/html")

        return shown

    @get("/kept", opt=access(Access.PUBLIC))
    async def kept() -> Response[str]:
        return Response("", headers={"Cache-Control": "max-age=60", "Content-Security-Policy": "sandbox"})

    @post("/api/things", opt=access(Access.PUBLIC))
    async def write() -> None: ...

    @get("/api/proof/{token:str}", opt=access(Access.PUBLIC))
    async def proof(token: FromPath[str]) -> str:
        return token

    return [*(page(face) for face in Face), kept, write, proof]


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    async with client(web_app(routes(), SECURE)) as opened:
        yield opened


EVERY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "cache-control": "no-store",
}


@pytest.mark.parametrize(
    "path", ["/api", "/pages", "/widget", "/workspace", "/docs", "/nowhere", "/healthz", "/api/openapi.json"]
)
async def test_every_answer_carries_the_security_headers(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)
    assert EVERY.items() <= dict(answer.headers).items()
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "base-uri 'none'" in answer.headers["content-security-policy"]
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert len(answer.headers["x-request-id"]) == 16
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", ["/api", "/pages", "/workspace", "/docs", "/nowhere"])
async def test_nobody_may_frame_anything_but_the_widget(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("query", "sites"),
    [
        ("?inbox=inb_main", f"'self' {SITE}"),
        ("?locale=zh-CN&inbox=inb_main", f"'self' {SITE}"),
        ("?inbox=inb_other", "'none'"),
        ("", "'none'"),
        ("?inbox=*", "'none'"),
        ("?inbox=inb_main%3B%20script-src%20*", "'none'"),
    ],
)
async def test_the_widget_may_be_framed_by_its_inboxs_sites_only(
    web: httpx.AsyncClient, query: str, sites: str
) -> None:
    policy = (await web.get(f"/widget{query}")).headers["content-security-policy"]
    assert f"frame-ancestors {sites};" in policy
    assert "wss://support.example" in policy


@pytest.mark.parametrize("face", ["pages", "widget", "workspace"])
async def test_our_pages_run_only_our_scripts_and_no_text_becomes_markup(
    web: httpx.AsyncClient, face: str
) -> None:
    policy = (await web.get(f"/{face}")).headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "require-trusted-types-for 'script'; trusted-types lit-html" in policy


async def test_a_route_may_say_more_strictly_what_holds_for_it(web: httpx.AsyncClient) -> None:
    answer = await web.get("/kept")
    assert answer.headers["cache-control"] == "max-age=60"
    assert answer.headers["content-security-policy"] == "sandbox"


async def test_without_https_nothing_promises_it() -> None:
    async with client(web_app(routes())) as web:
        answer = await web.get("/widget?inbox=inb_webchat")
    assert "strict-transport-security" not in answer.headers
    assert "ws://127.0.0.1:8080" in answer.headers["content-security-policy"]


async def test_what_can_be_read_can_be_asked_about(web: httpx.AsyncClient) -> None:
    answer = await web.head("/pages")
    assert (answer.status_code, answer.content) == (200, b"")


# --- probes


async def test_a_living_desk_says_so(web: httpx.AsyncClient) -> None:
    assert (await web.get("/healthz")).json() == {"alive": True}
    assert (await web.get("/readyz")).json() == {"ready": True, "failing": []}


async def test_what_is_not_ready_is_named_without_its_reason(tmp_path: Path) -> None:
    async def full() -> str | None:
        return "disk: /var/lib/secret-path"

    async def broken() -> str | None:
        raise OSError

    checks: dict[str, Callable[[], Awaitable[str | None]]] = {
        "database": full,
        "broken": broken,
        "folder": writable(tmp_path),
        "space": enough_space(tmp_path, megabytes=1),
        "more space": enough_space(tmp_path, megabytes=10**12),
    }
    async with client(web_app([], readiness=checks)) as web:
        answer = await web.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "failing": ["broken", "database", "more space"]}


async def test_numbers_are_for_this_machine(web: httpx.AsyncClient) -> None:
    app = web_app(routes(), SECURE)
    async with client(app, address="127.0.0.1") as here:
        told = await here.get("/metrics")
        forwarded = await here.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"})
    assert "walletdesk_requests_total" in told.text
    assert forwarded.status_code == 404
    assert (await web.get("/metrics")).status_code == 404


async def test_or_for_who_shows_the_token(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t0ken\n", "utf-8")
    settings = Settings(http=HttpSettings(metrics_token_file=str(tmp_path / "token")))
    async with client(web_app([], settings), address="127.0.0.1") as web:
        assert (await web.get("/metrics", headers={"authorization": "Bearer t0ken"})).status_code == 200
        assert (await web.get("/metrics", headers={"authorization": "Bearer guess"})).status_code == 404
        assert (await web.get("/metrics")).status_code == 404


# --- the door


async def test_a_full_house_says_when_to_come_back() -> None:
    gate, inside = anyio.Event(), anyio.Event()

    @get("/api/slow", opt=access(Access.PUBLIC))
    async def slow() -> str:
        inside.set()
        await gate.wait()
        return "done"

    app = web_app([slow], Settings(limits=LimitSettings(requests_at_once=1)))
    async with client(app) as web, anyio.create_task_group() as tasks:
        tasks.start_soon(web.get, "/api/slow")
        await inside.wait()
        refused = await web.get("/api/slow")
        probe = await web.get("/healthz")
        gate.set()
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
    assert refused.json()["code"] == "unavailable"
    assert probe.status_code == 200
    assert app.edge.admission.requests == 0


async def test_while_nothing_can_be_kept_reading_goes_on() -> None:
    async with client(web_app(routes(), busy=lambda: 9)) as web:
        refused = await web.post("/api/things")
        assert (await web.get("/pages")).status_code == 200
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "9")


async def test_the_lifespan_of_the_parts_is_that_of_the_application() -> None:
    seen: list[str] = []

    @asynccontextmanager
    async def part() -> AsyncIterator[None]:
        seen.append("opened")
        yield
        seen.append("closed")

    app = web_app([], lifespan=[part])
    async with app.litestar.lifespan():
        assert seen == ["opened"]
    assert seen == ["opened", "closed"]


# --- what is written about it


async def test_the_access_line_knows_the_route_but_not_the_path(
    web: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "walletdesk.access"):
        await web.get("/api/proof/t0ken?secret=s3cret", headers={"authorization": "Bearer b3arer"})
        await web.get("/nowhere/p4th")
    told = json.dumps([record.__dict__ for record in caplog.records], default=str)
    assert "GET /api/proof/{token} 200" in told
    assert "GET (unknown) 404" in told
    assert not any(word in told for word in ("t0ken", "s3cret", "b3arer", "p4th"))


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "seen"),
    [
        ([], "198.51.100.1", "1.1.1.1", "198.51.100.1"),
        (["10.0.0.0/8"], "198.51.100.1", "1.1.1.1", "198.51.100.1"),
        (["10.0.0.0/8"], "10.0.0.5", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.5", "1.1.1.1, 198.51.100.7, 10.0.0.6", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.5", "", "10.0.0.5"),
        (["10.0.0.0/8"], "10.0.0.5", "<script>", ""),
    ],
)
async def test_only_a_trusted_proxy_may_say_who_is_behind_it(
    proxies: list[str], peer: str, forwarded: str, seen: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(http=HttpSettings(trusted_proxies=proxies))
    with caplog.at_level(logging.INFO, "walletdesk.access"):
        async with client(web_app([], settings), address=peer) as web:
            await web.get("/nowhere", headers={"x-forwarded-for": forwarded})
    assert caplog.records[-1].__dict__["address"] == seen
