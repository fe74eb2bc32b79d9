"""What an agent sees: the list, the thread, alerts, and a picture that is never replaced under the eyes."""

import re
import time
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker, axe, pairs, picture
from tests.support.fake_conversations import COLLEAGUE, ME, now
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import Workspace, grow, until

LONG = 5_000
LOOK_AT_EVERY_NEWS = """
(() => {
  const list = document.querySelector("wd-list");
  list.app.signals.on("heads", () => list.look());
})()
"""
TOO_SMALL = """
[...document.querySelectorAll("button, a, select")]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 24)
  .map((e) => e.outerHTML)
"""


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.world.add("cnv_one", "Contact 1", "Where is my transfer?")
        server.world.add("cnv_two", "Contact 2", "It is pending.")
        yield server


@pytest.fixture
async def workspace(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> Workspace:
    return Workspace(await page_maker(Look(locale="en")), fake_workspace)


def wait_in_line(workspace: Workspace, id: str, seconds: int, **head: object) -> None:
    since = now() - seconds * 1000
    name = f"Waiting {id[-1]}"
    workspace.world.add(
        id, name, "Help", status="waiting_for_agent", assignee=None, waiting_since=since, **head
    )


# ---- the list


async def test_money_at_risk_stands_first_then_the_longest_wait(workspace: Workspace) -> None:
    wait_in_line(workspace, "cnv_a", 40)
    wait_in_line(workspace, "cnv_b", 400)
    wait_in_line(workspace, "cnv_c", 10, priority="security")
    await workspace.open()
    names = workspace.page.get_by_role("region", name="Waiting").locator("a b")
    await expect(names).to_have_text(["Waiting c", "Waiting b", "Waiting a"])
    overdue = workspace.rows.filter(has_text="Waiting b").locator(".timer-over")
    first = await overdue.inner_text()
    await expect(overdue).not_to_have_text(first)


async def test_a_row_that_moves_is_the_same_row(workspace: Workspace) -> None:
    await workspace.open()
    second = workspace.rows.filter(has_text="Contact 1")
    await second.evaluate("row => { row.dataset.mark = 'kept' }")
    workspace.world.change("cnv_one", last_at=now() + 1_000)
    await workspace.world.say("cnv_one", "contact", "Are you there?")
    await expect(workspace.rows.first).to_contain_text("Are you there?")
    await expect(workspace.rows.first).to_have_attribute("data-mark", "kept")
    await expect(workspace.rows.first.locator(".badge")).to_contain_text("2")


async def test_more_conversations_come_by_pages_while_scrolling(workspace: Workspace) -> None:
    for number in range(118):
        workspace.world.add(f"cnv_x{number:03}", f"Other {number}", "Hello", assignee=COLLEAGUE)
    await workspace.open()
    await workspace.press("2")
    await expect(workspace.rows).to_have_count(50)
    await workspace.rows.nth(49).scroll_into_view_if_needed()
    await expect(workspace.rows).to_have_count(100)
    await workspace.rows.nth(99).scroll_into_view_if_needed()
    await expect(workspace.rows).to_have_count(120)


async def test_a_scroll_between_the_answer_and_the_drawing_fetches_no_page_too_many(
    workspace: Workspace,
) -> None:
    for number in range(118):
        workspace.world.add(f"cnv_x{number:03}", f"Other {number}", "Hello", assignee=COLLEAGUE)
    await workspace.open()
    await workspace.press("2")
    await expect(workspace.rows).to_have_count(50)
    await workspace.page.evaluate(LOOK_AT_EVERY_NEWS)
    await workspace.rows.nth(49).scroll_into_view_if_needed()
    await expect(workspace.rows).to_have_count(100)
    await workspace.page.wait_for_timeout(300)
    await expect(workspace.rows).to_have_count(100)


async def test_after_a_reset_the_picture_is_true_again_and_rows_stay(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    await workspace.rows.filter(has_text="Contact 2").evaluate("row => { row.dataset.mark = 'kept' }")
    wait_in_line(workspace, "cnv_a", 40)
    workspace.world.put("cnv_one", "contact", "Said while nobody listened")
    workspace.world.change("cnv_two", last_text="Changed meanwhile")
    await workspace.server.push({"t": "reset"})
    await expect(workspace.messages.last).to_contain_text("Said while nobody listened")
    await expect(workspace.rows.filter(has_text="Waiting a")).to_be_visible()
    row = workspace.rows.filter(has_text="Contact 2")
    await expect(row).to_contain_text("Changed meanwhile")
    await expect(row).to_have_attribute("data-mark", "kept")


async def test_a_server_that_goes_away_is_given_the_time_it_asked_for(workspace: Workspace) -> None:
    await workspace.open()
    before = len(workspace.server.heard_of("hello"))
    started = time.monotonic()
    await workspace.server.going_away(1_500, 1_800)
    await until(lambda: len(workspace.server.heard_of("hello")) > before)
    assert 1.3 < time.monotonic() - started < 4


# ---- the thread


async def test_a_gap_in_the_numbers_is_filled_by_asking(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    workspace.world.hold = True
    await workspace.world.say("cnv_one", "contact", "Lost on the way")
    workspace.world.hold = False
    await workspace.world.say("cnv_one", "contact", "Arrived")
    await expect(workspace.messages).to_contain_text(["Where is", "Lost on the way", "Arrived"])


async def test_what_is_on_screen_counts_as_read_and_what_is_not_does_not(workspace: Workspace) -> None:
    grow(workspace, 100)
    await workspace.open("cnv_one")
    await workspace.world.say("cnv_one", "contact", "Seen at once")
    await until(lambda: [f["seq"] for f in workspace.server.heard_of("read")][-1:] == [102])
    await workspace.scroll_to(900)
    await workspace.page.wait_for_timeout(200)
    await workspace.world.say("cnv_one", "contact", "Not in sight")
    await workspace.page.wait_for_timeout(400)
    assert workspace.server.heard_of("read")[-1]["seq"] == 102


async def test_system_events_are_folded_and_the_first_unread_is_marked(workspace: Workspace) -> None:
    workspace.world.event("cnv_one", "handoff", reason="asked")
    workspace.world.event("cnv_one", "assigned", agent="Agent 1")
    workspace.world.put("cnv_one", "agent", "Hello")
    workspace.world.put("cnv_one", "contact", "New one")
    await workspace.open("cnv_one")
    await expect(workspace.log.locator("summary")).to_contain_text("Assigned to Agent 1.")
    await expect(workspace.log.locator("summary")).to_contain_text("(2 system events)")
    order = await workspace.log.locator("ol.msgs > li").all_inner_texts()
    assert [text.split("\n")[0] for text in order][-2:] == ["1 unread message", "Contact 1"]


async def test_more_unread_than_fit_leave_a_way_to_the_first(workspace: Workspace) -> None:
    grow(workspace, 30)
    for number in range(90):
        workspace.world.put("cnv_one", "contact", f"Unread {number}")
    workspace.world.change("cnv_one", agent_read_seq=31, unread=90)
    await workspace.open("cnv_one")
    await expect(workspace.log.get_by_text("Unread 89", exact=True)).to_be_in_viewport()
    await expect(workspace.page.locator(".msg-unread")).to_have_count(0)
    await expect(workspace.page.get_by_role("button", name="To the first unread")).to_be_visible()
    await workspace.press("u")
    await expect(workspace.log.get_by_text("Unread 0", exact=True)).to_be_in_viewport()
    await expect(workspace.page.locator(".msg-unread")).to_be_in_viewport()
    await expect(workspace.page.get_by_role("button", name="To the first unread")).to_have_count(0)


async def test_the_day_and_hour_of_a_message_come_by_pointer_and_by_key(workspace: Workspace) -> None:
    workspace.world.put("cnv_one", "contact", "The second in one breath")
    await workspace.open("cnv_one")
    second = workspace.messages.last
    await expect(second.locator(".msg-when")).to_be_hidden()
    await second.hover()
    await expect(second.locator(".msg-when")).to_be_visible()
    await workspace.page.mouse.move(0, 0)
    await workspace.log.focus()
    await workspace.page.keyboard.press("Alt+ArrowUp")
    await expect(second).to_be_focused()
    await expect(second.locator(".msg-when")).to_be_visible()
    await workspace.page.keyboard.press("Alt+ArrowUp")
    await expect(workspace.messages.first).to_be_focused()
    await expect(workspace.messages.first.locator(".msg-when")).to_contain_text(
        re.compile(r"\d+ \w+,? .*\d\d:\d\d")
    )


async def test_the_bot_an_agent_a_note_and_the_contact_are_told_apart_in_words(workspace: Workspace) -> None:
    source = {"id": "a", "title": "A transfer is stuck", "url": "/help/en/tx-pending"}
    workspace.world.put("cnv_one", "bot", "It waits behind an older one.", source=source)
    workspace.world.put("cnv_one", "colleague", "Checked", kind="note")
    workspace.world.put("cnv_one", "colleague", "Hello")
    workspace.world.put("cnv_one", "agent", "Hello from me")
    workspace.world.change("cnv_one", contact_read_seq=5)
    await workspace.open("cnv_one")
    bylines = await workspace.log.locator(".msg-by").all_inner_texts()
    assert [" ".join(line.split()[:-1]) for line in bylines] == [
        "Contact 1",
        "Automatic answer",
        "Internal note · the contact cannot see it Agent 2",
        "Agent 2 Agent",
        "Agent 1 (me) Agent",
    ]
    await expect(workspace.messages.last).to_contain_text("Seen by the contact")


async def test_nothing_a_contact_writes_becomes_markup_or_a_link(workspace: Workspace) -> None:
    workspace.world.put(
        "cnv_one", "contact", "<img src=x onerror=alert(1)> see https://wa11et.example/phrase"
    )
    await workspace.open("cnv_one")
    await expect(workspace.messages.last).to_contain_text(
        "<img src=x onerror=alert(1)> see hxxps://wa11et[.]example/phrase"
    )
    await expect(workspace.messages.last.locator("a, img")).to_have_count(0)


# ---- search


async def test_one_chinese_character_finds_a_message_and_leads_to_it(workspace: Workspace) -> None:
    grow(workspace, LONG)
    workspace.world.items["cnv_one"][700]["text"] = "这笔转账卡住了"
    await workspace.open("cnv_two")
    await workspace.press("/")
    await expect(workspace.page.locator("#search")).to_be_focused()
    await workspace.page.keyboard.insert_text("卡")
    await workspace.page.get_by_role("region", name="Found").get_by_role("link").click()
    target = workspace.log.locator("[data-seq='701']")
    await expect(target).to_contain_text("这笔转账卡住了")
    await expect(target).to_be_in_viewport()
    await workspace.page.get_by_role("button", name="To the newest").click()
    await expect(workspace.messages.last).to_contain_text(f"Message {LONG}")


# ---- leads and admins


async def test_leads_see_alerts_and_take_care_of_them(workspace: Workspace) -> None:
    workspace.server.role = "lead"
    alert = {"what": "promise_breached", "severity": "urgent", "at": now(), "conversation": "cnv_two"}
    alert |= {"text": "A promised reply is overdue.", "acknowledged_by": None, "acknowledged_at": None}
    workspace.server.alerts = [{**alert, "id": "alt_1"}]
    await workspace.open()
    await workspace.page.get_by_role("button", name="Alerts, 1 open").click()
    await workspace.page.get_by_role("button", name="I take care").click()
    await expect(workspace.page.get_by_role("dialog")).to_contain_text("Taken care of")
    await workspace.page.keyboard.press("Escape")
    workspace.server.alerts = [{**alert, "id": "alt_2"}]
    await workspace.server.push({"t": "alert"})
    await workspace.page.get_by_role("button", name="Alerts, 1 open").click()
    await workspace.page.get_by_role("button", name="Open", exact=True).first.click()
    await expect(workspace.page.get_by_role("heading", name="Contact 2")).to_be_visible()


async def test_alerts_are_no_business_of_an_agent(workspace: Workspace) -> None:
    await workspace.open()
    await workspace.press("l")
    await expect(workspace.page.get_by_role("dialog")).to_have_count(0)
    assert not any("alerts" in asked for asked in workspace.server.asked)


async def test_admins_see_what_failed_for_good(workspace: Workspace) -> None:
    workspace.server.role = "admin"
    letter = {"event": "MessageAdded", "reaction": "sla.on_message_added", "topic": "cnv_one", "tries": 12}
    workspace.server.letters = [{**letter, "at": now(), "fault": "TimeoutError"}]
    await workspace.open()
    await workspace.page.get_by_role("button", name="Me: Agent 1").click()
    await workspace.page.get_by_role("button", name="Failed reactions").click()
    await expect(workspace.page.get_by_role("table")).to_contain_text("sla.on_message_added")


# ---- looks


def furnish(server: FakeWorkspace) -> None:
    world = server.world
    since = now() - 400_000
    waits = {"status": "waiting_for_agent", "assignee": None, "waiting_since": since}
    world.add("cnv_sos", "", "钱包里的币被转走了，怎么办", priority="security", **waits)
    packet = {
        "said": ["Is https://wa11et.example yours?"],
        "facts": {"network": "Polygon"},
        "reason": "asked",
    }
    world.change(
        "cnv_one", packet=packet, first_reply_due=now() + 90_000, tickets=["T-7"], subject="Not arrived"
    )
    world.event("cnv_one", "assigned", agent=ME["name"])
    world.put("cnv_one", "bot", "先别急，链上转账都有记录。", choices=[{"id": "1", "text": "转人工"}])
    world.put("cnv_one", "colleague", "Address checked", kind="note")
    world.put("cnv_one", "agent", "I've read everything above.")
    world.put("cnv_one", "contact", "0x90c192cfd3ac94af0f21ddb66cad4a268d116ece1738f7d93d9c172411e20b8f")


@pytest.mark.parametrize("look", pairs())
async def test_every_screen_is_clean_in_every_look(
    fake_workspace: FakeWorkspace, page_maker: PageMaker, look: Look
) -> None:
    furnish(fake_workspace)
    fake_workspace.role = "admin"
    workspace = await Workspace(await page_maker(look), fake_workspace).open()
    await expect(workspace.rows.first).to_be_visible()
    found = {"list": await axe(workspace.page)}
    await picture(workspace.page, f"workspace-list-{'-'.join(look)}")
    await workspace.offer("cnv_sos", ME)
    await expect(workspace.page.locator(".offer")).to_be_visible()
    found["offer"] = await axe(workspace.page)
    await picture(workspace.page, f"workspace-offer-{'-'.join(look)}")
    await workspace.open("cnv_one")
    await expect(workspace.messages.last).to_be_in_viewport()
    found["thread"] = await axe(workspace.page)
    await picture(workspace.page, f"workspace-thread-{'-'.join(look)}")
    await workspace.press("n")
    found["note"] = await axe(workspace.page)
    for key in ("?", "t", "l"):
        await workspace.press(key)
        await expect(workspace.page.get_by_role("dialog")).to_be_visible()
        found[key] = await axe(workspace.page)
        await workspace.page.keyboard.press("Escape")
    assert [fault for faults in found.values() for fault in faults] == []


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_on_a_phone_one_column_fits_and_the_field_is_in_reach(
    fake_workspace: FakeWorkspace, page_maker: PageMaker, locale: str
) -> None:
    furnish(fake_workspace)
    workspace = Workspace(await page_maker(Look(locale=locale, screen="phone")), fake_workspace)
    await workspace.open("cnv_one")
    await expect(workspace.messages.last).to_be_in_viewport()
    await expect(workspace.field).to_be_in_viewport(ratio=1)
    widest = await workspace.page.evaluate("document.documentElement.scrollWidth")
    assert widest == 390
    assert await workspace.page.evaluate(TOO_SMALL) == []


async def test_the_language_and_the_light_are_chosen_and_remembered(workspace: Workspace) -> None:
    await workspace.open()
    await workspace.page.get_by_role("button", name="Me: Agent 1").click()
    await workspace.page.get_by_role("button", name="Dark").click()
    await workspace.page.get_by_role("button", name="简体中文").click()
    await expect(workspace.page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")
    await workspace.page.reload()
    await expect(workspace.page.get_by_role("button", name="接等得最久的一位")).to_be_visible()
    assert await workspace.page.evaluate(
        "[document.documentElement.lang, document.documentElement.dataset.theme]"
    ) == [
        "zh-CN",
        "dark",
    ]
