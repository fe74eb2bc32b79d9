"""The leads' board on a running installation, on both engines."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.installation import Agent, Contact, Installation, Json, installation
from tests.support.memory import Hands
from walletdesk.app.wiring.board import watching
from walletdesk.help_center.reaching.words import wait_words
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.routing.model import Entry, Joining, Need, Priority
from walletdesk.routing.store import open_work
from walletdesk.routing.waits import Basis, Told

BOARD = "/api/workspace/board"
MORNING = datetime(2026, 11, 20, 2, tzinfo=UTC)  # 10:00 in Shanghai


@pytest.fixture
def clock() -> Hands:
    return Hands(MORNING)


@pytest.fixture
async def house(
    database_url: str, tmp_path: Path, clock: Hands, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Installation]:
    monkeypatch.setattr("walletdesk.insights.board.http.FRESH", 0.0)
    async with installation(database_url, tmp_path, clock=clock) as running:
        yield running


class Floor:
    """A lead, an agent of one team and contacts who come by."""

    def __init__(self, house: Installation, clock: Hands) -> None:
        self.house = house
        self.clock = clock

    async def open(self) -> "Floor":
        self.desk: TeamId = await self.house.team("Funds desk")
        self.lead: Agent = await self.house.agent(Role.LEAD, teams=[self.desk])
        self.agent: Agent = await self.house.agent(teams=[self.desk])
        return self

    async def board(self) -> Json:
        await self.house.settle()
        return await self.lead.get(BOARD)

    async def asks(self, locale: str = "en") -> tuple[Contact, str]:
        contact = await self.house.contact(locale)
        id = (await contact.starts("hello", locale=locale))["head"]["id"]
        await contact.post(f"/api/conversations/{id}/agent")
        await self.house.settle()
        return contact, id

    async def is_there(self, state: str = "online") -> None:
        await self.agent.ask("PUT", "/api/me/availability", {"state": state})
        await self.house.settle()

    async def answered_after(self, minutes: int) -> None:
        _, id = await self.asks()
        self.clock.forward(minutes=minutes)
        await self.agent.writes(id, "hello", f"a{minutes}")
        await self.agent.post(self.agent.of(id, "/resolve"))
        await self.house.settle()

    async def person(self, agent: AgentId) -> Json:
        return next(one for one in (await self.board())["people"] if one["agent"]["id"] == agent)


@pytest.fixture
async def floor(house: Installation, clock: Hands) -> Floor:
    return await Floor(house, clock).open()


async def test_who_waits_stands_in_a_queue_with_place_wait_and_reason(floor: Floor) -> None:
    _, first = await floor.asks()
    floor.clock.forward(minutes=3)
    _, second = await floor.asks()
    board = await floor.board()
    began = int(MORNING.timestamp() * 1000)
    assert (board["waiting"], board["longest_since"], board["at"]) == (2, began, began + 180_000)
    queue = next(one for one in board["queues"] if one["waiting"])
    assert (queue["team"], queue["language"], queue["longest_since"]) == (None, "en", began)
    assert [(one["place"], one["conversation"]["id"]) for one in queue["first"]] == [(1, first), (2, second)]
    assert (queue["reason"], queue["agents"], queue["free"], queue["wait"]) == (
        "no_agent_online",
        0,
        0,
        None,
    )
    calm = next(one for one in board["queues"] if one["team"])
    assert (calm["team"]["name"], calm["waiting"], calm["longest_since"]) == ("Funds desk", 0, None)


async def test_the_zone_of_today_is_called_by_its_name(floor: Floor) -> None:
    assert (await floor.board())["zone"] == "Beijing time"


async def test_promises_near_and_broken_are_counted_and_the_most_pressing_named(floor: Floor) -> None:
    _, first = await floor.asks()
    floor.clock.forward(minutes=6)
    _, second = await floor.asks()
    floor.clock.forward(minutes=5)
    promised = (await floor.board())["promised"]
    assert (promised["owed"], promised["near"], promised["broken"]) == (2, 1, 0)
    floor.clock.forward(minutes=5)
    promised = (await floor.board())["promised"]
    assert (promised["near"], promised["broken"]) == (1, 1)
    assert [one["conversation"]["id"] for one in promised["soonest"]] == [first, second]
    assert promised["soonest"][0]["due"] == int((MORNING + timedelta(minutes=15)).timestamp() * 1000)


async def test_who_is_where_with_load_and_what_they_look_at(floor: Floor) -> None:
    before = await floor.person(floor.agent.id)
    assert (before["state"], before["since"], before["looks_at"]) == ("offline", None, [])
    floor.clock.forward(minutes=1)
    await floor.is_there()
    _, id = await floor.asks()
    presence = floor.house.system.faces.presence
    viewer = (await floor.house.system.staff.personnel.get(floor.agent.id)).viewer
    presence.arrive(viewer, "Agent")
    presence.look(floor.agent.id, ConversationId(id), before=None)
    now = await floor.person(floor.agent.id)
    said = int((MORNING + timedelta(minutes=1)).timestamp() * 1000)
    assert (now["state"], now["since"], now["open"], now["capacity"]) == ("online", said, 1, 50)
    assert [(one["conversation"]["id"], one["since"]) for one in now["looks_at"]] == [(id, said)]
    assert [team["name"] for team in now["teams"]] == ["Funds desk"]


async def test_how_the_day_went_and_how_long_the_last_hour_waited(floor: Floor) -> None:
    await floor.is_there()
    for minutes in (1, 2, 3, 4, 20):
        await floor.answered_after(minutes)
    contact = await floor.house.contact()
    await contact.starts("what is a network fee?")
    board = await floor.board()
    assert {name: board["today"][name] for name in ("kept", "late", "gave_up", "begun", "with_person")} == {
        "kept": 4,
        "late": 1,
        "gave_up": 0,
        "begun": 6,
        "with_person": 5,
    }
    assert board["wait"] == {"low": 1, "high": 20, "of": 5}
    assert sum(board["hourly"]["asked"]["points"]) == 5
    assert sum(board["hourly"]["ended"]["points"]) == 5
    lately = board["owed_lately"]["points"]
    assert (len(lately), lately[-1], max(lately)) == (25, 0, 1)


async def test_whoever_gives_up_and_the_day_before_are_told_apart(floor: Floor) -> None:
    contact, id = await floor.asks()
    floor.clock.forward(minutes=2)
    await contact.post(f"/api/conversations/{id}/end")
    assert (await floor.board())["today"]["gave_up"] == 1
    floor.clock.forward(days=1)
    today = (await watching(floor.house.system).board()).today
    assert (today.gave_up, today.begun, today.with_person) == (0, 0, 0)


async def test_marks_of_today_stand_on_the_board(floor: Floor) -> None:
    await floor.is_there()
    for mark in (5, 4, 1):
        contact, id = await floor.asks()
        await floor.agent.writes(id, "hello", "a1")
        await floor.agent.post(floor.agent.of(id, "/resolve"))
        await floor.house.settle()
        await contact.post(f"/api/conversations/{id}/survey", {"overall": mark})
    assert (await floor.board())["today"]["marks"] == {"count": 3, "sum": 10, "low": 1}


async def test_a_lead_sets_an_agent_of_the_team_away_and_it_is_audited(floor: Floor) -> None:
    stranger = await floor.house.agent()
    await floor.is_there()
    assert (await floor.person(floor.agent.id))["may_set"]
    assert not (await floor.person(stranger.id))["may_set"]
    path = f"/api/staff/agents/{floor.agent.id}/availability"
    assert (await floor.lead.ask("PUT", path, {"state": "away"})).status_code == 200
    assert (await floor.person(floor.agent.id))["state"] == "away"
    audit = await floor.lead.get(f"/api/audit?about={floor.agent.id}")
    assert audit["items"][0]["action"] == "availability_set"


async def test_moving_what_waits_moves_it_on_the_board(floor: Floor) -> None:
    _, id = await floor.asks()
    await floor.lead.post(f"/api/workspace/conversations/{id}/transfer", {"team": floor.desk})
    queues = (await floor.board())["queues"]
    [queue] = [one for one in queues if one["waiting"]]
    assert (queue["team"]["name"], queue["first"][0]["conversation"]["id"]) == ("Funds desk", id)


async def test_for_everybody_but_leads_there_is_no_board(floor: Floor) -> None:
    answers = [
        await asking.ask("GET", BOARD) for asking in (floor.agent, await floor.house.contact(), floor.lead)
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 200]


async def test_how_long_it_takes_is_told_with_what_it_was_measured_with(floor: Floor) -> None:
    """To whoever waits, in their language; to leads of whoever came now; and how often that came true."""
    floor.agent = await floor.house.agent(teams=[floor.desk], capacity=1)  # the next one waits
    await floor.is_there()
    history = [waited(floor.clock(), number) for number in range(24)]
    async with open_work(floor.house.system.engine.db)() as work:
        await work.entries.save(*history)
    contact, id = await floor.asks()
    while not (await floor.board())["waiting"]:
        contact, id = await floor.asks()
    queue = (await contact.get(f"/api/conversations/{id}"))["head"]["queue"]
    assert (queue["position"], queue["wait"]["recent"], queue["wait"]["minutes"]) == (1, 24, 60)
    assert queue["wait"]["low"] <= 6 <= queue["wait"]["high"]
    told = f"About {queue['wait']['low']}–{queue['wait']['high']} min from here"
    assert queue["wait"]["words"] == f"{told} (last 60 min, 24 conversations)"
    board = await floor.board()
    mine = next(one for one in board["queues"] if one["waiting"])
    assert mine["expected"]["recent"] == 24
    assert mine["expected"]["high"] > queue["wait"]["high"]  # whoever came now would be the second
    assert board["truth"] == {"told": 24, "held": 23}
    wait = Told(low=2, high=5, expected=1.0, basis=Basis(minutes=60, recent=3, usual=8))
    assert wait_words(wait, "zh-CN").startswith("从现在起约 2–5 分钟")


def waited(now: datetime, number: int) -> Entry:
    """Six minutes at the head of the line with one agent there, but one of them sixteen."""
    begun = now - timedelta(minutes=(16 if number == 5 else 6), seconds=number)
    told = Told(low=3, high=8, expected=360.0, basis=Basis(minutes=60, recent=9, usual=0))
    entry = Entry(
        conversation=ConversationId(f"cnv_before{number}"),
        contact=ContactId("con_before"),
        need=Need(language="en"),
        priority=Priority.NORMAL,
        entered_at=begun,
        asked_at=begun,
        decided_at=begun,
        joined=Joining(at=begun, place=1, agents=1, told=told),
    )
    return entry.assigned(AgentId("agt_before"), now - timedelta(seconds=number))
