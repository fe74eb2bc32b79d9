"""The public pages in a real browser: every look, no scripts, and a secret in the search field."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker, axe, looks, picture
from tests.support.help_center import public_site
from tests.support.widget import PHRASE

HEAVIEST = 30_000  # bytes of one page with its styles and scripts, compressed
# Not innerWidth: a phone zooms out until everything fits, and then nothing seems too wide.
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Not what a page out of a cache asks for anew: here each is one, since the clock of the site stands still.
WEIGHT = """() => [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]
  .filter((one) => !one.name.endsWith(".svg") && one.initiatorType !== "xmlhttprequest")
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
GROUNDS = {"light": "rgb(242, 245, 243)", "dark": "rgb(13, 20, 18)"}
PATHS = (
    "/help/{}/",
    "/help/{}/stolen-funds",
    "/help/{}/topics/money",
    "/help/{}/guides/fake-support",
    "/help/{}/?q=usdt",
    "/help/{}/?q=qwxzvk",
    "/contact?locale={}",
    "/help/{}/none",
    "/nowhere",
)
LOOKS = [
    *looks(("zh-CN",), ("desktop",), ("dark",)),
    *looks(("en",), ("desktop",), ("light",)),
    *looks(("zh-CN",), ("phone",), ("light",)),
    *looks(("en",), ("phone",), ("dark",)),
]


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    async with public_site() as home:
        yield home


@pytest.mark.parametrize("look", LOOKS)
async def test_every_page_in_every_look(origin: str, page_maker: PageMaker, look: Look) -> None:
    page_maker.allow("status of 404")
    page = await page_maker(look)
    for number, path in enumerate(PATHS):
        await page.goto(origin + path.format(look.locale))
        await picture(page, f"help-{number}-{'-'.join(look)}")
        assert await axe(page) == []
        assert await page.evaluate(SIDEWAYS) is False
        assert await page.evaluate(GROUND) == GROUNDS[look.scheme]
        assert await page.evaluate(WEIGHT) <= HEAVIEST


async def test_everything_works_without_scripts(origin: str, page_maker: PageMaker) -> None:
    context = await page_maker.browser.new_context(java_script_enabled=False, locale="en")
    page_maker.contexts.append(context)
    page = await context.new_page()
    await page.goto(f"{origin}/help/")
    await page.get_by_role("searchbox").fill("i forgot my password")
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name="I forgot my wallet password").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("I forgot my wallet password")
    await page.get_by_role("link", name="中文").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("忘记钱包密码")
    await page.get_by_role("complementary").get_by_role("link", name="联系我们").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("联系我们")


async def test_a_secret_never_becomes_an_address(origin: str, page_maker: PageMaker) -> None:
    page = await page_maker(Look(locale="en"))
    await page.goto(f"{origin}/help/en/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    field = page.get_by_role("combobox")
    await field.fill(PHRASE)
    await field.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("It was stopped")
    assert await field.input_value() == ""
    assert not any("legal" in url for url in asked)
    await field.fill("not arrived")
    await field.press("Enter")
    await page.wait_for_url("**/help/en/?q=not+arrived")
