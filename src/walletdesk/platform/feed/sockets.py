"""Live lines over WebSocket, as plain ASGI: per socket a bounded queue and a writer of its own.

The Origin is checked before the handshake is accepted; the first frame carries the token, never the address.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Any, Protocol
from weakref import WeakSet

import msgspec

from walletdesk.kernel.errors import Refused, Unavailable
from walletdesk.platform.feed.hub import Feed, Hub, dropped
from walletdesk.platform.telemetry import counter, gauge

LOG = logging.getLogger(__name__)

# Plain ASGI; litestar's types for it fit no application of ours, so the edge takes any
Scope = Any
Receive = Any
Send = Any

DIRECT = "walletdesk.direct"  # the extension of a server that sends a small frame without a coroutine
HELLO_WITHIN = 10.0  # seconds from the handshake to the frame that says who it is
MOST_FRAMES, MOST_BYTES = 256, 1_000_000  # waiting for one socket; beyond that it reads too slowly
LARGEST_FRAME = 64_000  # characters from a client
GOING_AWAY, POLICY, TOO_BIG, TRY_AGAIN = 1001, 1008, 1009, 1013  # close codes of RFC 6455 and its registry
TOKEN_REFUSED, TOO_SLOW = 4401, 4408  # ours: sign in again; come back by number

_opened = counter("walletdesk_sockets_opened_total", "Live sockets accepted.")
_lines: WeakSet["Line"] = WeakSet()
gauge("walletdesk_sockets", "Live sockets open now.").watch(lambda: len(_lines))


class Hello(msgspec.Struct):
    """First frame of a client. ``feed``: the last number it has, if it was here before."""

    token: str
    t: str = "hello"
    v: int = 1
    epoch: str = ""
    n: int = 0


class Face(Protocol):
    """What a kind of live line (contacts', agents') adds: who may listen, and what its frames mean."""

    name: str

    def allows_origin(self, origin: str | None, scope: Scope) -> bool: ...
    async def greet(self, hello: Hello, scope: Scope) -> "Guest":
        """Who it is. Raises NotFound for nobody."""


class Guest(Protocol):
    """The one at the other end, once known."""

    feed_key: str

    def began(self, line: "Line") -> None:
        """The line is open; ``left`` will say that it ended."""

    async def take(self, frame: bytes, line: "Line") -> None:
        """Act on one frame. Raises Refused for what cannot be done."""

    def refused(self, frame: bytes, refusal: Refused) -> str | None:
        """What to tell of a refusal, as a frame."""

    async def left(self, line: "Line") -> None: ...


class Line:
    """Frames on their way to one socket. Ten thousand idle ones wait here, so an idle line holds nothing."""

    __slots__ = ("__weakref__", "_bytes", "_closing", "_count", "_direct", "_frames", "_send", "_writing")

    def __init__(self, send: Send, direct: Callable[[str], bool] | None = None) -> None:
        """``direct`` sends a text without waiting, and says whether it could."""
        self._send = send
        self._direct = direct
        self._frames: list[str] = []
        self._count = 0  # frames not sent yet, those in the writer's hand included
        self._bytes = 0
        self._closing: int | None = None
        self._writing: asyncio.Task[None] | None = None

    def put(self, frame: str) -> None:
        """Queue a frame. A reader that is too slow is dropped; it comes back by number."""
        if self._closing is not None:
            return
        if self._direct is not None and self._writing is None and self._direct(frame):
            return
        self._add(frame)
        if self._count > MOST_FRAMES or self._bytes > MOST_BYTES:
            dropped()
            self._frames.clear()
            self._closing = TOO_SLOW
            if self._writing is not None:
                self._writing.cancel()  # it waits for this very reader
                self._writing = None
        self._wake()

    def end(self, frame: str, code: int = GOING_AWAY) -> None:
        """Say a last frame and close."""
        if self._closing is None:
            self._add(frame)
            self.close(code)

    def close(self, code: int) -> None:
        if self._closing is None:
            self._closing = code
            self._wake()

    @property
    def closed(self) -> bool:
        return self._closing is not None

    async def finish(self) -> None:
        """Stop writing; a close that is on its way is let out first, so that it says why."""
        if self._closing is not None and self._writing is not None:
            await asyncio.wait([self._writing], timeout=1.0)
        self._closing = self._closing or GOING_AWAY
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)

    def _add(self, frame: str) -> None:
        self._frames.append(frame)
        self._count += 1
        self._bytes += len(frame)

    def _wake(self) -> None:
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        try:
            while self._frames:
                frames, self._frames = self._frames, []
                for frame in frames:
                    await self._send({"type": "websocket.send", "text": frame})
                    self._count -= 1
                    self._bytes -= len(frame)
            if self._closing is not None:
                async with asyncio.timeout(1.0):
                    await self._send({"type": "websocket.close", "code": self._closing})
        except Exception as gone:  # the other end is away: its reader will notice
            LOG.info("socket gone", extra={"error": type(gone).__name__})
        finally:
            if self._writing is asyncio.current_task():
                self._writing = None


def live_socket(face: Face, hub: Hub) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """The ASGI application of one kind of live line."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        if not face.allows_origin(_header(scope, b"origin"), scope):
            await send({"type": "websocket.close", "code": POLICY})  # before accept: the handshake gets a 403
            return
        await send({"type": "websocket.accept"})
        _opened.add()
        line = Line(send, (scope.get("extensions") or {}).get(DIRECT))
        _lines.add(line)
        try:
            await _serve(face, hub, scope, receive, line)
        finally:
            _lines.discard(line)
            await line.finish()

    return application


