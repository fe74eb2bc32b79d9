"""Where agents are asked first: who is asked sees it, and nobody has to wait for an empty chair."""

from tests.support.installation import Agent, Installation, Json
from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.workspace import feed_key


async def test_who_is_asked_hears_it_lets_it_pass_and_the_next_one_accepts(
    asking_house: Installation,
) -> None:
    first, second = await at_work(asking_house), await at_work(asking_house)
    heard = {agent.id: asking_house.listen(feed_key(agent.id)) for agent in (first, second)}
    id, contact = await somebody_asks(asking_house)
    offer = (await head(first, id))["offer"]
    assert offer["agent"]["id"] in heard
    asked, other = (first, second) if offer["agent"]["id"] == first.id else (second, first)
    told = heard[asked.id].of("head")[-1]["head"]
    assert told["offer"] == offer
    assert told["status"] == "waiting_for_agent"

    refused = await other.ask("POST", other.of(id, "/accept"), {})
    assert (refused.status_code, refused.json()["code"]) == (409, "offered_elsewhere")

    assert await asked.post(asked.of(id, "/decline")) == {"to_another": True}
    await asking_house.settle()
    assert heard[other.id].of("head")[-1]["head"]["offer"]["agent"]["id"] == other.id

    await other.post(other.of(id, "/accept"))
    await asking_house.settle()
    for agent in (first, second):
        shown = await head(agent, id)
        assert (shown["status"], shown["offer"], shown["assignee"]["id"]) == ("with_agent", None, other.id)
        assert heard[agent.id].of("head")[-1]["head"]["offer"] is None
    opened = await contact.get(f"/api/conversations/{id}")
    assert opened["head"]["status"] == "with_agent"


async def test_who_lets_three_run_out_is_set_to_away_and_sees_it(asking_house: Installation) -> None:
    agent = await at_work(asking_house)
    heard = asking_house.listen(feed_key(agent.id))
    id, _ = await somebody_asks(asking_house)
    for _ in range(3):
        offer = (await head(agent, id))["offer"]
        await runs_out(asking_house, id, offer)
        await asking_house.settle()
    shown = await head(agent, id)
    assert (shown["status"], shown["offer"]) == ("waiting_for_agent", None)
    assert heard.of("head")[-1]["head"]["offer"] is None
    assert heard.of("availability")[-1]["state"] == "away"
    assert (await agent.get("/api/me"))["agent"]["availability"] == "away"


async def test_who_passes_on_what_nobody_else_can_take_is_not_asked_again_at_once(
    asking_house: Installation,
) -> None:
    agent = await at_work(asking_house)
    id, _ = await somebody_asks(asking_house)
    assert await agent.post(agent.of(id, "/decline")) == {"to_another": False}
    await asking_house.settle()
    assert (await head(agent, id))["offer"] is None
    await (
        asking_house.system.work.routing.repairing.sweep()
    )  # once a minute: better asked twice than forgotten
    assert (await head(agent, id))["offer"]["agent"]["id"] == agent.id


async def test_saying_no_is_being_there(asking_house: Installation) -> None:
    agent = await at_work(asking_house)
    id, _ = await somebody_asks(asking_house)
    for answer in ("missed", "missed", "no", "missed"):
        offer = (await head(agent, id))["offer"]
        if answer == "no":
            await agent.post(agent.of(id, "/decline"))
            await asking_house.system.work.routing.repairing.sweep()
        else:
            await runs_out(asking_house, id, offer)
    await asking_house.settle()
    assert (await agent.get("/api/me"))["agent"]["availability"] == "online"


async def test_an_offer_is_found_however_long_the_queue_is(asking_house: Installation) -> None:
    agent = await at_work(asking_house)
    id, _ = await somebody_asks(asking_house)
    found = await agent.get("/api/workspace/conversations?group=offers")
    assert [one["id"] for one in found["items"]] == [id]


async def test_a_conversation_that_is_not_offered_is_not_changed_by_a_pass(
    asking_house: Installation,
) -> None:
    agent = await at_work(asking_house)
    id, _ = await somebody_asks(asking_house)
    await agent.post(agent.of(id, "/accept"))
    before = await head(agent, id)
    await agent.post(agent.of(id, "/decline"))
    assert await head(agent, id) == before


async def at_work(house: Installation) -> Agent:
    """Online, with an open screen."""
    agent = await house.agent()
    house.system.faces.presence.arrive(AgentViewer(agent=agent.id, role=Role.AGENT), "Ann")
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await house.settle()
    return agent


async def somebody_asks(house: Installation) -> tuple[ConversationId, Json]:
    contact = await house.contact()
    started = await contact.starts()
    id = ConversationId(started["head"]["id"])
    await contact.ask("POST", f"/api/conversations/{id}/agent", {})
    await house.settle()
    return id, contact


async def runs_out(house: Installation, id: ConversationId, offer: Json) -> None:
    asked, until = AgentId(offer["agent"]["id"]), from_millis(offer["until"])
    await house.system.work.routing.offers.expire(asked, id, until)


async def head(agent: Agent, id: str) -> Json:
    """Without the number of its making."""
    return (await agent.picture(id))["head"]
