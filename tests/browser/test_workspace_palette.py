"""The palette: every action and every conversation by a few letters, without leaving the keyboard."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, expect

from tests.support.browser import Look, PageMaker, axe, pairs
from tests.support.fake_conversations import now
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import PHRASE, Workspace, until


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        world = server.world
        waits = {"status": "waiting_for_agent", "assignee": None}
        world.add("cnv_old", "Longest", "Help", waiting_since=now() - 90_000, **waits)
        world.add("cnv_one", "Contact 1", "Where is my transfer?")
        world.add("cnv_two", "张三", "币没到", tickets=[7120])
        yield server


async def opened(fake: FakeWorkspace, page_maker: PageMaker) -> Workspace:
    workspace = await Workspace(await page_maker(Look(locale="en")), fake).open()
    await expect(workspace.rows).to_have_count(3)
    return workspace


def palette(workspace: Workspace) -> Locator:
    return workspace.page.locator("wd-palette input")


def lines(workspace: Workspace) -> Locator:
    return workspace.page.locator("wd-palette").get_by_role("option")


async def ask(workspace: Workspace, words: str) -> None:
    await workspace.page.keyboard.press("Control+k")
    await expect(palette(workspace)).to_be_focused()
    await workspace.page.keyboard.type(words)


async def test_an_action_by_its_name(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> None:
    workspace = await opened(fake_workspace, page_maker)
    await ask(workspace, "longest")
    await expect(lines(workspace).first).to_contain_text("Take the longest wait")
    await expect(lines(workspace).first).to_have_attribute("aria-selected", "true")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.page.locator(".thread-head h2")).to_have_text("Longest")
    await expect(workspace.field).to_be_focused()


async def test_a_conversation_by_name_code_or_ticket(
    fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    workspace = await opened(fake_workspace, page_maker)
    for words, name in (("contact 1", "Contact 1"), ("7120", "张三"), ("zs", "张三")):
        await ask(workspace, words)
        await expect(lines(workspace).first).to_contain_text(name)
        await workspace.page.keyboard.press("Enter")
        await expect(workspace.page.locator(".thread-head h2")).to_have_text(name)


@pytest.mark.parametrize("words", ["转接", "zj", "transfer"])
async def test_chinese_by_words_initials_or_english(
    words: str, fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    workspace = Workspace(await page_maker(Look()), fake_workspace)
    await workspace.open("cnv_one")
    await ask(workspace, words)
    await expect(lines(workspace).first).to_contain_text("转接")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.page.get_by_label("客服或客服组")).to_be_focused()


async def test_arrows_go_round_and_escape_gives_the_focus_back(
    fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    workspace = Workspace(await page_maker(Look(locale="en")), fake_workspace)
    await workspace.open("cnv_one")
    await workspace.field.fill("half a sentence")
    await workspace.page.keyboard.press("Control+k")
    every = await lines(workspace).count()
    assert every > 15
    await workspace.page.keyboard.press("ArrowUp")
    await expect(lines(workspace).last).to_have_attribute("aria-selected", "true")
    id = await lines(workspace).last.get_attribute("id")
    await expect(palette(workspace)).to_have_attribute("aria-activedescendant", str(id))
    await workspace.page.keyboard.press("ArrowDown")
    await expect(lines(workspace).first).to_have_attribute("aria-selected", "true")
    await workspace.page.keyboard.press("Escape")
    await expect(workspace.page.get_by_role("dialog")).to_have_count(0)
    await expect(workspace.field).to_be_focused()
    await workspace.page.keyboard.type(" and its end")
    await expect(workspace.field).to_have_value("half a sentence and its end")


async def test_what_was_used_last_comes_first(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> None:
    workspace = await opened(fake_workspace, page_maker)
    await ask(workspace, "list: resolved")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.page.get_by_text("Nothing was resolved yet.")).to_be_visible()
    await workspace.page.keyboard.press("Control+k")
    await expect(lines(workspace).first).to_contain_text("List: resolved")
    assert "cnv" not in str(await workspace.page.evaluate("localStorage['walletdesk.palette']"))


async def test_what_makes_no_sense_now_is_not_offered(
    fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    workspace = await opened(fake_workspace, page_maker)
    await ask(workspace, "resolve")
    await expect(lines(workspace).filter(has_text="Resolve and next")).to_have_count(0)
    await workspace.page.keyboard.press("Escape")
    await ask(workspace, "alerts")
    await expect(lines(workspace).filter(has_text=re.compile("^Alerts"))).to_have_count(0)


async def test_words_that_are_no_action_are_searched_for(
    fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    workspace = await opened(fake_workspace, page_maker)
    await ask(workspace, "my transfer")
    await workspace.page.keyboard.press("Enter")
    await until(lambda: fake_workspace.searched == ["my transfer"])
    await expect(workspace.page.get_by_label("Search in all messages")).to_be_focused()


async def test_a_secret_in_the_palette_goes_nowhere(
    fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    workspace = await opened(fake_workspace, page_maker)
    await ask(workspace, PHRASE)
    await workspace.page.keyboard.press("Enter")
    await workspace.page.wait_for_timeout(600)
    assert fake_workspace.searched == []
    assert "legal winner" not in await workspace.kept_in_browser()


async def test_a_key_on_a_row_means_that_row(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> None:
    workspace = Workspace(await page_maker(Look(locale="en")), fake_workspace)
    await workspace.open("cnv_one")
    await workspace.rows.filter(has_text="Longest").focus()
    await workspace.page.keyboard.press("a")
    await until(lambda: workspace.world.heads["cnv_old"]["status"] == "with_agent")
    await expect(workspace.page.locator(".thread-head h2")).to_have_text("Longest")
    assert workspace.world.heads["cnv_one"]["status"] == "with_agent"


@pytest.mark.parametrize("look", pairs())
async def test_the_palette_is_for_everybody(
    look: Look, fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    workspace = Workspace(await page_maker(look), fake_workspace)
    await workspace.open("cnv_one")
    await workspace.page.keyboard.press("Control+k")
    await expect(palette(workspace)).to_be_focused()
    assert await axe(workspace.page) == []
