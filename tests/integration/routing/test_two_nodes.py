"""Two nodes on one database decide about the same queue at the same time."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable
from functools import partial

import pytest

from tests.support.kept import events_of, jobs_of
from tests.support.routing import NOON, Scene, asked, member, minutes, scene
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.platform.db import open_database
from walletdesk.routing import Policy
from walletdesk.routing.store import SqlLines, open_work
from walletdesk.routing.waits.store import SqlHistories

PEOPLE = [member(f"a{n}", capacity=3) for n in range(4)]


@pytest.fixture
async def nodes(database_url: str) -> AsyncIterator[list[Scene]]:
    databases = [await open_database(database_url) for _ in range(2)]
    made = []
    for db in databases:
        around = SqlLines(db), events_of(db), partial(jobs_of, db), Policy(), SqlHistories(db)
        one = scene(open_work(db), *around)
        await one.knows(*PEOPLE)
        made.append(one)
    yield made
    for db in databases:
        await db.close()


async def test_the_same_requests_at_both_are_placed_once_and_never_above_capacity(nodes: list[Scene]) -> None:
    await nodes[0].comes(*PEOPLE)
    entries = [asked(f"c{n:02}", at=NOON + minutes(n)) for n in range(20)]
    await asyncio.gather(*(node.routing.placing.place(entry) for entry in entries for node in nodes))
    await nodes[0].routing.repairing.sweep()
    loads = await nodes[1].lines.loads()
    states = [(await nodes[0].state(entry.conversation))[0] for entry in entries]
    assert [load.open for load in loads.values()] == [3, 3, 3, 3]
    assert (states.count("assigned"), states.count("waiting")) == (12, 8)
    assert await nodes[0].counters_are_exact()


@pytest.mark.parametrize("seed", range(3))
async def test_a_busy_hour_at_both_loses_nobody_and_no_count(nodes: list[Scene], seed: int) -> None:
    """Arrivals, endings, transfers, agents who come and go: all at once, on both nodes."""
    chance = random.Random(seed)  # noqa: S311 - a seed makes the hour repeatable
    await nodes[0].comes(*PEOPLE)
    names = [f"c{n:02}" for n in range(30)]
    await asyncio.gather(*(chance.choice(nodes).routing.placing.place(asked(name)) for name in names[:20]))
    for node in nodes:
        node.clock.forward(minutes=9)
    acts = [act for _ in range(3) for act in _acts(nodes, names, chance)]
    chance.shuffle(acts)
    results = await asyncio.gather(*acts, return_exceptions=True)
    assert [result for result in results if isinstance(result, Exception) and not _is_refusal(result)] == []
    await nodes[1].comes(*PEOPLE)
    await nodes[1].routing.repairing.sweep()
    loads = await nodes[0].lines.loads()
    waiting = sum(count.waiting for count in await nodes[0].lines.pools())
    assert await nodes[0].counters_are_exact()
    assert waiting == 0 or sum(load.open for load in loads.values()) >= 12


def _acts(nodes: list[Scene], names: list[str], chance: random.Random) -> list[Awaitable[object]]:
    def one() -> Scene:
        return chance.choice(nodes)

    def talk() -> ConversationId:
        return ConversationId(chance.choice(names))

    def agent() -> AgentId:
        return chance.choice(PEOPLE).id

    return [
        *(one().routing.placing.place(asked(name)) for name in chance.sample(names, 8)),
        *(one().routing.placing.leave(talk(), ContactId("x"), "resolved", one().clock()) for _ in range(4)),
        *(one().routing.moving.transfer_to_agent(talk(), agent()) for _ in range(3)),
        *(one().routing.moving.give_back(agent(), talk()) for _ in range(3)),
        *(one().routing.offers.accept(agent(), talk()) for _ in range(3)),
        one().routing.moving.agent_went(agent()),
        one().routing.moving.agent_came(agent()),
        one().routing.repairing.sweep(),
    ]


def _is_refusal(failure: Exception) -> bool:
    return type(failure).__module__ == "walletdesk.kernel.errors"
