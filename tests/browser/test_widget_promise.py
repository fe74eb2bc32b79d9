"""What the widget says of a wait: the place, the promised time, and that we are late once it has passed."""

import time

from playwright.async_api import Route, expect

from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer
from tests.support.widget import Widget, ms, waiting

LONG = "\n".join(
    f"{step}. Do this step first, and look whether it worked before the next." for step in range(1, 40)
)
LATE = "are late."
WHERE = "document.querySelector('.w-line').getBoundingClientRect().toJSON()"
THREAD = "document.querySelector('.w-thread').getBoundingClientRect().toJSON()"


async def in_line(widget: Widget, by: int | None) -> str:
    id = widget.server.conversation(**waiting(by))
    widget.server.add(id, "contact", "My coins are gone")
    await widget.known(id)
    return id


async def test_a_promised_time_that_passes_is_no_promise_any_more(widget: Widget) -> None:
    await in_line(widget, ms(3))
    card, board = widget.page.locator(".w-line"), widget.page.locator(".w-head")
    await expect(card).to_contain_text("A person answers by")
    await expect(board).to_contain_text("Number 1 · by")
    await expect(card).to_contain_text(LATE)
    await expect(card).to_contain_text("You are number 1 and keep your place.")
    await expect(card).to_contain_text("We cannot tell how long right now.")
    await expect(card).not_to_contain_text("A person answers by")
    await expect(board).to_contain_text("Number 1 · late, we said")


async def test_a_new_promise_ends_being_late(widget: Widget) -> None:
    id = await in_line(widget, ms(-60))
    await expect(widget.page.locator(".w-line")).to_contain_text(LATE)
    await widget.server.set_head(id, **waiting(ms(600)))
    await expect(widget.page.locator(".w-line")).to_contain_text("A person answers by")


async def test_the_first_screen_says_where_one_stands_and_promises_nothing_that_passed(
    widget: Widget,
) -> None:
    widget.server.config["promise"] = {"by": ms(-60), "open": True, "next_open": None}
    await in_line(widget, ms(-60))
    await widget.page.get_by_role("button", name="Back").click()
    await expect(widget.page.locator(".w-row").first).to_contain_text("Number 1 · late, we said")
    await expect(widget.page.locator(".w-head")).to_contain_text("We cannot tell how long right now.")


async def test_the_time_is_the_servers_where_a_device_has_another(widget: Widget) -> None:
    async def an_hour_ago(route: Route) -> None:
        answer = await route.fetch()
        date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() - 3600))
        await route.fulfill(response=answer, headers={**answer.headers, "date": date})

    await widget.page.route("**/api/**", an_hour_ago)
    await in_line(widget, ms(-60))
    await expect(widget.page.locator(".w-line")).to_contain_text("A person answers by")


async def test_whoever_asks_for_a_person_sees_the_place_in_line(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    widget = Widget(await page_maker(Look(locale="en", screen="phone")), fake_server)
    id = fake_server.conversation()
    fake_server.add(id, "contact", "My coins are gone")
    fake_server.add(id, "bot", LONG)
    await widget.known(id)
    await widget.page.locator(".w-thread").evaluate("(thread) => thread.scrollTo(0, 0)")
    await widget.page.get_by_role("button", name="Talk to a person").click()
    await expect(widget.page.locator(".w-head")).to_contain_text("Number 6 · time not known yet")
    await fake_server.say(id, "bot", LONG)
    await expect(widget.messages).to_have_count(3)
    card, thread = await widget.page.evaluate(f"[{WHERE}, {THREAD}]")
    assert thread["top"] <= card["top"]
    assert card["bottom"] <= thread["bottom"]
    await expect(widget.page.locator(".w-jump")).to_have_count(0)


async def test_whoever_was_called_a_person_reads_the_first_steps_under_place_and_time(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    widget = Widget(await page_maker(Look(locale="en", screen="phone")), fake_server)
    id = fake_server.conversation()
    fake_server.add(id, "contact", "My coins are being taken")
    await widget.known(id)
    await fake_server.say(id, "bot", LONG)
    await fake_server.set_head(id, **waiting(ms(600)))
    await expect(widget.page.locator(".w-head")).to_contain_text("Number 1 · by")
    first = widget.messages.last.get_by_text("1. Do this step first").first
    await expect(first).to_be_in_viewport()
