"""What an agent writes stays where it belongs, arrives once, and over nothing unseen."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Route, expect

from tests.support.browser import Look, PageMaker, commit, compose
from tests.support.fake_conversations import COLLEAGUE, ME
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import HEX, PHRASE, Workspace, until


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.world.add("cnv_one", "Contact 1", "Where is my transfer?")
        server.world.add("cnv_two", "Contact 2", "It is pending.")
        yield server


@pytest.fixture
async def workspace(fake_workspace: FakeWorkspace, page_maker: PageMaker) -> Workspace:
    return Workspace(await page_maker(Look(locale="en")), fake_workspace)


# ---- the door


async def test_a_wrong_password_and_a_wrong_name_get_the_same_words(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 401")
    workspace.server.signed_in = False
    await workspace.page.goto(f"{workspace.server.origin}/workspace")
    await workspace.page.get_by_label("Sign-in name").fill("agent1")
    await workspace.page.get_by_label("Password", exact=True).fill("wrong")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.page.get_by_role("alert")).to_have_text("Sign-in name and password do not match.")
    await expect(workspace.page.get_by_label("Password", exact=True)).to_be_focused()


async def test_a_signed_in_agent_sees_the_list_and_leaves_nothing_behind(workspace: Workspace) -> None:
    workspace.server.signed_in = False
    await workspace.page.goto(f"{workspace.server.origin}/workspace")
    await workspace.page.get_by_label("Sign-in name").fill("agent1")
    await workspace.page.get_by_label("Password", exact=True).fill("correct horse")
    await workspace.page.get_by_role("button", name="Sign in").click()
    await expect(workspace.rows).to_have_count(2)
    await expect(workspace.page.get_by_role("button", name="Tickets", exact=True)).to_be_visible()
    await workspace.page.get_by_role("button", name="Me: Agent 1").click()
    await workspace.page.get_by_role("button", name="Sign out", exact=True).click()
    await expect(workspace.page.get_by_label("Sign-in name")).to_be_visible()
    assert "Contact" not in await workspace.kept_in_browser()


async def test_a_session_that_ends_in_between_keeps_what_was_being_written(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 401")
    await workspace.open("cnv_one")
    await workspace.field.fill("Half a")
    await workspace.saved("Half a")  # by then nothing else is being asked for
    workspace.server.signed_in = False
    await workspace.field.fill("Half a sentence")
    await expect(workspace.page.get_by_text("Your session has ended.")).to_be_visible()
    await workspace.page.get_by_label("Sign-in name").fill("agent1")
    await workspace.page.get_by_label("Password", exact=True).fill("correct horse")
    await workspace.page.keyboard.press("Enter")
    await expect(workspace.field).to_have_value("Half a sentence")


# ---- drafts


async def test_a_draft_stays_in_its_conversation_and_its_mode(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    await workspace.field.fill("Reply to one")
    await workspace.page.get_by_role("tab", name="Internal note").click()
    await expect(workspace.field).to_have_value("")
    await workspace.field.fill("Note on one")
    await workspace.rows.filter(has_text="Contact 2").click()
    await expect(workspace.page.get_by_role("heading", name="Contact 2")).to_be_visible()
    await expect(workspace.page.get_by_role("tab", name="Reply")).to_have_attribute("aria-selected", "true")
    await expect(workspace.field).to_have_value("")
    await workspace.field.press("Control+z")
    await expect(workspace.field).to_have_value("")
    await workspace.rows.filter(has_text="Contact 1").click()
    await expect(workspace.field).to_have_value("Reply to one")
    await workspace.page.get_by_role("tab", name="Internal note").click()
    await expect(workspace.field).to_have_value("Note on one")
    await until(lambda: len(workspace.server.drafts_put) > 1)
    assert {(d["conversation"], d["mode"], d["text"]) for d in workspace.server.drafts_put} == {
        ("cnv_one", "reply", "Reply to one"),
        ("cnv_one", "note", "Note on one"),
    }


async def test_a_draft_is_there_on_the_next_machine_and_a_sent_one_nowhere(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    await workspace.field.fill("Almost done")
    await workspace.saved("Almost done")
    await workspace.page.reload()
    await expect(workspace.field).to_have_value("Almost done")
    await workspace.field.press("Control+Enter")
    await expect(workspace.messages.last).to_contain_text("Almost done")
    await expect(workspace.field).to_have_value("")
    await until(lambda: workspace.draft("cnv_one") == "")
    await workspace.page.reload()
    await expect(workspace.messages.last).to_contain_text("Almost done")
    await expect(workspace.field).to_have_value("")


async def test_a_draft_that_was_saved_while_it_was_sent_does_not_come_back(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    workspace.server.delay = 0.4
    await workspace.field.fill("First words")
    await until(lambda: any("PUT" in asked for asked in workspace.server.asked))
    await workspace.send("First words and the rest")
    workspace.server.delay = 0
    await expect(workspace.messages.last).to_contain_text("Sent, not seen yet")
    await workspace.page.wait_for_timeout(1_000)  # longer than a draft waits before it is saved
    assert workspace.draft("cnv_one") == ""
    await expect(workspace.field).to_have_value("")


async def test_who_types_here_wins_over_what_another_window_saved(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 409")
    await workspace.open("cnv_one")
    await workspace.field.fill("Mine")
    await workspace.saved("Mine")
    workspace.world.drafts["cnv_one", "reply"] = {"version": 7, "text": "From elsewhere"}
    await workspace.field.press_sequentially(" and more")
    await until(lambda: workspace.world.drafts["cnv_one", "reply"] == {"version": 8, "text": "Mine and more"})
    await expect(workspace.field).to_have_value("Mine and more")


# ---- secrets


async def test_a_secret_is_neither_saved_nor_sent_and_its_beginning_goes_too(
    workspace: Workspace,
) -> None:
    await workspace.open("cnv_one")
    words = PHRASE.split()
    await workspace.field.fill(" ".join(words[:3]))
    await workspace.saved(" ".join(words[:3]))
    await workspace.field.fill(PHRASE)
    await expect(workspace.page.get_by_role("alert")).to_contain_text("It is not saved and cannot be sent.")
    await workspace.field.press("Control+Enter")
    await until(lambda: workspace.draft("cnv_one") == "")
    assert not any("yellow" in draft["text"] for draft in workspace.server.drafts_put)
    assert len(workspace.world.items["cnv_one"]) == 1
    assert "winner" not in await workspace.kept_in_browser()


async def test_digits_that_may_be_a_key_go_out_only_as_a_transaction(
    workspace: Workspace,
) -> None:
    await workspace.open("cnv_one")
    await workspace.send(f"Is it {HEX}")
    await expect(workspace.page.get_by_role("alert")).to_contain_text("private key")
    assert len(workspace.world.items["cnv_one"]) == 1
    await workspace.page.get_by_role("button", name="It is a transaction ID").click()
    await workspace.field.press("Control+Enter")
    await expect(workspace.messages.last).to_contain_text(f"transaction ID (hash) {HEX}")


async def test_a_secret_is_not_searched(workspace: Workspace) -> None:
    await workspace.open()
    await workspace.page.get_by_label("Search in all messages").fill(PHRASE)
    await expect(workspace.page.get_by_role("alert")).to_contain_text("not searched")
    assert workspace.server.searched == []


# ---- sending


async def test_a_reply_over_something_unseen_is_shown_to_its_writer_first(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 409")
    await workspace.open("cnv_one")
    workspace.world.hold = True
    await workspace.field.fill("Please wait a day.")
    await workspace.world.say("cnv_one", "contact", "It arrived, thank you")
    await workspace.field.press("Control+Enter")
    dialog = workspace.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("It arrived, thank you")
    await expect(dialog).to_contain_text("Please wait a day.")
    await dialog.get_by_role("button", name="Edit the reply").click()
    await expect(workspace.field).to_have_value("Please wait a day.")
    await expect(workspace.field).to_be_focused()
    assert len(workspace.world.items["cnv_one"]) == 2


async def test_a_colleagues_reply_since_the_writing_began_asks_too_and_can_be_overruled(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 409")
    await workspace.open("cnv_one")
    await workspace.field.fill("My answer")
    await workspace.world.say("cnv_one", "colleague", "Another answer")
    await expect(workspace.messages.last).to_contain_text("Another answer")
    await workspace.page.wait_for_timeout(1_100)  # long enough on screen to count as seen
    await workspace.field.press("Control+Enter")
    await workspace.page.get_by_role("button", name="Send it as it is").click()
    await expect(workspace.messages.last).to_contain_text("My answer")
    await until(lambda: workspace.world.items["cnv_one"][-1]["text"] == "My answer")


async def test_two_messages_in_a_row_need_no_second_look(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    await workspace.send("One thing")
    await workspace.send("And another")
    await expect(workspace.messages).to_have_count(3)
    await until(lambda: len(workspace.world.items["cnv_one"]) == 3)
    await expect(workspace.page.get_by_role("dialog")).to_have_count(0)


async def test_resolving_waits_until_the_reply_before_it_went_out(workspace: Workspace) -> None:
    asked = list[str]()

    async def slowly(route: Route) -> None:
        await asyncio.sleep(0.5)
        await route.continue_()

    await workspace.page.route("**/cnv_one/messages", slowly)
    workspace.page.on("requestfinished", lambda request: asked.append(request.url.rpartition("/")[2]))
    await workspace.open("cnv_one")
    await workspace.send("Done, and goodbye")
    await workspace.press("Shift+E")
    await expect(workspace.page.get_by_role("button", name="Undo")).to_be_visible()
    assert asked.index("messages") < asked.index("resolve")
    assert workspace.world.items["cnv_one"][1]["text"] == "Done, and goodbye"


async def test_what_did_not_go_out_keeps_a_conversation_open(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 422")
    await workspace.page.route("**/cnv_one/messages", lambda route: route.fulfill(status=422, json={}))
    await workspace.open("cnv_one")
    await workspace.send("This is refused")
    await workspace.press("Shift+E")
    await expect(workspace.page.get_by_text("A message of yours has not gone out yet.")).to_be_visible()
    assert workspace.world.heads["cnv_one"]["status"] == "with_agent"


async def test_what_is_written_offline_waits_and_goes_out_once(
    workspace: Workspace, page_maker: PageMaker
) -> None:
    page_maker.allow("ERR_INTERNET_DISCONNECTED|WebSocket")
    await workspace.open("cnv_one")
    await workspace.page.context.set_offline(True)
    await workspace.server.cut()
    await workspace.send("Written in a tunnel")
    await expect(workspace.page.get_by_text("You are offline. What you write is kept here")).to_be_visible()
    await expect(workspace.messages.last).to_contain_text("Kept here. Goes out once you are connected.")
    await workspace.page.context.set_offline(False)
    await expect(workspace.messages.last).to_contain_text("Sent, not seen yet")
    await expect(workspace.page.get_by_text("Connected again.")).to_be_visible()
    assert [item["text"] for item in workspace.world.items["cnv_one"]][1:] == ["Written in a tunnel"]
    assert "tunnel" not in await workspace.kept_in_browser()


async def test_control_enter_while_a_word_is_composed_sends_nothing(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    await workspace.field.click()
    await compose(workspace.page, "zhuanzhang")
    await workspace.page.keyboard.press("Control+Enter")
    assert len(workspace.world.items["cnv_one"]) == 1
    await commit(workspace.page, "转账")
    await workspace.page.keyboard.press("Control+Enter")
    await expect(workspace.messages.last).to_contain_text("转账")
    assert workspace.world.items["cnv_one"][-1]["text"] == "转账"


async def test_a_note_says_that_it_is_one_before_and_after(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    await workspace.press("n")
    await expect(workspace.page.get_by_text("The contact cannot see this.")).to_be_visible()
    await workspace.field.fill("Address checked")
    await workspace.page.get_by_role("button", name="Keep the note").click()
    await expect(workspace.messages.last).to_contain_text("the contact cannot see it")
    await until(lambda: workspace.world.items["cnv_one"][-1]["kind"] == "note")


async def test_files_belong_to_the_draft_they_were_added_to(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    await workspace.page.locator("#files").set_input_files(
        {"name": "shot.png", "mimeType": "image/png", "buffer": b"picture"}
    )
    await expect(workspace.page.get_by_label("Attached files")).to_contain_text("file-1.png")
    await workspace.page.get_by_role("tab", name="Internal note").click()
    await expect(workspace.page.get_by_label("Attached files")).to_have_count(0)
    await workspace.page.get_by_role("tab", name="Reply to the contact").click()
    await workspace.field.press("Control+Enter")
    await expect(workspace.messages.last.get_by_role("img")).to_be_visible()
    await expect(workspace.page.get_by_label("Attached files")).to_have_count(0)


async def test_only_whoever_has_the_conversation_answers_in_it(workspace: Workspace) -> None:
    workspace.world.change("cnv_one", assignee=COLLEAGUE)
    await workspace.open("cnv_one")
    await expect(workspace.page.get_by_text("Agent 2 has this conversation.")).to_be_visible()
    await expect(workspace.field).to_have_count(0)
    await workspace.press("n")
    await expect(workspace.field).to_be_focused()


async def test_who_looks_at_what_stands_in_the_list(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    row = workspace.rows.filter(has_text="Contact 2")
    await workspace.server.push({"t": "looks", "viewers": {"cnv_two": [ME, COLLEAGUE], "cnv_one": [ME]}})
    await expect(row.locator(".lookers")).to_have_attribute("title", "Agent 2 is looking")
    await expect(row.locator(".lookers .who")).to_have_text("2")
    await expect(workspace.page.locator(".lookers")).to_have_count(1)
    await workspace.server.push({"t": "looks", "viewers": {"cnv_two": []}})
    await expect(workspace.page.locator(".lookers")).to_have_count(0)


async def test_who_else_is_here_and_who_writes_is_said(workspace: Workspace) -> None:
    await workspace.open("cnv_one")
    await until(lambda: workspace.server.heard_of("view"))
    assert workspace.server.heard_of("view")[-1]["conversation"] == "cnv_one"
    await workspace.server.push({"t": "presence", "conversation": "cnv_one", "viewers": [COLLEAGUE]})
    await expect(workspace.page.get_by_text("Also looking at this: Agent 2")).to_be_visible()
    who = {"kind": "agent", **COLLEAGUE}
    typing = {"t": "typing", "conversation": "cnv_one", "who": who, "mode": "reply", "on": True}
    await workspace.server.push(typing)
    await expect(workspace.page.get_by_text("Agent 2 is writing a reply here")).to_be_visible()
    await workspace.server.push({**typing, "who": {"kind": "contact", "id": "", "name": ""}})
    await expect(workspace.page.get_by_text("The contact is writing")).to_be_visible()
    await workspace.field.press_sequentially("Hello")
    await until(lambda: workspace.server.heard_of("typing"))
    assert workspace.server.heard_of("typing")[0] == {
        "t": "typing",
        "conversation": "cnv_one",
        "mode": "reply",
        "on": True,
    }
