"""Everybody who can read a conversation, and the rows themselves."""

import asyncio
from typing import Any

import httpx
import sqlalchemy as sa

from tests.support.history import Shown, Stored, faults, missing
from tests.torture.prepare import LOGIN, PASSWORD
from tests.torture.server import Installation
from tests.torture.writers import RequestWriter, SocketWriter
from walletdesk.platform.db import Database, Text, Whole, open_database, statement
from walletdesk.platform.db.outbox import OUTBOX

_MESSAGE = sa.table(
    "message",
    *(sa.column(name, Whole) for name in ("seq", "public_seq")),
    *(sa.column(name, Text) for name in ("conversation", "author_kind", "client_key", "text")),
)
_ROWS = statement(
    sa.select(
        _MESSAGE.c.seq, _MESSAGE.c.public_seq, _MESSAGE.c.text, _MESSAGE.c.author_kind, _MESSAGE.c.client_key
    )
    .where(_MESSAGE.c.conversation == sa.bindparam("conversation"))
    .order_by(_MESSAGE.c.seq)
)
_WAITING = statement(sa.select(sa.func.count()).select_from(OUTBOX).where(OUTBOX.c.dead == 0))
_SET_ASIDE = statement(sa.select(OUTBOX.c.reaction, OUTBOX.c.error).where(OUTBOX.c.dead == 1))

AnyWriter = SocketWriter | RequestWriter


async def check(place: Installation, writers: list[AnyWriter]) -> list[str]:
    """What is wrong once the storm is over, the server runs, and its reactions are through."""
    db = await open_database(place.database_url)
    try:
        await _quiet(db)
        found = [f"set aside: {row}" for row in await db.all(_SET_ASIDE)]
        async with httpx.AsyncClient(base_url=place.url, timeout=30) as http:
            await _sign_in(http, place.url)
            for writer in writers:
                found += await _check_one(db, http, writer)
    finally:
        await db.close()
    return found


async def missing_after(place: Installation, writers: list[AnyWriter]) -> list[str]:
    """Acknowledged messages that a dead server's database does not hold."""
    db = await open_database(place.database_url)
    try:
        return [id for writer in writers for id in missing(writer.journal, await _rows(db, writer))]
    finally:
        await db.close()


async def _quiet(db: Database) -> None:
    async with asyncio.timeout(90):
        while await db.one(_WAITING) != (0,):  # noqa: ASYNC110 - another process works it off
            await asyncio.sleep(0.1)


async def _sign_in(http: httpx.AsyncClient, url: str) -> None:
    own_page = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
    answer = await http.post("/api/sign-in", json={"login": LOGIN, "password": PASSWORD}, headers=own_page)
    # the cookie is for https alone; on loopback we carry it ourselves
    http.headers["Cookie"] = answer.raise_for_status().headers["set-cookie"].partition(";")[0]


async def _check_one(db: Database, http: httpx.AsyncClient, writer: AnyWriter) -> list[str]:
    id, bearer = writer.journal.conversation, {"Authorization": f"Bearer {writer.token}"}
    transcript = await http.get(f"/api/conversations/{id}/transcript?format=json", headers=bearer)
    told = faults(
        writer.journal,
        await _rows(db, writer),
        contacts={
            "the contact": await _pages(http, f"/api/conversations/{id}/items", bearer),
            "the transcript": _shown(transcript.raise_for_status().json()),
        },
        agents={"the agent": await _pages(http, f"/api/workspace/conversations/{id}/items", {})},
    )
    return [f"{id}: {fault}" for fault in told]


async def _pages(http: httpx.AsyncClient, path: str, headers: dict[str, str]) -> list[Shown]:
    """All items, asked for as a client does that was away: after the last number it has."""
    found: list[Shown] = []
    more = True
    while more:
        after = found[-1].seq if found else 0
        answer = await http.get(path, params={"after": after, "limit": 100}, headers=headers)
        page = answer.raise_for_status().json()
        found += _shown(page)
        more = page["more"]
    return found


def _shown(page: dict[str, Any]) -> list[Shown]:
    return [Shown(item["seq"], item["text"]) for item in page["items"]]


async def _rows(db: Database, writer: AnyWriter) -> list[Stored]:
    rows = await db.all(_ROWS, conversation=writer.journal.conversation)
    return [
        Stored(seq, public_seq, text, key.rpartition(":")[2] if author == "contact" and key else None)
        for seq, public_seq, text, author, key in rows
    ]
