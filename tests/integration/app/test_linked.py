"""A channel is linked and parted over pages without a script; its conversations go along, both ways."""

import html
import json
from itertools import count

import pytest
import sqlalchemy as sa

from tests.integration.app.test_callbacks import waits
from tests.integration.app.test_message_form import Browser, found
from tests.support.installation import Installation
from tests.support.until import until_kept
from walletdesk.channels.arrivals import Arriving, State
from walletdesk.channels.inboxes import Inbox
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import statement

pytestmark = pytest.mark.anyio
PERSON = 987_654_321
TALKS = statement(sa.text("SELECT id FROM conversation WHERE channel = 'telegram' ORDER BY created_at, id"))
NOTICE = statement(sa.text("SELECT notice FROM messaging_delivery WHERE notice LIKE 'link%'"))
NUMBERS = count(1)


@pytest.fixture
def browser(house: Installation) -> Browser:
    return Browser(house)


async def says(house: Installation, bot: Inbox, text: str) -> list[ConversationId]:
    """Somebody on the other channel; all conversations that were begun there."""
    number = next(NUMBERS)
    person = {"id": PERSON, "first_name": "Somebody"}
    message = {"message_id": number, "date": 1_795_000_000, "from": person, "text": text}
    raw = {"update_id": number, "message": {**message, "chat": {"id": PERSON, "type": "private"}}}
    await house.system.intake.arrivals.keep(bot.id, bot.kind, Arriving(str(number), json.dumps(raw).encode()))

    async def is_taken() -> bool:
        return not await house.system.intake.arrivals.listed(bot.id, [State.WAITING])

    await until_kept(is_taken)
    await house.settle()
    return [ConversationId(id) for (id,) in await house.system.engine.db.all(TALKS)]


async def owner(house: Installation, id: ConversationId) -> ContactId:
    talk = await house.system.heart.reading.find(id)
    assert talk is not None
    return talk.contact


async def seen_by_an_agent(house: Installation, conversation: str) -> tuple[set[tuple[str, str]], list[str]]:
    """By which channels the contact is known there and how that is proven, and the one timeline."""
    lead = await house.agent(Role.LEAD)
    told = await lead.get(f"/api/workspace/conversations/{conversation}/contact")
    heard = [one["text"] for one in told["spoken"] if one["text"] in {"before", "since"}]
    return {(one["channel"], one["how"]) for one in told["known"]}, heard


async def test_a_channel_is_linked_with_what_was_said_there_and_parted_again(
    house: Installation, browser: Browser
) -> None:
    contact, own = await waits(house, browser)
    assert "Linked channels" not in (await browser.get("/portal")).text
    secrets = {"bot_token": "1:sample", "secret_token": "sample"}
    bot = await house.system.intake.inboxes.add("telegram", "Bot", {}, secrets, by=AgentId("agt_admin"))
    [before] = await says(house, bot, "before")
    there = await owner(house, before)
    assert "Linked channels" in (await browser.get("/portal")).text
    code = found(r'id="code">(LINK-\w{4}-\w{4})<', (await browser.post("/linked/code")).text)
    assert await says(house, bot, code) == [before], "it begins no conversation and stands in none"
    [(notice,)] = await house.system.engine.db.all(NOTICE)
    wrong = await browser.post("/linked/number", number="seed words of somebody")
    assert (wrong.status_code, "seed words" in wrong.text) == (409, False)
    assert (await browser.post("/linked/number", number=notice.partition("/")[2])).status_code == 303
    await house.settle()
    assert await owner(house, before) == contact.id
    assert await says(house, bot, "since") == [before]
    known, heard = await seen_by_an_agent(house, own)
    assert (("telegram", "linked") in known, heard) == (True, ["before", "since"])
    page = html.unescape((await browser.get("/linked")).text)
    assert "Telegram" in page
    assert str(PERSON) not in page
    at = found(r'name="at" value="(\d+)"', page)
    parted = [(await browser.post("/linked/part", at=one)).status_code for one in ("1", at)]
    assert parted == [404, 303]
    await house.settle()
    assert await owner(house, before) == there
    assert await owner(house, ConversationId(own)) == contact.id
    known, heard = await seen_by_an_agent(house, own)
    assert (("telegram", "linked") in known, heard) == (False, [])
    assert (await seen_by_an_agent(house, before))[0] == {("telegram", "said")}
