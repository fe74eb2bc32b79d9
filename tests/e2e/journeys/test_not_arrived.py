"""Journey 1: the money has not arrived. Steps, a transaction ID, and a person who read it all."""

import re

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, on_engines_in_pairs
from tests.support.journey import Agent, Contact, People

pytestmark = [pytest.mark.slow]

ASKED = {"zh-CN": "usdt 转过来一直没到", "en": "my usdt has not arrived"}
CASES = {"zh-CN": re.compile("没收到|没到|没显示|没入账"), "en": re.compile("arrived|received|show|credited")}
ID = {"zh-CN": "交易哈希 0x", "en": "transaction id 0x"}
HASH = "4d2f" * 16
REPLY = {
    "zh-CN": "我看过您写的了。这笔走的是另一个网络，我把步骤发给您。",
    "en": "I have read what you wrote. It used another network; here are the steps.",
}
NEVER_SAID = ("保证", "一定能", "肯定能", "guarantee", "definitely", "will be refunded")


async def is_asked_which_it_is(contact: Contact) -> None:
    """Nothing but "not arrived" was told: three cases, none of them and a person, and no article yet."""
    await contact.write(ASKED[contact.locale])
    choices = contact.frame.get_by_role("button", name=CASES[contact.locale])
    await expect(choices.first).to_be_visible()
    assert 2 <= await choices.count() <= 3
    await expect(contact.frame.locator(".msg-bot").last.get_by_role("link")).to_have_count(0)
    await choices.first.click()


async def gets_steps(contact: Contact) -> str:
    answer = contact.frame.locator(".msg-bot").last
    await expect(answer.get_by_role("link")).to_be_visible()
    told = await answer.inner_text()
    assert [step for step in ("1. ", "2. ", "3. ") if step not in told] == []
    assert [word for word in NEVER_SAID if word in told.lower()] == []
    source = answer.get_by_role("link").last
    page = await contact.page.request.get(await source.get_attribute("href") or "")
    assert page.ok
    return (await source.inner_text()).strip()


async def gives_the_transaction(contact: Contact) -> str:
    given = ID[contact.locale] + HASH
    await contact.write(given)
    await expect(contact.frame.get_by_text(HASH)).to_be_visible()
    return given


async def reads_all_of_it(agent: Agent, contact: Contact, given: str, source: str) -> None:
    await agent.take(agent.mine)
    await expect(agent.messages.filter(has_text=HASH)).to_have_count(1)
    said = await agent.texts("contact")
    assert (said[0], said[2]) == (ASKED[contact.locale], given)  # between them what was chosen
    assert said == await contact.texts("contact")
    await expect(agent.page.locator("li.msg-bot").filter(has_text=source).first).to_be_attached()


@on_engines_in_pairs
async def test_a_transfer_that_has_not_arrived(look: Look, people: People) -> None:
    contact = await people.contact(look)
    await is_asked_which_it_is(contact)
    source = await gets_steps(contact)
    given = await gives_the_transaction(contact)
    await contact.button("Talk to a person").first.click()
    await contact.stands_at(1)
    agent = await people.agent(look)
    await agent.sign_in()
    await agent.is_now("online")
    await reads_all_of_it(agent, contact, given, source)
    await agent.reply(REPLY[look.locale])
    await expect(contact.messages.last).to_contain_text(REPLY[look.locale])
    await expect(contact.title).to_have_text("Front agent 1")
