"""Journey 2: drained, at night. The phrase is stopped, the steps stand in order, a person comes first."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, on_engines_in_pairs
from tests.support.journey import Contact, People
from tests.support.served import Served
from tests.support.widget import PHRASE
from walletdesk.hours import DEFAULT_CALENDAR, Calendar, WeeklySpan

pytestmark = [pytest.mark.slow]

ZONE = "Asia/Shanghai"
PANIC = {"zh-CN": "救命 我的币全被转走了", "en": "help my wallet was drained everything is gone"}
QUESTION = {"zh-CN": "手续费为什么这么高", "en": "why is the network fee so high"}
IN_ORDER = {
    "zh-CN": ("先挂断", "停手", "新钱包", "第二轮诈骗"),
    "en": ("Hang up", "Stop: sign nothing", "make a new wallet", "second scam"),
}
REPLY = {"zh-CN": "我在。先做第 2 步，我看着。", "en": "I am here. Do step 2 first, I stay with you."}


@pytest.fixture
async def served(place: Served) -> Served:
    """Closed now, whenever the test runs: nobody is on duty before the day after tomorrow."""
    day = datetime.now(ZoneInfo(ZONE)) + timedelta(days=2)
    week = (WeeklySpan(day.weekday(), 9 * 60, 18 * 60),)
    calendar = Calendar(id=DEFAULT_CALENDAR, name="Support", zone=ZONE, week=week)
    await place.prepare(calendar=calendar, capacity=1)
    await place.start()
    return place


async def pastes_the_phrase(contact: Contact) -> None:
    await contact.field.focus()
    await contact.page.keyboard.insert_text(PHRASE)
    await expect(contact.frame.get_by_role("alert")).to_be_visible()
    await expect(contact.field).to_have_value("")
    sent = "\n".join(contact.traffic.sent).lower()
    assert PHRASE[:20].lower() not in sent


async def is_told_what_to_do_in_order(contact: Contact) -> None:
    answer = contact.frame.locator(".msg-bot").filter(has_text=IN_ORDER[contact.locale][0])
    told = await answer.first.inner_text()
    places = [told.find(words) for words in IN_ORDER[contact.locale]]
    assert -1 not in places
    assert places == sorted(places)
    assert re.search(r"\d\d:\d\d", told), "no promised time"


async def goes_on_with_the_steps(contact: Contact) -> None:
    """One tap, in a tab of its own: the same conversation, and no private link was needed."""
    async with contact.page.context.expect_page() as waiting:
        await contact.frame.locator(".msg-bot .source a[href*='/stolen?']").click()
    page = await waiting.value
    await page.wait_for_url("**/stolen/cnv_*")
    await expect(page.locator(".route-steps .now form button")).to_be_visible()
    await page.close()


@on_engines_in_pairs
async def test_drained_at_night(look: Look, people: People) -> None:
    waiting = await people.contact(look)
    await waiting.write(QUESTION[look.locale])
    await waiting.button("Talk to a person").first.click()
    await waiting.stands_at(1)

    contact = await people.contact(look)
    await pastes_the_phrase(contact)
    await contact.write(PANIC[look.locale])
    await is_told_what_to_do_in_order(contact)
    await contact.stands_at(1)
    await goes_on_with_the_steps(contact)
    await waiting.stands_at(2)  # first in line at any hour

    agent = await people.agent(look)
    await agent.sign_in()
    await expect(agent.queue).to_have_count(2)
    await agent.is_now("online")  # room for one: it is this one
    await agent.take(agent.mine)
    await expect(agent.messages.first).to_be_visible()
    assert await agent.texts("contact") == [PANIC[look.locale]]
    assert PHRASE[:20].lower() not in (await agent.page.locator("body").inner_text()).lower()
    await expect(contact.title).to_have_text("Front agent 1")
    await agent.reply(REPLY[look.locale])
    await expect(contact.messages.last).to_contain_text(REPLY[look.locale])
