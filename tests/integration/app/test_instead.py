"""Instead of waiting: offered when it may be better, done once, told to contact and agent alike."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.installation import INBOX, Contact, Installation, installation
from walletdesk.platform.settings import InboxSettings, LimitSettings, RoutingSettings, VoiceSettings

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
HOUR = 3_600_000


def in_hours(hours: float) -> int:
    return round(time.time() * 1000 + hours * HOUR)


async def waits(house: Installation, contact: Contact) -> str:
    id: str = (await contact.starts("not arrived"))["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    await house.settle()
    return id


def wish(**changes: object) -> dict[str, object]:
    window = {"after": in_hours(1), "until": in_hours(4)}
    return {"reach": "+86 138 0013 8000", **window, "locale": "zh-CN", **changes}


async def better(contact: Contact, id: str) -> Any:  # noqa: ANN401 - what came over the wire
    return (await contact.get(f"/api/conversations/{id}"))["head"]["promise"]["better"]


@pytest.mark.parametrize(
    ("minutes", "staffed", "expected"), [(600, True, False), (600, False, True), (1, True, True)]
)
async def test_another_way_is_offered_when_nobody_is_there_or_the_wait_is_long(
    database_url: str, tmp_path: Path, minutes: int, *, staffed: bool, expected: bool
) -> None:
    inbox = InboxSettings(id=INBOX, name="Chat", long_wait_minutes=minutes)
    asks_first = RoutingSettings(auto_accept=False, offer_seconds=600)
    async with installation(database_url, tmp_path, inbox=inbox, routing=asks_first) as house:
        if staffed:
            agent = await house.agent()
            answer = await agent.ask("PUT", "/api/me/availability", {"state": "online"})
            assert answer.status_code < 300
        contact = await house.contact()
        assert await better(contact, await waits(house, contact)) is expected


async def is_told(house: Installation) -> tuple[bool, str]:
    """Whether the widget's first screen names a time, and what the contact page calls the best way."""
    config = (await house.http.get("/api/widget/config", params={"inbox": INBOX})).json()
    page = (await house.http.get("/contact", params={"locale": "en"})).text
    return bool(config["promise"]["by"]), page.partition('<h2 id="best">')[2].partition("<")[0]


async def is_promised(contact: Contact, id: str) -> bool:
    """In the line, and in what the bot said."""
    picture = await contact.get(f"/api/conversations/{id}")
    by_bot = any("You'll have a reply by" in item["text"] for item in picture["items"])
    assert bool(picture["head"]["promise"]["by"]) is by_bot
    return by_bot


async def asks_the_bot(house: Installation, contact: Contact) -> str:
    id: str = (await contact.starts("someone stole all my coins, my wallet was hacked"))["head"]["id"]
    await house.settle()
    return id


async def test_minutes_are_no_prospect_while_nobody_has_room_but_what_is_owed_is_told(
    database_url: str, tmp_path: Path
) -> None:
    asks_first = RoutingSettings(auto_accept=False, offer_seconds=600)
    async with installation(database_url, tmp_path, routing=asks_first, voice=VoiceSettings()) as house:
        assert await is_told(house) == (False, "Leave a message")
        first, second, third = [await house.contact() for _ in range(3)]
        assert await is_promised(first, await asks_the_bot(house, first))
        agent = await house.agent(capacity=2)
        await agent.ask("PUT", "/api/me/availability", {"state": "online"})
        await house.settle()
        assert await is_told(house) == (True, "Write here, and a person joins")
        assert await is_promised(second, await asks_the_bot(house, second))  # the agent is asked
        assert await is_told(house) == (False, "Leave a message")
        id = await asks_the_bot(house, third)
        assert await is_promised(third, id)
        assert await better(third, id) is True


