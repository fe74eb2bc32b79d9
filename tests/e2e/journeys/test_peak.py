"""Journey 5: twenty times the usual load. True waits, other ways, a place that survives, a lead who moves.

And what comes after it, as in journey 8: an honest rating, the lead who looks at it, and the report.
"""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker, on_engines_in_pairs
from tests.support.installation import Agent as Helper
from tests.support.installation import Contact as Waiting
from tests.support.journey import LINE_LOST, Agent, Contact, People, at_ease
from tests.support.over_http import enters, is_now, waits
from tests.support.served import AGENT, Served
from tests.support.waits import has_waited
from tests.support.wire import Wire
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import open_database
from walletdesk.platform.i18n import translate

pytestmark = [pytest.mark.slow]

INBOX = """
[[inboxes]]
id = "inb_webchat"
name = "Chat"
instead = ["message", "callback"]
"""
BEFORE = 5  # who came first: one is talked to, the others stand in line
ASKED = {"zh-CN": "转账一直没确认", "en": "my transfer is still not confirmed"}
AWAY = {"zh-CN": ("断网时写的第一句", "断网时写的第二句"), "en": ("Written away, one", "Written away, two")}
HOURS = "12:00–18:00"
RANGE = re.compile(r"\d+–\d+ (?:min|分钟)")
POOR = {"solved": "no", "speed": "2", "professionalism": "4", "manner": "3", "overall": "1"}
NOTE = {"zh-CN": "已回电，解决了。", "en": "Called back, solved."}
REPLY = {
    "zh-CN": "您好，我接手了。您写的我都看过了。",
    "en": "Hello, I am with you now. I have read it all.",
}


@pytest.fixture
async def served(place: Served) -> Served:
    """Two agents, one of them on a break, each with room for one; a lead; and waits to learn from."""
    (place.folder / "walletdesk.toml").write_text(INBOX, "utf-8")
    await place.prepare(
        capacity=1,
        agents=(AGENT, ("agent2", "Front agent 2")),
        leading=(("lead1", "Lead 1", Role.LEAD),),
    )
    db = await open_database(place.environment["WALLETDESK_DATABASE__URL"])
    for language in ("zh", "en"):
        await has_waited(db, f"||1|{language}")
    await db.close()
    await place.start()
    return place


async def a_full_floor(http: httpx.AsyncClient, locale: str) -> None:
    await is_now(await enters(http, "agent1"), "online")
    for _ in range(BEFORE):
        await waits(http, ASKED[locale], locale)


async def is_told_what_is_quickest(page: Page, locale: str) -> None:
    """How many wait, how long it takes as a range, and what is answered by when: a message."""

    def says(sentence: str, **values: object) -> str:
        return translate(locale, sentence, **values)  # type: ignore[arg-type] # a look speaks one of ours

    await page.goto(f"/contact?locale={locale}")
    best = page.locator(".best")
    await expect(best).to_contain_text(says("Best right now"))
    await expect(best.get_by_role("heading")).to_have_text(says("Leave a message"))
    await expect(best.locator("time")).to_have_count(1)
    talk, message = page.locator("#way-conversation"), page.locator("#way-message")
    [told] = RANGE.findall(await talk.inner_text())
    why = says("The line takes about {range} right now, which is long. Here you need not wait.", range=told)
    await expect(best.locator(".why")).to_have_text(why)
    await expect(talk.locator("svg.range")).to_be_visible()
    await expect(talk).to_contain_text(says("{count} in line", count=BEFORE - 1))
    await expect(message.get_by_role("link", name=says("Leave a message"))).to_be_visible()
    await expect(message.locator("time")).to_have_count(1)
    await at_ease(page)


async def stands_in_line(contact: Contact) -> None:
    await contact.write(ASKED[contact.locale])
    await expect(contact.frame.locator(".msg-bot").first).to_be_visible()
    await contact.button("Talk to a person").first.click()
    await contact.stands_at(BEFORE)
    await expect(contact.frame.locator(".queue-place")).to_contain_text(RANGE)


async def loses_the_network_and_keeps_the_place(
    contact: Contact, wire: Wire, http: httpx.AsyncClient
) -> tuple[Waiting, str]:
    """Somebody else comes meanwhile, and stands behind."""
    await contact.page.context.set_offline(True)  # an open socket lives on: the wire cuts it
    wire.cut()
    words = contact.says("You are offline. What you send is kept and goes out by itself.")
    await expect(contact.frame.get_by_text(words)).to_be_visible()
    for text in AWAY[contact.locale]:
        await contact.write(text)
    later = await waits(http, ASKED[contact.locale], contact.locale)
    await contact.page.context.set_offline(False)
    await expect(contact.frame.get_by_text(words)).to_have_count(0)
    await contact.has_sent_all()
    assert await contact.texts("contact") == [ASKED[contact.locale], *AWAY[contact.locale]]
    await contact.stands_at(BEFORE)
    return later


