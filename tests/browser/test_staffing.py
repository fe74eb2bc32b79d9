"""A lead asks how many people Monday at nine needs, tries what if, enters a shift, and saves the numbers."""

import csv
import io
import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.test_app_builds import is_lead
from tests.support.browser import Look, PageMaker
from tests.support.installation import Installation
from tests.support.journey import at_ease, say
from tests.support.staffing import have_asked, have_held

NINE = "540"


class Desk:
    def __init__(self, page: Page, locale: str) -> None:
        self.page, self.locale = page, locale
        self.answer = page.locator("[data-answer]")

    def says(self, sentence: str, **values: str | int) -> str:
        return say("staffing", self.locale, sentence, **values)

    def button(self, what: str, **values: str | int) -> Locator:
        return self.page.get_by_role("button", name=self.says(what, **values), exact=True)

    async def needed(self) -> int:
        return int(await self.page.locator(".answer-number").inner_text())

    async def shot(self, name: str) -> None:
        if folder := os.environ.get("STAFFING_SHOTS"):
            await self.page.screenshot(path=f"{folder}/{name}-{self.locale}.png", full_page=True)


async def rows_of(page: Page) -> list[list[str]]:
    """The CSV as the browser saves it."""
    address = await page.locator("[data-csv]").get_attribute("href")
    file = await page.evaluate("async (address) => (await fetch(address)).text()", address)
    return list(csv.reader(io.StringIO(file.removeprefix("\ufeff"))))


async def supposes(desk: Desk, before: int) -> None:
    """Three times as many: more are needed, on the screen and in the file alike; nothing of it stays."""
    page = desk.page
    await page.locator("#if-volume").fill("300")
    await page.locator("#if-volume").press("Tab")
    await expect(page.locator("[data-planned]")).to_be_visible()
    assert await desk.needed() > before
    nine = next(row for row in await rows_of(page) if row[1] == "09:00")
    cells = page.locator(f"tr[data-at='{NINE}'] td")
    assert nine[7] == str(await desk.needed()) == await cells.nth(3).inner_text()
    assert float(nine[3]) == float(await cells.nth(0).inner_text())
    await desk.button("As planned").click()
    await expect(page.locator(".answer-number")).to_have_text(str(before))


async def enters(desk: Desk, people: int) -> None:
    page = desk.page
    await page.locator("#shift-people").fill(str(people))
    await desk.button("Add this shift").click()
    await expect(page.locator("[data-told=shifts]")).to_contain_text(desk.says("The shift is in the plan."))
    await expect(desk.answer).to_contain_text(desk.says("just enough"))
    await expect(page.locator("[data-shift]")).to_have_count(1)
    await page.locator("#event-name").fill("Launch")
    await desk.button("Add this event").click()
    await expect(page.locator("[data-event]")).to_contain_text("Launch")
    await believes(desk)


async def believes(desk: Desk) -> None:
    """What conversations took here holds, says how many it is from, and yields to who knows better."""
    page, why = desk.page, desk.page.locator("#why-handling")
    await page.get_by_text(desk.says("What a conversation takes")).click()
    await expect(why).to_contain_text(desk.says("Measured here, from {of}.", of=60))
    await expect(page.locator("#term-handling")).to_have_value("5")
    await expect(page.locator("#why-slowed")).to_contain_text(
        desk.says("Assumed: {of} were measured so far, it takes {needs}.", of=0, needs=30)
    )
    await page.locator("[data-took] summary").click()
    await page.locator("#term-handling").fill("7.5")
    await desk.shot("terms")
    await at_ease(page)
    await desk.button("Keep these").click()
    kept = page.locator("[data-told=terms]")
    await expect(kept).to_contain_text(desk.says("Saved. The plan uses it from now on."))
    await expect(why).to_contain_text(desk.says("Set by a lead. Measured here: {measured}.", measured=5))
    await page.locator("[data-reset]").click()
    await expect(page.locator("#term-handling")).to_have_value("5")


@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_a_lead_learns_how_many_monday_at_nine_needs(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    zone = ZoneInfo(served.system.engine.settings.time_zone)
    db, today = served.system.engine.db, datetime.now(zone).date()
    await have_asked(db, today, days=45, level=500, zone=zone)
    await have_held(db, today, team="", seconds=300, many=60)
    page = await page_maker(look)
    await is_lead(page, served)
    await page.goto(f"{served.home}/workspace/answers")
    await page.locator("nav a[href='/workspace/staffing']").click()
    desk = Desk(page, look.locale)
    await expect(page.locator("#time")).to_have_value(NINE)
    before = await desk.needed()
    await expect(desk.answer).to_contain_text(desk.says("{n} missing", n=before))
    await expect(page.locator("[aria-labelledby=todo]")).to_contain_text(str(zone))
    await expect(page.locator("[data-todo]").first).to_contain_text("00:00–24:00")
    await at_ease(page)
    await desk.shot("plain")
    await supposes(desk, before)
    await enters(desk, before)
    await desk.shot("entered")
    await desk.button("Show the whole week").click()
    await desk.shot("week")
    await at_ease(page)