async def test_a_message_that_is_left_gets_one_number_and_keeps_its_place(house: Installation) -> None:
    contact, agent = await house.contact(), await house.agent()
    id = await waits(house, contact)
    await contact.post(f"/api/conversations/{id}/leave-message")
    head = await contact.post(f"/api/conversations/{id}/leave-message")
    await house.settle()
    assert (head["status"], head["queue"]) == ("waiting_for_agent", {"position": 1})
    items = (await contact.get(f"/api/conversations/{id}"))["items"]
    numbers = [
        item["event"]["value"] for item in items if (item["event"] or {}).get("what") == "ticket_opened"
    ]
    assert len(numbers) == 1
    assert (await agent.get(agent.of(id)))["head"]["tickets"] == numbers


async def test_a_wish_to_be_called_is_a_fact_for_agents_and_the_contact(house: Installation) -> None:
    contact, agent = await house.contact(), await house.agent()
    id = await waits(house, contact)
    asked = wish()
    head = await contact.post(f"/api/conversations/{id}/callback", asked)
    assert head["callback"] == asked
    listed = (await agent.get("/api/workspace/conversations?group=queue"))["items"]
    assert [one["callback"] for one in listed] == [asked]
    events = [item["event"] for item in (await agent.get(agent.of(id)))["items"] if item["event"]]
    assert events[-1]["what"] == "callback_wished"
    assert "138" not in str(events)
    again = wish(reach="@somebody")
    assert (await contact.post(f"/api/conversations/{id}/callback", again))["callback"] == again


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"reach": "call me"}, ["reach"]),
        ({"reach": ""}, ["reach"]),
        ({"after": in_hours(-4), "until": in_hours(-1)}, ["day"]),
        ({"after": in_hours(4), "until": in_hours(1)}, ["day"]),
        ({"until": in_hours(24 * 15)}, ["day"]),
    ],
)
async def test_a_wish_that_cannot_be_kept_is_refused_by_its_field(
    house: Installation, changes: dict[str, object], fields: list[str]
) -> None:
    contact = await house.contact()
    id = await waits(house, contact)
    refused = await contact.ask("POST", f"/api/conversations/{id}/callback", wish(**changes))
    assert (refused.status_code, [one["field"] for one in refused.json()["errors"]]) == (422, fields)
    assert (await contact.get(f"/api/conversations/{id}"))["head"]["callback"] is None


async def test_a_secret_in_a_wish_is_stopped(house: Installation) -> None:
    contact = await house.contact()
    id = await waits(house, contact)
    refused = await contact.ask("POST", f"/api/conversations/{id}/callback", wish(reach=PHRASE))
    assert (refused.status_code, refused.json()["code"]) == (422, "secret_stopped")
    head = (await contact.get(f"/api/conversations/{id}"))["head"]
    assert (head["callback"], head["secret_warning"]) == (None, True)


@pytest.fixture
async def plain(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(
        database_url, tmp_path, inbox=InboxSettings(id=INBOX, name="Chat", instead=[])
    ) as running:
        yield running


async def test_only_what_the_operator_offers_is_there(plain: Installation) -> None:
    contact = await plain.contact()
    assert (await contact.get(f"/api/widget/config?inbox={INBOX}"))["instead"] == []
    id = await waits(plain, contact)
    for way, body in (("leave-message", {}), ("callback", wish())):
        assert (await contact.ask("POST", f"/api/conversations/{id}/{way}", body)).status_code == 404


async def test_whoever_does_not_wait_is_not_offered_to_wait_otherwise(house: Installation) -> None:
    contact = await house.contact()
    id = (await contact.starts())["head"]["id"]
    assert (await contact.ask("POST", f"/api/conversations/{id}/callback", wish())).status_code == 409


async def test_wishes_are_counted_like_messages(database_url: str, tmp_path: Path) -> None:
    few = LimitSettings(messages_per_minute=2)
    async with installation(database_url, tmp_path, limits=few) as house:
        contact = await house.contact()
        path = f"/api/conversations/{await waits(house, contact)}/callback"
        answers = [await contact.ask("POST", path, wish(until=in_hours(n))) for n in (2, 3, 4)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
