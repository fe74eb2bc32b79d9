"""Live lines open for our own pages, at a pace that the house can bear."""

import json
from typing import Any

import pytest

from tests.support.web import web_app
from walletdesk.platform.settings import LimitSettings, Settings


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
