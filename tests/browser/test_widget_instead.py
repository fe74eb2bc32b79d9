"""Instead of waiting: what is offered, and what was done stays in sight."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from tests.browser.test_widget_looks import LOOKS, assert_well_made
from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer
from tests.support.widget import PHRASE, Widget, ms, waiting


def tried(*, better: bool = True, by: float = 3_000) -> dict[str, Any]:
    head = waiting(ms(by), 6)
    return {**head, "promise": {**head["promise"], "better": better}}


async def in_line(widget: Widget, **head: Any) -> Widget:  # noqa: ANN401 - any JSON
    id = widget.server.conversation(**head)
    widget.server.add(id, "contact", "My transfer has not arrived")
    return await widget.known(id)


async def test_ways_are_offered_only_when_they_may_be_better(widget: Widget) -> None:
    await in_line(widget, **tried(better=False))
    await expect(widget.page.get_by_text("You are number 6 in line.")).to_be_visible()
    leave = widget.page.get_by_role("button", name="Leave a message")
    await expect(leave).to_have_count(0)
    await widget.server.set_head("cnv_1", **tried())
    await expect(leave).to_be_visible()
    await expect(widget.page.get_by_role("button", name="Answer by e-mail too")).to_be_visible()
    await expect(widget.page.get_by_role("button", name="Ask for a callback")).to_be_visible()


async def test_a_promise_that_was_not_kept_brings_the_ways_by_itself(widget: Widget) -> None:
    await in_line(widget, **tried(better=False, by=1.5))
    await expect(widget.page.get_by_role("button", name="Leave a message")).to_be_visible()


async def test_only_what_is_configured_is_offered(widget: Widget) -> None:
    widget.server.config["instead"] = ["message"]
    await in_line(widget, **tried())
    await expect(widget.page.get_by_role("button", name="Leave a message")).to_be_visible()
    await expect(widget.page.locator(".option")).to_have_count(1)


async def test_a_message_left_says_its_number_and_keeps_the_place(widget: Widget) -> None:
    await in_line(widget, **tried())
    await widget.page.get_by_role("button", name="Leave a message").click()
    await expect(widget.page.get_by_text("Your message is kept under WD-10001.")).to_be_visible()
    await expect(widget.page.get_by_text("You are number 6 in line.")).to_be_visible()
    assert "POST /api/conversations/cnv_1/leave-message" in widget.server.asked


async def test_a_mailbox_is_asked_for_and_confirmed_by_a_link(widget: Widget) -> None:
    await in_line(widget, **tried())
    await widget.page.get_by_role("button", name="Answer by e-mail too").click()
    await widget.page.get_by_label("Your e-mail address").fill("someone@mail.example")
    await widget.page.locator("wd-form").get_by_role("button", name="Answer by e-mail too").click()
    await expect(widget.page.get_by_text("A link is on its way to your mailbox.")).to_be_visible()
    assert widget.server.wishes == [{"email": "someone@mail.example"}]


async def test_a_callback_is_asked_for_with_where_when_and_the_language(widget: Widget) -> None:
    await in_line(widget, **tried())
    await widget.page.get_by_role("button", name="Ask for a callback").click()
    await widget.page.get_by_label("Phone number or handle").fill("+1 555 0100")
    await widget.page.get_by_label("Day").fill("2036-05-04")
    await widget.page.get_by_text("12:00–18:00").click()
    await widget.page.get_by_text("中文").click()
    await widget.page.locator("wd-form").get_by_role("button", name="Ask for a callback").click()
    told = widget.page.get_by_role("status").filter(has_text="You asked to be called")
    await expect(told).to_contain_text("You asked to be called Sun 4 May, 12:00–18:00.")
    await expect(widget.page.get_by_text("no time is promised")).to_be_visible()
    [wish] = widget.server.wishes
    assert (wish["reach"], wish["locale"]) == ("+1 555 0100", "zh-CN")
    assert wish["until"] - wish["after"] == 6 * 3_600_000


def where_it_is(hour: int) -> str:
    """A time zone in which it is this hour now."""
    east = (hour - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-east:+d}"


@pytest.mark.parametrize(
    ("hour", "today", "left"),
    [(6, True, ["08:00–12:00", "12:00–18:00", "18:00–22:00"]), (19, True, ["18:00–22:00"]), (22, False, [])],
)
async def test_a_time_that_is_over_cannot_be_asked_for(
    fake_server: FakeServer, page_maker: PageMaker, hour: int, left: list[str], *, today: bool
) -> None:
    widget = Widget(await page_maker(Look("en"), zone=where_it_is(hour)), fake_server)
    await in_line(widget, **tried())
    await widget.page.get_by_role("button", name="Ask for a callback").click()
    day, times = widget.page.get_by_label("Day"), widget.page.get_by_role("group", name="Time, where you are")
    local = datetime.now(ZoneInfo(where_it_is(hour))).date()
    first = local if today else local + timedelta(days=1)
    assert (await day.input_value(), await day.get_attribute("min")) == (f"{first}", f"{first}")
    every = ["08:00–12:00", "12:00–18:00", "18:00–22:00"]
    await expect(times.locator("label")).to_have_text([f"{each}" for each in left or every])
    await day.fill(f"{first + timedelta(days=1)}")
    await expect(times.locator("label")).to_have_text(every)


async def test_a_secret_in_place_of_a_number_is_stopped(widget: Widget) -> None:
    await in_line(widget, **tried())
    await widget.page.get_by_role("button", name="Ask for a callback").click()
    await widget.page.get_by_label("Phone number or handle").fill(PHRASE)
    await expect(widget.page.get_by_role("alert")).to_contain_text("It was stopped: not sent, not kept")
    assert widget.server.wishes == []


@pytest.mark.parametrize("look", LOOKS)
async def test_the_ways_in_every_look(fake_server: FakeServer, page_maker: PageMaker, look: Look) -> None:
    widget = Widget(await page_maker(look), fake_server)
    id = fake_server.conversation(**tried())
    fake_server.add(id, "contact", "转账没到账 My transfer has not arrived")
    await widget.page.add_init_script("localStorage.setItem('wd.device', 'd')")
    await widget.open(locale=look.locale)
    await expect(widget.page.locator(".option")).to_have_count(3)
    await assert_well_made(widget.page, "instead", look)
    await widget.page.locator(".option").last.click()
    await expect(widget.page.locator("wd-form")).to_be_visible()
    await assert_well_made(widget.page, "callback", look)
