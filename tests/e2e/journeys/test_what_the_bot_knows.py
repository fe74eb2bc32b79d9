"""What the bot knows: an answer with its source, a choice, an honest "I don't know", and danger.

For the last two a person comes, who has read it all.
"""

import pytest
from playwright.async_api import Locator, expect

from tests.support.browser import Look, PageMaker
from tests.support.journey import Agent, Contact, People, at_ease, say
from tests.support.served import Served

pytestmark = [pytest.mark.slow]

# Each look once, each on an engine of its own.
LOOKS = {"sqlite": Look("zh-CN", "phone", "dark"), "postgresql": Look("en", "desktop")}
KNOWN = {
    "zh-CN": ("忘记密码了怎么办", "忘记钱包密码"),
    "en": ("I forgot my password", "I forgot my wallet password"),
}
UNCLEAR = {"zh-CN": "转给我的 usdt 还没到", "en": "my transfer has not arrived"}
UNKNOWN = {
    "zh-CN": ("你们赞助哪支足球队", "上海明天下雨吗"),
    "en": ("which football club do you sponsor", "please write a poem about autumn"),
}
IN_DANGER = {"zh-CN": "救命 我的币全被转走了", "en": "help my wallet was drained everything is gone"}
FIRST_STEPS = {"zh-CN": ("先挂断", "停手"), "en": ("Hang up", "Stop: sign nothing")}
IN_NEED, UNANSWERED = "Money or a secret is at risk.", "The bot had no checked answer."
REPLIES = {
    "zh-CN": {IN_NEED: "我在，先做第 2 步。", UNANSWERED: "我问一下同事。"},
    "en": {IN_NEED: "I am here. Do step 2 first.", UNANSWERED: "I will ask a colleague."},
}


@pytest.fixture
async def served(place: Served) -> Served:
    """With the articles that come along, and one agent who has room for both."""
    await place.prepare(capacity=2)
    await place.start()
    return place


@pytest.fixture
def look(engine: str) -> Look:
    return LOOKS[engine]


def bot_says(contact: Contact, sentence: str) -> str:
    return say("assistant", contact.locale, sentence)


def latest(contact: Contact) -> Locator:
    return contact.frame.locator(".msg-bot").last


async def gets_an_answer_with_its_source(contact: Contact) -> None:
    question, title = KNOWN[contact.locale]
    await contact.write(question)
    source = latest(contact).get_by_role("link", name=title, exact=True)
    await expect(source).to_be_visible()
    article = await contact.page.request.get(await source.get_attribute("href") or "")
    assert f"<h1>{title}</h1>" in (await article.text()).replace("\n", "")
    await contact.frame.get_by_role("button", name=bot_says(contact, "Solved"), exact=True).click()
    await expect(latest(contact)).to_contain_text(
        bot_says(
            contact, "Good. If something is left, reply here; your record is kept and you won't start over."
        )
    )


async def is_given_a_choice(contact: Contact) -> None:
    """No article is guessed; the one that is chosen comes with its source."""
    await contact.write(UNCLEAR[contact.locale])
    unsure = bot_says(contact, "I'm not sure which you mean, and I won't guess. Is it one of these?")
    await expect(latest(contact)).to_contain_text(unsure)
    await expect(latest(contact).get_by_role("link")).to_have_count(0)
    choices = contact.frame.locator(".choices button")
    await expect(choices.first).to_be_visible()
    assert 2 <= await choices.count() <= 5
    await choices.first.click()
    await expect(latest(contact).get_by_role("link")).to_be_visible()


async def is_told_that_nobody_knows(contact: Contact) -> None:
    """Once it asks for other words; then it does not ask again, a person comes."""
    first, second = UNKNOWN[contact.locale]
    await contact.write(first)
    honest = bot_says(contact, "I have no checked answer to this, so I won't make one up.")
    await expect(latest(contact)).to_contain_text(honest)
    await expect(latest(contact).get_by_role("link")).to_have_count(0)
    await contact.write(second)
    await contact.stands_at(1)


async def is_safe_first(contact: Contact) -> None:
    """The steps at once, before any person, and nothing to be pressed for one."""
    await contact.write(IN_DANGER[contact.locale])
    for step in FIRST_STEPS[contact.locale]:
        await expect(contact.frame.locator(".msg-bot").filter(has_text=step)).to_be_visible()
    await contact.stands_at(1)  # before the one who was there earlier


async def takes_over(agent: Agent, row: Locator, contact: Contact, why: str) -> None:
    """Reads why a person is needed and all that was written, and answers."""
    reply = REPLIES[contact.locale][why]
    await agent.take(row)
    await expect(agent.page.get_by_role("log")).to_contain_text(agent.says(why))
    assert await agent.texts("contact") == await contact.texts("contact")
    await agent.reply(reply)
    await expect(contact.messages.last).to_contain_text(reply)
    await expect(contact.title).to_have_text("Front agent 1")


async def test_a_right_answer_a_choice_an_honest_no_and_danger(
    look: Look, people: People, page_maker: PageMaker
) -> None:
    asking = await people.contact(look)
    await gets_an_answer_with_its_source(asking)
    await is_given_a_choice(asking)
    await at_ease(asking.frame)
    curious = await people.contact(look)
    await is_told_that_nobody_knows(curious)
    await at_ease(curious.frame)
    robbed = await people.contact(look)
    await is_safe_first(robbed)
    await curious.stands_at(2)

    agent = await people.agent(Look(look.locale))
    await agent.sign_in()
    await agent.is_now("online")
    await expect(agent.mine).to_have_count(2)
    at_risk = agent.says("Money at risk")
    await takes_over(agent, agent.mine.filter(has_text=at_risk), robbed, IN_NEED)
    await takes_over(agent, agent.mine.filter(has_not_text=at_risk), curious, UNANSWERED)
