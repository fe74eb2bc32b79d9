"""Somebody is being robbed: three taps on a phone, in Chinese, and the steps go on with a person called."""

import io
import json
import zipfile
from pathlib import Path

from playwright.async_api import expect

from tests.support.browser import Look, PageMaker
from tests.support.installation import Installation
from tests.support.journey import at_ease
from walletdesk.kernel.viewers import Role

ZH = Look("zh-CN", "phone", "dark")
MINE = "0x52908400098527886e0f7030069857d2e4169ee7"


def opened(file: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(file.read_bytes()))


async def test_three_taps_from_the_contact_page_to_the_steps_with_a_person_called(
    served: Installation, page_maker: PageMaker
) -> None:
    page = await page_maker(ZH)
    await page.goto(f"{served.home}/contact?locale=zh-CN")
    await page.locator("a.choice-danger").tap()  # one
    await expect(page.locator("h1")).to_have_text("先保住还在的")
    await at_ease(page)
    await page.locator("form.sos button").tap()  # two: a person is called, and the steps are theirs
    await expect(page.locator(".route-steps .now h2")).to_have_text("停手")
    way_back = await page.locator(".access-link").text_content()
    await at_ease(page)
    await page.locator("#stop form button").tap()  # three: the first step is done
    await expect(page.locator(".route-steps .now h2")).to_have_text("在干净的手机上新建钱包")
    await served.settle()
    lead = await served.agent(Role.LEAD)
    (head,) = (await lead.get("/api/workspace/conversations?group=queue"))["items"]
    assert head["priority"] == "security"
    await page.locator("#own-address").fill(MINE)
    await page.locator("#own-address").press("Enter")
    await expect(page.locator("code", has_text=MINE)).to_be_visible()
    await served.settle()
    await expect(page.locator("#addresses time")).to_be_visible()  # the page looks again by itself
    await at_ease(page)
    async with page.expect_download() as waiting:
        await page.locator("#evidence a[href*='/pack']").tap()
    kept = json.loads(opened(await (await waiting.value).path()).read("containment.json"))
    assert [one["address"] for one in kept["own_addresses"]] == [MINE]
    other = await page_maker(ZH)
    await other.goto(str(way_back))
    await other.goto(page.url.partition("#")[0])
    await expect(other.locator(".route-steps .done h2")).to_have_text("停手")
