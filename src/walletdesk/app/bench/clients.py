"""Contacts and agents as a measuring process plays them: plain requests to begin, then sockets."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import httpx
from websockets import Origin
from websockets.asyncio.client import ClientConnection, connect

from walletdesk.app.bench.server import PASSWORD

TEXT = (
    "你好，我的转账一直没有到账，网络 BSC，金额 12.5 USDT, please help me find it"  # a real message's length
)


@dataclass(slots=True)
class ContactClient:
    token: str
    conversation: str
    socket: ClientConnection | None = None
    sent: list[str] = field(default_factory=list)
    acked: list[str] = field(default_factory=list)


@dataclass(slots=True)
class AgentClient:
    cookie: str
    csrf: str
    socket: ClientConnection | None = None


async def open_socket(url: str, path: str, hello: dict[str, Any], **headers: str) -> ClientConnection:
    address = url.replace("http", "ws") + path
    made = await connect(
        address,
        origin=Origin(url),
        additional_headers=headers,
        compression=None,
        ping_interval=None,
        proxy=None,
    )
    await made.send(json.dumps({"t": "hello", "v": 1, **hello}))
    await made.recv()  # welcome
    return made


async def new_contact(http: httpx.AsyncClient) -> str:
    answer = await http.post("/api/widget/session", json={"locale": "zh-CN"})
    answer.raise_for_status()
    return str(answer.json()["token"])


async def new_conversation(http: httpx.AsyncClient, number: int) -> ContactClient:
    token = await new_contact(http)
    bearer = {"Authorization": f"Bearer {token}"}
    start = {"client_id": f"start{number}", "text": "转人工", "inbox": "inb_webchat", "locale": "zh-CN"}
    answer = await http.post("/api/conversations", headers=bearer, json=start)
    answer.raise_for_status()
    conversation = str(answer.json()["head"]["id"])
    (await http.post(f"/api/conversations/{conversation}/agent", headers=bearer)).raise_for_status()
    return ContactClient(token, conversation)


async def new_agent(http: httpx.AsyncClient, number: int) -> AgentClient:
    origin = {"Origin": str(http.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    body = {"login": f"agent{number}", "password": PASSWORD}
    answer = await http.post("/api/sign-in", json=body, headers=origin)
    answer.raise_for_status()
    agent = AgentClient(answer.headers["set-cookie"].partition(";")[0], answer.json()["csrf"])
    headers = origin | {"Cookie": agent.cookie, "X-CSRF-Token": agent.csrf}
    (await http.put("/api/me/availability", json={"state": "online"}, headers=headers)).raise_for_status()
    return agent


async def in_order(make: Any, count: int, *, at_once: int = 8) -> list[Any]:
    """``make(0)`` to ``make(count - 1)``, a few at a time: setting up is not what is measured."""
    gate = asyncio.Semaphore(at_once)

    async def one(number: int) -> Any:
        async with gate:
            return await make(number)

    return await asyncio.gather(*[one(number) for number in range(count)])
