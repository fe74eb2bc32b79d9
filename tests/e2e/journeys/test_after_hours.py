"""Journey 6: a holiday evening. The bot helps, the time is said, a ticket waits, the promise is kept."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.async_api import expect

from tests.support.browser import Look, on_engines_in_pairs
from tests.support.journey import Agent, Contact, People, at_ease
from tests.support.over_http import enters
from tests.support.served import Served
from walletdesk.hours import DEFAULT_CALENDAR, Calendar, WeeklySpan
from walletdesk.kernel.viewers import Role
from walletdesk.platform.i18n import Locale, translate, when
from walletdesk.sla import BACK, NOBODY
from walletdesk.sla import REPLY as BY

pytestmark = [pytest.mark.slow]

ZONE = "Asia/Shanghai"
THEIR_ZONE = "America/New_York"  # the contact's
FIRST_REPLY = timedelta(minutes=15)  # what is promised once people are back
DAY = 24 * 60
NAMED = {"zh-CN": "北京时间", "en": "Beijing time"}
ASKED = {"zh-CN": "忘记密码了怎么办", "en": "I forgot my password"}
TITLE = {"zh-CN": "忘记钱包密码", "en": "I forgot my wallet password"}
PERSON = {"zh-CN": "转人工", "en": "I want to talk to a human"}
REPLY = {"zh-CN": "早上好，昨晚写的我都看过了。", "en": "Good morning, I have read what you wrote."}
MARKS = {"solved": "yes", "speed": "4", "manner": "5", "overall": "5"}
KEPT, GIVEN = 3, 6  # where they stand among the figures of the board


def opens() -> datetime:
    """In two days at nine: closed now, whenever the test runs."""
    day = datetime.now(ZoneInfo(ZONE)) + timedelta(days=2)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


def in_their_zone(locale: Locale, at: datetime) -> str:
    """Date and hour, without the name of the zone: beside it stands that it is theirs."""
    return when(locale, at, THEIR_ZONE).partition(":")[0] + f":{at:%M}"


@pytest.fixture
async def served(place: Served) -> Served:
    week = (WeeklySpan(opens().weekday(), 9 * 60, 18 * 60),)
    calendar = Calendar(id=DEFAULT_CALENDAR, name="Support", zone=ZONE, week=week)
    await place.prepare(calendar=calendar, leading=(("admin1", "Admin 1", Role.ADMIN),))
    await place.start()
    return place


async def is_helped_by_the_bot(contact: Contact) -> None:
    await contact.write(ASKED[contact.locale])
    source = contact.frame.get_by_role("link", name=TITLE[contact.locale], exact=True)
    await expect(source).to_be_visible()


async def is_told_when_people_are_back(contact: Contact, locale: Locale) -> str:
    """By the bot in the zone of the house, which it names; beside the place in the contact's own.

    The number of the ticket comes back.
    """
    await contact.write(PERSON[locale])
    told = contact.frame.locator(".msg-bot").last
    await expect(told).to_contain_text(re.compile(r"WD-\d+"))
    back = when(locale, opens(), ZONE)
    assert NAMED[locale] in back
    await expect(told).to_contain_text(back)
    theirs, by = in_their_zone(locale, opens()), in_their_zone(locale, opens() + FIRST_REPLY)
    line = contact.frame.locator(".w-line")
    mine = translate(locale, "{time}, your time", time=by)
    await expect(line).to_contain_text(translate(locale, NOBODY))
    await expect(line).to_contain_text(translate(locale, BACK, next_open=theirs))
    await expect(line).to_contain_text(translate(locale, BY, reply_by=mine))
    kept = contact.says("You are number {position} and keep your place.", position=1)
    await expect(line).to_contain_text(kept)
    await at_ease(contact.frame)
    [number] = re.findall(r"WD-\d+", await told.inner_text())
    return str(number)


async def finds_the_way_that_is_open(contact: Contact, locale: Locale) -> None:
    """On the contact page: when people are back, in the own zone; a message needs nobody to be there."""
    page = await contact.page.context.new_page()
    await page.goto(f"/contact?locale={locale}")
    talk, best = page.locator("#way-conversation"), page.locator(".best")
    await expect(talk.locator("time").first).to_have_text(in_their_zone(locale, opens()))
    await expect(best.get_by_role("heading")).to_have_text(translate(locale, "Leave a message"))
    why = "Nobody is on duty for conversations right now. Here you need not wait."
    await expect(best.locator(".why")).to_have_text(translate(locale, why))
    await page.close()


async def morning_comes(http: httpx.AsyncClient) -> None:
    """The hours are changed, so that people are on duty now."""
    admin = await enters(http, "admin1")
    [calendar] = (await admin.get("/api/calendars"))["items"]
    id, week = calendar.pop("id"), [{"day": day, "start": 0, "end": DAY} for day in range(7)]
    changed = await admin.ask("PUT", f"/api/calendars/{id}", {**calendar, "week": week})
    assert changed.status_code == 200, changed.text


async def is_told_that_it_is_open(contact: Contact, locale: Locale) -> None:
    """By itself: these are our hours now, when people are back is said no more; but none of them is there."""
    line = contact.frame.locator(".w-line")
    back = translate(locale, BACK, next_open=in_their_zone(locale, opens()))
    await expect(line).not_to_contain_text(back)
    await expect(line).to_contain_text(translate(locale, NOBODY))


async def finds_it_with_its_ticket(agent: Agent, number: str) -> None:
    await agent.sign_in()
    await agent.is_now("online")
    await agent.take(agent.mine)
    await expect(agent.messages.filter(has_text=ASKED[agent.locale]).first).to_be_visible()
    panel = agent.page.locator("wd-panel")
    await expect(panel.get_by_text(number, exact=True)).to_be_attached()
    await expect(panel).to_contain_text(agent.says("Promised first reply"))


async def answers_and_resolves(agent: Agent) -> None:
    """And stays with it, to see how it was."""
    await agent.reply(REPLY[agent.locale])
    await expect(agent.messages.last).to_contain_text(REPLY[agent.locale])
    await agent.page.evaluate("document.activeElement?.blur()")
    await agent.page.keyboard.press("Shift+E")


async def the_board_says_it_was_kept(admin: Agent) -> None:
    await admin.sign_in("admin1")
    await admin.page.evaluate("location.hash = 'board'")
    figures = admin.page.locator(".figures > div")
    await expect(figures.nth(KEPT)).to_contain_text(admin.says("Promises kept today"))
    await expect(figures.nth(KEPT).locator(".amount")).to_have_text("100 %")
    await expect(figures.nth(GIVEN)).to_contain_text(admin.says("Ratings today"))
    await expect(figures.nth(GIVEN).locator(".amount")).to_have_text("5.0 / 5")


@on_engines_in_pairs
async def test_after_hours(look: Look, people: People, http: httpx.AsyncClient) -> None:
    contact = await people.contact(look, zone=THEIR_ZONE)
    await is_helped_by_the_bot(contact)
    locale: Locale = "zh-CN" if look.locale == "zh-CN" else "en"
    number = await is_told_when_people_are_back(contact, locale)

    await finds_the_way_that_is_open(contact, "zh-CN" if look.locale == "zh-CN" else "en")
    await morning_comes(http)
    await is_told_that_it_is_open(contact, locale)
    agent = await people.agent(look)
    await finds_it_with_its_ticket(agent, number)
    await answers_and_resolves(agent)
    await expect(contact.frame.locator(".msg-agent").last).to_contain_text(REPLY[look.locale])
    await contact.rate(**MARKS)
    rated = agent.says("The contact rated the conversation.")
    await expect(agent.page.get_by_role("log").get_by_text(rated).first).to_be_visible()
    await the_board_says_it_was_kept(await people.agent(look))
