"""A lead watches the floor and acts from the board, by keyboard alone."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.support.board import board
from tests.support.browser import Look, PageMaker, axe, pairs
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.journey import TOO_WIDE
from tests.support.workspace import Workspace, until


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.role, server.board = "lead", board()
        server.world.add("cnv_one", "Contact 1", "It is gone.", status="waiting_for_agent")
        server.world.add("cnv_two", "Contact 2", "It is pending.")
        yield server


@pytest.fixture
async def workspace(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> Workspace:
    return Workspace(await page_maker(Look(locale="en")), fake_workspace)


async def watched(workspace: Workspace) -> Workspace:
    await workspace.open()
    await workspace.press("b")
    await expect(workspace.page.get_by_role("heading", name="Live board")).to_be_focused()
    await expect(workspace.page.locator(".figures")).to_be_visible()
    return workspace


async def test_a_key_opens_the_board_and_escape_leaves_it(workspace: Workspace) -> None:
    await watched(workspace)
    assert workspace.page.url.endswith("#board")
    await workspace.press("Escape")
    await expect(workspace.rows.first).to_be_visible()
    await expect(workspace.page.locator("wd-board")).to_have_count(0)


async def test_the_palette_and_the_rail_lead_there_too(workspace: Workspace) -> None:
    await workspace.open()
    await workspace.page.keyboard.press("Control+k")
    await workspace.page.keyboard.type("board")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.page.locator(".figures")).to_be_visible()
    await workspace.page.get_by_role("button", name="Conversations, ").click()
    await workspace.page.get_by_role("button", name="Live board").click()
    await expect(workspace.page.locator(".figures")).to_be_visible()


async def test_an_agent_has_no_way_to_it(workspace: Workspace) -> None:
    workspace.server.role = "agent"
    await workspace.open()
    await workspace.press("b")
    await workspace.page.evaluate("location.hash = 'board'")
    await expect(workspace.rows.first).to_be_visible()
    await expect(workspace.page.get_by_role("button", name="Live board")).to_have_count(0)
    await workspace.press("?")
    sheet = workspace.page.get_by_role("dialog")
    await expect(sheet).to_contain_text("Find an action or a conversation")
    await expect(sheet).not_to_contain_text("Live board")
    assert "GET /api/workspace/board" not in workspace.server.asked


async def test_what_is_overdue_is_said_first_and_led_to(workspace: Workspace) -> None:
    page = (await watched(workspace)).page
    banner = page.get_by_role("status").filter(has_text="overdue")
    await expect(banner).to_contain_text("1 promised reply is overdue. 1 is due soon.")
    await expect(banner).to_contain_text("1 agent who is online has room.")
    await banner.get_by_role("button", name="Show them").press("Enter")
    await expect(page.locator("#board-promises")).to_be_focused()
    first = page.get_by_role("table").first.locator("tbody tr").first
    await expect(first).to_contain_text("Contact 1")
    await expect(first).to_contain_text("over")


async def test_every_number_says_what_it_stands_on(workspace: Workspace) -> None:
    page = (await watched(workspace)).page
    said = await page.locator(".figures > div").all_inner_texts()
    assert said[0] == "Waiting\n14\nfor a first reply · 12 in the queue"
    await expect(page.locator(".c-fill + .t-strong")).to_have_text("now 14")
    assert said[2].startswith(
        "Wait for a first reply\n2–6 min\nFrom 14 waits that ended in the last 60 minutes"
    )
    assert said[3].startswith("Promises kept today\n90 %\n18 of 20, since midnight, Beijing time")
    assert said[5].startswith("Stayed with the bot\n40 %\n16 of 40 conversations begun today")
    assert said[6].startswith("Ratings today\n4.2 / 5\n5 ratings, 1 of them low")


async def test_what_nobody_measured_is_unknown_and_not_nothing(workspace: Workspace) -> None:
    told = workspace.server.board
    told["wait"], told["today"]["marks"] = None, {"count": 0, "sum": 0, "low": 0}
    page = (await watched(workspace)).page
    said = await page.locator(".figures > div").all_inner_texts()
    assert said[2].startswith("Wait for a first reply\nnot enough data yet\nShown once 5 waits")
    assert said[6].startswith("Ratings today\nnot enough data yet\nShown once somebody has rated")


async def test_who_waits_unfolds_with_places_and_is_moved_by_keyboard(workspace: Workspace) -> None:
    page = (await watched(workspace)).page
    fold = page.get_by_role("button", name="General queue · Chinese")
    await fold.press("Enter")
    await expect(fold).to_have_attribute("aria-expanded", "true")
    line = page.locator(".line-row")
    assert [text.split()[1] for text in await line.all_inner_texts()] == ["1", "2"]
    await expect(page.get_by_text("10 more are waiting")).to_be_visible()
    await line.nth(0).get_by_role("button", name="Move the conversation of Contact 1").press("Enter")
    await page.keyboard.type("Funds")
    await page.keyboard.press("Enter")
    await until(lambda: "POST /api/workspace/conversations/cnv_one/transfer" in workspace.server.asked)
    asked = workspace.server.asked.count("GET /api/workspace/board")
    await until(lambda: workspace.server.asked.count("GET /api/workspace/board") > asked)


async def test_a_lead_sets_an_agent_away_where_that_is_theirs_to_do(workspace: Workspace) -> None:
    page = (await watched(workspace)).page
    choice = page.get_by_label("Availability of Front agent 2")
    await choice.select_option("away")
    await until(lambda: workspace.server.states_set == [("agt_two", "away")])
    await expect(choice).to_have_value("online")  # until the server says otherwise
    await expect(page.get_by_label("Availability of Lead 2")).to_have_count(0)
    await expect(choice.locator("option[value=online]")).to_be_enabled()
    other = page.get_by_label("Availability of Front agent 3").locator("option[value=online]")
    await expect(other).to_be_disabled()


async def test_a_conversation_is_opened_from_the_board_and_back_returns_to_it(workspace: Workspace) -> None:
    page = (await watched(workspace)).page
    await page.get_by_role("link", name="Contact 2").last.press("Enter")
    await expect(page.locator("wd-composer")).to_be_attached()
    await page.go_back()
    await expect(page.locator(".figures")).to_be_visible()


async def test_numbers_come_anew_and_old_ones_say_so(workspace: Workspace, page_maker: PageMaker) -> None:
    page_maker.allow("status of 503|WebSocket")
    page = (await watched(workspace)).page
    now = workspace.server.board
    workspace.server.board = {**now, "promised": {**now["promised"], "owed": 7}}
    await expect(page.locator(".figures .amount").first).to_have_text("7")
    workspace.server.away = True
    await expect(
        page.get_by_role("status").filter(has_text="Not live: these numbers are from")
    ).to_be_visible()


async def test_whoever_leaves_the_board_asks_for_it_no_more(workspace: Workspace) -> None:
    page = (await watched(workspace)).page
    await page.clock.install()
    await workspace.press("Escape")
    await expect(workspace.rows.first).to_be_visible()
    asked = workspace.server.asked.count("GET /api/workspace/board")
    await page.clock.run_for(30_000)
    assert workspace.server.asked.count("GET /api/workspace/board") == asked


async def test_each_chart_has_its_numbers_in_a_table(workspace: Workspace) -> None:
    page = (await watched(workspace)).page
    await expect(
        page.get_by_role("img", name="Waiting for a first reply over the last two hours")
    ).to_be_visible()
    folds = page.get_by_text("Show the table")
    await folds.nth(0).click()
    rows = page.get_by_label("Waiting, last two hours, table").locator("tbody tr")
    await expect(rows).to_have_count(25)
    await expect(rows.first.locator("td").last).to_have_text("14")


@pytest.mark.parametrize("look", pairs())
async def test_the_board_is_at_ease(fake_workspace: FakeWorkspace, page_maker: PageMaker, look: Look) -> None:
    workspace = Workspace(await page_maker(look), fake_workspace)
    await workspace.open()
    await workspace.press("b")
    await expect(workspace.page.locator(".figures")).to_be_visible()
    await workspace.page.locator(".fold-button").first.press("Enter")
    await expect(workspace.page.locator(".line-row")).to_have_count(2)
    assert await axe(workspace.page) == []
    assert await workspace.page.evaluate(TOO_WIDE) <= 0
