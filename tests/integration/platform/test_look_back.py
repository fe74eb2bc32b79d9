"""Taking up what nobody told us of: rows that another node left behind."""

from datetime import timedelta

import sqlalchemy as sa

from tests.support.things import NOON, Noted
from walletdesk.kernel.clock import millis
from walletdesk.platform.db import Database, statement
from walletdesk.platform.db.outbox import OUTBOX
from walletdesk.platform.relay import LOOK_BACK_MS, Relay

WRITE = statement(
    sa.insert(OUTBOX).values({name: sa.bindparam(name) for name in ("topic", "kind", "body", "at")})
)
DEAD = statement(sa.select(OUTBOX.c.dead))


async def left(db: Database, body: str) -> None:
    """By a node that died longer ago than anybody tries."""
    at = millis(NOON - timedelta(milliseconds=LOOK_BACK_MS + 1))
    async with db.write() as tx:
        await tx.run(WRITE, topic="a", kind="Noted", body=body, at=at)


async def test_one_that_cannot_be_read_is_set_aside_and_stops_nobody_behind_it(db: Database) -> None:
    heard: list[int] = []

    async def hear(event: Noted) -> None:
        heard.append(event.number)

    relay = Relay(db, clock=lambda: NOON)
    relay.on(Noted, hear)
    await relay.start()
    await left(db, '{"at":"2026-03-02T12:00:00Z","number":"not a number"}')
    await left(db, '{"at":"2026-03-02T12:00:00Z","about":"a","number":1}')
    for _ in range(2):
        await relay.look_back()
        await relay.drain()
    [letter] = await relay.dead_letters()
    await relay.stop()
    assert (heard, letter.reaction, await db.all(DEAD)) == ([1], "relay", [(1,)])
