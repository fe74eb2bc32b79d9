"""Contacts who send without pause, and again whatever was not acknowledged: by socket or by requests."""

import asyncio
import json
from collections.abc import Iterator
from itertools import count
from typing import Any, Protocol

import httpx
from websockets import Origin
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.support.history import Journal

IN_FLIGHT = 6  # messages that a socket sends ahead of their acknowledgements
BREATH = 0.004  # seconds between two messages: a storm, but one whose end can be read in a moment
AWAY = 0.05  # seconds until a lost line is tried again
# the second: anyio asks the name of a line that was lost the moment it stood
LINE_LOST = (httpx.TransportError, AttributeError)


class Writer(Protocol):
    journal: Journal

    async def write(self, over: asyncio.Event) -> None:
        """Until ``over``, and everything sent is acknowledged."""


class _Speaker:
    """What both kinds share: the journal, and the next words."""

    def __init__(self, url: str, token: str, conversation: str) -> None:
        self.url = url
        self.token = token
        self.journal = Journal(conversation)
        self._numbers: Iterator[int] = count()

    def _next(self) -> str:
        client_id = f"m{next(self._numbers)}"
        self.journal.sent[client_id] = f"消息 {client_id}, where is my transfer?"
        return client_id


class SocketWriter(_Speaker):
    """Several messages in flight on one socket; a new one sends all unacknowledged first, in order."""

    async def write(self, over: asyncio.Event) -> None:
        while not over.is_set() or self.journal.unacked:
            try:
                await self._on_one_socket(over)
            except (OSError, WebSocketException, TimeoutError):
                await _try_later()

    async def _on_one_socket(self, over: asyncio.Event) -> None:
        address = self.url.replace("http", "ws") + "/feed/contact"
        options: dict[str, Any] = {
            "compression": None,
            "proxy": None,
            "open_timeout": 5,
            "close_timeout": 0.1,
        }
        async with connect(address, origin=Origin(self.url), **options) as socket:
            await socket.send(json.dumps({"t": "hello", "v": 1, "token": self.token}))
            for client_id in self.journal.unacked:
                await self._send(socket, client_id)
            while not over.is_set() or self.journal.unacked:
                await self._fill(socket, over)
                async with asyncio.timeout(10):
                    heard = await socket.recv()
                self._hear(json.loads(heard))

    async def _fill(self, socket: ClientConnection, over: asyncio.Event) -> None:
        while len(self.journal.sent) - len(self.journal.acked) < IN_FLIGHT and not over.is_set():
            await self._send(socket, self._next())
            await asyncio.sleep(BREATH)

    async def _send(self, socket: ClientConnection, client_id: str) -> None:
        said = {"client_id": client_id, "text": self.journal.sent[client_id]}
        await socket.send(json.dumps({"t": "send", "conversation": self.journal.conversation, **said}))

    def _hear(self, frame: dict[str, Any]) -> None:
        assert frame["t"] != "refused", frame
        if frame["t"] == "ack":
            self.journal.acked.setdefault(frame["client_id"], frame["seq"])


class RequestWriter(_Speaker):
    """One request at a time, each repeated under its client id until it is answered."""

    async def write(self, over: asyncio.Event) -> None:
        limits = httpx.Limits(max_keepalive_connections=0)  # a line of the killed server is of no use
        async with httpx.AsyncClient(base_url=self.url, timeout=10, limits=limits) as http:
            while not over.is_set():
                await self._until_answered(http, self._next())
                await asyncio.sleep(BREATH)

    async def _until_answered(self, http: httpx.AsyncClient, client_id: str) -> None:
        while client_id not in self.journal.acked:
            try:
                await self._post(http, client_id)
            except LINE_LOST:
                await _try_later()

    async def _post(self, http: httpx.AsyncClient, client_id: str) -> None:
        answer = await http.post(
            f"/api/conversations/{self.journal.conversation}/messages",
            json={"client_id": client_id, "text": self.journal.sent[client_id]},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        answer.raise_for_status()
        self.journal.acked[client_id] = answer.json()["seq"]


async def _try_later() -> None:
    """Unless the storm was called off: a library that lost the line may have lost that word as well."""
    if (me := asyncio.current_task()) and me.cancelling():
        raise asyncio.CancelledError
    await asyncio.sleep(AWAY)


async def new_writer(url: str, kind: type[SocketWriter | RequestWriter]) -> SocketWriter | RequestWriter:
    """A contact who has just begun a conversation; the bot is talking to them."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        session = (await http.post("/api/widget/session", json={"locale": "zh-CN"})).raise_for_status().json()
        start = {"client_id": "start", "text": "你好", "inbox": "inb_webchat", "locale": "zh-CN"}
        bearer = {"Authorization": f"Bearer {session['token']}"}
        answer = await http.post("/api/conversations", json=start, headers=bearer)
        opened = answer.raise_for_status().json()
    writer = kind(url, session["token"], opened["head"]["id"])
    writer.journal.sent["start"] = start["text"]
    writer.journal.acked["start"] = 1
    return writer
