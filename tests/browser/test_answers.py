"""A lead sees what nobody could answer, teaches it, learns, and goes back."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.test_app_builds import is_lead
from tests.support.browser import Look, PageMaker
from tests.support.installation import Installation
from tests.support.journey import at_ease, say
from walletdesk.kernel.viewers import Role

LEARNING = 60_000  # ms: every judged question is tried by an index of its own
UNKNOWN = {"en": "do you sell zebra stickers", "zh-CN": "有没有斑马图案的皮肤"}
STRANGE = {"en": "is there a song about giraffes", "zh-CN": "长颈鹿有没有主题曲"}
KNOWN = {"en": "not enough tron energy for the turtle pot", "zh-CN": "波场能量不足 能量不够 带宽不够"}


async def asked(house: Installation, locale: str, text: str, number: int) -> str:
    contact = await house.contact(locale)
    started = await contact.starts(text, client_id=f"c{number}", locale=locale)
    await house.settle()
    return str(started["head"]["id"])


async def filled(house: Installation, locale: str) -> None:
    """Questions that nobody could answer, and one that an agent dealt with."""
    agent = await house.agent(Role.LEAD)
    for number in range(3):
        await asked(house, locale, UNKNOWN[locale] + "!" * number, number)
    await asked(house, locale, STRANGE[locale], 8)
    path = agent.of(await asked(house, locale, KNOWN[locale], 9), "/topic")
    [question] = (await agent.get(path))["items"]
    await agent.post(path, {"message": question["message"], "topic": "staking"})


async def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("ANSWERS_SHOTS"):
        await page.screenshot(
            path=Path(folder, f"{name}-{await page.locator('html').get_attribute('lang')}.png"),
            full_page=True,
        )


async def begins_an_article(page: Page, locale: str) -> None:
    """What nobody could answer becomes a draft, and from there it is one step to where it is written."""
    matter = page.locator("[data-matter]").filter(has_text=STRANGE[locale])
    await matter.get_by_role("button", name=say("answers", locale, "Begin an article"), exact=True).click()
    await expect(matter).to_have_count(0)
    await page.get_by_role("link", name=say("answers", locale, "Open the draft"), exact=True).click()
    await expect(page.locator("#title")).to_have_value(STRANGE[locale])
    await page.go_back()


@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_a_lead_teaches_learns_and_goes_back(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    await filled(served, look.locale)
    page = await page_maker(look)
    await page.goto(f"{served.home}/workspace/knowledge")
    await page.wait_for_url("**/workspace?to=*")  # to the door, and back after it
    await is_lead(page, served)
    await page.goto(f"{served.home}/workspace/knowledge")
    await page.locator("nav a[href='/workspace/answers']").click()

    def button(sentence: str) -> Locator:
        return page.get_by_role("button", name=say("answers", look.locale, sentence), exact=True)

    async def told(sentence: str) -> None:
        await expect(page.get_by_role("status")).to_contain_text(
            say("answers", look.locale, sentence), timeout=LEARNING
        )

    matter = page.locator("[data-matter]").filter(has_text=UNKNOWN[look.locale])
    await expect(matter).to_contain_text(say("answers", look.locale, "Asked: {count}", count=3))
    await expect(page.locator(".chart")).to_have_count(2)
    await at_ease(page)
    await shot(page, "answers")
    await matter.locator("select").select_option("staking")
    await matter.locator("button.btn-line").click()
    await told("From the next question on it leads to this topic.")
    await expect(matter).to_have_count(0)
    await begins_an_article(page, look.locale)

    await button("Learn now").click()
    await told("Learnt. The new version answers now.")
    version = page.locator("tr[data-version^='ver_']")
    await expect(version.locator(".chip-line")).to_be_visible()
    await shot(page, "learnt")
    await page.locator("tr[data-version='shipped'] button").click()
    await told("This version answers now.")
    await expect(version.locator("button")).to_be_visible()
    assert served.system.answers.library.learned.version == "shipped"
