"""An editor writes an article, sees what its readers will see, publishes it, and the search finds it."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.test_app_builds import is_lead
from tests.support.addressed import addressed
from tests.support.browser import Look, PageMaker
from tests.support.files import picture
from tests.support.installation import Installation
from tests.support.journey import at_ease, say

STOPPED = "This looks like a secret. It was stopped: not kept, no agent sees it. Treat it as leaked."
SECRET = "abandon " * 11 + "about"
BRANCHED = "restore-wallet"  # differs by how somebody gets into the wallet
TITLES = {"en": "My zebracard does not work", "zh-CN": "斑马卡用不了"}
ASKED = {"en": "zebracard refused everywhere", "zh-CN": "斑马卡被拒绝"}
SHOWN = {"en": "A card with a day on it", "zh-CN": "写着日子的卡"}
BODIES = {
    "en": """## What happened
A zebracard needs {name} some rest after each journey.
## What to do now
1. Look at the card: it names a day.
2. Wait until that day.
3. Use it again.
## What never to do
- Never give anyone your recovery phrase.
- Don't lend it to anyone.
- Don't believe who offers a quicker way.
## When to ask a person, and what to have ready
When that day has passed. Have ready: the day.""",
    "zh-CN": """## 发生了什么
斑马卡每次出门之后要歇 {name} 一会儿。
## 现在怎么做
1. 看卡上写的日子。
2. 等到那一天。
3. 再用一次。
## 千万别做
- 别把助记词给任何人。
- 别把卡借给别人。
- 别信说有更快办法的人。
## 什么时候找人工，准备什么
过了那一天还不行就找人工。准备：那个日子。""",
}


@pytest.fixture
async def served(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Installation]:
    async with addressed(sqlite_template, tmp_path, custody_mode="hybrid") as house:
        yield house


class Desk:
    def __init__(self, page: Page, locale: str) -> None:
        self.page, self.locale = page, locale

    def says(self, sentence: str, **values: int) -> str:
        return say("editor", self.locale, sentence, **values)

    async def press(self, what: str) -> None:
        await self.page.get_by_role("button", name=self.says(what), exact=True).click()

    async def told(self, words: str) -> None:
        await expect(self.page.locator(".banner[role=status]")).to_contain_text(words)

    async def shot(self, name: str) -> None:
        if folder := os.environ.get("EDITOR_SHOTS"):
            await self.page.screenshot(path=f"{folder}/{name}-{self.locale}.png", full_page=True)


async def finds(page: Page, home: str, locale: str) -> int:
    await page.goto(f"{home}/help/{locale}?q={ASKED[locale]}")
    return await page.locator("main a[href$='/zebracard']").count()


async def writes(desk: Desk) -> None:
    """A text with a fault first: what readers will see stands beside it all the same."""
    page, body = desk.page, BODIES[desk.locale]
    await page.locator("#title").fill(TITLES[desk.locale])
    await page.locator("#body").fill(body)
    await page.locator("#phrasings").fill(ASKED[desk.locale])
    await page.keyboard.press("Control+s")
    await expect(page.locator("[data-findings='1'] li")).to_contain_text(desk.says("Line {line}", line=2))
    seen = page.frame_locator("iframe:not([hidden])")
    await expect(seen.locator("h1")).to_have_text(TITLES[desk.locale])
    await desk.shot("writing")
    await page.locator("#body").fill(body.replace("{name} ", ""))
    await expect(page.locator("[data-findings='0']")).to_be_visible()
    await expect(seen.locator(".never li")).to_have_count(3)
    await at_ease(page)


async def puts_a_picture_in(desk: Desk) -> None:
    """Behind the step that is being written; what it shows must be said before anybody sees it."""
    page, seen = desk.page, desk.page.frame_locator("iframe:not([hidden])")
    step = BODIES[desk.locale].replace("{name} ", "").index("1. ") + 3
    await page.locator("#body").evaluate("(field, at) => field.setSelectionRange(at, at)", step)
    file = {"name": "phone.png", "mimeType": "image/png", "buffer": picture("PNG")}
    await page.locator("input[name=picture]").set_input_files(file)  # type: ignore[arg-type]
    await desk.told(desk.says("Type between the brackets what the picture shows."))
    await page.keyboard.press("Control+s")
    await expect(page.locator("[data-findings='1']")).to_be_visible()
    await page.keyboard.type(SHOWN[desk.locale])
    await page.keyboard.press("Control+s")
    await expect(page.locator("[data-findings='0']")).to_be_visible()
    await is_shown(seen.locator(".steps li").first.locator("img"), desk.locale)
    await desk.shot("picture")


async def is_shown(image: Locator, locale: str) -> None:
    await expect(image).to_have_attribute("alt", SHOWN[locale])
    await image.evaluate("image => image.scrollIntoView()")  # it loads when it is near
    await expect(image).to_have_js_property("naturalWidth", 40)


async def is_held_back(desk: Desk) -> None:
    """A secret is not kept; nobody leaves what is not saved without being asked."""
    await desk.page.locator("#title").fill(SECRET)
    await desk.told(desk.says(STOPPED))
    await desk.page.evaluate("location.hash = ''")
    await desk.press("Stay here")
    await expect(desk.page.locator("#title")).to_have_value(SECRET)
    await desk.page.locator("#title").fill(TITLES[desk.locale])


async def is_read_with_its_picture(desk: Desk, home: str) -> None:
    page = desk.page
    await page.goto(f"{home}/help/{desk.locale}/zebracard")
    await is_shown(page.locator(".steps li").first.locator("img"), desk.locale)
    await desk.shot("read")
    await page.go_back()


async def is_asked_before_it_is_lost(desk: Desk) -> None:
    """The draft that was begun anew is kept on second thoughts; what is published is taken out on purpose."""
    page = desk.page
    await page.locator("#title").fill(TITLES[desk.locale] + "!")
    await page.keyboard.press("Control+s")
    await expect(page.locator(".keeping .icon")).to_be_visible()
    await expect(page.locator(".banner-line")).to_have_count(0)
    await page.locator("summary", has_text=desk.says("Publish later, take back")).click()
    await desk.press("Throw the draft away")
    await expect(page.get_by_role("group", name=desk.says("Throw this draft away?"))).to_be_visible()
    await desk.shot("asked")
    await at_ease(page)
    await page.keyboard.press("Enter")  # the way that keeps it has the keyboard
    await expect(page.locator("[data-asks=discard]")).to_be_focused()
    await expect(page.locator("#title")).to_have_value(TITLES[desk.locale] + "!")
    await desk.press("Throw the draft away")
    await desk.press("Throw it away")
    await desk.told(desk.says("The draft was thrown away."))
    await expect(page.locator("#title")).to_have_value(TITLES[desk.locale])
    await desk.press("Take it out of the help center")
    await desk.press("Take it out")
    await desk.told(desk.says("Nobody reads it any more. Its text is kept."))


async def is_tried(page: Page, home: str, locale: str) -> None:
    """In what readers will see, what they choose is chosen, and no link is followed."""
    await page.goto(f"{home}/workspace/knowledge#{BRANCHED}/{locale}")
    seen = page.frame_locator("iframe:not([hidden])")
    await seen.locator(".pick input").last.check()
    await expect(seen.locator(".banner.unsure")).to_be_visible()
    await seen.locator("a[href*='/contact']:visible").first.click()
    await expect(seen.locator(".pick input").last).to_be_checked()


async def begins(desk: Desk) -> None:
    await desk.page.locator("summary", has_text=desk.says("New article")).click()
    await desk.page.locator("#new-name").fill("zebracard")
    await desk.page.locator("#new-language").select_option(desk.locale)
    await desk.press("Begin to write")


@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_an_editor_closes_a_gap_of_the_search(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    page_maker.allow("status of 404")  # a new article is not there yet
    page = await page_maker(look)
    await is_lead(page, served)
    assert await finds(page, served.home, look.locale) == 0

    await page.goto(f"{served.home}/workspace/knowledge")
    desk = Desk(page, look.locale)
    await expect(page.locator("[data-article]").first).to_be_visible()
    await at_ease(page)
    await page.get_by_role("searchbox").fill("gas-fee-high")
    await expect(page.locator("[data-article='gas-fee-high/en']")).to_be_visible()
    await expect(page.locator("[data-article='kyc/en']")).to_have_count(0)
    await desk.shot("list")
    await begins(desk)
    await writes(desk)
    await puts_a_picture_in(desk)
    await is_held_back(desk)
    await desk.press("Publish")
    await desk.told(desk.says("Published. Readers see it now."))
    await desk.shot("published")
    assert await finds(page, served.home, look.locale) == 1
    await is_read_with_its_picture(desk, served.home)
    await page.go_back()
    await is_asked_before_it_is_lost(desk)
    assert await finds(page, served.home, look.locale) == 0
    await is_tried(page, served.home, look.locale)
