"""Journey 3: is this really support? The agent proves it to the contact, and the contact makes them."""

import pytest
from playwright.async_api import Locator, expect

from tests.support.browser import Look, looks
from tests.support.journey import Agent, Contact, People, at_ease

pytestmark = [pytest.mark.slow]

ASKED = {"zh-CN": "我要找人工", "en": "I want to talk to a human"}
CONFIRMED = {"zh-CN": "已确认：Front agent 1 是我们的客服。", "en": "Confirmed: Front agent 1 is ours."}
REPLY = {"zh-CN": "您好，我来看看。", "en": "Hello, I will have a look."}


async def talk(people: People, look: Look) -> tuple[Contact, Agent]:
    """A contact on a phone, and an agent at a desk who has written to them."""
    contact = await people.contact(look)
    await contact.write(ASKED[look.locale])
    await contact.stands_at(1)
    agent = await people.agent(Look(look.locale))
    await agent.sign_in()
    await agent.is_now("online")
    await agent.take(agent.mine.first)
    await agent.reply(REPLY[look.locale])
    await expect(contact.frame.locator(".msg-agent")).to_have_count(1)
    return contact, agent


async def shows_a_number(agent: Agent) -> str:
    """By one key, and what the contact is told in their language goes into the reply."""
    await agent.page.evaluate("document.activeElement?.blur()")
    await agent.page.keyboard.press("v")
    number = await agent.page.locator("wd-proof .code-big").inner_text()
    await at_ease(agent.page)
    return number


async def checks(contact: Contact, number: str) -> Locator:
    await contact.frame.get_by_label(contact.says("The agent's proof number, 8 digits")).fill(number)
    await contact.button("Check").click()
    return contact.frame.get_by_role("main")


async def enters(agent: Agent, number: str) -> None:
    await agent.page.get_by_label(agent.says("Number that the contact sees")).fill(number)
    await agent.button("Confirm").click()


@pytest.mark.parametrize("look", looks(screens=("phone",)))
async def test_each_proves_it_to_the_other(look: Look, people: People) -> None:
    contact, agent = await talk(people, look)
    number = await shows_a_number(agent)
    await agent.button("Put into the reply").click()
    await expect(agent.field).to_have_value(agent_words(look.locale, number))
    await agent.field.press("Control+Enter")
    await expect(contact.frame.locator(".msg-agent").last).to_contain_text(number)

    await contact.frame.locator(".msg-agent .msg-by button").first.click()
    await expect(contact.title).to_have_text(contact.says("Is this really us?"))
    told = await checks(contact, number)
    await expect(told).to_contain_text(CONFIRMED[look.locale])
    await at_ease(contact.frame)
    told = await checks(contact, number)
    await expect(told).to_contain_text(
        contact.says("This proof number is wrong, used, or older than two minutes.")
    )

    await contact.button("Show a proof number").click()
    mine = await contact.frame.locator(".code-big").inner_text()
    await shows_a_number(agent)
    wrong = f"{(int(mine.replace(' ', '')) + 1) % 1_000_000:06}"
    await enters(agent, wrong)
    await expect(told).to_contain_text(contact.says("A wrong proof number was entered. That was not ours."))
    await at_ease(contact.frame)
    await enters(agent, mine)
    await expect(agent.page.locator("wd-proof")).to_contain_text(agent.says("Right. The contact sees it."))
    confirmed = contact.frame.locator("section").get_by_role("status")
    await expect(confirmed).to_contain_text(CONFIRMED[look.locale])


def agent_words(locale: str, number: str) -> str:
    words = {
        "zh-CN": f"我是 Front agent 1。想确认我是不是官方客服：点我的名字，输入 {number}。",
        "en": f"I'm Front agent 1. To check that I'm really support, tap my name here and enter {number}.",
    }
    return words[locale]
