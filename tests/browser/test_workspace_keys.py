"""A shift without a mouse: every action has a key, and no key fires while somebody writes."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker
from tests.support.fake_conversations import COLLEAGUE, now
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import Workspace, until


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        world = server.world
        waits = {"status": "waiting_for_agent", "assignee": None}
        world.add("cnv_new", "Newcomer", "Hi", waiting_since=now() - 20_000, **waits)
        world.add("cnv_old", "Longest", "Help", waiting_since=now() - 90_000, **waits)
        world.add("cnv_one", "Contact 1", "Where is my transfer?")
        world.add("cnv_two", "Contact 2", "It is pending.")
        yield server


@pytest.fixture
async def workspace(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> Workspace:
    workspace = Workspace(await page_maker(Look(locale="en")), fake_workspace)
    await workspace.open()
    await expect(workspace.rows).to_have_count(4)
    return workspace


async def shows(workspace: Workspace, name: str) -> None:
    await expect(workspace.page.locator(".thread-head h2")).to_have_text(name)


async def test_take_answer_resolve_and_go_on(workspace: Workspace) -> None:
    await workspace.press("w")
    await shows(workspace, "Longest")
    await expect(workspace.field).to_be_focused()
    await workspace.page.keyboard.type("I am looking into it.")
    await workspace.page.keyboard.press("Control+Enter")
    await expect(workspace.messages.last).to_contain_text("Sent, not seen yet")
    await workspace.page.keyboard.press("Escape")
    await workspace.page.keyboard.press("e")
    await expect(workspace.page.get_by_text("Resolved.", exact=True)).to_be_visible()
    assert workspace.world.heads["cnv_old"]["status"] == "resolved"
    await expect(workspace.page.locator(".thread-head h2")).to_contain_text("Contact")


async def test_up_and_down_the_list(workspace: Workspace) -> None:
    names = [await row.locator("b").inner_text() for row in await workspace.rows.all()]
    for name in names:
        await workspace.press("j")
        await shows(workspace, name)
    await workspace.press("k")
    await shows(workspace, names[-2])
    await expect(workspace.page.locator("a.conv[aria-current]")).to_have_count(1)


async def test_keys_that_are_typed_into_a_field_are_only_letters(workspace: Workspace) -> None:
    await workspace.press("j")
    await workspace.press("a")
    await expect(workspace.field).to_be_focused()
    await workspace.page.keyboard.type("jkwraentoe?/")
    await expect(workspace.field).to_have_value("jkwraentoe?/")
    await expect(workspace.page.get_by_role("dialog")).to_have_count(0)
    assert not any("resolve" in asked or "take" in asked for asked in workspace.server.asked)


async def test_accept_note_reply_transfer(workspace: Workspace) -> None:
    await workspace.press("j")
    await shows(workspace, "Longest")
    await workspace.press("a")
    await expect(workspace.field).to_be_focused()
    assert workspace.world.heads["cnv_old"]["status"] == "with_agent"
    await workspace.press("n")
    await expect(workspace.page.get_by_label("Text of the note")).to_be_focused()
    await workspace.press("r")
    await expect(workspace.page.get_by_label("Text of the reply")).to_be_focused()
    await workspace.press("t")
    await expect(workspace.page.get_by_label("Agent or team")).to_be_focused()
    await workspace.page.keyboard.type("agent 2")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.page.get_by_text("Transferred to Agent 2.")).to_be_visible()
    assert workspace.world.heads["cnv_old"]["assignee"] == COLLEAGUE
    await workspace.press("a")
    await until(lambda: any("transfer" in asked for asked in workspace.server.asked[-3:]))


async def test_what_was_resolved_can_be_taken_back(workspace: Workspace) -> None:
    await workspace.rows.filter(has_text="Contact 1").click()
    await shows(workspace, "Contact 1")
    await workspace.press("Shift+E")
    await workspace.page.get_by_role("button", name="Undo").click()
    await until(lambda: workspace.world.heads["cnv_one"]["status"] == "with_agent")
    await shows(workspace, "Contact 1")
    await workspace.press("Shift+E")
    await until(lambda: workspace.world.heads["cnv_one"]["status"] == "resolved")
    await expect(workspace.page.get_by_role("button", name="Open again")).to_be_visible()
    await workspace.press("o")
    await until(lambda: workspace.world.heads["cnv_one"]["status"] == "waiting_for_agent")


async def test_search_sheet_tabs_and_the_way_out(workspace: Workspace) -> None:
    await workspace.press("/")
    await expect(workspace.page.get_by_label("Search in all messages")).to_be_focused()
    await workspace.page.keyboard.type("pending")
    await expect(workspace.page.get_by_role("region", name="Found")).to_contain_text("It is pending.")
    await workspace.page.keyboard.press("Escape")
    await expect(workspace.rows).to_have_count(4)
    await workspace.press("?")
    await expect(workspace.page.get_by_role("dialog", name="Keys")).to_be_visible()
    await workspace.page.keyboard.press("Escape")
    await expect(workspace.page.get_by_role("dialog")).to_have_count(0)
    await workspace.press("3")
    await expect(workspace.page.get_by_text("Nothing was resolved yet.")).to_be_visible()
    await workspace.press("1")
    await expect(workspace.rows).to_have_count(4)


TWO_KEYS_AT_ONCE = """() => {
  const press = (on, key) => on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  press(document.querySelector("dialog"), "Escape");
  press(document.body, "3");
}"""


async def test_a_key_right_after_escape_counts(workspace: Workspace) -> None:
    await workspace.press("?")
    await expect(workspace.page.get_by_role("dialog", name="Keys")).to_be_visible()
    await workspace.page.evaluate(TWO_KEYS_AT_ONCE)
    await expect(workspace.page.get_by_text("Nothing was resolved yet.")).to_be_visible()
    await expect(workspace.page.get_by_role("dialog")).to_have_count(0)


async def test_the_focus_goes_back_to_where_the_dialog_was_asked_for(workspace: Workspace) -> None:
    me = workspace.page.get_by_role("button", name="Me: Agent 1")
    for leave in ("Escape", "Enter"):  # Enter presses the cross, which has the focus
        await me.focus()
        await workspace.page.keyboard.press("Enter")
        await expect(workspace.page.get_by_role("dialog")).to_be_visible()
        await workspace.page.keyboard.press(leave)
        await expect(workspace.page.get_by_role("dialog")).to_have_count(0)
        await expect(me).to_be_focused()


async def test_availability_is_one_key_away(workspace: Workspace) -> None:
    await workspace.press("s")
    await expect(workspace.page.get_by_label("My availability")).to_be_focused()
    await workspace.page.get_by_label("My availability").select_option("away")
    await until(lambda: workspace.server.availability == "away")


async def test_a_refusal_says_why_and_stays_until_it_is_read(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 404")
    await workspace.rows.filter(has_text="Contact 1").click()
    await shows(workspace, "Contact 1")
    kept = workspace.world.heads.pop("cnv_one")
    await workspace.press("Shift+E")
    await expect(workspace.page.get_by_text("There is nothing here.")).to_be_visible()
    workspace.world.heads["cnv_one"] = kept
    await workspace.page.get_by_role("button", name="Close").click()
    await expect(workspace.page.get_by_text("There is nothing here.")).to_have_count(0)
