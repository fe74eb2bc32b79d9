"""A line that takes long: the page, the bot, the widget and the portal say the same of it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.installation import INBOX, Contact, Installation, installation
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.platform.settings import InboxSettings, VoiceSettings
from walletdesk.routing.model import Entry, Joining, Need, Priority
from walletdesk.routing.store import open_work
from walletdesk.routing.waits import Basis, Told

MEASURED = 24
LONG = "That is long: you can leave a message instead. Your place is kept."
BASIS = f"(last 60 min, {MEASURED} conversations)"


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    inbox = InboxSettings(id=INBOX, name="Chat", instead=["message"], long_wait_minutes=10)
    async with installation(database_url, tmp_path, inbox=inbox, voice=VoiceSettings()) as running:
        yield running


def waited(number: int) -> Entry:
    """Sixteen minutes at the head of the line with one agent there."""
    now = utc_now()
    begun = now - timedelta(minutes=16, seconds=number)
    told = Told(low=12, high=20, expected=960.0, basis=Basis(minutes=60, recent=9, usual=0))
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


async def waits(house: Installation) -> tuple[Contact, str]:
    contact = await house.contact()
    id = (await contact.starts())["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    await house.settle()
    return contact, id


async def portal_page(contact: Contact, id: str) -> str:
    """Without its tags."""
    opened = await contact.ask("POST", "/portal/session")
    contact.http.cookies.clear()
    cookie = opened.headers["set-cookie"].partition(";")[0]
    return (await contact.ask("GET", f"/portal/{id}?locale=en", headers={"cookie": cookie})).text


async def test_a_long_line_is_told_alike_everywhere_and_the_place_is_kept(house: Installation) -> None:
    agent = await house.agent(capacity=1)
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    async with open_work(house.system.engine.db)() as work:
        await work.entries.save(*(waited(number) for number in range(MEASURED)))
    await waits(house)
    contact, id = await waits(house)

    head = (await contact.get(f"/api/conversations/{id}"))["head"]
    said = head["queue"]["wait"]["words"]
    assert (head["queue"]["position"], head["promise"]["better"]) == (1, True)
    assert said.endswith(f"{BASIS}. {LONG}")
    portal = await portal_page(contact, id)
    assert "<b>Number 1 in line</b>" in portal
    assert said in portal

    page = (await house.http.get("/contact?locale=en")).text
    assert '<h2 id="best">Leave a message</h2>' in page
    assert "right now, which is long. Here you need not wait." in page
    assert BASIS in page
    assert "1 in line" in page
    assert f"Of the last {MEASURED} ranges we told, 100 % held." in page

    curious = await house.contact()
    asked = (await curious.starts("what is the fastest way to reach you"))["head"]["id"]
    await house.settle()
    items = (await curious.get(f"/api/conversations/{asked}"))["items"]
    [told] = [item["text"] for item in items if item["author"]["kind"] == "bot"]
    assert "People are on duty now" in told
    assert "Best right now: Leave a message. The line takes about" in told

    left = await contact.post(f"/api/conversations/{id}/leave-message")
    assert left["queue"]["position"] == 1
    assert LONG not in left["queue"]["wait"]["words"]  # it is done
