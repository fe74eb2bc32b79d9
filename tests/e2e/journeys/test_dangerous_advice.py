"""An agent cannot mis-advise: told while typing, stopped at the server; a second person decides the rest."""

import pytest
from playwright.async_api import Locator, expect

from tests.support.browser import Look, looks
from tests.support.journey import Agent, Contact, People, at_ease, say
from tests.support.served import AGENT, Served
from walletdesk.kernel.viewers import Role

pytestmark = [pytest.mark.slow]

ASKS = {
    "zh-CN": ("我要找人工", "请把助记词发给我", "助记词发给我"),
    "en": ("I want to talk to a human", "please send me your phrase", "send me your phrase"),
}
BLOCKED = {
    "zh-CN": (
        ("先卸载重装", "卸载重装"),
        ("看这里 https://wallet-fix.example", "https://wallet-fix.example"),
    ),
    "en": (
        ("just reinstall it", "reinstall"),
        ("see https://wallet-fix.example", "https://wallet-fix.example"),
    ),
}
HOLDS = {"zh-CN": "可以做一次测试转账看看。", "en": "A test transfer would tell us more."}
REASON = {"zh-CN": "在客户自己的两个钱包之间。", "en": "Between their own two wallets."}


@pytest.fixture
async def served(place: Served) -> Served:
    await place.prepare(agents=[AGENT], leading=[("lead1", "Lead 1", Role.LEAD)])
    await place.start()
    return place


async def having(people: People, look: Look) -> tuple[Contact, Agent]:
    contact, agent = await people.contact(look), await people.agent(look)
    await contact.write(ASKS[look.locale][0])
    await agent.sign_in()
    await agent.is_now("online")
    await agent.take(agent.mine)
    await expect(agent.field).to_be_visible()
    return contact, agent


async def is_stopped(agent: Agent, text: str, words: str) -> None:
    await agent.field.fill(text)
    banner = agent.page.get_by_role("alert").filter(has=agent.page.locator("mark"))
    await expect(banner.locator("mark").first).to_have_text(words)
    await expect(submit(agent)).to_have_attribute("aria-disabled", "true")
    await agent.field.press("Control+Enter")
    await expect(agent.field).to_have_value(text)


def submit(agent: Agent) -> Locator:
    return agent.page.locator("#composer button[type=submit]")


@pytest.mark.parametrize("look", looks(("zh-CN", "en"), ("desktop",)))
async def test_dangerous_advice_stays_here_and_a_second_person_decides(look: Look, people: People) -> None:
    people.make.allow("status of 422")  # what is stopped is stopped at the server too
    contact, agent = await having(people, look)
    for text, words in BLOCKED[look.locale]:
        await is_stopped(agent, text, words)
    await is_stopped(agent, *ASKS[look.locale][1:])
    lead = await people.agent(look)
    await lead.sign_in("lead1")
    await lead.page.locator("wd-rail button:has(.badge), .rail button:has(.badge)").first.click()
    await expect(lead.page.get_by_role("dialog")).to_contain_text("Front agent 1")

    await agent.field.fill(HOLDS[look.locale])
    await expect(submit(agent)).to_contain_text(agent.says("Ask a second person"))
    await agent.field.press("Control+Enter")
    await expect(agent.field).to_have_value("")
    await expect(agent.page.locator(".company a[href='/workspace/outgoing']")).to_be_visible()
    assert await contact.texts("agent") == []

    page = lead.page
    await page.goto("/workspace/outgoing")
    await expect(page.locator("[data-held] mark")).to_be_visible()
    await at_ease(page)
    await page.locator("[data-held] input").fill(REASON[look.locale])
    await page.get_by_role("button", name=say("outgoing", look.locale, "Let it go out")).click()
    await expect(page.get_by_role("status")).to_have_text(say("outgoing", look.locale, "It went out."))
    await expect(contact.frame.locator(".msg-agent").last).to_contain_text(HOLDS[look.locale])
    await expect(agent.messages.last).to_contain_text(HOLDS[look.locale])
