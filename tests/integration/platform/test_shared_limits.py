"""Limits that live in the database: they hold over nodes and over restarts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.kernel.errors import TooMany
from walletdesk.platform.db import Database, open_database
from walletdesk.platform.limits import SharedLimiter
from walletdesk.platform.limits.shared import FIND

DAY = 86_400


class Hands:
    now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def second(database_url: str, db: Database) -> AsyncIterator[Database]:
    """Another node on the same database."""
    async with AsyncExitStack() as stack:
        other = await open_database(database_url)
        stack.push_async_callback(other.close)
        yield other


async def passed(limiters: list[SharedLimiter], key: str, n: int, seconds: int) -> int:
    asked = [limiter.hit(key, n, seconds) for limiter in limiters for _ in range(10)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, TooMany)]
    assert len(refused) + answers.count(None) == len(answers)
    return answers.count(None)


@pytest.mark.parametrize("n", [1, 3])
async def test_of_two_nodes_that_ask_at_once_exactly_so_many_pass(
    db: Database, second: Database, hands: Hands, n: int
) -> None:
    nodes = [SharedLimiter(db, hands), SharedLimiter(second, hands)]
    assert await passed(nodes, "a", n, DAY) == n
    assert await passed(nodes, "b", n, DAY) == n


async def test_once_a_day_is_once_a_day(db: Database, hands: Hands) -> None:
    limiter = SharedLimiter(db, hands)
    await limiter.hit("a", 1, DAY)
    hands.forward(DAY - 10)
    with pytest.raises(TooMany) as refused:
        await SharedLimiter(db, hands).hit("a", 1, DAY)  # as after a restart
    assert refused.value.values["retry_after"] == 10
    hands.forward(10)
    await limiter.hit("a", 1, DAY)


async def test_places_come_back_one_by_one(db: Database, hands: Hands) -> None:
    limiter = SharedLimiter(db, hands)
    assert await passed([limiter], "a", 5, 60) == 5
    hands.forward(12)
    assert await passed([limiter], "a", 5, 60) == 1
    hands.forward(3600)
    assert await passed([limiter], "a", 5, 60) == 5


async def test_what_says_nothing_any_more_is_forgotten(db: Database, hands: Hands) -> None:
    limiter = SharedLimiter(db, hands)
    await limiter.hit("old", 1, 60)
    hands.forward(61)
    await limiter.hit("new", 1, 60)
    await limiter.forget(hands())
    assert await kept(db, "old", "new") == ["new"]


async def kept(db: Database, *keys: str) -> list[str]:
    return [key for key in keys if await db.one(FIND, key=key)]
