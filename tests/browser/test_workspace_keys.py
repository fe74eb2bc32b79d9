"""A shift without a mouse: every action has a key, and no key fires while somebody writes."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker, picture
from tests.support.fake_conversations import COLLEAGUE, ME, now
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import PHRASE, Workspace, until


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


TOPICS = {
    "items": [
        {
            "message": "msg_1",
            "text": "my transfer hangs",
            "topic": "tx-pending",
            "confirmed": False,
            "likely": [
                {"topic": "tx-pending", "title": "It is pending", "p": 0.8},
                {"topic": "gas-fee-high", "title": "The fee is high", "p": 0.1},
            ],
        }
    ],
    "topics": [
        {"id": "staking", "title": "Staking"},
        {"id": "gas-fee-high", "title": "The fee is high"},
        {"id": "tx-pending", "title": "It is pending"},
    ],
}


async def test_after_resolving_one_key_says_what_it_was_about(workspace: Workspace) -> None:
    """Enter where the bot was right, a number or a search where it was not, Escape to leave it."""
    page, server = workspace.page, workspace.server
    server.topics = TOPICS
    strip = page.get_by_role("region", name="What was it about?")

    async def resolve(name: str) -> None:
        await workspace.rows.filter(has_text=name).click()
        await shows(workspace, name)
        await workspace.press("Shift+E")
        await expect(strip.get_by_role("button", name="It is pending")).to_be_focused()

    async def noted(topic: str, title: str) -> None:
        await expect(page.get_by_text(f"Noted: {title}.")).to_be_visible()
        await expect(strip).to_have_count(0)
        assert server.confirmed[-1]["topic"] == topic

    await resolve("Contact 1")
    await picture(page, "topic")
    await page.keyboard.press("Enter")
    await noted("tx-pending", "It is pending")
    await resolve("Contact 2")
    await page.keyboard.press("1")
    await noted("gas-fee-high", "The fee is high")
    assert [one["conversation"] for one in server.confirmed] == ["cnv_one", "cnv_two"]

    await resolve("Newcomer")
    await strip.get_by_label("Another topic").fill("stak")
    await page.keyboard.press("Enter")
    await noted("staking", "Staking")
    await resolve("Longest")
    await page.keyboard.press("Escape")
    await expect(strip).to_have_count(0)
    assert len(server.confirmed) == 3


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


async def test_one_thing_is_asked_for_with_a_field_below_the_message(workspace: Workspace) -> None:
    page = workspace.page
    await workspace.rows.filter(has_text="Contact 1").click()
    await shows(workspace, "Contact 1")
    await workspace.field.fill("Which transfer was it?")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("ask for one")
    await page.keyboard.press("Enter")
    await page.get_by_label("What it must be").select_option("tx")
    name, message = page.get_by_label("Name of the field"), page.get_by_label("Message above it")
    await expect(name).to_have_value("Transaction ID (hash)")
    await expect(message).to_have_value("Which transfer was it?")
    await name.fill("ID of the transfer")
    await picture(page, "ask-one-thing")
    await name.press("Enter")
    await until(lambda: len(workspace.world.items["cnv_one"]) > 1)
    await expect(workspace.messages.last).to_contain_text("Asks for: ID of the transfer")
    assert workspace.world.items["cnv_one"][-1]["form"] == {"kind": "tx", "name": "ID of the transfer"}
    await expect(workspace.field).to_have_value("")
    await expect(page.get_by_title("Language model")).to_have_count(0)  # none is set up
    await page.get_by_title("Ask for one thing").click()
    await message.fill(PHRASE)
    await message.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("cannot be sent")
    assert "sausage" not in str(workspace.world.items) + str(workspace.world.drafts)
    assert "sausage" not in await workspace.kept_in_browser()
    await picture(page, "ask-stopped")


async def test_whoever_chooses_somebody_who_is_away_is_asked_first(workspace: Workspace) -> None:
    await workspace.rows.filter(has_text="Contact 1").click()
    await shows(workspace, "Contact 1")
    await workspace.press("t")
    dialog = workspace.page.get_by_role("dialog")
    await workspace.page.keyboard.type("agent 3")
    await workspace.page.keyboard.press("Enter")
    await expect(dialog.get_by_role("alert")).to_contain_text("Agent 3 is not online now (Away).")
    await expect(dialog.get_by_role("button", name="Choose somebody else")).to_be_focused()
    assert not [asked for asked in workspace.server.asked if "transfer" in asked]
    await workspace.page.keyboard.press("Enter")
    await workspace.page.get_by_label("Agent or team").fill("agent 3")
    await dialog.locator(".target").click()
    await dialog.get_by_role("button", name="Transfer all the same").press("Enter")
    await expect(workspace.page.get_by_text("Transferred to Agent 3.")).to_be_visible()


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
  const made = (key) => new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  const press = (on, key) => on.dispatchEvent(made(key));
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


async def test_an_offer_stands_on_top_and_has_two_answers(
    workspace: Workspace, fake_workspace: FakeWorkspace
) -> None:
    offers = workspace.page.get_by_role("region", name="Offered to you")
    await workspace.offer("cnv_new", ME)
    await expect(offers).to_contain_text("Newcomer")
    await expect(offers).to_contain_text("left")
    await expect(workspace.page.get_by_role("region", name="Waiting")).not_to_contain_text("Newcomer")
    await expect(workspace.page).to_have_title(re.compile("Offered to you"))
    await workspace.press("x")
    await expect(offers).to_have_count(0)
    await expect(workspace.page.get_by_role("region", name="Waiting")).to_contain_text("Newcomer")
    assert fake_workspace.asked[-1] == "POST /api/workspace/conversations/cnv_new/decline"
    await workspace.offer("cnv_old", ME)
    await expect(offers).to_contain_text("Longest")
    await workspace.press("a")
    await shows(workspace, "Longest")
    await expect(workspace.field).to_be_focused()
    await expect(offers).to_have_count(0)
    assert workspace.world.heads["cnv_old"]["assignee"] == ME


async def test_what_is_offered_to_a_colleague_is_not_mine_to_accept(workspace: Workspace) -> None:
    await workspace.offer("cnv_new", COLLEAGUE)
    await workspace.rows.filter(has_text="Newcomer").click()
    await shows(workspace, "Newcomer")
    await expect(workspace.page.locator(".thread-sub")).to_contain_text("Offered to Agent 2")
    await expect(workspace.page.get_by_role("button", name="Accept")).to_have_count(0)


async def test_who_was_set_to_away_sees_it(workspace: Workspace) -> None:
    await workspace.server.push({"t": "availability", "state": "away"})
    await expect(workspace.page.get_by_text("You are set to away.")).to_be_visible()
    await expect(workspace.page.get_by_label("My availability")).to_have_value("away")


async def test_my_own_choice_is_no_news(workspace: Workspace) -> None:
    await workspace.page.get_by_label("My availability").select_option("away")
    await until(lambda: workspace.server.availability == "away")
    await workspace.server.push({"t": "availability", "state": "away"})
    await workspace.world.say("cnv_one", "contact", "after it")
    await expect(workspace.rows.filter(has_text="Contact 1")).to_contain_text("after it")
    await expect(workspace.page.get_by_text("You are set to away.")).to_have_count(0)


async def test_while_something_is_offered_the_key_means_the_offer(workspace: Workspace) -> None:
    workspace.world.change("cnv_two", assignee=COLLEAGUE)
    await workspace.world.tell("cnv_two")
    await workspace.page.goto(f"{workspace.server.origin}/workspace#cnv_two")
    await shows(workspace, "Contact 2")
    await workspace.offer("cnv_old", ME)
    await expect(workspace.page.get_by_role("region", name="Offered to you")).to_contain_text("Longest")
    await workspace.press("a")
    await shows(workspace, "Longest")
    assert workspace.world.heads["cnv_two"]["assignee"] == COLLEAGUE


async def test_an_older_answer_takes_no_offer_away(workspace: Workspace) -> None:
    head = workspace.world.heads["cnv_old"]
    offer = {"agent": ME, "until": now() + 30_000}
    await workspace.server.push({"t": "head", "head": {**head, "told": 7, "offer": offer}})
    await workspace.server.push({"t": "head", "head": {**head, "told": 6}})
    await workspace.server.push({"t": "availability", "state": "away"})
    await expect(workspace.page.get_by_label("My availability")).to_have_value("away")
    await expect(workspace.page.get_by_role("region", name="Offered to you")).to_contain_text("Longest")


async def test_what_went_to_others_leaves_the_screen(workspace: Workspace) -> None:
    await workspace.rows.filter(has_text="Contact 1").click()
    await shows(workspace, "Contact 1")
    await workspace.server.push({"t": "gone", "conversation": "cnv_one"})
    await expect(workspace.rows).to_have_count(3)
    await expect(workspace.page.get_by_text("it is not yours to read")).to_be_visible()
