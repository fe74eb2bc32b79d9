"""What was withdrawn goes out of the index at its pace, and out of the log at once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.support.memory import Hands
from tests.support.things import NOON
from walletdesk.conversations.store import SCRUB, Scrubbing
from walletdesk.conversations.store.search import SqlMessageIndex
from walletdesk.kernel.clock import millis
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, statement
from walletdesk.platform.db.outbox import JOB

WAITING = statement(sa.select(JOB.c.kind, JOB.c.key, JOB.c.run_at))


class Watched:
    """Counts what is done to the index and the log, and lets it be done."""

    def __init__(self, db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock, self.done = Hands(NOON), list[str]()
        self.scrubbing = Scrubbing(db, self.clock)
        settle, scrub = SqlMessageIndex.settle, db.scrub

        async def settled(index: SqlMessageIndex) -> None:
            self.done.append("index")
            await settle(index)

        async def scrubbed() -> None:
            self.done.append("log")
            await scrub()

        monkeypatch.setattr(SqlMessageIndex, "settle", settled)
        monkeypatch.setattr(db, "scrub", scrubbed)

    async def comes(self, key: str = "all") -> list[str]:
        self.done.clear()
        await self.scrubbing.on_scrub(Job(kind=SCRUB, key=key, run_at=self.clock()))
        return list(self.done)


@pytest.fixture
def watched(db: Database, monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(db, monkeypatch)


async def test_the_index_is_rewritten_every_few_minutes_at_most_and_the_log_emptied_each_time(
    db: Database, watched: Watched
) -> None:
    assert await watched.comes() == ["index", "log"]
    for _ in range(3):
        watched.clock.forward(seconds=3)
        assert await watched.comes() == ["log"]
    at = NOON + timedelta(minutes=5)
    assert await db.all(WAITING) == [(SCRUB, "index", millis(at))]
    watched.clock.at = at
    assert await watched.comes("index") == ["index", "log"]


async def test_an_index_that_could_not_be_rewritten_is_tried_again_at_once(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: SqlMessageIndex) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(SqlMessageIndex, "settle", fails)
        with pytest.raises(ZeroDivisionError):
            await watched.comes()
    assert await watched.comes() == ["index", "log"]
