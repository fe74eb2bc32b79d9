"""Both ends of a live line without a network: a face that knows "contact..." tokens, a socket in hand."""

import asyncio
import json
from typing import Any

import msgspec

from walletdesk.kernel.errors import Conflict, NotFound, Refused
from walletdesk.platform.feed import Hello, Hub, Line, same_origin

HOME = "https://support.example"


class Echo:
    """A guest whose frames are published to its own feed; the frame "no" is refused."""

    def __init__(self, key: str, hub: Hub) -> None:
        self.feed_key = key
        self.began_lines: list[Line] = []
        self.left_lines: list[Line] = []
        self._hub = hub

    def began(self, line: Line) -> None:
        self.began_lines.append(line)

    async def take(self, frame: bytes, line: Line) -> None:
        said = msgspec.json.decode(frame)
        if said == "no":
            raise Conflict
        told = json.dumps(said)
        self._hub.publish(
            self.feed_key, f'"t":"item","said":{told}', origin=line, answer=f'"t":"ack","of":{told}'
        )

    def refused(self, frame: bytes, refusal: Refused) -> str | None:
        return json.dumps({"t": "refused", "code": refusal.code})

    async def left(self, line: Line) -> None:
        self.left_lines.append(line)


class Door:
    """A face; the token says whose feed it is."""

    name = "test"

    def __init__(self, hub: Hub) -> None:
        self.guests: list[Echo] = []
        self._hub = hub

    def allows_origin(self, origin: str | None, scope: Any) -> bool:  # noqa: ANN401 - as ASGI's
        return same_origin(origin, scope, {HOME})

    async def greet(self, hello: Hello, scope: Any) -> Echo:  # noqa: ANN401 - as ASGI's
        if not hello.token.startswith("contact"):
            raise NotFound
        self.guests.append(Echo(hello.token, self._hub))
        return self.guests[-1]


class Socket:
    """A client's end in the test's hands. ``reads`` False: it takes nothing, as a stuck phone."""

    def __init__(
        self,
        application: Any,  # noqa: ANN401 - any ASGI application
        path: str = "/feed",
        *,
        origin: str | None = HOME,
        host: str = "localhost",
    ) -> None:
        self.sent: list[dict[str, Any]] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self._to_server: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._to_server.put_nowait({"type": "websocket.connect"})
        headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers, "client": None}
        self.served = asyncio.ensure_future(application(scope, self._to_server.get, self._take))

    async def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            await self.reads.wait()
        self.sent.append(message)

    def say(self, frame: object) -> None:
        self.say_raw(json.dumps(frame))

    def say_raw(self, text: str) -> None:
        self._to_server.put_nowait({"type": "websocket.receive", "text": text})

    def hang_up(self) -> None:
        self._to_server.put_nowait({"type": "websocket.disconnect", "code": 1006})

    @property
    def frames(self) -> list[dict[str, Any]]:
        return [json.loads(message["text"]) for message in self.sent if message["type"] == "websocket.send"]

    @property
    def closed(self) -> int | None:
        codes = [message["code"] for message in self.sent if message["type"] == "websocket.close"]
        return codes[0] if codes else None