async def need_not_wait(contact: Contact) -> None:
    """A wish to be called and a message left; the place is kept beside both."""
    ways = contact.frame.locator(".w-instead")
    await contact.button("Ask for a callback").click()
    form = ways.locator("wd-form")
    await form.get_by_label(contact.says("Phone number or handle")).fill("+1 555 0100")
    day = (datetime.now(UTC) + timedelta(days=2)).date()  # today's hours may be over
    await form.get_by_label(contact.says("Day")).fill(day.isoformat())
    await form.get_by_text(HOURS).click()
    await form.get_by_role("button", name=contact.says("Ask for a callback")).click()
    kept = ways.get_by_role("status")
    await expect(kept).to_contain_text("12:00")
    await contact.button("Leave a message").click()
    await expect(kept.filter(has_text="WD-")).to_be_visible()
    await contact.stands_at(BEFORE)
    await at_ease(contact.frame)


async def watches_the_floor(lead: Agent) -> None:
    await lead.sign_in("lead1")
    await lead.page.evaluate("location.hash = 'board'")
    await in_line(lead, BEFORE + 1)


async def in_line(lead: Agent, count: int) -> None:
    words = lead.says("for a first reply · {count} in the queue", count=count)
    await expect(lead.page.locator(".figures .basis").first).to_have_text(words)


async def moves_the_one_at(lead: Agent, place: int) -> None:
    row = lead.page.locator(".line-row").filter(has_text=lead.says("No. {place}", place=place))
    await row.get_by_role("button").click()
    await lead.page.get_by_label(lead.says("Agent or team")).fill("agent 2")
    await lead.page.locator(".target").click()
    away = lead.says("Away")
    await expect(lead.page.get_by_role("alert").filter(has_text=away)).to_be_visible()
    await lead.page.get_by_role("button", name=lead.says("Transfer all the same")).click()
    told = lead.says("Transferred to {name}.", name="Front agent 2")
    await expect(lead.page.locator(".toast").last).to_contain_text(told)


async def has_read_it_all(helper: Helper, contact: Contact) -> str:
    """Whom it was moved to sees every message, once and in order, and answers."""
    [theirs] = (await helper.get("/api/workspace/conversations?group=mine"))["items"]
    items = (await helper.get(helper.of(theirs["id"])))["items"]
    said = [item["text"] for item in items if item["author"]["kind"] == "contact"]
    assert [text for text in said if text in AWAY[contact.locale]] == [*AWAY[contact.locale]]
    await helper.writes(theirs["id"], REPLY[contact.locale], "reply")
    await expect(contact.messages.last).to_contain_text(REPLY[contact.locale])
    return str(theirs["id"])


async def says_honestly_how_it_was(contact: Contact, helper: Helper, conversation: str) -> None:
    assert await helper.post(helper.of(conversation, "/resolve"))
    await contact.rate(**POOR)


async def looks_at_what_went_wrong(lead: Agent) -> None:
    """The low mark is a review, done with a note; the report leads to the conversations behind a number."""
    page = lead.page
    await page.goto("/workspace/surveys")
    review = page.locator("[data-review]")
    await review.locator("[data-close]").click()
    await page.locator("#done-note").fill(NOTE[lead.locale])
    await page.locator(".done-form .btn-line").click()
    await expect(review).to_have_count(0)
    await page.goto("/workspace/reports?report=volume&by=channel")
    async with asyncio.timeout(30):  # it trails by a quarter of a minute
        while not await page.locator("button.cell").count():
            await page.reload()
            await expect(page.locator("#report")).to_be_visible()
    await page.locator("button.cell").first.click()
    await expect(page.locator("[data-behind] a").first).to_have_attribute("href", re.compile("#cnv_"))


async def place_of(one: Waiting, conversation: str) -> int:
    place: int = (await one.get(f"/api/conversations/{conversation}"))["head"]["queue"]["position"]
    return place


@on_engines_in_pairs
async def test_a_peak(
    look: Look, people: People, http: httpx.AsyncClient, wire: Wire, page_maker: PageMaker
) -> None:
    page_maker.allow(LINE_LOST)
    helper = await enters(http, "agent2")
    await is_now(helper, "away")  # is given nothing new, can be handed something
    await a_full_floor(http, look.locale)
    await is_told_what_is_quickest(await page_maker(look, base_url=people.url), look.locale)
    contact = await people.contact(look, url=wire.url)
    await stands_in_line(contact)
    later, conversation = await loses_the_network_and_keeps_the_place(contact, wire, http)
    assert await place_of(later, conversation) == BEFORE + 1
    await contact.leaves_and_comes_back()
    await contact.stands_at(BEFORE)
    await need_not_wait(contact)

    lead = await people.agent(look)
    await watches_the_floor(lead)
    await moves_the_one_at(lead, BEFORE)
    await expect(contact.title).to_have_text("Front agent 2")
    await in_line(lead, BEFORE)
    assert await place_of(later, conversation) == BEFORE
    theirs = await has_read_it_all(helper, contact)
    await says_honestly_how_it_was(contact, helper, theirs)
    await looks_at_what_went_wrong(lead)
