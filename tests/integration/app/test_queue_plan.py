"""What leads set for the queues, over HTTP: what goes where, what weighs how much, who takes over."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support.installation import INBOX, Agent, Contact, Installation, installation
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ConversationId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.routing.rules import Overflow, Weights
from walletdesk.tickets.desks import Desk, DeskKind

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


class Hours:
    """The clock on the wall, and what was added to it."""

    def __init__(self) -> None:
        self.added = timedelta(0)

    def __call__(self) -> datetime:
        return utc_now() + self.added


@pytest.fixture
def later() -> Hours:
    return Hours()


@pytest.fixture
async def house(database_url: str, tmp_path: Path, later: Hours) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path, clock=later) as running:
        yield running


async def is_online(house: Installation, agent: Agent) -> None:
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await house.settle()


async def waits(house: Installation, contact: Contact) -> ConversationId:
    id = ConversationId((await contact.starts("not arrived", locale="zh-CN"))["head"]["id"])
    await contact.post(f"/api/conversations/{id}/agent")
    await house.settle()
    return id


async def test_a_rule_gives_team_priority_and_level_and_a_dry_run_says_which(house: Installation) -> None:
    lead, team = await house.agent(Role.LEAD), await house.team("Chinese")
    rules = [
        {"inbox": "inb_other", "priority": "security"},
        {
            "channel": "webchat",
            "language": "zh",
            "team": team,
            "priority": "high",
            "skill": "general",
            "level": 3,
        },
        {"team": team},
    ]
    example = {"channel": "webchat", "language": "zh", "inbox": INBOX}
    tried = await lead.post("/api/queues/try", {"rules": rules, "facts": example})
    assert tried == {"rule": 1}
    assert (await lead.post("/api/queues/try", {"rules": rules[:1], "facts": example})) == {"rule": None}
    kept = (await lead.ask("PUT", "/api/queues/rules", {"version": 0, "rules": rules})).json()
    assert (kept["version"], kept["rules"][1]["team"]) == (1, team)
    late = await lead.ask("PUT", "/api/queues/rules", {"version": 0, "rules": []})
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    rows = (await lead.get("/api/audit?limit=1"))["items"]
    assert (rows[0]["actor"], rows[0]["action"]) == (lead.id, "queue_rules_set")

    helper = await house.agent(
        teams=[TeamId(team)], languages=("zh",)
    )  # of level 2: the highest that there is
    await is_online(house, helper)
    contact = await house.contact("zh-CN")
    id = await waits(house, contact)
    head = (await helper.get(helper.of(id)))["head"]
    assert (head["team"]["id"] if isinstance(head["team"], dict) else head["team"], head["priority"]) == (
        team,
        "high",
    )
    entry = await house.system.work.routing.assigning._world.lines.find(id)
    assert entry is not None
    assert (entry.need.level, entry.agent) == (2, helper.id)


async def test_only_administrators_weigh_and_nothing_typed_may_be_a_secret(house: Installation) -> None:
    admin, lead, agent = [await house.agent(role) for role in (Role.ADMIN, Role.LEAD, Role.AGENT)]
    body = {"version": 0, "weights": {"email": 50}, "overflow": []}
    assert (await lead.ask("PUT", "/api/queues", body)).status_code == 404
    assert (await agent.ask("GET", "/api/queues")).status_code == 404
    assert (await admin.ask("PUT", "/api/queues", body)).json()["weights"] == {"email": 50}
    assert (await admin.ask("PUT", "/api/queues", {**body, "weights": {"email": 5}})).status_code == 422
    hidden = {"version": 1, "rules": [{"category": PHRASE, "priority": "high"}]}
    stopped = await lead.ask("PUT", "/api/queues/rules", hidden)
    assert (stopped.status_code, stopped.json()["code"]) == (422, "secret_stopped")
    unknown = {"version": 1, "weights": {}, "overflow": [{"minutes": 5, "team": "tea_no", "to": "tea_none"}]}
    assert (await admin.ask("PUT", "/api/queues", unknown)).json()["code"] == "unknown_team"
    desk = await house.team("Risk")
    await house.system.specialists.keeping.keep(Desk(kind=DeskKind.RISK, team=desk), by="")
    out = [{"minutes": 5, "team": desk, "to": await house.team("Front")}]
    assert (await admin.ask("PUT", "/api/queues", {**body, "version": 1, "overflow": out})).json()[
        "code"
    ] == "desk_stays"


class Overrun:
    """A first team with nobody there, a second whose only agent is busy, and one who waits for the first."""

    def __init__(self, house: Installation) -> None:
        self.house = house

    async def fill(self) -> None:
        house = self.house
        self.lead, self.first, self.second = (
            await house.agent(Role.LEAD),
            await house.team("First"),
            await house.team("Second"),
        )
        overflow = [Overflow(minutes=5, team=self.first, to=self.second)]
        plan = await house.system.work.arranging.set_queues(
            self.lead.id, 0, weights=Weights(), overflow=overflow
        )
        rules = {"version": plan.version, "rules": [{"team": self.first}]}
        await self.lead.ask("PUT", "/api/queues/rules", rules)
        self.other = await house.agent(teams=[self.second], languages=("zh",), capacity=1)
        await is_online(house, self.other)
        self.before, self.contact = await house.contact("zh-CN"), await house.contact("zh-CN")
        self.held = await waits(house, self.before)
        await house.system.work.routing.moving.transfer_to_agent(self.held, self.other.id)
        self.id = await waits(house, self.contact)

    async def sweeps(self) -> None:
        await self.house.system.work.routing.repairing.sweep()
        await self.house.settle()

    async def told(self) -> list[str]:
        items = (await self.contact.get(f"/api/conversations/{self.id}"))["items"]
        return [one["text"] for one in items if "另一组客服" in one["text"]]


async def test_who_waited_too_long_is_told_and_another_team_takes_it(
    house: Installation, later: Hours
) -> None:
    the = Overrun(house)
    await the.fill()
    later.added = timedelta(minutes=4)
    await the.sweeps()
    assert await the.told() == []
    later.added = timedelta(minutes=6)
    await the.sweeps()
    await the.sweeps()
    [told] = await the.told()
    assert told.startswith("已经等了 5 分钟以上")
    assert (await the.contact.get(f"/api/conversations/{the.id}"))["head"]["queue"]["position"] == 1
    board = await the.lead.get("/api/workspace/board")
    [queue] = [one for one in board["queues"] if one["waiting"]]
    assert (queue["team"]["name"], queue["also"]["name"]) == ("First", "Second")
    items = (await the.lead.get(the.lead.of(the.id)))["items"]
    events = [one["event"] for one in items if one["event"]]
    assert [one["value"] for one in events if one["what"] == "overflowed"] == ["Second"]
    assert (await the.other.ask("GET", the.other.of(the.id))).status_code == 404

    await the.before.post(f"/api/conversations/{the.held}/end")
    await house.settle()
    head = (await the.other.get(the.other.of(the.id)))["head"]
    found = await house.system.heart.reading.find(the.id)
    assert found is not None
    assert (found.assignee, found.team, head["status"]) == (the.other.id, the.second, "with_agent")
