"""The path of one message: contact's socket, screen, durable commit with outbox, feed, the agent's socket."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import websockets

from walletdesk.app.bench.clients import (
    TEXT,
    AgentClient,
    ContactClient,
    in_order,
    new_agent,
    new_conversation,
    open_socket,
)
from walletdesk.app.bench.measuring import Report, Result, cpu_seconds, flushes, percentile
from walletdesk.app.bench.server import Bench, Serving

CONTACTS, AGENTS = 200, 10
LEAST_RATE, MOST_RATIO = 3_000, 6.0


def measure(bench: Bench, report: Report, seconds: float) -> None:
    bench.prepare(AGENTS)
    before = flushes(bench.folder)
    floors = [asyncio.run(_relay(seconds / 2))]
    with bench.serving() as server:
        report.add(_synchronous(server))
        ours = asyncio.run(_flood(server, seconds))
        ours["commits"], ours["writes"] = (
            server.metric("walletdesk_writer_commits"),
            server.metric("walletdesk_writer_writes"),
        )
    floors.append(asyncio.run(_relay(seconds / 2)))  # before and after: the neighbours change by the second
    floor = {name: (floors[0][name] + floors[1][name]) / 2 for name in ("cpu_us", "per_s")}
    missing = _missing(bench.folder / "walletdesk.db", ours["contacts"])
    after = flushes(bench.folder)
    disk = {"flushes_before": before, "flushes_after": after}
    report.add(
        Result(
            name="full path, messages a second",
            value=ours["per_s"],
            unit="/s",
            aim=f">= {LEAST_RATE:,}",
            reached=ours["per_s"] >= LEAST_RATE,
            more={"p50_ms": ours["p50_ms"], "p99_ms": ours["p99_ms"], **disk},
        )
    )
    ratio = ours["cpu_us"] / floor["cpu_us"]
    report.add(
        Result(
            name="full path, CPU a message / bare relay's",
            value=ratio,
            unit="x",
            aim=f"<= {MOST_RATIO}",
            reached=ratio <= MOST_RATIO,
            more={
                "cpu_us": ours["cpu_us"],
                "relay_cpu_us": [one["cpu_us"] for one in floors],
                "relay_per_s": floor["per_s"],
                "writes": ours["writes"],
                "commits": ours["commits"],
            },
        )
    )
    report.add(
        Result(
            name="acknowledged messages missing or twice",
            value=missing,
            unit="messages",
            aim="0",
            reached=missing == 0,
            more={"acknowledged": sum(len(contact.acked) for contact in ours["contacts"])},
        )
    )
    if missing:
        raise SystemExit("an acknowledged message is missing")


def _synchronous(server: Serving) -> Result:
    level = server.metric("walletdesk_database_synchronous")
    return Result(
        name="pragma synchronous as read back",
        value=float(level),
        unit="(2 = FULL)",
        aim="2",
        reached=level == "2.0",
    )


async def _flood(server: Serving, seconds: float) -> dict[str, Any]:
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as http:
        agents: list[AgentClient] = await in_order(lambda n: new_agent(http, n), AGENTS, at_once=2)
        for agent in agents:
            agent.socket = await open_socket(
                server.url, "/feed/workspace", {"token": agent.csrf}, Cookie=agent.cookie
            )
        contacts: list[ContactClient] = await in_order(lambda n: new_conversation(http, n), CONTACTS)
    for contact in contacts:
        contact.socket = await open_socket(server.url, "/feed/contact", {"token": contact.token})
    arrived: dict[str, asyncio.Future[float]] = {}
    listening = [asyncio.create_task(_listen(agent, arrived)) for agent in agents]
    waits: list[float] = []
    await _all(contacts, arrived, waits, 1.0)  # warm-up
    waits.clear()
    cpu, started = cpu_seconds(server.pid), time.perf_counter()
    await _all(contacts, arrived, waits, seconds)
    wall, cpu = time.perf_counter() - started, cpu_seconds(server.pid) - cpu
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    return _figures(waits, wall, cpu) | {"contacts": contacts}


async def _all(contacts: list[ContactClient], arrived: Any, waits: list[float], seconds: float) -> None:
    end = time.perf_counter() + seconds
    await asyncio.gather(*[_talk(contact, arrived, waits, end) for contact in contacts])


async def _talk(contact: ContactClient, arrived: Any, waits: list[float], end: float) -> None:
    """One message in flight: the next goes out when this one is acknowledged and has reached the agent."""
    socket, loop = contact.socket, asyncio.get_running_loop()
    if socket is None:
        return
    while time.perf_counter() < end:
        client_id = f"m{len(contact.sent)}"
        key = f"{contact.conversation}/{client_id}"
        contact.sent.append(client_id)
        arrived[key] = loop.create_future()
        text = f"{TEXT} {client_id}"  # no two alike: a head that says the same again would be spared a column
        frame = {"t": "send", "conversation": contact.conversation, "client_id": client_id, "text": text}
        sent = time.perf_counter()
        await socket.send(json.dumps(frame))
        while (
            f'"client_id":"{client_id}"' not in (told := str(await socket.recv())) or '"t":"ack"' not in told
        ):
            pass
        contact.acked.append(client_id)
        waits.append(await arrived[key] - sent)
        del arrived[key]


async def _listen(agent: AgentClient, arrived: dict[str, asyncio.Future[float]]) -> None:
    if agent.socket is None:
        return
    with suppress(websockets.ConnectionClosed):
        async for frame in agent.socket:
            now = time.perf_counter()
            text = str(frame)
            if '"t":"item"' in text[:24]:
                told = json.loads(text)
                waiting = arrived.get(f"{told['conversation']}/{told['item']['client_id']}")
                if waiting is not None and not waiting.done():
                    waiting.set_result(now)


def _figures(waits: list[float], wall: float, cpu: float) -> dict[str, Any]:
    return {
        "per_s": len(waits) / wall,
        "cpu_us": cpu / len(waits) * 1e6,
        "p50_ms": round(percentile(waits, 0.5) * 1e3, 2),
        "p99_ms": round(percentile(waits, 0.99) * 1e3, 2),
    }


async def _relay(seconds: float) -> dict[str, Any]:
    """The same loop over the bare relay: 200 senders, each with a listener of its own."""
    import socket  # noqa: PLC0415

    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "walletdesk.app.bench.relay_floor", str(listener.fileno())]
        process = subprocess.Popen(command, pass_fds=[listener.fileno()])  # noqa: ASYNC220 - once
    try:
        return await _through_relay(f"ws://127.0.0.1:{port}", process.pid, seconds)
    finally:
        process.terminate()
        process.wait()


async def _through_relay(url: str, pid: int, seconds: float) -> dict[str, Any]:
    from websockets.asyncio.client import connect  # noqa: PLC0415

    options: dict[str, Any] = {"compression": None, "ping_interval": None, "proxy": None}
    senders = [await connect(f"{url}/contact{n}", **options) for n in range(CONTACTS)]
    listeners = [await connect(f"{url}/agent{n}", **options) for n in range(CONTACTS)]
    waits: list[float] = []

    async def loop(number: int, end: float) -> None:
        while time.perf_counter() < end:
            sent = time.perf_counter()
            await senders[number].send(f"agent{number} {TEXT}")
            await listeners[number].recv()
            waits.append(time.perf_counter() - sent)

    end = time.perf_counter() + 0.5
    await asyncio.gather(*[loop(n, end) for n in range(CONTACTS)])
    waits.clear()
    cpu, started = cpu_seconds(pid), time.perf_counter()
    end = started + seconds
    await asyncio.gather(*[loop(n, end) for n in range(CONTACTS)])
    wall, cpu = time.perf_counter() - started, cpu_seconds(pid) - cpu
    return _figures(waits, wall, cpu)


def _missing(database: Path, contacts: list[ContactClient]) -> int:
    """Acknowledged messages that are not in the database exactly once, or not in the order they were sent."""
    db = sqlite3.connect(database)
    wrong = 0
    for contact in contacts:
        rows = db.execute(
            "select client_key from message where conversation = ? and kind = 'message' "
            "and author_kind = 'contact' order by seq",
            (contact.conversation,),
        )
        stored = [row[0].rpartition(":")[2] for row in rows]
        kept = [client_id for client_id in stored if client_id in set(contact.acked)]
        wrong += abs(len(contact.acked) - len(kept)) + (kept != contact.acked)
    db.close()
    return wrong
