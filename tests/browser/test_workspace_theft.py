"""Theft mode as an agent sees it: who did what when, what was found, and the evidence in one file."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.test_widget_looks import SIDEWAYS
from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.fake_workspace import PACK, FakeWorkspace, serving
from tests.support.journey import say
from tests.support.theft import MINE, SPENDER, THEIRS, answered, as_agents_get_it, containment
from tests.support.workspace import Workspace
from walletdesk.theft import Containment, Step
from walletdesk.theft.showing import STEPS

POLLED = re.compile(r"/cnv_1/containment")
# Of the panel's questions while chains are asked: a test waits for none of them
SOONER = """
const later = window.setTimeout, waits = [4e3, 8e3, 16e3, 32e3, 6e4];
window.setTimeout = (what, ms, ...rest) => later(what, waits.includes(ms) ? 200 : ms, ...rest);
"""
LOOKS = [Look("zh-CN", "phone", "dark"), Look("en", "desktop", "light")]


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.world.add("cnv_quiet", "Contact 2", "你好")
        server.world.add("cnv_1", "Contact 1", "币被转走了", priority="security")
        for what, value in (("theft_address", MINE), ("theft_step", "stop"), ("theft_other_address", THEIRS)):
            server.world.event("cnv_1", what, value=value)
        yield server


async def at_panel(page: Page, look: Look) -> Locator:
    """On a phone the contact is a column of its own."""
    if look.screen == "phone":
        await page.locator(".foldbar button").nth(2).tap()
    return page.locator("#panel .theft")


async def found(shown: Locator) -> None:
    await expect(shown.locator(".holding")).to_have_count(2)
    await expect(shown.locator(".permission")).to_have_count(2)
    await expect(shown.locator(".permission").first).to_contain_text(SPENDER)
    await expect(shown.locator(".banner-danger")).to_contain_text(MINE)
    await expect(shown.locator(".chip-danger")).to_have_count(1)


async def does(server: FakeWorkspace, made: Containment, step: Step, locale: str) -> None:
    """The contact; the panel hears of it by the thread alone."""
    made.tick(step, made.opened_at)
    server.containments["cnv_1"] = as_agents_get_it(made, locale)
    event = {"what": "theft_step", "agent": "", "reason": "", "value": step.value}
    await server.world.say("cnv_1", "system", "", kind="event", event=event)


async def evidence(page: Page, shown: Locator) -> bytes:
    async with page.expect_download() as waiting:
        await shown.locator("a[download]").click()
    return (await (await waiting.value).path()).read_bytes()


async def is_asked_again(page: Page, shown: Locator) -> None:
    """A question that failed is said, and asked again by itself."""
    await page.route(POLLED, lambda route: route.fulfill(status=200, body="no answer"))
    await expect(shown.locator(".btn-link")).to_be_visible()
    await expect(shown.locator(".route")).to_be_visible()
    await page.unroute(POLLED)
    async with page.expect_response(POLLED):
        pass
    await expect(shown.locator(".btn-link")).to_have_count(0)


async def is_not_there(page: Page, fake_workspace: FakeWorkspace) -> None:
    """Beside a conversation that tells of no theft, nothing is even asked for."""
    await page.goto(f"{fake_workspace.origin}/workspace#cnv_quiet")
    await expect(page.locator("#panel")).to_contain_text("Contact 2")
    await expect(page.locator("#panel .theft")).to_have_count(0)
    assert "GET /api/workspace/conversations/cnv_quiet/containment" not in fake_workspace.asked


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
async def test_an_agent_sees_what_was_done_and_found_and_takes_the_evidence(
    look: Look, fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    made, locale = containment("cnv_1", asked=False), look.locale
    fake_workspace.containments["cnv_1"] = as_agents_get_it(made, locale)
    page = await page_maker(look)
    await page.add_init_script(SOONER)
    await Workspace(page, fake_workspace).open("cnv_1")
    shown = await at_panel(page, look)
    done = shown.locator(".route .done")
    await expect(done).to_have_count(2)
    await expect(done.first).to_contain_text("Contact 1")
    await expect(done.first.locator("time")).to_have_attribute("datetime", "2026-11-23T03:12:00.000Z")
    due = shown.locator("[aria-current=step]")
    await expect(due).to_contain_text(say("theft", locale, STEPS[Step.MOVE].text))
    await expect(shown.locator(".holding")).to_have_count(0)  # the chains are being asked
    await is_asked_again(page, shown)
    answered(made)
    await does(fake_workspace, made, Step.MOVE, locale)
    await found(shown)
    await does(fake_workspace, made, Step.REVOKE, locale)
    await expect(done).to_have_count(4)
    assert await axe(page) == []
    assert await page.evaluate(SIDEWAYS) is False
    await picture(page, f"workspace-theft-{'-'.join(look)}")
    assert await evidence(page, shown) == PACK
    await expect(shown.locator("input, .route button")).to_have_count(0)  # nobody ticks for them
    await is_not_there(page, fake_workspace)
