"""Mentions: written by a list inside the composer, found in a group of their own, cleared by reading."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, expect

from tests.support.browser import Look, PageMaker, axe, commit, compose, pairs, picture
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import Workspace, until


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.world.add("cnv_one", "Contact 1", "币没到账", locale="zh-CN")
        server.world.add("cnv_two", "Contact 2", "Where is it?", locale="en")
        yield server


@pytest.fixture
async def workspace(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> Workspace:
    workspace = Workspace(await page_maker(Look(locale="en")), fake_workspace)
    await workspace.open("cnv_one")
    return workspace


def colleagues(workspace: Workspace) -> Locator:
    return workspace.page.get_by_role("listbox", name="Mention a colleague").get_by_role("option")


def group(workspace: Workspace) -> Locator:
    return workspace.page.get_by_role("region", name="Mentions of me")


async def types(workspace: Workspace, text: str) -> None:
    await workspace.page.keyboard.insert_text(text)


async def test_a_note_mentions_by_a_list_and_a_reply_does_not(workspace: Workspace) -> None:
    await workspace.field.focus()
    await types(workspace, "mail me @ag")
    await expect(workspace.page.locator(".replies")).to_have_count(0)
    await workspace.press("n")
    await types(workspace, "请@")
    await expect(colleagues(workspace)).to_have_count(2)
    await types(workspace, "agent 2")
    await workspace.page.keyboard.press("Backspace")
    await expect(colleagues(workspace)).to_have_count(2)
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("请@Agent 2 ")
    await types(workspace, "look")
    await workspace.page.keyboard.press("Control+Enter")
    await expect(workspace.messages.last).to_contain_text("请@Agent 2 look")


async def test_who_may_not_read_it_cannot_be_chosen_and_it_is_said_why(workspace: Workspace) -> None:
    await workspace.press("n")
    await types(workspace, "@agent 3")
    await workspace.page.keyboard.press("Backspace")
    barred = colleagues(workspace).filter(has_text="Agent 3")
    await expect(barred).to_contain_text("cannot read this conversation")
    await expect(barred).to_have_attribute("aria-disabled", "true")
    await workspace.page.keyboard.press("ArrowDown")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("@agent ")


async def test_an_unfinished_word_of_an_input_method_chooses_nobody(workspace: Workspace) -> None:
    await workspace.press("n")
    await types(workspace, "@")
    await expect(colleagues(workspace)).to_have_count(2)
    await compose(workspace.page, "ke")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).not_to_have_value("@Agent 2 ")
    await commit(workspace.page, "客")
    await expect(workspace.page.get_by_text("Nobody by this name.")).to_be_visible()


async def test_a_mention_comes_live_into_a_group_of_its_own_and_a_key_leads_there(
    workspace: Workspace,
) -> None:
    await expect(group(workspace)).to_have_count(0)
    for n in range(40):
        await workspace.world.say("cnv_two", "contact", f"line {n}")
    await workspace.world.mention("cnv_two", "@Agent 1 look at the address")
    for n in range(40):
        await workspace.world.say("cnv_two", "contact", f"later {n}")
    await expect(group(workspace)).to_contain_text("Agent 2: @Agent 1 look at the address")
    await expect(group(workspace).locator(".badge")).to_contain_text("1")
    await workspace.press("m")
    await expect(workspace.page.get_by_role("heading", name="Contact 2")).to_be_visible()
    note = workspace.messages.filter(has_text="look at the address")
    await expect(note).to_be_in_viewport()
    await expect(note.locator(".mentioned")).to_have_text("@Agent 1")
    await until(lambda: workspace.world.mentioned()["unread"] == 0)
    await expect(group(workspace).locator(".badge")).to_contain_text("0")
    await workspace.press("m")
    await expect(workspace.page.get_by_text("Nobody mentioned you since you last looked.")).to_be_visible()


async def test_what_is_read_leaves_the_group_and_can_be_shown_again(workspace: Workspace) -> None:
    await workspace.world.mention("cnv_two", "@Agent 1 first")
    await expect(group(workspace).locator("a.conv")).to_have_count(1)
    await group(workspace).locator("a.conv").click()
    await until(lambda: workspace.world.mentioned()["unread"] == 0)
    await workspace.rows.filter(has_text="Contact 1").first.click()
    await expect(group(workspace).locator("a.conv")).to_have_count(0)
    await group(workspace).get_by_role("button", name="Show all").click()
    await expect(group(workspace).locator("a.conv")).to_have_count(1)


async def test_what_another_screen_read_is_read_here_too(workspace: Workspace) -> None:
    item = await workspace.world.mention("cnv_two", "@Agent 1 first")
    await expect(group(workspace).locator(".badge")).to_contain_text("1")
    workspace.world.read_mention("cnv_two", item["seq"])
    await workspace.server.push({"t": "mention_read", "conversation": "cnv_two"})
    await expect(group(workspace).locator(".badge")).to_contain_text("0")


@pytest.mark.parametrize("look", pairs())
async def test_the_group_and_the_list_are_clean_in_every_look(
    fake_workspace: FakeWorkspace, page_maker: PageMaker, look: Look
) -> None:
    workspace = Workspace(await page_maker(look), fake_workspace)
    await workspace.open("cnv_one")
    await workspace.world.mention("cnv_one", "@Agent 1 地址核对过了，不用转资金专席。")
    await workspace.world.mention("cnv_two", "@Agent 1 缺对方付款时间")
    await workspace.press("n")
    await types(workspace, "请@")
    await expect(workspace.page.locator(".reply")).to_have_count(2)
    await picture(workspace.page, f"mentions-{'-'.join(look)}")
    assert await axe(workspace.page) == []
