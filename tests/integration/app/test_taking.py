"""Accepting what routing has not heard of, or not yet: theirs at once, counted once, and not put in line."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.installation import Agent, Contact, Installation, installation
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.settings import RoutingSettings


@pytest.fixture(params=[True, False], ids=["given at once", "asked first"])
async def desk(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Installation]:
    routing = RoutingSettings(auto_accept=request.param, offer_seconds=600)
    async with installation(database_url, tmp_path, routing=routing) as running:
        yield running


async def load(house: Installation, agent: Agent) -> int:
    agents = await house.system.work.routing.assigning.agents()
    return next(one.load.open for one in agents if one.id == agent.id)


async def is_with(house: Installation, id: ConversationId, agent: Agent) -> bool:
    head = (await agent.get(agent.of(id)))["head"]
    return bool(head["status"] == "with_agent" and head["assignee"]["id"] == agent.id)


async def books_are_right(house: Installation) -> bool:
    return await house.system.work.routing.repairing.repair(house.system.heart.archive) == 0


async def online(house: Installation) -> Agent:
    agent = await house.agent()
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await house.settle()
    return agent


async def with_the_bot(house: Installation) -> tuple[ConversationId, Contact]:
    contact = await house.contact()
    id = ConversationId((await contact.starts())["head"]["id"])
    await house.settle()
    return id, contact


async def test_what_is_with_the_bot_is_accepted_and_counted_once(desk: Installation) -> None:
    agent, (id, contact) = await desk.agent(), await with_the_bot(desk)
    for _ in range(2):
        told = await agent.post(agent.of(id, "/accept"))
        assert (told["status"], told["assignee"]["id"]) == ("with_agent", agent.id)
    await contact.ask("POST", f"/api/conversations/{id}/agent", {})
    await desk.settle()
    assert await is_with(desk, id, agent)
    assert (await load(desk, agent), await books_are_right(desk)) == (1, True)
    await agent.post(agent.of(id, "/resolve"))
    await desk.settle()
    assert await load(desk, agent) == 0


async def test_whoever_asks_for_a_person_just_as_somebody_comes_is_not_put_in_line(
    desk: Installation,
) -> None:
    agent, _ = await desk.agent(), await online(desk)
    for _ in range(10):
        id, contact = await with_the_bot(desk)
        asking = contact.ask("POST", f"/api/conversations/{id}/agent", {})
        accepting = agent.ask("POST", agent.of(id, "/accept"), {})
        _, accepted = await asyncio.gather(asking, accepting)
        await desk.settle()
        # either the colleague who is online was given it first, or it is theirs
        assert await is_with(desk, id, agent) == (accepted.status_code == 200), accepted.text
        assert accepted.status_code in {200, 409}
    assert await books_are_right(desk)


@pytest.mark.parametrize("is_online", [True, False], ids=["online", "away"])
async def test_what_was_solved_can_be_taken_back_at_once_again_and_again(
    desk: Installation, *, is_online: bool
) -> None:
    id, contact = await with_the_bot(desk)
    agent = await online(desk) if is_online else await desk.agent()
    await contact.ask("POST", f"/api/conversations/{id}/agent", {})
    await desk.settle()
    await agent.post(agent.of(id, "/accept"))
    for round in range(20):
        for act in ("/resolve", "/reopen", "/accept"):
            told = await agent.ask("POST", agent.of(id, act), {})
            assert told.status_code == 200, (round, act, told.text)
        assert await is_with(desk, id, agent)
        for _ in range(round % 7):  # hear the news at ever other moments
            await asyncio.sleep(0)
    await desk.settle()
    assert await is_with(desk, id, agent)
    assert (await load(desk, agent), await books_are_right(desk)) == (1, True)


async def test_what_is_over_is_not_accepted(house: Installation) -> None:
    agent, (id, _) = await house.agent(), await with_the_bot(house)
    await agent.post(agent.of(id, "/resolve"))
    refused = await agent.ask("POST", agent.of(id, "/accept"), {})
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


async def test_what_an_agent_may_not_see_is_not_accepted(house: Installation) -> None:
    desk, elsewhere = await house.team("Desk"), await house.team("Elsewhere")
    agent, stranger = await house.agent(teams=[desk]), await house.agent(teams=[elsewhere])
    id, _ = await with_the_bot(house)
    await agent.post(agent.of(id, "/accept"))
    await agent.post(agent.of(id, "/transfer"), {"team": desk})
    await house.settle()
    assert (await stranger.ask("POST", stranger.of(id, "/accept"), {})).status_code == 404
    assert (await agent.ask("POST", agent.of(id, "/accept"), {})).status_code == 200
