"""An article as a frightened person meets it: one question, then only the steps that are true."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker, axe
from tests.support.help_center import public_site
from tests.support.widget import PHRASE

SOON = 300  # ms until something is read
FIRST_PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null"""
PAINTED = """name => {
  const symbol = document.querySelector(`use[href$="#${name}"]`).getBoundingClientRect();
  return symbol.width > 40 && symbol.height > 20;
}"""


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    async with public_site() as home:
        yield home


async def shown(page: Page) -> list[bool]:
    """Whether the steps of the one and of the other kind of wallet can be seen."""
    return [await page.locator(f".steps.{kind}").is_visible() for kind in ("self_custody", "custodial")]


@pytest.mark.parametrize("scripts", [True, False])
async def test_the_question_is_asked_once_and_decides_what_is_shown(
    origin: str, page_maker: PageMaker, scripts: bool
) -> None:
    context = await page_maker.browser.new_context(java_script_enabled=scripts, locale="en")
    page_maker.contexts.append(context)
    page = await context.new_page()
    await page.goto(f"{origin}/help/en/forgot-password")
    assert await shown(page) == [True, True]  # nobody is shown nothing
    await page.get_by_label("E-mail or phone sign-in").check()
    assert await shown(page) == [False, True]
    await page.get_by_label("Not sure").check()
    assert await shown(page) == [True, False]
    await expect(page.get_by_text("Then go by the stricter truth")).to_be_visible()
    await page.get_by_label("A list of words").check()
    assert await shown(page) == [True, False]
    await expect(page.get_by_text("Then go by the stricter truth")).to_be_hidden()
    await page.goto(f"{origin}/help/en/stolen-funds")
    assert await shown(page) == [True, not scripts]


async def test_a_printed_article_holds_what_to_do_and_what_never(origin: str, page_maker: PageMaker) -> None:
    page = await page_maker(Look(locale="en"))
    await page.goto(f"{origin}/help/en/stolen-funds")
    await page.emulate_media(media="print")
    for seen in ("What to do now", "What never to do", "When to ask a person, and what to have ready"):
        await expect(page.get_by_role("heading", name=seen)).to_be_visible()
    for left_out in ("Not solved?", "Related"):
        await expect(page.get_by_role("heading", name=left_out)).to_be_hidden()
    await expect(page.get_by_role("banner")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_drawings_are_seen_and_said(origin: str, page_maker: PageMaker, scheme: str) -> None:
    page = await page_maker(Look(locale="en", scheme=scheme))
    await page.goto(f"{origin}/help/en/wrong-network-deposit")
    await expect(page.get_by_role("img", name="Drawing: the line forks")).to_be_visible()
    assert await page.evaluate(PAINTED, "wrong-network-deposit")
    assert await axe(page) == []


async def test_something_is_read_at_once(origin: str, page_maker: PageMaker) -> None:
    """The best of a few: a busy machine must not fail what is about the page."""
    page = await page_maker(Look(locale="zh-CN", screen="phone"))
    times = []
    for _ in range(5):
        await page.goto(f"{origin}/help/zh-CN/stolen-funds")
        await page.wait_for_timeout(50)
        times.append(await page.evaluate(FIRST_PAINT))
    assert min(time for time in times if time is not None) <= SOON


async def test_a_reader_says_at_once_whether_it_helped(origin: str, page_maker: PageMaker) -> None:
    page = await page_maker(Look(locale="en", screen="phone"))
    await page.goto(f"{origin}/help/en/forgot-password")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.post_data or ''}"))
    await page.get_by_role("button", name="Not yet").click()
    field = page.get_by_label("What was missing?")
    await expect(field).to_be_focused()
    assert await axe(page) == []
    await field.fill(f"it is {PHRASE}")
    await page.get_by_role("button", name="Tell us").click()
    await expect(page.get_by_role("alert")).to_contain_text("It was stopped")
    assert await field.input_value() == ""
    assert not any("sausage" in one for one in sent)
    await field.fill("where the button is")
    await page.get_by_role("button", name="Tell us").click()
    await expect(field).to_be_hidden()
    await expect(page.get_by_role("status")).to_contain_text("Thank you")
    assert page.url == f"{origin}/help/en/forgot-password"
