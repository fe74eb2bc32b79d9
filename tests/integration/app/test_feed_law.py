"""P10: an old picture and the frames since then are the new picture, for the contact and for the agent."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.installation import Agent, Installation, Json
from tests.support.story import STEPS, Cast, Screen, Story, cast, heard, stories
from walletdesk.channels.webchat import outbound
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.routing import jobs
from walletdesk.workspace import feed_key
from walletdesk.workspace.live import pushes

LAW = settings(
    max_examples=10,
    derandomize=True,
    database=None,
    phases=[
        Phase.generate
    ],  # a step costs a flush: a long story that fails is more use than minutes of shrinking
    suppress_health_check=[*HealthCheck],
)

PAUSE = 0.25  # seconds instead of one; heads wait for a tenth of a second, here as there
MOVING = ("contact_says", "contact_reads", "a_moment_passes", "ahead_leaves")
IN_LINE = st.lists(st.sampled_from([*STEPS, *MOVING, "ahead_comes_back"]), max_size=6).map(
    lambda steps: ["contact_asks_for_a_person", *steps, *MOVING]
)


class Waiting(Story):
    """With another contact in line before ours."""

    ahead: Story

    async def ahead_leaves(self) -> Json:
        return await self.ahead.contact_ends()

    async def ahead_comes_back(self) -> Json:
        return await self.ahead.contact_asks_for_a_person()

    async def a_moment_passes(self) -> Json:
        """The contact asks for nothing: what is asked for is looked at anew."""
        await self.house.settle()
        return await self.cast.lead.ask("GET", self.cast.lead.of(self.id))


@pytest.fixture
def nothing_dawdles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses in the proportions of production: every frame counts here, also one that comes a moment late."""
    for module, name in (
        (outbound, "TALK_EVERY"),
        (pushes, "TALK_EVERY"),
        (pushes, "COUNTS_EVERY"),
        (jobs, "BOARD_EVERY"),
    ):
        monkeypatch.setattr(module, name, PAUSE)


@pytest.fixture
async def people(house: Installation) -> Cast:
    return await _people(house)


@pytest.fixture
async def asked_people(asking_house: Installation) -> Cast:
    return await _people(asking_house)


async def _people(house: Installation) -> Cast:
    """The agent and a colleague are there, with a screen each; the lead looks on over HTTP."""
    people = await cast(house)
    for agent in (people.agent, people.colleague):
        await agent.ask("PUT", "/api/me/availability", {"state": "online"})
        viewer = AgentViewer(agent=agent.id, role=Role.AGENT, teams=frozenset({people.desk}))
        house.system.faces.presence.arrive(viewer, "Ann")
    outsider = AgentViewer(agent=people.outsider.id, role=Role.AGENT)
    house.system.faces.presence.arrive(outsider, "Zoe")
    return people


@pytest.mark.slow
@LAW
@given(story=stories())
async def test_a_contacts_screen_that_heard_it_all_shows_what_a_fresh_one_shows(
    house: Installation, people: Cast, story: list[str]
) -> None:
    await _holds_for_a_contact(Story(house, people, await house.contact()), story)


@pytest.mark.slow
@settings(LAW, max_examples=5)
@given(story=IN_LINE)
async def test_it_holds_too_where_the_place_in_line_moves(
    asking_house: Installation, asked_people: Cast, story: list[str]
) -> None:
    told = Waiting(asking_house, asked_people, await asking_house.contact())
    told.ahead = Story(asking_house, asked_people, await asking_house.contact())
    await told.ahead.begins()
    await told.ahead.step("contact_asks_for_a_person")
    await _holds_for_a_contact(told, story)
    await told.step("ahead_leaves")  # the next story has a line of its own
    await told.step("contact_ends")


