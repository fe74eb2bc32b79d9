"""A lead sees what readers do not find, writes or leads them to an article, and teaches slang."""

import os

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.test_app_builds import is_lead
from tests.support.browser import Look, PageMaker
from tests.support.installation import Installation
from tests.support.journey import at_ease, say

LOST = {"en": "ambassador merch parcel", "zh-CN": "贴纸怎么领"}
STRANGE = {"en": "sticker pack for holders", "zh-CN": "鸵鸟河马"}
SLANG = {
    "en": ("quackety", "password", "forgot my quackety"),
    "zh-CN": ("呱呱码", "密码", "忘记呱呱码了"),
}
OURS = "转u"  # comes with the program
FOUND = {"en": "forgot my password", "zh-CN": "忘记密码"}


class Desk:
    def __init__(self, page: Page, locale: str) -> None:
        self.page, self.locale = page, locale

    def says(self, sentence: str, **values: int) -> str:
        return say("searches", self.locale, sentence, **values)

    def gap(self, words: dict[str, str]) -> Locator:
        return self.page.locator(f"[data-gap='{self.locale} {words[self.locale]}']")

    def button(self, within: Locator, what: str) -> Locator:
        return within.get_by_role("button", name=self.says(what), exact=True)

    async def shot(self, name: str) -> None:
        if folder := os.environ.get("SEARCHES_SHOTS"):
            await self.page.screenshot(path=f"{folder}/{name}-{self.locale}.png", full_page=True)


async def looked_for(house: Installation, locale: str) -> None:
    for words, times in ((LOST, 3), (STRANGE, 1), (FOUND, 2)):
        for _ in range(times):
            await house.http.get(f"/help/{locale}/", params={"q": words[locale]})


async def is_taught_a_word(desk: Desk) -> None:
    """What becomes of a sentence is seen before the word is added; one of ours can be done without."""
    page, (written, meant, sentence) = desk.page, SLANG[desk.locale]
    for field, words in (("written", written), ("meant", meant), ("sentence", sentence)):
        await page.locator(f"#word-{field}").fill(words)
    await desk.button(page.locator("#words"), "Try").click()
    trial = page.locator(".trial")
    await expect(trial).to_contain_text(sentence.replace(written, meant))
    await desk.shot("trying")
    await at_ease(page)
    await desk.button(trial, "Add this word").click()
    await expect(page.locator("[data-told=words]")).to_contain_text(
        desk.says("Added. It counts from the next question on.")
    )
    await expect(page.locator(f"[data-word='{written}']")).to_contain_text(meant)
    await page.locator("[name=word-sought]").fill(OURS)
    ours = page.locator(f"[data-word='{OURS}']")
    await ours.get_by_role("button").click()
    await expect(ours).to_contain_text(desk.says("Off"))
    await page.locator("[name=word-sought]").fill("")
    await desk.shot("words")


@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_what_nobody_found_is_found(served: Installation, page_maker: PageMaker, look: Look) -> None:
    await looked_for(served, look.locale)
    page = await page_maker(look)
    await is_lead(page, served)
    await page.goto(f"{served.home}/workspace/knowledge")
    await page.locator("nav a[href='/workspace/searches']").click()
    desk = Desk(page, look.locale)
    await expect(page.locator("[data-gap]")).to_have_count(2)
    await expect(desk.gap(LOST)).to_contain_text(desk.says("In vain: {vain} of {times}", vain=3, times=3))
    await expect(page.locator("tbody tr").first).to_contain_text(LOST[look.locale])
    await desk.shot("searches")
    await at_ease(page)

    await desk.button(desk.gap(STRANGE), "Begin an article").click()
    await expect(desk.gap(STRANGE)).to_have_count(0)
    await page.get_by_role("link", name=desk.says("Open the draft"), exact=True).click()
    await expect(page.locator("#title")).to_have_value(STRANGE[look.locale])
    await page.go_back()

    await desk.button(desk.gap(LOST), "Add to an article").click()
    await page.locator("#topic").select_option("tx-pending")
    await desk.shot("adding")
    await at_ease(page)
    await desk.button(desk.gap(LOST), "Add").click()
    await expect(page.locator("[data-told=gaps]")).to_contain_text(
        desk.says("From the next search on it leads to this article.")
    )
    await expect(page.locator("[data-gap]")).to_have_count(0)
    await is_taught_a_word(desk)
    await page.goto(f"{served.home}/help/{look.locale}/?q={LOST[look.locale]}")
    await expect(page.locator("main a[href$='/tx-pending']").first).to_be_visible()
    await page.goto(f"{served.home}/help/{look.locale}/?q={SLANG[look.locale][2]}")
    await expect(page.locator("main a[href$='/forgot-password']").first).to_be_visible()
