"""Journey 6 begins: nobody is on duty. The contact learns when people are back, and a ticket waits."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, looks
from tests.support.journey import People
from tests.support.served import Served
from walletdesk.hours import DEFAULT_CALENDAR, Calendar, WeeklySpan
from walletdesk.platform.i18n import when

pytestmark = [pytest.mark.slow]

ZONE = "Asia/Shanghai"
NAMED = {"zh-CN": "北京时间", "en": "Beijing time"}
PERSON = {"zh-CN": "转人工", "en": "I want to talk to a human"}


def opens() -> datetime:
    """In two days at nine: closed now, whenever the test runs."""
    day = datetime.now(ZoneInfo(ZONE)) + timedelta(days=2)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
async def served(place: Served) -> Served:
    week = (WeeklySpan(opens().weekday(), 9 * 60, 18 * 60),)
    await place.prepare(calendar=Calendar(id=DEFAULT_CALENDAR, name="Support", zone=ZONE, week=week))
    await place.start()
    return place


@pytest.mark.parametrize("look", [*looks(("zh-CN",), ("phone",)), *looks(("en",), ("desktop",))])
async def test_the_contact_is_told_when_people_are_back(look: Look, people: People) -> None:
    contact = await people.contact(look)
    await contact.write(PERSON[look.locale])
    told = contact.frame.locator(".msg-bot").last
    await expect(told).to_contain_text(re.compile(r"WD-\d+"))
    back = when("zh-CN" if look.locale == "zh-CN" else "en", opens(), ZONE)
    assert NAMED[look.locale] in back
    await expect(told).to_contain_text(back)
    await expect(contact.place).to_have_count(1)

    agent = await people.agent(look)
    await agent.sign_in()
    await agent.take(agent.queue)
    number = (re.findall(r"WD-\d+", await told.inner_text()))[0]
    await agent.page.evaluate("document.activeElement?.blur()")
    await agent.page.keyboard.press("p")
    await expect(agent.page.locator("wd-panel").get_by_text(number)).to_be_attached()
