"""Journeys 1 and 5 begin: a bot with a source, a true place in line, a person, a bad network, a record."""

import json

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker, on_engines_in_pairs
from tests.support.journey import LINE_LOST, Agent, Contact, People, at_ease
from tests.support.served import Served
from tests.support.wire import Wire

pytestmark = [pytest.mark.slow]

ASKED = {
    "zh-CN": ("忘记密码了怎么办", "忘记钱包密码", "不是真人", "我要找人工"),
    "en": (
        "I forgot my password",
        "I forgot my wallet password",
        "not a person",
        "I want to talk to a human",
    ),
}
REPLY = {"zh-CN": "您好，我来帮您恢复。", "en": "Hello, your backup is the way in. Here are the steps."}
AWAY = {"zh-CN": ("断网时写的第一句", "断网时写的第二句"), "en": ("Written away, one", "Written away, two")}
MEANWHILE = {"zh-CN": "您手上有纸质备份吗？", "en": "Do you have the backup on paper?"}
NOTE = "Only for us 只给自己人看"
MARKS = {"solved": "yes", "speed": "4", "manner": "5", "overall": "5"}


async def asks_the_bot(contact: Contact) -> None:
    question, title, honest, _ = ASKED[contact.locale]
    await contact.write(question)
    source = contact.frame.get_by_role("link", name=title, exact=True)
    await expect(source).to_be_visible()
    await expect(contact.frame.locator(".msg-bot")).to_contain_text(honest)
    article = await contact.page.request.get(await source.get_attribute("href") or "")
    assert title in await article.text()


async def asks_for_a_person(contact: Contact, position: int) -> None:
    await contact.write(ASKED[contact.locale][3])
    await contact.stands_at(position)


async def loses_the_line(contact: Contact, wire: Wire) -> None:
    await contact.page.context.set_offline(True)  # an open socket lives on: the wire cuts it
    wire.cut()
    words = contact.says("You are offline. What you send is kept and goes out by itself.")
    await expect(contact.frame.get_by_text(words)).to_be_visible()


async def both_saw_all_of_it(contact: Contact, agent: Agent) -> None:
    question, _, _, person = ASKED[contact.locale]
    await expect(contact.frame.get_by_text(contact.says("Sending"), exact=True)).to_have_count(0)
    await expect(agent.messages.filter(has_text=AWAY[contact.locale][1])).to_have_count(1)
    assert await contact.texts("contact") == [question, person, *AWAY[contact.locale]]
    assert await agent.texts("contact") == [question, person, *AWAY[contact.locale]]
    answers = [REPLY[contact.locale], MEANWHILE[contact.locale]]
    await expect(contact.frame.locator(".msg-agent")).to_have_count(2)
    assert await contact.texts("agent") == answers
    assert await agent.texts("agent") == answers


async def takes_the_record_along(contact: Contact) -> None:
    question, title, _, _ = ASKED[contact.locale]
    said = [question, title, REPLY[contact.locale], *AWAY[contact.locale], MEANWHILE[contact.locale]]
    kinds = ("As a web page", "As text", "As data (JSON)")
    records = [await contact.transcript(kind) for kind in kinds]
    for record in records:
        assert [words for words in said if record.count(words) == 0] == []
        assert [words for words in said[2:] if record.count(words) > 1] == []
        assert NOTE not in record
    numbers = [item["seq"] for item in json.loads(records[2])["items"]]
    assert numbers == [*range(1, len(numbers) + 1)]  # not even a gap tells of the note


@on_engines_in_pairs
async def test_a_first_conversation(
    look: Look, people: People, served: Served, wire: Wire, page_maker: PageMaker
) -> None:
    page_maker.allow(LINE_LOST)
    first, second = await people.contact(look, url=wire.url), await people.contact(look)
    await asks_the_bot(first)
    await asks_for_a_person(first, 1)
    await asks_for_a_person(second, 2)
    agent = await people.agent(look)
    await agent.sign_in()
    await expect(agent.queue).to_have_count(2)
    await agent.is_now("online")
    await expect(first.title).to_have_text("Front agent 1")
    await second.stands_at(1)

    await agent.take(agent.mine)
    await agent.reply(REPLY[look.locale])
    await expect(first.messages.last).to_contain_text(REPLY[look.locale])
    await loses_the_line(first, wire)
    for words in AWAY[look.locale]:
        await first.write(words)
    await agent.reply(MEANWHILE[look.locale])
    # stored before the contact's words come: else it is rightly held until the agent has read them
    await expect(agent.page.get_by_text(agent.says("Sent, not seen yet"))).to_be_visible()
    await first.page.context.set_offline(False)
    await both_saw_all_of_it(first, agent)

    await agent.note(NOTE)
    await agent.resolve()
    await first.rate(**MARKS)
    await takes_the_record_along(first)
    assert NOTE not in await first.frame.locator("body").inner_text()
    await expect(second.title).to_have_text("Front agent 1")
    await at_ease(first.frame)
