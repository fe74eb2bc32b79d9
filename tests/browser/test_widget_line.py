"""The widget on a bad network: what was written goes out once, what was said is seen once, nothing jumps."""

import asyncio
import json

from playwright.async_api import Route, expect

from tests.support.browser import PageMaker
from tests.support.widget import Widget, until

PREPEND = """async ([selector, top]) => {
  const box = document.querySelector(selector);
  box.scrollTop = top;
  const rows = [...box.querySelectorAll("[data-seq] .msg-body")];
  const first = rows.find((row) => row.getBoundingClientRect().top >= box.getBoundingClientRect().top + 10);
  const before = first.getBoundingClientRect().top, count = rows.length;
  const drawn = () => box.querySelectorAll("[data-seq]").length - count;
  for (let i = 0; i < 100 && !drawn(); i += 1) await new Promise((done) => setTimeout(done, 50));
  await new Promise((done) => setTimeout(done, 100));
  return [Math.round(first.getBoundingClientRect().top - before), drawn()];
}"""

COUNT_STROKES = """() => {
  const thread = document.querySelector("wd-thread"), draw = thread.performUpdate.bind(thread);
  window.drawn = 0;
  thread.performUpdate = () => { window.drawn += 1; return draw(); };
}"""


async def lose_network(widget: Widget) -> None:
    await widget.page.context.set_offline(True)  # an open socket lives on: it is cut from the other side
    await widget.server.cut()
    await expect(widget.page.get_by_role("status").filter(has_text="You are offline.")).to_be_visible()


async def test_what_is_written_without_a_network_goes_out_once(widget: Widget, page_maker: PageMaker) -> None:
    page_maker.allow("ERR_INTERNET_DISCONNECTED|WebSocket")
    id = widget.server.conversation()
    widget.server.add(id, "agent", "Hello")
    await widget.known(id)
    await lose_network(widget)
    await widget.write("first")
    await widget.write("second")
    await expect(widget.messages.last).to_contain_text("Sending when you are back online")
    assert widget.server.sent == []
    await widget.page.context.set_offline(False)
    await expect(widget.messages.last).to_contain_text("Received")
    assert [sent["text"] for sent in widget.server.sent] == ["first", "second"]
    assert [item["text"] for item in widget.server.items[id]] == ["Hello", "first", "second"]
    await expect(widget.messages).to_have_count(3)


async def test_what_was_written_survives_a_closed_page(widget: Widget, page_maker: PageMaker) -> None:
    page_maker.allow("ERR_INTERNET_DISCONNECTED|WebSocket|Access is denied")
    id = widget.server.conversation()
    widget.server.add(id, "agent", "Hello")
    await widget.known(id)
    await lose_network(widget)
    await widget.write("kept")
    await expect(widget.messages.last).to_contain_text("Sending when you are back online")
    await widget.page.goto("about:blank")
    await widget.page.context.set_offline(False)
    await widget.open()
    await expect(widget.messages.last).to_contain_text("kept")
    await expect(widget.messages.last).to_contain_text("Received")
    assert len({sent["client_id"] for sent in widget.server.sent}) == 1  # it may be told twice, by one name
    assert [item["text"] for item in widget.server.items[id]] == ["Hello", "kept"]
    assert "kept" not in await widget.kept_in_browser()


async def test_a_send_without_an_answer_is_repeated_under_the_same_name(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "Hello")
    await widget.known(id)
    widget.server.silent = True  # the message may be lost, or only its acknowledgement
    await widget.write("are you there")
    await expect(widget.messages.last).to_contain_text("Received")
    asked = next(frame for frame in widget.server.heard if frame["t"] == "send")
    assert [sent["client_id"] for sent in widget.server.sent] == [asked["client_id"]]
    await expect(widget.messages).to_have_count(2)


async def test_what_was_missed_on_the_way_is_fetched(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "one")
    await widget.known(id)
    widget.server.add(id, "agent", "two, which no frame told")
    await widget.server.say(id, "agent", "three")
    await expect(widget.messages).to_have_count(3)
    await expect(widget.messages.nth(1)).to_contain_text("two, which no frame told")


async def test_what_was_said_while_away_is_there_after_coming_back(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "one")
    await widget.known(id)
    await widget.server.cut()
    await widget.server.say(id, "agent", "two")
    await widget.server.say(id, "agent", "three")
    await expect(widget.messages).to_have_count(3)
    await widget.connected()
    await widget.server.say(id, "agent", "four")
    await expect(widget.messages).to_have_count(4)


async def test_without_sockets_the_line_is_polled(widget: Widget, page_maker: PageMaker) -> None:
    page_maker.allow("WebSocket connection")
    widget.server.no_sockets = True
    id = widget.server.conversation()
    widget.server.add(id, "agent", "one")
    await widget.page.add_init_script("localStorage.setItem('wd.device', 'd')")
    await widget.open()
    await until(lambda: "GET /api/feed/contact" in widget.server.asked)
    await widget.server.say(id, "agent", "two")
    await expect(widget.messages).to_have_count(2)
    await widget.write("I see it")
    await expect(widget.messages.last).to_contain_text("Received")
    assert await widget.page.get_by_text("You are offline").count() == 0


