"""Journey 5 begins: whoever waits keeps the place and every message, whatever dies in between."""

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker
from tests.support.journey import LINE_LOST, Agent, Contact, People
from tests.support.served import Served
from tests.support.wire import Wire

pytestmark = [pytest.mark.slow]

CHINESE, ENGLISH = Look("zh-CN", "phone"), Look("en", "desktop")  # the workspace in another language


NOTE = "Only for us 只给自己人看"


async def waits(contact: Contact, position: int) -> None:
    await contact.button("Talk to a person").click()
    await contact.stands_at(position)


async def a_busy_agent(people: People) -> Agent:
    agent = await people.agent(ENGLISH)
    await agent.sign_in()
    await agent.is_now("online")
    await agent.take(agent.mine)
    return agent


async def test_a_killed_server_loses_no_word_and_no_place(
    people: People, served: Served, page_maker: PageMaker
) -> None:
    page_maker.allow(LINE_LOST)
    first, second = await people.contact(CHINESE), await people.contact(CHINESE)
    await waits(first, 1)
    await waits(second, 2)
    agent = await a_busy_agent(people)
    await agent.reply("Before")
    await expect(first.messages.last).to_contain_text("Before")

    await first.write("at the last moment")
    served.kill()
    await first.write("while it is dead")
    await second.write("and this one waits")
    await agent.note(NOTE)  # a reply would rightly be held: the contact wrote meanwhile
    await served.start()

    await first.has_sent_all()
    await second.has_sent_all()
    await expect(agent.page.locator("li.msg-pending")).to_have_count(0)
    await expect(agent.messages.filter(has_text="while it is dead")).to_have_count(1)
    await agent.page.wait_for_timeout(1_100)  # long enough on screen to count as seen
    await agent.reply("I am still here")
    await expect(first.frame.locator(".msg-agent")).to_have_count(2)
    said = ["我要转人工。", "at the last moment", "while it is dead"]
    assert await first.texts("contact") == said
    assert await agent.texts("contact") == said
    assert await first.texts("agent") == await agent.texts("agent") == ["Before", "I am still here"]
    assert await agent.texts("note") == [NOTE]
    assert NOTE not in await first.frame.locator("body").inner_text()
    assert (await second.texts("contact"))[1:] == ["and this one waits"]
    await second.stands_at(1)
    await agent.resolve()
    await expect(second.title).to_have_text("Front agent 1")


async def test_a_cut_line_comes_back_by_itself(
    people: People, wire: Wire, served: Served, page_maker: PageMaker
) -> None:
    page_maker.allow(LINE_LOST)
    contact = await people.contact(CHINESE, url=wire.url)
    await waits(contact, 1)
    for number in range(3):
        wire.cut()
        await contact.write(f"第 {number} 次断线")
    await contact.has_sent_all()
    assert await contact.texts("contact") == ["我要转人工。", *(f"第 {number} 次断线" for number in range(3))]
    await contact.stands_at(1)


async def test_whoever_leaves_the_line_lets_the_next_one_move_up(people: People) -> None:
    first, second = await people.contact(CHINESE), await people.contact(CHINESE)
    await waits(first, 1)
    await waits(second, 2)
    await first.button("More").click()
    await first.button("End conversation").click()
    await first.frame.get_by_role("dialog").get_by_role("button", name=first.says("End conversation")).click()
    await expect(first.title).to_have_text(first.says("Conversation ended"))
    await second.stands_at(1)
