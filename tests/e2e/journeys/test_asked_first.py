"""Journeys 1 and 5: what is needed is asked first, nobody is there yet, and nothing is told twice."""

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker, looks
from tests.support.journey import Agent, Contact, People, at_ease

pytestmark = [pytest.mark.slow]

NAMES = {
    "zh-CN": ("交易哈希", "转账时选的网络"),
    "en": ("Transaction ID (hash)", "Network of the transfer"),
}
CUT_OFF = {"zh-CN": "这串少了一截", "en": "This is cut off"}
HASH = "0x" + "4d2f" * 16


async def answers_what_is_asked(contact: Contact) -> str:
    topic = contact.frame.locator(".rows .w-row").first
    title = (await topic.inner_text()).strip()
    await topic.click()
    tx, network = NAMES[contact.locale]
    await contact.frame.get_by_label(tx).fill(HASH[:26])
    await contact.frame.get_by_label(network).fill("Polygon")
    await contact.button("Send and go on").click()
    await expect(contact.frame.locator(".error")).to_contain_text(CUT_OFF[contact.locale])
    await at_ease(contact.frame)
    await contact.frame.get_by_label(tx).fill(HASH)
    await contact.button("Send and go on").click()
    await expect(contact.messages.first).to_contain_text(HASH)
    return title


async def asks_for_a_person_and_need_not_wait(contact: Contact) -> None:
    await expect(contact.frame.locator(".msg-bot").first).to_be_visible()
    await contact.button("Talk to a person").first.click()
    await contact.stands_at(1)
    await contact.button("Leave a message").click()
    kept = contact.frame.locator(".w-instead").get_by_role("status")
    await expect(kept).to_contain_text("WD-")
    await contact.stands_at(1)
    await at_ease(contact.frame)


async def reads_the_answers_first(agent: Agent, title: str) -> None:
    await agent.take(agent.mine)
    facts = agent.page.locator("#panel dl.facts").first
    terms = await facts.locator("dt").all_text_contents()
    tx, network = NAMES[agent.locale]
    assert terms[:2] == [tx, network]
    values = await facts.locator("dd").all_text_contents()
    assert ["".join(value.split()) for value in values[:2]] == [HASH, "Polygon"]
    await expect(agent.messages.first).to_contain_text(title)


@pytest.mark.parametrize("look", looks(screens=("phone",)))
async def test_what_is_asked_first_reaches_the_agent(
    look: Look, people: People, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 422")
    contact = await people.contact(look)
    title = await answers_what_is_asked(contact)
    await asks_for_a_person_and_need_not_wait(contact)
    agent = await people.agent(Look(locale=look.locale))
    await agent.sign_in()
    await agent.is_now("online")
    await reads_the_answers_first(agent, title)
