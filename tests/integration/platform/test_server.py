"""The server as it is run: bounds that only a real connection can test."""

import asyncio
import json

import pytest
import websockets
from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from litestar.types import Receive, Scope, Send

from tests.support.web import served
from walletdesk.platform.http import Access, access, protocol

PATIENCE = 10


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
    await send({"type": "websocket.send", "text": "hello", "bytes": None})
    await send({"type": "websocket.close", "code": 1000, "reason": None})


LIVE = {"/feed/contact": live}


def routes() -> list[HTTPRouteHandler]:
    @post("/api/lines", opt=access(Access.PUBLIC))
    async def add(data: JSONBody[dict[str, str]]) -> dict[str, str]:
        return data

    return [add]


async def answer(port: int, *pieces: bytes) -> tuple[int, dict[str, object]]:
    """Send pieces one after the other; the status and body of the answer, when the line was closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass  # it hung up before all was said, as it should
    async with asyncio.timeout(PATIENCE):
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    return int(head.split()[1]), json.loads(body)


CLOSE = b"Connection: close\r\nHost: x\r\n"


async def test_a_plain_request_is_answered() -> None:
    async with served(routes(), LIVE) as port:
        head = b"POST /api/lines HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n"
        assert await answer(port, head + CLOSE + b'\r\n{"a":"b"}') == (201, {"a": "b"})


@pytest.mark.parametrize(
    ("opening", "more"),
    [
        (b"GET / HTTP/1.1\r\n", b"X-Bomb: " + b"a" * 60_000 + b"\r\n"),
        (b"GET / HTTP/1.1\r\nX-Bomb: ", b"a" * 60_000),
        (b"GET /", b"a" * 60_000),
    ],
    ids=["many headers", "one header", "address"],
)
async def test_a_head_without_end_is_cut_off_early(opening: bytes, more: bytes) -> None:
    async with served(routes(), LIVE) as port:
        status, problem = await answer(port, opening, more, more)
        assert (status, problem["code"]) == (431, "headers_too_large")
        with pytest.raises(ConnectionError):
            await pour(port, opening, more, times=1_000)


async def pour(port: int, opening: bytes, more: bytes, *, times: int) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(opening)
    for _ in range(times):
        writer.write(more)
        await writer.drain()


@pytest.mark.parametrize(
    "head",
    [b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\xff\xfe HTTP/1.1\r\n\r\n", b"HELO\r\n\r\n"],
)
async def test_what_is_no_http_is_refused_with_a_problem(head: bytes) -> None:
    async with served(routes(), LIVE) as port:
        status, problem = await answer(port, head)
        assert (status, problem["code"]) == (400, "unreadable")


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: x\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
    ],
)
async def test_a_request_that_two_servers_could_read_differently_is_refused(headers: bytes) -> None:
    async with served(routes(), LIVE) as port:
        sent = (
            b"POST /api/lines HTTP/1.1\r\nContent-Type: application/json\r\n"
            + headers
            + CLOSE
            + b"\r\n{}   x"
        )
        status, _ = await answer(port, sent)
        assert status == 400


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nX-Slow: "], ids=["nothing", "half a head"])
async def test_a_head_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(protocol, "_HEAD_SECONDS", 0.2)
    async with served(routes(), LIVE) as port:
        assert (await answer(port, sent))[0] == 408


@pytest.mark.slow
async def test_a_body_that_does_not_come_is_given_up() -> None:
    async with served(routes(), LIVE, body_seconds=1) as port:
        head = b"POST /api/lines HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 90\r\n" + CLOSE
        status, problem = await answer(port, head + b"\r\n{")
        assert (status, problem["code"]) == (408, "took_too_long")


async def test_a_live_line_opens_for_our_own_page_only() -> None:
    async with served(routes(), LIVE) as port:
        own = f"http://127.0.0.1:{port}"
        url = f"ws://127.0.0.1:{port}/feed/contact"
        async with websockets.connect(url, origin=websockets.Origin(own)) as line:
            assert await line.recv() == "hello"
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(url, origin=websockets.Origin("https://evil.example"))
        assert refused.value.response.status_code == 403
        assert json.loads(refused.value.response.body or b"{}")["code"] == "forbidden"


async def test_a_rush_at_the_door_is_told_when_to_come_back() -> None:
    async with served(routes(), LIVE, sockets=1, sockets_per_second=1) as port:
        url, own = f"ws://127.0.0.1:{port}/feed/contact", websockets.Origin(f"http://127.0.0.1:{port}")
        results = [await knock(url, own) for _ in range(4)]
    assert 503 in results


async def knock(url: str, own: websockets.Origin) -> int:
    try:
        async with websockets.connect(url, origin=own):
            return 101
    except websockets.InvalidStatus as refused:
        return refused.response.status_code if "retry-after" in refused.response.headers else 0
