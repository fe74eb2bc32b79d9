"""Live lines over real sockets: what a handshake and a reader who takes nothing look like from outside."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets import Origin
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.support.live_line import Door
from tests.support.until import until
from tests.support.web import served
from walletdesk.platform.feed import Hub, live_socket, sockets

LARGE = "x" * 20_000


@pytest.fixture
async def hub() -> Hub:
    return Hub()


@pytest.fixture
async def port(hub: Hub) -> AsyncIterator[int]:
    async with served([], {"/feed/contact": live_socket(Door(hub), hub)}) as port:
        yield port


def line(port: int, origin: str | None = None, **options: Any) -> connect:  # noqa: ANN401 - as websockets takes them
    own = Origin(origin or f"http://127.0.0.1:{port}")
    return connect(f"ws://127.0.0.1:{port}/feed/contact", origin=own, proxy=None, compression=None, **options)


async def greeted(socket: ClientConnection, **more: object) -> dict[str, Any]:
    await socket.send(json.dumps({"t": "hello", "v": 1, "token": "contact:1", **more}))
    welcome: dict[str, Any] = json.loads(await socket.recv())
    return welcome


async def test_a_strange_page_gets_a_403_before_the_handshake(port: int) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with line(port, "https://evil.example"):
            pass
    assert refused.value.response.status_code == 403


async def test_a_wrong_token_is_told_by_the_close_code(port: int) -> None:
    async with line(port) as socket:
        await socket.send(json.dumps({"t": "hello", "v": 1, "token": "stranger"}))
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == sockets.TOKEN_REFUSED


async def test_silence_instead_of_hello_ends_the_line(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "HELLO_WITHIN", 0.05)
    async with line(port) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == sockets.TOKEN_REFUSED


async def test_one_who_reads_nothing_is_dropped_while_another_gets_everything(port: int, hub: Hub) -> None:
    frames = 600
    async with line(port, max_queue=1, close_timeout=0.1) as stuck, line(port) as quick:
        epoch = (await greeted(stuck))["feed"]["epoch"]
        await greeted(quick)
        reading = asyncio.ensure_future(_numbers(quick, frames))
        for _ in range(frames):
            hub.publish("contact:1", f'"t":"item","x":"{LARGE}"')
            await asyncio.sleep(0.001)
        assert await reading == list(range(1, frames + 1))
        feed = hub.find("contact:1")
        assert feed is not None
        await until(lambda: [getattr(one, "closed", False) for one in feed.listeners].count(False) == 1)
    async with line(port) as back:
        await greeted(back, epoch=epoch, n=frames - 2)
        assert await _numbers(back, 2) == [frames - 1, frames]


async def _numbers(socket: ClientConnection, count: int) -> list[int]:
    return [json.loads(await socket.recv())["n"] for _ in range(count)]


async def test_many_messages_at_once_are_taken_in_their_order(port: int) -> None:
    async with line(port) as socket:
        await greeted(socket)
        for number in range(200):
            await socket.send(json.dumps(number))
        told = [json.loads(await socket.recv())["of"] for _ in range(200)]
    assert told == list(range(200))


async def test_what_is_said_in_one_turn_arrives_whole_and_in_order_before_the_farewell(
    port: int, hub: Hub
) -> None:
    async with line(port) as socket:
        await greeted(socket)
        for _ in range(100):
            hub.publish("contact:1", '"t":"item"')
        hub.end_all('{"t":"bye"}')
        told = [json.loads(frame) async for frame in socket]
    assert [frame["n"] for frame in told[:-1]] == list(range(1, 101))
    assert (told[-1], socket.close_code) == ({"t": "bye"}, sockets.GOING_AWAY)
