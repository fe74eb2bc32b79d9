"""Ten thousand people who only look: what each costs, and how quick a message is among them."""

import asyncio
import json
import time
from typing import Any

import httpx

from walletdesk.app.bench.clients import TEXT, in_order, new_agent, new_conversation, open_socket
from walletdesk.app.bench.measuring import Report, Result, percentile, rss_kb
from walletdesk.app.bench.server import Bench, Serving
from walletdesk.contacts import SessionTokens
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ContactId, new_id
from walletdesk.platform.settings import secret_key

SOCKETS, FIRST = 10_000, 1_000  # the first thousand also pay for buffers and pools
MOST_KB, MOST_P99_MS = 25.0, 25.0
MESSAGES, PAUSE = 500, 0.01


def measure(bench: Bench, report: Report, seconds: float) -> None:
    bench.prepare(1)
    with bench.serving() as server:
        figures = asyncio.run(_measure(server))
    each, p99 = figures["kb_each"], figures["p99_ms"]
    report.add(
        Result(
            name=f"an idle socket at {SOCKETS:,}",
            value=each,
            unit="KB",
            aim=f"<= {MOST_KB:.0f}",
            reached=each <= MOST_KB,
            more={"rss_mb": figures["rss_mb"]},
        )
    )
    report.add(
        Result(
            name=f"a message among {SOCKETS:,} idle sockets, p99",
            value=p99,
            unit="ms",
            aim=f"<= {MOST_P99_MS:.0f}",
            reached=p99 <= MOST_P99_MS,
            more={"p50_ms": figures["p50_ms"]},
        )
    )


async def _measure(server: Serving) -> dict[str, Any]:
    async with httpx.AsyncClient(base_url=server.url, timeout=120) as http:
        agent = await new_agent(http, 0)
        agent.socket = await open_socket(
            server.url, "/feed/workspace", {"token": agent.csrf}, Cookie=agent.cookie
        )
        talk = await new_conversation(http, 0)
        talk.socket = await open_socket(server.url, "/feed/contact", {"token": talk.token})
    tokens = _tokens(server)

    async def idle(number: int) -> Any:
        return await open_socket(server.url, "/feed/contact", {"token": tokens[number]})

    opened = await in_order(idle, FIRST, at_once=64)
    await asyncio.sleep(1)
    before = rss_kb(server.pid)
    opened += await in_order(lambda n: idle(FIRST + n), SOCKETS - FIRST, at_once=64)
    await asyncio.sleep(1)
    after = rss_kb(server.pid)
    waits = await _talk(talk, agent)
    return {
        "kb_each": (after - before) / (SOCKETS - FIRST),
        "rss_mb": round(after / 1024),
        "p50_ms": round(percentile(waits, 0.5) * 1e3, 2),
        "p99_ms": round(percentile(waits, 0.99) * 1e3, 2),
    }


def _tokens(server: Serving) -> list[str]:
    """Signed with the installation's key: ten thousand first visits are another measurement."""
    tokens, now = SessionTokens([secret_key(server.bench.settings)]), utc_now()
    return [tokens.issue(ContactId(new_id("con")), 0, now).text for _ in range(SOCKETS)]


async def _talk(talk: Any, agent: Any) -> list[float]:
    """One contact writes a hundred times a second; from before the send to the agent's receipt."""
    sent: dict[str, float] = {}
    waits: list[float] = []

    async def listen() -> None:
        async for frame in agent.socket:
            now, text = time.perf_counter(), str(frame)
            if '"t":"item"' in text[:24]:
                client_id = json.loads(text)["item"]["client_id"]
                if client_id in sent:
                    waits.append(now - sent.pop(client_id))

    listening = asyncio.create_task(listen())
    for number in range(MESSAGES):
        client_id = f"m{number}"
        frame = {"t": "send", "conversation": talk.conversation, "client_id": client_id, "text": TEXT}
        sent[client_id] = time.perf_counter()
        await talk.socket.send(json.dumps(frame))
        await asyncio.sleep(PAUSE)
    await asyncio.sleep(1)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    return waits
