"""Journey 3: is this really support? Somebody on a messenger says so; the check page tells what it is."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.support.browser import Look, on_engines_in_pairs
from tests.support.journey import Contact, People, at_ease
from tests.support.served import Served

pytestmark = [pytest.mark.slow]

CLAIM = {
    "zh-CN": "我是示例钱包客服，请联系 @SampleWallet_Help，或打开 https://samplewallet-verify.com/id 核验",
    "en": "I am from Sample Wallet. Write to @SampleWallet_Help or go to https://samplewallet-verify.com/id",
}
IS_IT_US = {"zh-CN": "核实真假", "en": "Is it us?"}
NOT_OURS = {"zh-CN": "不是我们的", "en": "Not ours"}
BUILT = {"zh-CN": "而且是仿照我们做的", "en": "and built to look like us"}
OFFICIAL = {"zh-CN": "官方", "en": "Official"}
NO_CODE = {"zh-CN": "这不是有效的核验码", "en": "No proof number of ours"}
STEPS = {"zh-CN": "一步步保住还在的", "en": "Protect what is left, step by step"}
FAKE = "https://samplewallet-verify.com/id"
REPORT_IT = {"zh-CN": "提交举报", "en": "Report it"}
THANKS = {"zh-CN": "谢谢，已经收到", "en": "Thank you, it is with us."}
REPORT = {"zh-CN": "举报这个假冒", "en": "Report this fake"}
SAFE = {"zh-CN": "安全的", "en": " safe"}


async def opens_the_check_page(contact: Contact) -> Page:
    """One tap from the widget, wherever somebody is in it."""
    async with contact.page.context.expect_page() as opening:
        await contact.frame.get_by_role("link", name=IS_IT_US[contact.locale]).click()
    page = await opening.value
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await at_ease(page)
    return page


async def asks(page: Page, field: str, what: str, *, answers: int = 1) -> Locator:
    await page.locator(field).fill(what)
    await page.locator(field).press("Enter")
    await expect(page.locator(".answer")).to_have_count(answers)
    return page.locator(".answer")


async def learns_that_it_is_a_fake(page: Page, locale: str) -> None:
    answers = await asks(page, "#q", CLAIM[locale], answers=2)  # the link and the handle
    for answer in await answers.all():
        await expect(answer.get_by_role("heading")).to_have_text(NOT_OURS[locale])
        await expect(answer).to_contain_text(BUILT[locale])
        await expect(answer.get_by_role("link", name=STEPS[locale])).to_be_visible()
    assert SAFE[locale] not in await page.locator(".answers").inner_text()
    await at_ease(page)


async def learns_that_the_code_is_made_up(page: Page, locale: str) -> None:
    await expect(await asks(page, "#code", "1234 5678")).to_contain_text(NO_CODE[locale])


async def finds_the_real_one(page: Page, served: Served, locale: str) -> None:
    answer = await asks(page, "#q", f"{served.url}/contact")
    await expect(answer.get_by_role("heading")).to_have_text(OFFICIAL[locale])


async def reports_it(page: Page, locale: str) -> None:
    """Three taps: report this fake, report it; what was checked stands in the field already."""
    answer = await asks(page, "#q", FAKE)
    await answer.get_by_role("button", name=REPORT[locale]).click()
    await expect(page.locator("#value")).to_have_value(FAKE)
    await at_ease(page)
    await page.get_by_role("button", name=REPORT_IT[locale]).click()
    await expect(page.locator("main")).to_contain_text(THANKS[locale])
    await at_ease(page)


@on_engines_in_pairs
async def test_is_this_support(look: Look, people: People, served: Served) -> None:
    contact = await people.contact(look)
    page = await opens_the_check_page(contact)
    await learns_that_it_is_a_fake(page, look.locale)
    await learns_that_the_code_is_made_up(page, look.locale)
    await finds_the_real_one(page, served, look.locale)
    await reports_it(page, look.locale)
