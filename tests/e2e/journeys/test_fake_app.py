"""Somebody opens help in a copy of the app: what to do comes first, then a person who knows why."""

import pytest
from playwright.async_api import Frame, Page, expect

from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.journey import CORNER, TOO_WIDE, Agent, say
from tests.support.served import Served
from tests.support.until import until
from walletdesk.app.operating import at_hand
from walletdesk.platform.i18n import translate
from walletdesk.platform.settings import load
from walletdesk.registry import Draft, checked

pytestmark = [pytest.mark.slow]
OURS = "com.example.samplewallet"
BUILD = {"package": OURS, "version": "4.12.0", "digest": "cd" * 32, "source": "A link in a group"}
TOLD = "(build) => Object.assign(document.querySelector('script[data-inbox]').dataset, build)"
TITLE = "This build of the app isn't ours"
LOOKS = [Look("zh-CN", "phone", "dark"), Look("en", "desktop", "light")]


@pytest.fixture
async def listed(place: Served) -> Served:
    """Our app and where it is had are on the channel registry."""
    await place.prepare()
    async with at_hand(load(None, place.environment)) as system:
        await system.channels.authority.begin(place.folder / "root.key")
        for draft in (
            Draft(kind="app", value=OURS, certificates=("ab" * 32,)),
            Draft(kind="page", value="https://wallet.example/get", name="download"),
            Draft(kind="store", value="google_play:com.example.samplewallet"),
        ):
            await system.channels.publishing.add(checked(draft), by="")
        await system.channels.publishing.publish(by="")
    await place.start()
    return place


def said(look: Look, sentence: str) -> str:
    return translate("zh-CN" if look.locale == "zh-CN" else "en", sentence)


async def opens_help(page: Page) -> Frame:
    """In an app that says what it is, as the loader passes it on."""
    await page.goto("/demo/wallet")
    await page.locator("wd-launcher").wait_for(state="attached")
    await page.evaluate(TOLD, BUILD)
    await page.mouse.click(*await page.evaluate(CORNER))
    await until(lambda: len(page.frames) > 1 and "/w?" in page.frames[1].url)
    return page.frames[1]


@pytest.mark.parametrize("look", LOOKS, ids=["zh-phone-dark", "en-desktop-light"])
async def test_a_copied_app_leads_to_the_steps_and_to_a_person(
    listed: Served, page_maker: PageMaker, look: Look
) -> None:
    page = await page_maker(look, base_url=listed.url)
    frame = await opens_help(page)
    await expect(frame.get_by_role("heading", level=1)).to_have_text(said(look, TITLE))
    await expect(frame.locator("textarea")).to_have_count(0)
    await expect(frame.get_by_role("link", name="https://wallet.example/get")).to_be_visible()
    await picture(page, f"fake-app-widget-{'-'.join(look)}")
    await frame.get_by_role("button", name=said(look, "Talk to a person")).click()
    await expect(frame.get_by_role("log")).to_contain_text(
        say("widget", look.locale, "I want to talk to a person.")
    )
    await expect(frame.get_by_role("textbox")).to_be_visible()
    assert await axe(page) == []

    agent = Agent(await page_maker(Look(look.locale), base_url=listed.url), look.locale)
    await agent.page.goto("/workspace")
    await agent.sign_in()
    await agent.is_now("online")
    await agent.take(agent.mine)
    panel = agent.page.locator("wd-panel")
    await expect(panel).to_contain_text(said(look, "Not a build of ours"))
    await expect(panel).to_contain_text(BUILD["source"])
    await picture(agent.page, f"fake-app-agent-{look.locale}")


@pytest.mark.parametrize("look", LOOKS, ids=["zh-phone-dark", "en-desktop-light"])
async def test_without_a_script_the_same_steps_and_a_number(
    listed: Served, page_maker: PageMaker, look: Look
) -> None:
    page = await page_maker(look, base_url=listed.url)
    query = "&".join(f"{name}={value}" for name, value in BUILD.items())
    await page.goto(f"/message?locale={look.locale}&{query}")
    await expect(page.get_by_role("heading", level=1)).to_have_text(said(look, TITLE))
    assert await page.evaluate(TOO_WIDE) <= 0
    assert await axe(page) == []
    await picture(page, f"fake-app-page-{'-'.join(look)}")
    assert page.context.browser is not None
    bare = await page.context.browser.new_context(
        java_script_enabled=False, base_url=listed.url, locale=look.locale
    )
    try:
        without = await bare.new_page()
        await without.goto(f"/w?inbox=inb_webchat&locale={look.locale}&{query}")
        async with bare.expect_page() as opened:
            await without.get_by_role("button", name=said(look, "Talk to a person")).click()
        kept = await opened.value
        await expect(kept.locator(".access-link")).to_contain_text("/portal/open?t=")
    finally:
        await bare.close()
