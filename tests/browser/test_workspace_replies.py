"""Saved replies while writing: the list inside the composer, its keys, its fields, where they are kept."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, expect

from tests.support.browser import Look, PageMaker, axe, commit, compose, pairs, picture
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.widget import PHRASE
from tests.support.workspace import Workspace, until

BEFORE_CURSOR = "field => field.value.slice(0, field.selectionStart)"
SELECTED = "field => field.value.slice(field.selectionStart, field.selectionEnd)"


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
    await workspace.field.focus()
    return workspace


def choices(workspace: Workspace) -> Locator:
    return workspace.page.get_by_role("listbox", name="Saved replies").get_by_role("option")


async def types(workspace: Workspace, text: str) -> None:
    await workspace.page.keyboard.insert_text(text)


async def test_a_slash_opens_the_list_and_typing_narrows_it(workspace: Workspace) -> None:
    await types(workspace, "您好。/")
    await expect(choices(workspace)).to_have_count(4)
    await types(workspace, "切")
    await expect(choices(workspace)).to_have_count(1)
    await expect(choices(workspace)).to_contain_text("切换网络")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("您好。先在钱包里切换网络。")
    await expect(choices(workspace)).to_have_count(0)


async def test_several_go_into_one_message_each_at_the_cursor(workspace: Workspace) -> None:
    await types(workspace, "One. ")
    await types(workspace, "/who")
    await workspace.page.keyboard.press("Tab")
    await expect(workspace.field).to_have_value("One. 我是Agent 1。")
    await workspace.page.keyboard.press("Home")
    await types(workspace, "/mine")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("您好。One. 我是Agent 1。")
    assert await workspace.field.evaluate(BEFORE_CURSOR) == "您好"
    await workspace.page.keyboard.press("Control+z")
    await expect(workspace.field).to_have_value("/mineOne. 我是Agent 1。")


async def test_arrows_choose_and_escape_leaves_what_was_typed(workspace: Workspace) -> None:
    await types(workspace, "/")
    await expect(choices(workspace)).to_have_count(4)
    await workspace.page.keyboard.press("ArrowDown")
    await expect(choices(workspace).nth(1)).to_have_attribute("aria-selected", "true")
    active = await workspace.field.get_attribute("aria-activedescendant")
    assert active == await choices(workspace).nth(1).get_attribute("id")
    await workspace.page.keyboard.press("ArrowUp")
    await workspace.page.keyboard.press("ArrowUp")
    await expect(choices(workspace).nth(3)).to_have_attribute("aria-selected", "true")
    await workspace.page.keyboard.press("Escape")
    await expect(choices(workspace)).to_have_count(0)
    await expect(workspace.field).to_be_focused()
    await types(workspace, "s")
    await expect(choices(workspace)).to_have_count(0)
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("/s\n")


@pytest.mark.parametrize("text", ["1/2", "https://a", "2026/11", "充值/提现", "a/"])
async def test_a_slash_inside_of_something_calls_for_nothing(workspace: Workspace, text: str) -> None:
    await types(workspace, text)
    await expect(workspace.field).to_have_value(text)
    await expect(workspace.page.locator(".replies")).to_have_count(0)


async def test_the_slash_key_of_a_chinese_keyboard_opens_it_too(workspace: Workspace) -> None:
    await types(workspace, "、")
    await expect(choices(workspace)).to_have_count(4)


async def test_enter_belongs_to_the_input_method_while_a_word_is_composed(workspace: Workspace) -> None:
    await types(workspace, "/")
    await expect(choices(workspace)).to_have_count(4)
    await compose(workspace.page, "qie")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.page.locator(".replies")).to_have_count(1)
    await expect(workspace.field).not_to_have_value("先在钱包里切换网络。")
    await commit(workspace.page, "切")
    await expect(choices(workspace)).to_have_count(1)
    await workspace.page.keyboard.press("Enter")
    # the Enter of the composition may leave a line break, as it does in every field
    await expect(workspace.field).to_have_value(re.compile(r"^先在钱包里切换网络。\s*$"))


async def test_the_contacts_language_comes_first_and_the_other_is_a_key_away(workspace: Workspace) -> None:
    await types(workspace, "/network")
    await expect(choices(workspace)).to_contain_text("切换网络")
    await workspace.page.keyboard.press("Alt+l")
    await expect(choices(workspace)).to_contain_text("Switch the network")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("Switch the network in the wallet.")
    await workspace.rows.filter(has_text="Contact 2").click()
    await expect(workspace.page.get_by_role("heading", name="Contact 2")).to_be_visible()
    await workspace.field.focus()
    await types(workspace, "/who")
    await expect(choices(workspace)).to_contain_text("I take over")


async def test_a_field_without_a_value_stops_the_sending_and_says_which(workspace: Workspace) -> None:
    await types(workspace, "/sum")
    await workspace.page.keyboard.press("Alt+l")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("In short: {summary}. Next: {next_step}.")
    assert await workspace.field.evaluate(SELECTED) == "{summary}"
    await types(workspace, "it waits")
    await expect(workspace.page.locator("#unfilled")).to_contain_text("{next_step}")
    await expect(workspace.page.locator("#unfilled")).not_to_contain_text("{summary}")
    await workspace.page.keyboard.press("Control+Enter")
    assert await workspace.field.evaluate(SELECTED) == "{next_step}"
    assert workspace.world.items["cnv_one"][-1]["author"]["kind"] == "contact"
    await types(workspace, "none")
    await expect(workspace.page.locator("#unfilled")).to_have_count(0)
    await workspace.page.keyboard.press("Control+Enter")
    await expect(workspace.messages.last).to_contain_text("In short: it waits. Next: none.")


async def test_what_is_known_is_filled_in_for_this_conversation(workspace: Workspace) -> None:
    await types(workspace, "/who")
    await expect(choices(workspace)).to_have_count(1)
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("我是Agent 1。")
    assert workspace.server.replies.asked == [{"names": "agent", "locale": "zh-CN"}]
    await workspace.saved("我是Agent 1。")


async def test_it_does_not_land_in_a_conversation_that_was_turned_to_meanwhile(workspace: Workspace) -> None:
    await types(workspace, "/who")
    await expect(choices(workspace)).to_have_count(1)
    workspace.server.delay = 1.5
    await workspace.page.keyboard.press("Enter")
    await until(lambda: any(asked.endswith("/values") for asked in workspace.server.asked))
    workspace.server.delay = 0
    await workspace.rows.filter(has_text="Contact 2").click()
    await expect(workspace.page.get_by_role("heading", name="Contact 2")).to_be_visible()
    await workspace.field.focus()
    await until(lambda: len(workspace.server.replies.asked) == 1)
    await workspace.page.wait_for_timeout(500)  # the answer is here by then
    await expect(workspace.field).to_have_value("")


async def test_a_key_and_a_button_open_it_too_and_no_sign_stays(workspace: Workspace) -> None:
    await types(workspace, "Before ")
    await workspace.press("q")
    await expect(choices(workspace)).to_have_count(4)
    await expect(workspace.field).to_be_focused()
    await types(workspace, "net")
    await expect(choices(workspace)).to_have_count(1)
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("Before 先在钱包里切换网络。")
    await workspace.page.locator(".composer-bar").get_by_role("button", name="Saved replies").click()
    await choices(workspace).filter(has_text="我来接手").click()
    await expect(workspace.field).to_have_value("Before 先在钱包里切换网络。我是Agent 1。")
    await expect(workspace.field).to_be_focused()


async def test_the_last_message_stays_in_sight_while_the_list_is_open(workspace: Workspace) -> None:
    for n in range(30):
        await workspace.world.say("cnv_one", "contact", f"line {n}")
    await expect(workspace.messages.last).to_contain_text("line 29")
    await types(workspace, "/")
    await expect(choices(workspace)).to_have_count(4)
    await expect(workspace.messages.last).to_be_in_viewport()
    last = await workspace.messages.last.bounding_box()
    shown = await workspace.page.locator(".replies").bounding_box()
    assert last is not None
    assert shown is not None
    assert last["y"] + last["height"] <= shown["y"]


async def test_when_nothing_matches_enter_is_enter(workspace: Workspace) -> None:
    await types(workspace, "/nothing-like-this")
    await expect(workspace.page.get_by_text("No saved reply has this in it.")).to_be_visible()
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("/nothing-like-this\n")


# ---- where they are kept


async def test_an_agent_writes_orders_and_removes_own_ones(workspace: Workspace) -> None:
    page = workspace.page
    await page.get_by_role("button", name="Me: Agent 1").click()
    await page.get_by_role("dialog").get_by_role("button", name="Saved replies").click()
    dialog = page.get_by_role("dialog", name="Saved replies")
    await dialog.get_by_role("button", name="New reply").click()
    await dialog.get_by_label("Shortcode").fill("thanks")
    await dialog.get_by_role("group", name="English").get_by_label("Title").fill("Thanks")
    await (
        dialog.get_by_role("group", name="English").get_by_label("What it says").fill("Thank you, {nobody}.")
    )
    await expect(dialog.get_by_text("There is no field of this name: {nobody}")).to_be_visible()
    await dialog.get_by_role("group", name="English").get_by_label("What it says").fill("Thank you.")
    await page.keyboard.press("Tab")
    await dialog.get_by_role("button", name="Save the reply").click()
    rows = dialog.locator(".reply-kept")
    await expect(rows).to_have_count(2)
    assert workspace.server.replies.kept[-1]["wordings"] == {"en": {"title": "Thanks", "text": "Thank you."}}
    await dialog.get_by_role("button", name="Move up: Thanks").click()
    await expect(rows.first).to_contain_text("Thanks")
    await dialog.get_by_role("button", name="Edit: Thanks").click()
    await dialog.get_by_label("Shortcode").fill("thx")
    await dialog.get_by_role("button", name="Save the reply").click()
    await expect(rows.first).to_contain_text("/thx")
    await dialog.get_by_role("button", name="Remove: Thanks").click()
    await expect(rows).to_have_count(1)
    await dialog.get_by_role("button", name="Undo").click()
    await expect(rows).to_have_count(2)
    await page.keyboard.press("Escape")
    await workspace.field.focus()
    await types(workspace, "/thx")
    await expect(choices(workspace)).to_contain_text("Thanks")


async def test_the_teams_are_for_leads_and_a_refusal_is_said_beside_the_form(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 409")
    page = workspace.page
    await types(workspace, "/")
    await page.get_by_role("button", name="Manage").click()
    dialog = page.get_by_role("dialog", name="Saved replies")
    await dialog.get_by_role("button", name="The team's").click()
    await expect(dialog.get_by_text("Leads keep these.")).to_be_visible()
    await expect(dialog.get_by_role("button", name="Edit")).to_have_count(0)
    workspace.server.replies.may_change_team = True
    await workspace.server.push({"t": "replies"})
    await dialog.get_by_role("button", name="New reply").click()
    await dialog.get_by_label("Shortcode").fill("network")
    await dialog.get_by_role("group", name="English").get_by_label("Title").fill("Again")
    await dialog.get_by_role("group", name="English").get_by_label("What it says").fill("Again")
    await page.keyboard.press("Control+Enter")
    await dialog.get_by_role("button", name="Save the reply").click()
    await expect(dialog.get_by_role("alert")).to_have_text(
        "There is a saved reply with this shortcode already."
    )
    await expect(dialog.get_by_label("Shortcode")).to_have_value("network")


async def test_a_phrase_in_a_saved_reply_leaves_no_browser(workspace: Workspace) -> None:
    await workspace.page.get_by_role("button", name="Me: Agent 1").click()
    await workspace.page.get_by_role("dialog").get_by_role("button", name="Saved replies").click()
    dialog = workspace.page.get_by_role("dialog", name="Saved replies")
    await dialog.get_by_role("button", name="New reply").click()
    await dialog.get_by_label("Shortcode").fill("mine")
    english = dialog.get_by_role("group", name="English")
    await english.get_by_label("Title").fill("Mine")
    await english.get_by_label("What it says").fill(PHRASE)
    await dialog.get_by_role("button", name="Save the reply").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("looks like a recovery phrase")
    assert not any(asked.startswith("POST /api/workspace/replies") for asked in workspace.server.asked)


@pytest.mark.parametrize("look", pairs())
async def test_the_list_and_the_dialog_are_clean_in_every_look(
    fake_workspace: FakeWorkspace, page_maker: PageMaker, look: Look
) -> None:
    name = "-".join(look)
    workspace = Workspace(await page_maker(look), fake_workspace)
    fake_workspace.replies.may_change_team = True
    await workspace.open("cnv_one")
    await workspace.field.focus()
    await types(workspace, "小结：{summary}。\n/")
    await expect(workspace.page.locator(".reply")).to_have_count(4)
    await picture(workspace.page, f"replies-{name}")
    assert await axe(workspace.page) == []
    await workspace.page.locator(".replies-tools button").last.click()
    await expect(workspace.page.locator(".reply-kept")).to_have_count(1)
    await workspace.page.locator(".replies-settings .seg button").last.click()
    await expect(workspace.page.locator(".reply-kept")).to_have_count(3)
    await picture(workspace.page, f"replies-kept-{name}")
    assert await axe(workspace.page) == []
    await workspace.page.locator(".replies-settings .btn-line").click()
    await expect(workspace.page.locator(".replies-settings textarea")).to_have_count(2)
    await picture(workspace.page, f"replies-form-{name}")
    assert await axe(workspace.page) == []
