"""The agent's list and the search, on a database of the size that a busy year leaves behind."""

import asyncio
import random
import sqlite3
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from walletdesk.app.bench.clients import new_agent
from walletdesk.app.bench.measuring import Report, Result, cpu_seconds, percentile
from walletdesk.app.bench.server import Bench, Serving
from walletdesk.kernel.ids import new_id
from walletdesk.platform.tokens import tokens

CONVERSATIONS = 200_000
LIST_P99_MS, LIST_CPU_MS, SEARCH_P50_MS = 10.0, 2.0, 15.0
CLIENTS, LEAST = 8, 1_000
SUBJECTS = (
    "转账未到账",
    "withdrawal pending",
    "忘记密码",
    "提现一直没到",
    "wrong network",
    "app will not open",
)
ASKED = ("raretoken", "withdrawal", "提现", "账", "未到", "wrong network")


def measure(bench: Bench, report: Report, seconds: float) -> None:
    bench.prepare(1)
    _fill(bench)
    with bench.serving() as server:
        figures = asyncio.run(_measure(server))
    for name, aim_p99, aim_cpu in (("list of 50", LIST_P99_MS, LIST_CPU_MS),):
        one = figures["list"]
        reached = one["p99_ms"] <= aim_p99 and one["cpu_ms"] <= aim_cpu
        more: dict[str, object] = {"p50_ms": one["p50_ms"], "cpu_ms": one["cpu_ms"], "clients": 1}
        aim = f"<= {aim_p99:.0f}, cpu {aim_cpu:.0f}"
        report.add(
            Result(
                name=f"{name} from {CONVERSATIONS:,}, p99",
                value=one["p99_ms"],
                unit="ms",
                aim=aim,
                reached=reached,
                more=more,
            )
        )
    found = figures["search"]
    report.add(
        Result(
            name=f"search among {CONVERSATIONS:,} messages, p50",
            value=found["p50_ms"],
            unit="ms",
            aim=f"<= {SEARCH_P50_MS:.0f}",
            reached=found["p50_ms"] <= SEARCH_P50_MS,
            more={"p99_ms": found["p99_ms"], "cpu_ms": found["cpu_ms"]},
        )
    )


async def _measure(server: Serving) -> dict[str, dict[str, float]]:
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as http:
        agent = await new_agent(http, 0)
        http.headers["Cookie"] = agent.cookie
        chance = random.Random(1)  # noqa: S311 - which question comes next

        async def listed() -> None:
            answer = await http.get("/api/workspace/conversations", params={"group": "all"})
            if len(answer.json()["items"]) != 50:
                raise RuntimeError("the list does not hold 50")

        async def searched() -> None:
            answer = await http.get("/api/workspace/search", params={"q": chance.choice(ASKED)})
            if not answer.json()["hits"]:
                raise RuntimeError("the search found nothing")

        return {"list": await _timed(server, listed, LEAST), "search": await _timed(server, searched, 300)}


async def _timed(server: Serving, work: Callable[[], Awaitable[None]], times: int) -> dict[str, float]:
    for _ in range(20):
        await work()
    waits: list[float] = []
    cpu = cpu_seconds(server.pid)
    for _ in range(times):
        started = time.perf_counter()
        await work()
        waits.append(time.perf_counter() - started)
    cpu = cpu_seconds(server.pid) - cpu
    return {
        "p50_ms": round(percentile(waits, 0.5) * 1e3, 2),
        "p99_ms": round(percentile(waits, 0.99) * 1e3, 2),
        "cpu_ms": round(cpu / times * 1e3, 2),
    }


def _fill(bench: Bench) -> None:
    """Straight into the tables: how they came there is not what is measured."""
    db = sqlite3.connect(bench.folder / "walletdesk.db")
    names = [row[1] for row in db.execute("pragma table_info(conversation)")]
    chance, now = random.Random(7), time.time_ns() // 1_000_000  # noqa: S311 - the same data every time
    db.execute("begin")
    for number in range(CONVERSATIONS):
        at = now - number * 60_000
        text = f"{SUBJECTS[number % len(SUBJECTS)]} #{number} {'raretoken' if number % 10_000 == 0 else ''}"
        row = _conversation(number, at, text)
        db.execute(_insert("conversation", names), [row[name] for name in names])
        _message(db, row["id"], at, text, chance)
    db.execute("commit")
    db.execute("analyze")
    db.close()


def _insert(table: str, names: list[str]) -> str:
    return f"insert into {table}({', '.join(names)}) values({', '.join('?' * len(names))})"


def _conversation(number: int, at: int, text: str) -> dict[str, Any]:
    status = ("resolved", "open", "with_agent", "waiting_for_agent")[number % 4]
    zeros = dict.fromkeys(
        (
            "contact_read",
            "contact_read_seq",
            "agent_read",
            "agent_read_public",
            "contact_unread",
            "agent_unread",
        ),
        0,
    )
    return zeros | {
        "id": new_id("cnv"),
        "contact": f"con_{number % 20_000:026}",
        "inbox": "inb_webchat",
        "channel": "webchat",
        "locale": "zh-CN",
        "created_at": at,
        "status": status,
        "assignee": f"agt_{number % 50:026}" if status == "with_agent" else None,
        "last_agent": None,
        "team": None,
        "priority": "normal",
        "skill": "general",
        "category": "",
        "subject": text,
        "seq": 1,
        "public_seq": 1,
        "version": 1,
        "public_version": 1,
        "last_at": at,
        "last_text": text,
        "last_message": 1,
        "waiting_since": at if status == "waiting_for_agent" else None,
        "first_reply_due": None,
        "survey": "none",
        "packet": None,
        "start_key": str(number),
    }


def _message(db: sqlite3.Connection, conversation: str, at: int, text: str, chance: random.Random) -> None:
    body = f"{text} tx 0x{chance.getrandbits(256):064x}"
    db.execute(
        "insert into message(conversation, seq, public_seq, id, kind, author_kind, author_id, author_name, "
        "text, at) values(?, 1, 1, ?, 'message', 'contact', '', '', ?, ?)",
        (conversation, new_id("msg"), body, at),
    )
    document = db.execute("insert into message_document(conversation, seq) values(?, 1)", (conversation,))
    indexed = (document.lastrowid, tokens(body))
    db.execute("insert into message_index(rowid, tokens) values(?, ?)", indexed)
