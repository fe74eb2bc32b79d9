"""An agent looks at a mail as it came: its text, its layout where nothing is live, and its file."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_app_builds import comes_in
from tests.support.browser import Look, PageMaker
from tests.support.installation import Installation
from tests.support.matrix_mails import RAW, with_pictures
from walletdesk.channels.arrivals import Arriving, State, Taken
from walletdesk.channels.arrivals.store import open_work
from walletdesk.kernel.ids import ConversationId, InboxId

INBOX = InboxId("inb_mail")


async def a_mail(house: Installation, raw: bytes = RAW) -> str:
    """The address of the page with the mails of a conversation that has one."""
    contact = await house.contact("en")
    talk = (await contact.starts("hello"))["head"]["id"]
    arrivals = house.system.intake.arrivals
    await arrivals.keep(INBOX, "email", Arriving("1", raw))
    [found] = await arrivals.listed(INBOX, [State.WAITING])
    async with open_work(house.system.engine.db)() as work:
        taken = Taken(state=State.TAKEN, conversation=ConversationId(talk))
        await work.arrivals.settle(found.id, taken)
    return f"/workspace/mails/{talk}"


async def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("MAIL_SHOTS"):
        await page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)


@pytest.mark.parametrize(
    "look", [Look(locale="en", screen="phone", scheme="dark"), Look(locale="zh-CN")], ids=str
)
async def test_a_mail_is_text_first_and_nothing_in_it_is_live(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    """The watcher of pages reports each request that leaves, and the console of the frame too."""
    page = await page_maker(look)
    await comes_in(page, served, await served.agent())
    await page.goto(f"{served.home}{await a_mail(served)}")
    await page.locator("main li a").click()
    await expect(page.locator("pre")).to_contain_text("Hello there")
    await expect(page.locator("iframe")).not_to_be_visible()
    await page.locator("details:has(iframe) > summary").click()
    frame = page.frame_locator("iframe")
    await expect(frame.locator("u")).to_have_text("wallet.example")
    await expect(frame.locator(".to")).to_have_text("[evil.example]")
    await expect(frame.locator("img, a, script")).to_have_count(0)
    assert "pwned" not in await page.evaluate("Object.keys(window)")
    links = page.locator("li details")
    await links.locator("summary").click()
    await expect(links.locator("code")).to_have_text("https://evil.example/login")
    await expect(links.locator("a")).to_have_count(0)
    await shot(page, f"mail-{look.locale}-{look.screen}")
    async with page.expect_download() as saved:
        await page.locator("a[download]").click()
    file = await (await saved.value).path()
    assert file.read_bytes() == RAW


async def test_pictures_are_shown_from_the_mail_and_from_outside_only_when_asked(
    served: Installation, page_maker: PageMaker
) -> None:
    """What lies at an address of our own network is fetched for no mail."""
    page_maker.allow("status of 404 .*/pictures/remote-0")
    page = await page_maker(Look("zh-CN", "phone", "dark"))
    await comes_in(page, served, await served.agent())
    own = served.home.removeprefix("http://")
    await page.goto(f"{served.home}{await a_mail(served, with_pictures(own))}")
    await page.locator("main li a").click()
    inside, outside = page.locator("img[src$='inline-0']"), page.locator("img[src$='remote-0']")
    await expect(inside).to_have_js_property("complete", value=True)
    assert await inside.evaluate("(one) => one.naturalWidth") > 0
    await expect(outside).to_have_count(0)
    await shot(page, "mail-pictures")
    await page.get_by_role("link", name="显示图片").click()
    await expect(outside).to_have_js_property("complete", value=True)
    assert await outside.evaluate("(one) => one.naturalWidth") == 0
    await shot(page, "mail-pictures-shown")