async def test_a_token_that_ended_is_renewed_without_anybody_noticing(
    widget: Widget, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 401")
    id = widget.server.conversation()
    widget.server.add(id, "agent", "one")
    await widget.known(id)
    widget.server.stale = True
    await widget.server.cut()
    await widget.write("still here")
    await expect(widget.messages.last).to_contain_text("Received")
    await widget.connected()
    assert widget.server.proofs[1:] == [{"device_secret": "d", "locale": "en"}]
    assert [sent["text"] for sent in widget.server.sent] == ["still here"]


async def test_a_line_that_outlived_its_token_comes_back_without_anybody_noticing(
    widget: Widget, page_maker: PageMaker
) -> None:
    page_maker.allow("status of (401|503)|WebSocket")
    id = widget.server.conversation()
    widget.server.add(id, "agent", "one")
    await widget.known(id)
    widget.server.stale = widget.server.shut = True  # and no new token can be had at this moment
    await widget.server.cut(4401)
    await until(lambda: widget.server.asked.count("POST /api/widget/session") > 1)
    widget.server.shut = False
    await widget.connected()
    await widget.server.say(id, "agent", "two")
    await expect(widget.messages).to_have_count(2)
    assert await widget.page.get_by_text("You are offline").count() == 0


async def test_a_server_that_goes_away_is_left_alone_for_the_time_it_named(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "one")
    await widget.known(id)
    heard = len(widget.server.heard)
    for send in [*widget.server.sockets]:
        bye = {"t": "bye", "retry_in": [1500, 2000]}
        await send({"type": "websocket.send", "text": json.dumps(bye)})
    widget.server.sockets.clear()
    await widget.page.wait_for_timeout(1000)
    await widget.page.evaluate("dispatchEvent(new Event('online'))")
    await widget.page.wait_for_timeout(200)
    assert "hello" not in [frame["t"] for frame in widget.server.heard[heard:]]
    await widget.connected()


async def test_older_messages_come_on_top_without_a_jump(widget: Widget) -> None:
    id = widget.server.conversation()
    for number in range(260):
        widget.server.add(id, "agent", f"Message {number}\n" + "line\n" * (number % 4))
    await widget.known(id)
    await expect(widget.messages).to_have_count(50)
    for top in (150, 5, 0):
        moved, added = await widget.page.evaluate(PREPEND, [".w-thread", top])
        assert (abs(moved) <= 1, added) == (True, 50), (top, moved, added)


async def test_new_messages_do_not_pull_away_who_reads_older_ones(widget: Widget) -> None:
    id = widget.server.conversation()
    for number in range(50):
        widget.server.add(id, "agent", f"Message {number}")
    await widget.known(id)
    box = widget.page.locator(".w-thread")
    await box.evaluate("box => { box.scrollTop = 400 }")
    await widget.page.wait_for_timeout(100)
    await widget.server.say(id, "agent", "new")
    jump = widget.page.get_by_role("button", name="1 new message")
    await expect(jump).to_be_visible()
    assert await box.evaluate("box => box.scrollTop") == 400
    await jump.click()
    await expect(widget.messages.last).to_be_in_viewport()
    await expect(jump).to_have_count(0)


async def test_a_long_answer_is_shown_from_its_beginning(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "contact", "help")
    await widget.known(id)
    steps = "\n".join(f"{number}. {'Look at it once more. ' * 6}" for number in range(1, 12))
    await widget.server.say(id, "bot", f"First this.\n{steps}")
    handoff = {"what": "handoff", "agent": "", "reason": "risk", "value": ""}
    await widget.server.say(id, "system", kind="event", event=handoff)
    await expect(widget.page.get_by_text("First this.")).to_be_in_viewport()
    await expect(widget.page.get_by_text("11. Look")).not_to_be_in_viewport()
    await widget.write("thanks")
    await expect(widget.messages.last).to_be_in_viewport()


async def test_a_burst_is_drawn_in_a_few_strokes(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "one")
    await widget.known(id)
    await widget.page.evaluate(COUNT_STROKES)
    for number in range(200):
        await widget.server.say(id, "agent", f"Message {number}")
    await expect(widget.messages.last).to_contain_text("Message 199")
    assert await widget.page.evaluate("window.drawn") < 100
    assert await widget.page.evaluate("document.querySelectorAll('*').length") < 5_000


async def test_what_comes_while_a_conversation_is_fetched_hides_nothing(widget: Widget) -> None:
    id = widget.server.conversation()
    for number in range(1, 6):
        widget.server.add(id, "agent", f"message {number}")
    asked, may_answer = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()  # as it stood when it was asked for
        asked.set()
        await may_answer.wait()
        await route.fulfill(response=answer)

    await widget.page.route(f"**/api/conversations/{id}", late)
    coming = asyncio.create_task(widget.known(id))
    await asked.wait()
    await widget.connected()
    await widget.server.say(id, "agent", "message 6")
    await asyncio.sleep(0.5)  # the frame is taken within a tenth of a second
    may_answer.set()
    await coming
    await expect(widget.messages).to_have_count(6)
    await expect(widget.messages.first).to_contain_text("message 1")
