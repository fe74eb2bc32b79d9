"""What both sides see on the way through a first conversation: nothing too wide, nothing axe minds."""

import pytest
from playwright.async_api import expect

from tests.support.browser import Look
from tests.support.journey import Contact, People, at_ease

pytestmark = [pytest.mark.slow, pytest.mark.patience(240)]

LOOKS = (
    Look("zh-CN", "desktop", "light"),
    Look("en", "phone", "light"),
    Look("zh-CN", "phone", "dark"),
    Look("en", "desktop", "dark"),
)
ASKED = {"zh-CN": "忘记密码了怎么办", "en": "I forgot my password"}
REPLY = {"zh-CN": "您好，我来帮您恢复。", "en": "Hello, your backup is the way in. Here are the steps."}


@pytest.fixture
def engine() -> str:
    """Looks are the same on both engines."""
    return "sqlite"


async def comes_to_the_line(contact: Contact) -> None:
    await at_ease(contact.page)  # the sample wallet with the widget in it
    await at_ease(contact.frame)
    await contact.write(ASKED[contact.locale])
    await expect(contact.frame.locator(".choices")).to_be_visible()
    await at_ease(contact.frame)
    await contact.button("Talk to a person").first.click()
    await contact.stands_at(1)
    await at_ease(contact.frame)


async def rates(contact: Contact) -> None:
    await contact.button("Rate the service").click()
    await at_ease(contact.frame)
    await contact.button("Later").click()
    await contact.button("More").click()
    await at_ease(contact.frame)


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
async def test_every_state_of_both_faces_is_whole(look: Look, people: People) -> None:
    contact, agent = await people.contact(look), await people.agent(look)
    await expect(agent.button("Sign in").first).to_be_visible()
    await at_ease(agent.page)
    await comes_to_the_line(contact)
    await agent.sign_in()
    await expect(agent.queue).to_have_count(1)
    await at_ease(agent.page)
    await agent.is_now("online")
    await agent.take(agent.mine)
    await agent.reply(REPLY[look.locale])
    await expect(contact.messages.last).to_contain_text(REPLY[look.locale])
    await at_ease(contact.frame)
    await agent.note(REPLY[look.locale])
    await at_ease(agent.page)
    await agent.resolve()
    await expect(contact.button("Rate the service")).to_be_visible()
    await at_ease(contact.frame)
    await rates(contact)
    await expect(agent.mine).to_have_count(0)
    await at_ease(agent.page)
