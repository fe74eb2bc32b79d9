"""One truth about hours and promises: whatever speaks of them inside a conversation says the same."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.installation import INBOX, Agent, Contact, Installation, Json, installation
from tests.support.memory import Hands
from walletdesk.hours import Calendar, CalendarId, Covers, WeeklySpan
from walletdesk.insights import Kind, Listing
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.i18n import when
from walletdesk.platform.settings import RoutingSettings
from walletdesk.routing import Reason

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
SUNDAY = millis(datetime(2026, 11, 29, 10, tzinfo=UTC))
ALWAYS = tuple(WeeklySpan(day, 0, 1440) for day in range(7))
SUNDAYS = (WeeklySpan(6, 600, 720),)


class Desk:
    """An installation whose clock stands, with a lead and a policy of the lead's."""

    def __init__(self, house: Installation, clock: Hands) -> None:
        self.house, self.clock = house, clock
        self.work = house.system.work

    async def opens(self) -> None:
        self.lead = await self.house.agent(Role.LEAD)

    async def sets_out(self, **minutes: int) -> None:
        admin = await self.house.agent(Role.ADMIN)
        [policy] = (await admin.get("/api/policies"))["items"]
        targets = [{"metric": metric, "minutes": most} for metric, most in minutes.items()]
        answer = await admin.ask("PUT", f"/api/policies/{policy.pop('id')}", {**policy, "targets": targets})
        assert answer.status_code == 200, answer.text

    async def hours(self, week: tuple[WeeklySpan, ...], team: TeamId | None = None) -> None:
        """The first calendar's, or those of a team."""
        if team is None:
            first = await self.work.hours.get()
            await self.work.hours.save(
                Calendar(id=first.id, name="First", zone="UTC", week=week, version=first.version)
            )
        else:
            own = Calendar(id=CalendarId(""), name="Own", zone="UTC", week=week, covers=Covers(teams=(team,)))
            await self.work.hours.create(own, by=self.lead.id)
        await self.house.settle()

    async def online(self, capacity: int = 50) -> Agent:
        agent = await self.house.agent(capacity=capacity)
        await agent.ask("PUT", "/api/me/availability", {"state": "online"})
        await self.house.settle()
        return agent

    async def asks(self, contact: Contact, team: TeamId | None = None) -> ConversationId:
        """For a person; the conversation is its team's from the start."""
        id = ConversationId((await contact.starts("hello"))["head"]["id"])
        if team:
            await self.house.system.heart.conversing.belong(id, team)
        await contact.post(f"/api/conversations/{id}/agent")
        await self.house.settle()
        return id


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    clock, asks_first = Hands(NOW), RoutingSettings(auto_accept=False, offer_seconds=600)
    async with installation(database_url, tmp_path, clock=clock, routing=asks_first) as house:
        made = Desk(house, clock)
        await made.opens()
        yield made


async def all_that_is_said(desk: Desk, contact: Contact, id: ConversationId) -> Json:
    """Of the hours, by everybody who says anything of them in this conversation."""
    promise = (await contact.get(f"/api/conversations/{id}"))["head"]["promise"]
    values = (await desk.lead.get(desk.lead.of(id, "/values?names=next_open&locale=en")))["values"]
    standing = await desk.work.routing.standings.position_of(id)
    [queue] = [one for one in await desk.work.routing.standings.queues((), most=5) if id in talks(one.first)]
    found = await desk.house.system.heart.reading.find(id)
    assert standing is not None
    assert found is not None
    alerts = await desk.work.alerting.list(Listing())
    return {
        "widget": promise["open"],
        "back at": promise["next_open"],
        "owed from": found.first_reply_due and millis(found.first_reply_due),
        "saved reply": values["next_open"],
        "why it waits": standing.reason,
        "the board": queue.reason,
        "ticket after hours": bool(await desk.work.ticket_numbers.numbers_of(id)),
        "nobody is there": any(alert.kind is Kind.NOBODY_ONLINE for alert in alerts),
    }


def shown(at: datetime) -> str:
    return when("en", at, "Asia/Shanghai")


def talks(first: Json) -> list[ConversationId]:
    return [one.conversation for one in first]


def asleep() -> Json:
    quarter = 15 * 60_000
    return {
        "widget": False,
        "back at": SUNDAY,
        "owed from": SUNDAY + quarter,
        "saved reply": shown(from_millis(SUNDAY)),
        "why it waits": Reason.OUTSIDE_HOURS,
        "the board": Reason.OUTSIDE_HOURS,
        "ticket after hours": True,
        "nobody is there": False,
    }


def awake() -> Json:
    return {
        "widget": True,
        "back at": None,
        "owed from": millis(NOW + timedelta(minutes=15)),
        "saved reply": shown(NOW),
        "why it waits": Reason.NO_AGENT_ONLINE,
        "the board": Reason.NO_AGENT_ONLINE,
        "ticket after hours": False,
        "nobody is there": True,
    }


