"""A thread of thousands, and one that grows fast: the line that is read stays, and the end stays in sight."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import Workspace, grow

LONG = 5_000
COUNT_DRAWS = """
globalThis.draws = 0;
globalThis.rows = 0;
const toParts = Intl.DateTimeFormat.prototype.formatToParts; // a message that is drawn says its day, once
Intl.DateTimeFormat.prototype.formatToParts = function (...at) {
  rows++;
  return toParts.apply(this, at);
};
new MutationObserver(() => draws++).observe(document.querySelector(".msgs"), {childList: true});
"""
GROW_AND_LOOK = """
(() => {
  [...document.querySelectorAll(".msgs > li")].at(-1).style.minHeight = "400px";
  document.querySelector("wd-thread").look();
})()
"""


@pytest.fixture
async def workspace(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> Workspace:
    return Workspace(await page_maker(Look(locale="en")), fake_workspace)


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.world.add("cnv_one", "Contact 1", "Where is my transfer?")
        server.world.add("cnv_two", "Contact 2", "It is pending.")
        yield server


@pytest.mark.parametrize("top", [0, 5, 200])
async def test_the_line_that_is_read_does_not_move_when_older_ones_come(
    workspace: Workspace, top: int
) -> None:
    grow(workspace, 400)
    await workspace.open("cnv_one")
    await expect(workspace.messages.last).to_contain_text("Message 400")
    workspace.server.delay = 0.3
    await workspace.scroll_to(top)
    row = workspace.log.locator("[data-seq='360']")
    before = await workspace.top_of(row)
    await expect(workspace.log.locator("[data-seq='310']")).to_be_attached()
    await expect(workspace.log.locator("[data-seq='352']")).to_be_attached()
    assert abs(await workspace.top_of(row) - before) < 2


async def test_a_long_conversation_opens_at_its_end_and_stays_small(workspace: Workspace) -> None:
    grow(workspace, LONG)
    await workspace.open("cnv_one")
    await expect(workspace.messages.last).to_be_in_viewport()
    await expect(workspace.messages.last).to_contain_text(f"Message {LONG}")
    for _ in range(12):
        await workspace.scroll_to(0)
        await workspace.page.wait_for_timeout(120)
    nodes = await workspace.page.evaluate("document.querySelectorAll('*').length")
    assert nodes <= 5_000
    await workspace.press("g")
    await expect(workspace.messages.last).to_contain_text(f"Message {LONG}")
    await expect(workspace.messages.last).to_be_in_viewport()


async def test_a_burst_is_drawn_in_few_steps_and_the_end_stays_in_sight(workspace: Workspace) -> None:
    grow(workspace, 60)
    await workspace.open("cnv_one")
    await workspace.page.evaluate(COUNT_DRAWS)
    for number in range(200):
        await workspace.world.say("cnv_one", "contact", f"Burst {number}")
    await expect(workspace.messages.last).to_contain_text("Burst 199")
    await expect(workspace.messages.last).to_be_in_viewport()
    assert await workspace.page.evaluate("draws") < 150
    assert await workspace.page.evaluate("rows") < 2 * 200


async def test_a_row_that_grows_late_does_not_take_the_end_away(workspace: Workspace) -> None:
    """It grows after it was drawn, and before anybody could follow it somebody looks where the reader is."""
    grow(workspace, 60)
    await workspace.open("cnv_one")
    await expect(workspace.messages.last).to_be_in_viewport()
    await workspace.page.evaluate(GROW_AND_LOOK)
    await workspace.world.say("cnv_one", "contact", "The last word")
    await expect(workspace.messages.last).to_contain_text("The last word")
    await expect(workspace.messages.last).to_be_in_viewport()
    await expect(workspace.page.locator(".jump")).to_have_count(0)


async def test_whoever_reads_further_up_stays_there_and_is_told(workspace: Workspace) -> None:
    grow(workspace, 100)
    await workspace.open("cnv_one")
    await workspace.scroll_to(900)
    await workspace.page.wait_for_timeout(300)
    row = workspace.log.locator("[data-seq='70']")
    before = await workspace.top_of(row)
    await workspace.world.say("cnv_one", "contact", "One more thing")
    await workspace.page.get_by_role("button", name="1 new message").click()
    assert before  # it stood still until the button was pressed
    await expect(workspace.messages.last).to_contain_text("One more thing")
    await expect(workspace.messages.last).to_be_in_viewport()


async def test_however_much_comes_the_line_that_is_read_stays(workspace: Workspace) -> None:
    grow(workspace, 48)
    await workspace.open("cnv_one")
    await expect(workspace.messages.last).to_be_in_viewport()
    await workspace.scroll_to(0)
    row = workspace.log.locator("[data-seq='2']")
    await expect(row).to_be_in_viewport()
    for number in range(300):
        await workspace.world.say("cnv_one", "contact", f"Burst {number}")
    await workspace.world.say("cnv_two", "contact", "The last of all")
    await expect(workspace.rows.filter(has_text="Contact 2")).to_contain_text("The last of all")
    await expect(row).to_be_in_viewport()
    await workspace.page.get_by_role("button", name="new messages").click()
    await expect(workspace.messages.last).to_contain_text("Burst 299")
    await expect(workspace.messages.last).to_be_in_viewport()