def same_origin(origin: str | None, scope: Scope, ours: Collection[str]) -> bool:
    """True for a page of ours: a configured origin, or the host that the socket itself was asked of."""
    if not origin or origin == "null":
        return False
    return origin in ours or origin.partition("://")[2] == _header(scope, b"host")


async def _serve(face: Face, hub: Hub, scope: Scope, receive: Receive, line: Line) -> None:
    try:
        async with asyncio.timeout(HELLO_WITHIN):
            first = await _next(receive)
        if first is None:
            return
        hello = msgspec.json.decode(first, type=Hello)
        guest = await face.greet(hello, scope)
    except (TimeoutError, msgspec.DecodeError, UnicodeError, Refused) as failure:
        line.close(TRY_AGAIN if isinstance(failure, Unavailable) else TOKEN_REFUSED)
        await asyncio.sleep(0.1)  # time for the writer to say so
        return
    feed = hub.join(guest.feed_key, line)
    try:
        guest.began(line)
        _welcome(line, feed, hello)
        await _converse(guest, receive, line)
    finally:
        hub.leave(guest.feed_key, line)
        await guest.left(line)


def _welcome(line: Line, feed: Feed, hello: Hello) -> None:
    line.put(f'{{"t":"welcome","feed":{{"epoch":"{feed.epoch}","n":{feed.n}}}}}')
    if not hello.epoch:
        return
    missed = feed.since(hello.epoch, hello.n)
    for frame in ['{"t":"reset"}'] if missed is None or _is_too_much(missed) else missed:
        line.put(frame)


def _is_too_much(missed: list[str]) -> bool:
    """More than a line takes at once would end it as too slow, and again when it comes back."""
    return len(missed) > MOST_FRAMES // 2 or sum(map(len, missed)) > MOST_BYTES // 2


async def _converse(guest: Guest, receive: Receive, line: Line) -> None:
    while (frame := await _next(receive)) is not None and not line.closed:
        if len(frame) > LARGEST_FRAME:
            line.close(TOO_BIG)
            return
        try:
            await guest.take(frame, line)
        except Refused as refusal:
            if told := guest.refused(frame, refusal):
                line.put(told)
        except (msgspec.DecodeError, UnicodeError):
            line.close(POLICY)
            return


async def _next(receive: Receive) -> bytes | None:
    """The next frame as bytes, or None when the socket is gone."""
    message = await receive()
    if message["type"] != "websocket.receive":
        return None
    text: str | None = message.get("text")
    return text.encode() if text is not None else message.get("bytes") or b""


def _header(scope: Scope, name: bytes) -> str | None:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)