async def test_a_team_that_sleeps_while_the_first_calendar_is_open_and_the_reverse(desk: Desk) -> None:
    night, day = await desk.house.team("Night"), await desk.house.team("Day")
    for team in (night, day):
        await desk.house.agent(teams=[team])
    await desk.hours(SUNDAYS, night)
    await desk.hours(ALWAYS, day)
    await desk.sets_out(first_reply=15)
    first = await desk.house.contact()
    assert await all_that_is_said(desk, first, await desk.asks(first, night)) == asleep()
    await desk.hours(SUNDAYS)
    second = await desk.house.contact()
    assert await all_that_is_said(desk, second, await desk.asks(second, day)) == awake()


async def faces(desk: Desk, contact: Contact, id: ConversationId) -> tuple[Json, str, str, str]:
    """What the widget, the portal, the steps of a theft and a saved reply tell of the answer."""
    promise = (await contact.get(f"/api/conversations/{id}"))["head"]["promise"]
    opened = await contact.ask("POST", "/portal/session")
    cookie = {"cookie": opened.headers["set-cookie"].partition(";")[0]}
    pages = [
        (await desk.house.http.get(f"/{page}/{id}?locale=en", headers=cookie)).text
        for page in ("portal", "stolen")
    ]
    said = r"(A person answers by|and are late|can't estimate|Nobody is online right now)"
    portal, stolen = [" ".join(re.findall(said, page)) for page in pages]
    values = (await desk.lead.get(desk.lead.of(id, "/values?names=reply_by&locale=en")))["values"]
    desk.house.http.cookies.clear()
    return promise, portal, stolen, values.get("reply_by", "")


async def test_four_faces_say_the_same_of_the_first_reply_and_of_the_next(desk: Desk) -> None:
    await desk.sets_out(first_reply=15, next_reply=30)
    contact = await desk.house.contact()
    id = await desk.asks(contact)
    promise, *rest = await faces(desk, contact, id)
    due, said = NOW + timedelta(minutes=15), "A person answers by"
    alone = f"Nobody is online right now {said}"
    assert (promise["kind"], promise["by"], promise["there"]) == ("first_reply", millis(due), False)
    assert rest == [f"{said} Nobody is online right now", said, shown(due)]
    assert promise["say"]["en"] == f"{alone.replace(' A', '. A')} {{reply_by}}, your time."
    agent = await desk.online()
    promise, *rest = await faces(desk, contact, id)
    assert (promise["by"], promise["there"], rest) == (millis(due), True, [said, said, shown(due)])
    assert "Nobody" not in promise["say"]["en"]
    desk.clock.forward(minutes=16)
    promise, *rest = await faces(desk, contact, id)
    assert (promise["by"], rest) == (millis(due), ["and are late", "and are late", ""])
    await agent.post(agent.of(id, "/accept"))
    await desk.house.settle()
    assert (await faces(desk, contact, id))[:3] == (
        {**promise, "better": False},
        "and are late",
        "and are late",
    )
    await agent.writes(id, "I am here", "a1")
    await desk.house.settle()
    assert (await faces(desk, contact, id))[:3] == (None, "", "")
    await the_next_reply_is_owed(desk, contact, agent, id)


async def the_next_reply_is_owed(desk: Desk, contact: Contact, agent: Agent, id: ConversationId) -> None:
    said = "A person answers by"
    desk.clock.forward(minutes=1)
    await contact.says(id, "and now?", "c2")
    await desk.house.settle()
    promise, *rest = await faces(desk, contact, id)
    next_due = millis(desk.clock() + timedelta(minutes=30))
    assert (promise["kind"], promise["by"], rest[:2]) == ("next_reply", next_due, [said, said])
    head = (await agent.get(agent.of(id)))["head"]
    assert (head["first_reply_due"], head["next_reply_due"]) == (None, next_due)
    await agent.writes(id, "now", "a2")
    assert (await agent.get(agent.of(id)))["head"]["next_reply_due"] is None


async def test_before_a_conversation_begins_the_hours_are_those_of_its_inbox_and_language(desk: Desk) -> None:
    chinese = Calendar(
        id=CalendarId(""), name="中文", zone="UTC", week=SUNDAYS, covers=Covers(languages=("zh-CN",))
    )
    await desk.work.hours.create(chinese, by=desk.lead.id)
    open_now = {}
    for locale, word in (("en", "Nobody online"), ("zh-CN", "没有客服在线")):
        headers = {"accept-language": locale}
        config = (await desk.house.http.get(f"/api/widget/config?inbox={INBOX}", headers=headers)).json()
        page = (await desk.house.http.get(f"/contact?locale={locale}")).text
        open_now[locale] = (config["hours"]["open"], config["promise"]["open"], word in page)
    assert open_now == {"en": (True, True, True), "zh-CN": (False, False, False)}
