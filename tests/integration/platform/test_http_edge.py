"""What every answer carries, what may be kept, who is let in, and what is written about it."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Response

from tests.support.web import client, web_app
from walletdesk.platform.http import Access, Assets, Face, access, enough_space, ui_page, writable
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


# --- files for browsers


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    for name, text in {
        "widget/main.js": "export const a = 1;\n" * 100,
        "widget/index.html": '<script src="/ui/widget/main.js"></script><link href="/assets/a.css">',
        "a.css": "a{}",
        "loader/widget.js": "1",
        "README.md": "no",
    }.items():
        (tmp_path / "ui" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ui" / name).write_text(text, "utf-8")
    (tmp_path / "secret.js").write_text("secret", "utf-8")
    return Assets(tmp_path / "ui")


@pytest.fixture
async def files(assets: Assets) -> AsyncIterator[httpx.AsyncClient]:
    page = ui_page("/w", "widget/index.html", face=Face.WIDGET, assets=assets)
    async with client(web_app([page], assets=assets)) as opened:
        yield opened


async def test_a_file_with_the_digest_in_its_address_may_be_kept_for_ever(
    files: httpx.AsyncClient, assets: Assets
) -> None:
    answer = await files.get(assets.url("widget/main.js"))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("path", ["/ui/a.css", "/assets/a.css", "/ui/0123456789abcdef/a.css"])
async def test_any_other_address_of_a_file_is_asked_for_again(files: httpx.AsyncClient, path: str) -> None:
    first = await files.get(path)
    assert (first.text, first.headers["cache-control"]) == ("a{}", "public, no-cache")
    again = await files.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_changed_file_is_served_as_it_is_now(files: httpx.AsyncClient, assets: Assets) -> None:
    first = await files.get("/ui/a.css")
    (assets.root / "a.css").write_text("b{color:red}", "utf-8")
    again = await files.get("/ui/a.css", headers={"if-none-match": first.headers["etag"]})
    assert again.text == "b{color:red}"


async def test_texts_travel_packed_where_the_browser_can_unpack(files: httpx.AsyncClient) -> None:
    packed = await files.get("/ui/widget/main.js", headers={"accept-encoding": "gzip"})
    plain = await files.get("/ui/widget/main.js", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.content == plain.content


@pytest.mark.parametrize(
    "path",
    [
        "/ui/../secret.js",
        "/ui/%2e%2e/secret.js",
        "/ui/widget/../../secret.js",
        "/ui//etc/passwd",
        "/ui/README.md",
        "/ui/widget/index.html",
        "/ui/",
        "/ui/widget",
        "/ui/missing.js",
        "/assets/..%2fsecret.js",
    ],
)
async def test_only_files_of_ui_are_served(files: httpx.AsyncClient, path: str) -> None:
    answer = await files.send(httpx.Request("GET", httpx.URL(f"http://127.0.0.1:8080{path}")))
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_the_loader_may_be_used_by_the_wallets_pages(files: httpx.AsyncClient) -> None:
    answer = await files.get("/widget.js")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == "public, max-age=300"


async def test_a_page_of_ui_names_its_files_with_the_digest(files: httpx.AsyncClient, assets: Assets) -> None:
    text = (await files.get("/w")).text
    assert f'src="{assets.url("widget/main.js")}"' in text
    assert f'href="{assets.url("a.css")}"' in text


async def test_files_are_only_read(files: httpx.AsyncClient) -> None:
    assert (await files.post("/ui/a.css")).status_code == 404


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


# --- sockets


def handshake(path: str, *headers: tuple[bytes, bytes], extension: bool = True) -> dict[str, Any]:
    extensions: dict[str, Any] = {"websocket.http.response": {}} if extension else {}
    return {
        "type": "websocket",
        "path": path,
        "query_string": b"",
        "headers": list(headers),
        "client": ("203.0.113.9", 1),
        "extensions": extensions,
    }


class Sockets:
    """An application with one live line that accepts whoever gets through."""

    def __init__(self, **limits: int) -> None:
        self.inside = 0
        self.sent: list[dict[str, Any]] = []
        settings = Settings(limits=LimitSettings(**limits))
        self._app = web_app([], settings, sockets={"/feed/contact": self.live})

    async def live(self, scope: object, receive: object, send: object) -> None:
        self.inside += 1

    async def knock(self, scope: dict[str, Any]) -> list[dict[str, Any]]:
        self.sent.clear()

        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        async def send(message: dict[str, Any]) -> None:
            self.sent.append(message)

        await self._app(scope, receive, send)
        return list(self.sent)


OWN = (b"origin", b"http://127.0.0.1:8080")


async def test_a_live_line_opens_for_our_own_pages() -> None:
    sockets = Sockets()
    assert await sockets.knock(handshake("/feed/contact", OWN)) == []
    assert sockets.inside == 1


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(b"origin", b"null")],
        [(b"origin", b"https://evil.example")],
        [(b"origin", b"http://127.0.0.1:8080.evil.example")],
        [(b"origin", b"https://127.0.0.1:8080")],
        [(b"origin", b"")],
        [(b"origin", b"https://evil.example"), OWN],
    ],
    ids=repr,
)
async def test_and_for_no_other_page(headers: list[tuple[bytes, bytes]]) -> None:
    sockets = Sockets()
    start, body = await sockets.knock(handshake("/feed/contact", *headers))
    assert (start["status"], json.loads(body["body"])["code"]) == (403, "forbidden")
    assert sockets.inside == 0


async def test_a_server_that_cannot_answer_a_handshake_closes_it() -> None:
    sockets = Sockets()
    (closed,) = await sockets.knock(handshake("/feed/contact", extension=False))
    assert closed == {"type": "websocket.close", "code": 1008, "reason": "forbidden"}


async def test_there_is_no_other_live_line() -> None:
    start, _ = await Sockets().knock(handshake("/feed/*", OWN))
    assert start["status"] == 404


async def test_a_rush_of_handshakes_is_spread_over_time() -> None:
    sockets = Sockets(sockets_per_second=3)
    answers = [await sockets.knock(handshake("/feed/contact", OWN)) for _ in range(10)]
    refused = [answer[0] for answer in answers if answer]
    assert sockets.inside <= 6  # three, or twice three across the turn of a second
    assert {answer["status"] for answer in refused} == {503}
    assert all(b"retry-after" in dict(answer["headers"]) for answer in refused)
