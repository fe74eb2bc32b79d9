"""A channel is linked and parted over pages without a script; its conversations go along, both ways."""

import html

import pytest

from tests.integration.app.test_callbacks import waits
from tests.integration.app.test_message_form import Browser, found
from tests.support.installation import Installation
from walletdesk.contacts import Identity
from walletdesk.conversations import Author, Beginning, Said, Speaker
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, InboxId

pytestmark = pytest.mark.anyio
ON_TELEGRAM = Identity("telegram:inb_bot", "somebody-there")


@pytest.fixture
def browser(house: Installation) -> Browser:
    return Browser(house)


async def writes(house: Installation, text: str) -> ConversationId:
    """Somebody on the other channel, as whoever that channel is known as."""
    contact = await house.system.contacts.book.recognise(ON_TELEGRAM)
    author, said = Author(Speaker.CONTACT, contact), Said(text=text, client_id=text)
    inbox = InboxId("inb_bot")
    beginning = Beginning(contact=contact, inbox=inbox, channel="telegram", locale="en")
    return (await house.system.heart.conversing.start(beginning, author, said)).id


async def owner(house: Installation, id: ConversationId) -> ContactId:
    talk = await house.system.heart.reading.find(id)
    assert talk is not None
    return talk.contact


async def test_a_channel_is_linked_with_what_was_said_there_and_parted_again(
    house: Installation, browser: Browser
) -> None:
    contact, own = await waits(house, browser)
    assert "Linked channels" not in (await browser.get("/portal")).text
    await house.system.intake.inboxes.add("telegram", "Bot", {}, {}, by=AgentId("agt_admin"))
    before = await writes(house, "before")
    there = await owner(house, before)
    assert "Linked channels" in (await browser.get("/portal")).text
    code = found(r'id="code">(LINK-\w{4}-\w{4})<', (await browser.post("/linked/code")).text)
    heard = await house.system.contacts.linking.hear(ON_TELEGRAM, code)
    assert heard is not None
    wrong = await browser.post("/linked/number", number="seed words of somebody")
    assert wrong.status_code == 409
    assert "seed words" not in wrong.text
    assert (await browser.post("/linked/number", number=heard.number)).status_code == 303
    await house.settle()
    assert await owner(house, before) == contact.id
    since = await writes(house, "since")
    assert await owner(house, since) == contact.id
    page = html.unescape((await browser.get("/linked")).text)
    assert "Telegram" in page
    assert ON_TELEGRAM.address not in page.partition("<main")[2]
    at = found(r'name="at" value="(\d+)"', page)
    assert (await browser.post("/linked/part", at="1")).status_code == 404
    assert (await browser.post("/linked/part", at=at)).status_code == 303
    await house.settle()
    assert {await owner(house, before), await owner(house, since)} == {there}
    assert await owner(house, ConversationId(own)) == contact.id
