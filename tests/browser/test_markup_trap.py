"""Hostile markup in a real browser: cleaned as we clean it, and then without any policy to help."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker
from tests.support.hostile import markup
from walletdesk.channels.email.originals import framed
from walletdesk.platform.markup import clean_html
from walletdesk.platform.mime import read

MAILS = Path(__file__).parents[1] / "data" / "mail"

LIVE = "<details open ontoggle='window.pwned=1'>x</details>"


async def is_caught(page: Page, content: str) -> bool:
    await page.goto("about:blank")
    await page.set_content(f"<!doctype html><title>t</title>{content}<p id=end>end</p>")
    await expect(page.locator("#end")).to_be_visible()
    for link in await page.locator("a[href^='javascript'], a[href^='data']").all():
        await link.click()
    caught: bool = await page.evaluate("new Promise((told) => setTimeout(() => told('pwned' in window), 50))")
    return caught


async def test_no_payload_runs_or_fetches(page_maker: PageMaker) -> None:
    """The watcher of pages reports each request that leaves."""
    page = await page_maker(Look(locale="en"))
    assert await is_caught(page, LIVE), "the trap itself must work"
    caught = [name for name, payload in markup().items() if await is_caught(page, clean_html(payload))]
    assert caught == []
    mails = sorted(MAILS.glob("attack-markup/*.eml"))
    assert len(mails) > 20
    framed_ones = {file.stem: framed(read(file.read_bytes()).body.html)[0] for file in mails}
    assert [name for name, shown in framed_ones.items() if await is_caught(page, shown)] == []
