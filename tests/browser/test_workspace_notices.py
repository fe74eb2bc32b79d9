"""What rings and what stays silent; the count in the title; the line of those who wait too long."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.support.browser import SCREENS, Look, PageMaker, axe, pairs
from tests.support.fake_conversations import COLLEAGUE, ME, now
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import Workspace, until

LISTEN = """
window.rang = 0; window.shown = []; window.asked = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { window.rang += 1; return start.apply(this, at); };
window.Notification = class {
  static permission = "granted";
  static requestPermission() { window.asked += 1; return Promise.resolve("granted"); }
  constructor(title, { body }) { window.shown.push([title, body]); window.last = this; }
  close() { window.last.isClosed = true; }
};
"""
LOOK_AWAY = "Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })"
COME_BACK = "delete document.hidden"
WAITS = {"status": "waiting_for_agent", "assignee": None}


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.world.add("cnv_one", "Contact 1", "Where is my transfer?")
        server.world.add("cnv_two", "Contact 2", "It is pending.")
        for id in ("cnv_one", "cnv_two"):
            server.world.change(id, unread=0, agent_read_seq=1)
        yield server


@pytest.fixture
async def workspace(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> Workspace:
    page = await page_maker(Look(locale="en"))
    await page.add_init_script(LISTEN)
    workspace = await Workspace(page, fake_workspace).open("cnv_one")
    await until(lambda: "GET /api/workspace/preferences" in fake_workspace.asked)
    return workspace


async def heard(workspace: Workspace) -> tuple[int, list[str]]:
    """How often it rang, and the titles of what was shown."""
    rang, shown = await workspace.page.evaluate("[window.rang / 2, window.shown.map(([title]) => title)]")
    return rang, shown


async def quiet_for_now(workspace: Workspace, text: str) -> None:
    """Whatever should have rung has had its time: a later frame is on the screen."""
    await expect(workspace.page.locator("body")).to_contain_text(text)


async def test_what_i_look_at_is_silent(workspace: Workspace) -> None:
    await workspace.world.say("cnv_one", "contact", "Are you there?")
    await quiet_for_now(workspace, "Are you there?")
    assert await heard(workspace) == (0, [])


async def test_another_conversation_of_mine_rings(workspace: Workspace) -> None:
    await workspace.world.say("cnv_two", "contact", "Still pending")
    await quiet_for_now(workspace, "Still pending")
    assert await heard(workspace) == (1, ["Contact 2"])
    await workspace.page.evaluate("window.last.onclick()")
    await expect(workspace.page.locator(".thread-head h2")).to_have_text("Contact 2")


async def test_the_open_one_rings_while_the_tab_is_hidden(workspace: Workspace) -> None:
    await workspace.page.evaluate(LOOK_AWAY)
    await workspace.world.say("cnv_one", "contact", "Are you there?")
    await quiet_for_now(workspace, "Are you there?")
    assert await heard(workspace) == (1, ["Contact 1"])
    assert not any(frame["seq"] > 1 for frame in workspace.server.heard_of("read"))
    await workspace.page.evaluate(f"{COME_BACK}; document.dispatchEvent(new Event('visibilitychange'))")
    await until(lambda: any(frame["seq"] > 1 for frame in workspace.server.heard_of("read")))


async def test_what_may_quote_a_part_of_a_secret_is_taken_down_also_where_one_was_stopped_before(
    workspace: Workspace,
) -> None:
    workspace.world.change("cnv_two", priority="security")
    part = await workspace.world.say("cnv_two", "contact", "the first half of it")
    await quiet_for_now(workspace, "the first half of it")
    assert await heard(workspace) == (1, ["Contact 2"])
    happened = {"what": "secret_stopped", "agent": "", "reason": "", "value": "mnemonic"}
    rows = [
        workspace.world.put("cnv_two", "system", "", kind="event", event={**happened, "parts": parts})
        for parts in ([], [part["seq"]])
    ]
    taken_down = []
    for row in rows:
        await workspace.world.push({"t": "item", "conversation": "cnv_two", "item": row})
        await workspace.world.say("cnv_one", "contact", f"after {row['seq']}")
        await quiet_for_now(workspace, f"after {row['seq']}")
        taken_down.append(await workspace.page.evaluate("Boolean(window.last.isClosed)"))
    assert taken_down == [False, True]


async def test_somebody_new_and_an_offer_ring_once_each(workspace: Workspace) -> None:
    workspace.world.add("cnv_new", "Newcomer", "Hi", waiting_since=now(), **WAITS)
    await workspace.world.tell("cnv_new")
    await quiet_for_now(workspace, "Newcomer")
    assert (await heard(workspace))[1] == ["Somebody new is waiting"]
    await workspace.offer("cnv_new", COLLEAGUE)
    await expect(workspace.rows.filter(has_text="Newcomer")).to_contain_text("Agent 2")
    await workspace.offer("cnv_new", ME)
    await expect(workspace.page.get_by_role("region", name="Offered to you")).to_be_visible()
    assert (await heard(workspace))[1] == ["Somebody new is waiting", "Offered to you"]


async def test_a_mention_rings_except_for_what_i_look_at(workspace: Workspace) -> None:
    await workspace.world.mention("cnv_one", "@Agent 1 here")
    await quiet_for_now(workspace, "@Agent 1 here")
    assert await heard(workspace) == (0, [])
    await workspace.world.mention("cnv_two", "@Agent 1 look at the address")
    await until(lambda: workspace.server.asked.count("GET /api/workspace/mentions") >= 3)
    assert await heard(workspace) == (1, ["You were mentioned"])


async def test_who_is_away_hears_of_no_newcomers(workspace: Workspace) -> None:
    workspace.server.availability = "away"
    await workspace.server.push({"t": "availability", "state": "away"})
    await expect(workspace.page.get_by_label("My availability")).to_have_value("away")
    workspace.world.add("cnv_new", "Newcomer", "Hi", waiting_since=now(), **WAITS)
    await workspace.world.tell("cnv_new")
    await quiet_for_now(workspace, "Newcomer")
    assert await heard(workspace) == (0, [])


async def test_do_not_disturb_is_kept_on_the_server(workspace: Workspace) -> None:
    await workspace.press("Control+k")
    await workspace.page.keyboard.type("disturb")
    await workspace.page.keyboard.press("Enter")
    await until(lambda: workspace.server.preferences["quiet"] is True)
    await workspace.world.say("cnv_two", "contact", "Still pending")
    await quiet_for_now(workspace, "Still pending")
    assert await heard(workspace) == (0, [])
    await workspace.page.get_by_role("button", name="Do not disturb").click()
    await until(lambda: workspace.server.preferences["quiet"] is False)
    await workspace.world.say("cnv_two", "contact", "Hello?")
    await quiet_for_now(workspace, "Hello?")
    assert (await heard(workspace))[0] == 1


async def test_each_occasion_has_its_own_switches(
    fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    fake_workspace.preferences["mine"] = {"sound": False, "desktop": True}
    page = await page_maker(Look(locale="en"))
    await page.add_init_script(LISTEN)
    workspace = await Workspace(page, fake_workspace).open()
    await expect(workspace.rows).to_have_count(2)
    await workspace.world.say("cnv_two", "contact", "Still pending")
    await quiet_for_now(workspace, "Still pending")
    assert await heard(workspace) == (0, ["Contact 2"])


async def test_nobody_is_asked_for_permission_by_itself(workspace: Workspace) -> None:
    assert await workspace.page.evaluate("window.asked") == 0


async def test_the_title_and_the_icon_count_what_waits(workspace: Workspace) -> None:
    icon = workspace.page.locator('link[rel="icon"]')
    await expect(icon).to_have_attribute("href", re.compile("favicon.ico"))
    await workspace.world.say("cnv_two", "contact", "Still pending")
    await expect(workspace.page).to_have_title(re.compile(r"^\(1\) Workspace"))
    await expect(icon).to_have_attribute("href", re.compile("^data:image/png"))
    await workspace.rows.filter(has_text="Contact 2").click()
    await expect(workspace.page).to_have_title(re.compile("^Workspace"))
    await expect(icon).to_have_attribute("href", re.compile("favicon.ico"))


@pytest.mark.parametrize("look", pairs())
async def test_those_who_wait_too_long_stand_in_one_line(
    look: Look, fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    fake_workspace.world.add("cnv_late", "Late", "Help", waiting_since=now() - 200_000, **WAITS)
    fake_workspace.world.add("cnv_later", "Latest", "Help", waiting_since=now() - 400_000, **WAITS)
    workspace = await Workspace(await page_maker(look), fake_workspace).open("cnv_one")
    late = workspace.page.locator(".late")
    await expect(late).to_contain_text("2")
    await expect(late).to_contain_text("Latest")
    composer = await workspace.page.locator("#composer").bounding_box()
    box = await late.bounding_box()
    assert composer is not None
    assert box is not None
    beside = box["x"] >= composer["x"] + composer["width"] or box["y"] + box["height"] <= composer["y"]
    assert beside, "it covers what is being written"
    assert box["x"] + box["width"] <= SCREENS[look.screen][0]
    assert await axe(workspace.page) == []
    await late.click()
    await expect(workspace.page.locator(".thread-head h2")).to_have_text("Latest")


async def test_the_line_goes_when_nobody_waits_any_more(
    fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    fake_workspace.world.add("cnv_late", "Late", "Help", waiting_since=now() - 178_000, **WAITS)
    workspace = await Workspace(await page_maker(Look(locale="en")), fake_workspace).open()
    late = workspace.page.get_by_role("button", name="1 contact has waited too long")
    await expect(workspace.rows).to_have_count(3)
    await expect(late).to_be_visible()
    fake_workspace.world.change("cnv_late", status="with_agent", assignee=COLLEAGUE, waiting_since=None)
    await fake_workspace.world.tell("cnv_late")
    await expect(late).to_have_count(0)
