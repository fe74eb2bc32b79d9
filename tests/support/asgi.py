"""What the stand-in servers of the browser tests share: answers and frames over ASGI, and a port."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

Json = dict[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def send_frame(send: Send, frame: Json) -> None:
    await send({"type": "websocket.send", "text": json.dumps(frame)})


async def send_answer(send: Send, status: int, body: bytes, kind: str, policy: str = "") -> None:
    text = kind.startswith("text/") or kind.endswith("json")
    kind += "; charset=utf-8" if text and "charset" not in kind else ""
    headers = [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
    if policy:
        headers.append((b"content-security-policy", policy.encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@contextlib.asynccontextmanager
async def listening(app: Any, port: int = 0) -> AsyncIterator[int]:  # noqa: ANN401 - any ASGI application
    """Serve it on a port of this machine, a free one for 0."""
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="websockets-sansio"))
    task = asyncio.create_task(server.serve([listener]))
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        await task