async def _holds_for_a_contact(told: Story, story: list[str]) -> None:
    house, frames = told.house, told.house.listen(f"contact:{told.contact.id}")
    await told.begins()
    frames.taken.clear()
    screen = Screen()
    screen.show(told.id, await told.contact.get(f"/api/conversations/{told.id}"))
    for step in story:
        await told.step(step)
    await house.settle()
    await house.system.work.board.idle()
    await house.settle()
    screen.take(heard(frames))
    fresh = await told.contact.get(f"/api/conversations/{told.id}")
    assert screen.items[told.id] == fresh["items"][-len(screen.items[told.id]) :]
    assert screen.items[told.id][-1]["seq"] == fresh["head"]["last_seq"]
    assert screen.heads[told.id] == fresh["head"]
    listed = await told.contact.get("/api/conversations")
    assert listed["items"] == [fresh["head"]]
    house.system.engine.hub.leave(f"contact:{told.contact.id}", frames)


@pytest.mark.slow
@LAW
@given(story=stories())
async def test_an_agents_screen_that_heard_it_all_shows_what_a_fresh_one_shows(
    house: Installation, people: Cast, story: list[str]
) -> None:
    await _holds_for_an_agent(house, people, story)


@pytest.mark.slow
@LAW
@given(story=stories())
async def test_it_holds_too_where_agents_are_asked_first(
    asking_house: Installation, asked_people: Cast, story: list[str]
) -> None:
    await _holds_for_an_agent(asking_house, asked_people, story)


async def _holds_for_an_agent(house: Installation, people: Cast, story: list[str]) -> None:
    told, agent = Story(house, people, await house.contact()), people.agent
    frames, presence = house.listen(feed_key(agent.id)), house.system.faces.presence
    elsewhere, outsider = house.listen(feed_key(people.outsider.id)), Screen()
    await _show_lists(outsider, people.outsider)
    await told.begins()
    screen = Screen()
    screen.show(told.id, await agent.get(agent.of(told.id)))
    await _show_lists(screen, agent)
    frames.taken.clear()
    presence.look(agent.id, told.id, before=None)
    for step in story:
        await told.step(step)
    await house.settle()
    screen.take(heard(frames))
    fresh = await agent.get(agent.of(told.id))
    outsider.take(heard(elsewhere))
    assert await _lists(people.outsider) == _grouped(outsider, people.outsider)
    shown = screen.items[told.id]
    assert shown == fresh["items"][-len(shown) :]
    assert shown[-1]["seq"] == fresh["head"]["last_seq"]
    assert _plain(screen.heads[told.id]) == _plain(fresh["head"])
    assert await _lists(agent) == _grouped(screen, agent)
    presence.look(agent.id, None, before=told.id)
    house.system.engine.hub.leave(feed_key(agent.id), frames)
    house.system.engine.hub.leave(feed_key(people.outsider.id), elsewhere)


GROUPS = ("offers", "queue", "mine", "all", "resolved")


async def _show_lists(screen: Screen, agent: Agent) -> None:
    for group in GROUPS:
        for head in (await agent.get(f"/api/workspace/conversations?group={group}&limit=100"))["items"]:
            screen.keep(head)


async def _lists(agent: Agent) -> Json:
    """What the server lists, by id: the screen sorts by itself."""
    groups = {}
    for group in GROUPS:
        found = await agent.get(f"/api/workspace/conversations?group={group}&limit=100")
        groups[group] = sorted(head["id"] for head in found["items"])
    return groups


def _grouped(screen: Screen, agent: Agent) -> Json:
    """The groups as ``ui/workspace/model/groups.js`` makes them from the heads it knows."""
    return {
        group: sorted(head["id"] for head in screen.heads.values() if belongs(head, agent.id))
        for group, belongs in BELONGS.items()
    }


def _is_mine(head: Json, me: str) -> bool:
    return bool(head["status"] == "with_agent" and head["assignee"] and head["assignee"]["id"] == me)


def _is_offered(head: Json, me: str) -> bool:
    offer = head["offer"]
    return bool(head["status"] == "waiting_for_agent" and offer and offer["agent"]["id"] == me)


BELONGS: dict[str, Callable[[Json, str], bool]] = {
    "offers": _is_offered,
    "queue": lambda head, _: head["status"] == "waiting_for_agent",
    "mine": _is_mine,
    "all": lambda head, _: head["status"] not in ("resolved", "closed"),
    "resolved": lambda head, _: head["status"] == "resolved",
}


def _plain(head: Json) -> Json:
    """Without the number of its making."""
    return {name: value for name, value in head.items() if name != "told"}
