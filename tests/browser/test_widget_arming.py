"""The shield comes after the field: what is typed meanwhile waits in the field, unsent and unkept."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer
from tests.support.until import until
from tests.support.widget import PHRASE, Widget


@pytest.fixture
async def arming(widget: Widget) -> asyncio.Event:
    """Set when the shield may come."""
    may_come = asyncio.Event()

    async def serve(route: Route) -> None:
        await may_come.wait()
        await route.continue_()

    await widget.page.route("**/*shield*", serve)
    return may_come


async def test_a_message_waits_for_the_shield_in_its_field(widget: Widget, arming: asyncio.Event) -> None:
    await widget.open()
    await widget.field.fill("My transfer is pending")
    await widget.field.press("Enter")
    await widget.field.press("Enter")
    await expect(widget.field).to_have_value("My transfer is pending")
    assert widget.server.sent == []
    assert "wd.outbox" not in await widget.kept_in_browser()
    arming.set()
    await expect(widget.messages).to_have_count(1)
    await until(lambda: bool(widget.server.sent))  # it stands in the thread before it has arrived
    assert [sent["text"] for sent in widget.server.sent] == ["My transfer is pending"]


async def test_a_phrase_typed_before_the_shield_came_is_stopped_as_it_stands(
    widget: Widget, arming: asyncio.Event
) -> None:
    await widget.open()
    await widget.field.fill(PHRASE)
    arming.set()
    await expect(widget.page.get_by_role("alert")).to_contain_text("recovery phrase")
    await expect(widget.field).to_have_value("")
    assert widget.server.sent == []
    assert "wd.outbox" not in await widget.kept_in_browser()


async def test_a_phrase_sent_before_the_shield_came_is_stopped(widget: Widget, arming: asyncio.Event) -> None:
    await widget.open()
    await widget.field.fill(PHRASE)
    await widget.field.press("Enter")
    arming.set()
    await expect(widget.page.get_by_role("alert")).to_contain_text("recovery phrase")
    await expect(widget.field).to_have_value("")
    assert widget.server.sent == []
    assert "wd.outbox" not in await widget.kept_in_browser()


async def test_without_the_shield_nothing_goes_and_the_words_stay(
    widget: Widget, page_maker: PageMaker
) -> None:
    page_maker.allow("ERR_FAILED")
    await widget.page.route("**/*shield*", lambda route: route.abort())
    await widget.open()
    await widget.field.fill("My transfer is pending")
    await widget.field.press("Enter")
    await expect(widget.page.get_by_role("alert")).to_contain_text("no connection")
    await expect(widget.field).to_have_value("My transfer is pending")
    assert widget.server.sent == []
    assert "wd.outbox" not in await widget.kept_in_browser()
    await widget.page.unroute_all()
    await widget.field.press("Enter")
    await expect(widget.messages).to_have_count(1)
    await until(lambda: bool(widget.server.sent))  # it stands in the thread before it has arrived
    assert [sent["text"] for sent in widget.server.sent] == ["My transfer is pending"]


@pytest.mark.parametrize("look", [Look(locale="en"), Look(locale="zh-CN", screen="phone", scheme="dark")])
async def test_the_first_screen_looks_the_same_before_the_rest_comes(
    fake_server: FakeServer, page_maker: PageMaker, look: Look
) -> None:
    page_maker.allow("ERR_FAILED")
    shots: list[bytes] = []
    for rest in (True, False):
        widget = Widget(await page_maker(look), fake_server)
        async with widget.page.expect_event(
            "requestfinished" if rest else "requestfailed", lambda request: "later.css" in request.url
        ):
            if not rest:
                await widget.page.route("**/later.css", lambda route: route.abort())
            await widget.open(locale=look.locale)
        await widget.page.locator(".w-row").first.wait_for()
        await widget.page.wait_for_function("document.querySelectorAll('.sprite').length")
        shots.append(await widget.page.screenshot(animations="disabled"))
    assert shots[0] == shots[1]
