"""A lead reads what happened, chooses a period, opens what is behind a number, and takes the table along."""

import csv
import io
import os
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.test_app_builds import comes_in, is_lead
from tests.support.browser import Look, PageMaker
from tests.support.installation import Installation
from tests.support.journey import at_ease, say
from tests.support.reports import facts, two_hundred
from walletdesk.insights.reports import Recording
from walletdesk.insights.reports.store import open_work
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.i18n import negotiate, translate

THREE_DAYS = "from=2026-03-28&to=2026-03-30"


async def filled(house: Installation, locale: str) -> str:
    """Three days of long ago, and one conversation of today."""
    engine = house.system.engine
    await Recording(open_work=open_work(engine.db), clock=engine.clock).tell(facts(two_hundred()))
    contact = await house.contact(locale)
    started = await contact.starts("Where are the zebra stickers?", locale=locale)
    await house.settle()
    await house.system.reports.tallying.count()
    return str(started["head"]["id"])


async def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("REPORTS_SHOTS"):
        language = await page.locator("html").get_attribute("lang")
        await page.screenshot(path=Path(folder, f"{name}-{language}.png"), full_page=True)


async def plain(cell: Locator) -> str:
    """A date as spreadsheets read it, else what stands there."""
    dated = cell.locator("time")
    told = await dated.get_attribute("datetime") if await dated.count() else await cell.text_content()
    return str(told).strip()


async def table_of(page: Page) -> list[list[str]]:
    return [
        [await plain(cell) for cell in await row.locator("th, td").all()]
        for row in await page.locator("table.table tr").all()
    ]


async def takes_the_table_along(page: Page, locale: str) -> None:
    week = page.get_by_role("button", name=say("reports", locale, "{days} days", days=7), exact=True)
    await week.click()
    await expect(week).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("tbody tr:first-child td").first).to_have_text("1")
    async with page.expect_download() as coming:
        await page.locator("[data-csv]").click()
    file = Path(await (await coming.value).path()).read_bytes()  # noqa: ASYNC240 - a small file, once
    assert list(csv.reader(io.StringIO(file.decode("utf-8-sig")))) == await table_of(page)


async def gets_them_by_mail(page: Page, house: Installation, lead: AgentId) -> None:
    """Gives an address, opens the link that was mailed to it, chooses, and has one sent at once."""
    digests = house.system.mailed_reports.digests
    object.__setattr__(digests.needs, "sends_mail", True)
    await page.goto(f"{house.home}/workspace/reports")
    card = page.locator("[data-mail]")
    await card.locator("#mail-address").fill("ana@mail.example")
    await card.locator("form button:not([type])").click()
    await expect(card.locator("[data-told=mail]")).to_contain_text("ana@mail.example")
    asked = await digests.find(lead)
    assert asked is not None
    await page.goto(f"{house.home}/workspace/reports?confirm={digests.needs.tokens.to_confirm(asked.proof)}")
    await card.locator("[data-every=week]").check()
    await expect(card.locator("p.hint").first).to_contain_text("08:00")
    assert "confirm" not in page.url
    await card.locator("[data-now]").click()
    await expect(card.locator("[data-told=mail]")).to_contain_text("ana@mail.example")
    await at_ease(page)
    await shot(page, "by-mail")


async def sees_the_own_load(page: Page, house: Installation, locale: str) -> None:
    agent = await house.agent()
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await house.settle()
    await house.system.reports.tallying.count()
    await page.context.clear_cookies()
    await comes_in(page, house, agent)
    await page.goto(f"{house.home}/workspace/reports")
    await expect(page.locator("#report-title")).to_have_text(translate(negotiate(locale), "Agent workload"))
    await expect(page.locator(f"tbody tr:only-child[data-row={agent.id}] td")).to_have_count(6)
    await expect(page.locator("#report, [data-csv], [data-mail]")).to_have_count(0)
    await expect(page.locator(".periods button")).to_have_count(3)
    await at_ease(page)
    await shot(page, "own-load")


@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_a_lead_reads_what_happened(served: Installation, page_maker: PageMaker, look: Look) -> None:
    talk = await filled(served, look.locale)
    page_maker.allow("status of 404")  # before the sign-in
    page = await page_maker(look)
    await page.goto(f"{served.home}/workspace/reports")
    lead = await is_lead(page, served)

    await page.goto(f"{served.home}/workspace/reports?report=first_replies&by=day&drawn=p90&{THREE_DAYS}")
    await expect(page.locator("tfoot td").nth(1)).to_have_text("0:04:00")
    await expect(page.locator("svg.chart rect")).to_have_count(3)
    await at_ease(page)
    await shot(page, "first-replies")
    await page.locator("summary").click()
    await page.locator("#report").select_option("promises")
    await expect(page.locator("tr[data-row=first_reply] td").first).to_have_text("10")
    await page.locator("#by").select_option("channel")
    await expect(page.locator("dl.bars svg")).to_have_count(3)
    assert "by=channel" in page.url
    await shot(page, "promises")

    await page.locator("#report").select_option("volume")
    await takes_the_table_along(page, look.locale)
    await page.locator("button.cell").first.click()
    await expect(page.locator("[data-behind] a")).to_have_attribute("href", f"/workspace#{talk}")
    await expect(page.locator("#behind")).to_be_focused()
    await at_ease(page)
    await shot(page, "behind")
    await page.go_back()
    await expect(page.locator("tbody tr")).to_have_count(3)
    await gets_them_by_mail(page, served, lead)
    await sees_the_own_load(page, served, look.locale)
