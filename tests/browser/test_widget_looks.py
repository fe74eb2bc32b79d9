"""Every state of the widget in its looks: nothing inaccessible, nothing off the screen, no broken policy."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import SCREENS, Look, PageMaker, axe, looks, picture
from tests.support.fake_server import FakeServer
from tests.support.widget import PHRASE, Widget, ms, waiting

# Not innerWidth: a phone zooms out until everything fits, and then nothing seems too wide.
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll("button, .row, .choice, input[type=radio]")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".sr, p"))
  .map((one) => [one.getBoundingClientRect(), one.textContent.trim() || one.ariaLabel])
  .filter(([box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(([box, words]) => `${words}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
GROUND = "getComputedStyle(document.querySelector('.widget')).backgroundColor"
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 29, 26)"}
FOCUSED = "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
LOOKS = [  # every language, screen and scheme meets every other once
    *looks(("zh-CN",), ("desktop",), ("light",)),
    *looks(("en",), ("desktop",), ("dark",)),
    *looks(("zh-CN",), ("phone",), ("dark",)),
    *looks(("en",), ("phone",), ("light",)),
]


async def assert_well_made(page: Page, name: str, look: Look) -> None:
    await picture(page, f"widget-{name}-{'-'.join(look)}")
    assert await axe(page) == []
    assert await page.evaluate(SIDEWAYS) is False
    assert await page.evaluate(GROUND) == GROUNDS[look.scheme]
    assert await page.evaluate(SMALL_TARGETS) == []
    never = page.locator(".neverline")
    box = await never.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= SCREENS[look.screen][1]


async def shown(fake_server: FakeServer, page_maker: PageMaker, look: Look) -> Widget:
    widget = Widget(await page_maker(look), fake_server)
    return await widget.open(locale=look.locale)


async def with_history(
    fake_server: FakeServer,
    page_maker: PageMaker,
    look: Look,
    **head: Any,  # noqa: ANN401 - any JSON
) -> Widget:
    widget = Widget(await page_maker(look), fake_server)
    id = fake_server.conversation(**head)
    fake_server.add(id, "contact", "转账两个小时了还没到 My transfer has been pending")
    source = {"id": "tx-pending", "title": "A transfer is stuck", "url": "/help/en/tx-pending"}
    fake_server.add(
        id, "bot", "它在等前一笔转账。It waits behind an older one. 0x" + "8f14e45f" * 8, source=source
    )
    assigned = {"what": "assigned", "agent": "Front agent 1", "reason": "", "value": ""}
    fake_server.add(id, "system", "", kind="event", event=assigned)
    fake_server.add(id, "agent", "前面的内容我都看过了。I've read everything above.")
    await widget.page.add_init_script("localStorage.setItem('wd.device', 'd')")
    await widget.open(locale=look.locale)
    return widget


@pytest.mark.parametrize("look", LOOKS)
async def test_the_first_screen(fake_server: FakeServer, page_maker: PageMaker, look: Look) -> None:
    widget = await shown(fake_server, page_maker, look)
    await assert_well_made(widget.page, "home", look)
    await widget.page.locator("[aria-controls=menu]").click()
    await assert_well_made(widget.page, "menu", look)


@pytest.mark.parametrize("look", LOOKS)
async def test_a_stopped_secret(fake_server: FakeServer, page_maker: PageMaker, look: Look) -> None:
    widget = await shown(fake_server, page_maker, look)
    await widget.write(PHRASE)
    await expect(widget.page.get_by_role("alert")).to_be_visible()
    await assert_well_made(widget.page, "stopped", look)


@pytest.mark.parametrize("look", LOOKS)
async def test_the_queue(fake_server: FakeServer, page_maker: PageMaker, look: Look) -> None:
    widget = await with_history(fake_server, page_maker, look, **waiting(ms(600), 6))
    await expect(widget.page.locator(".queue-place")).to_be_visible()
    await assert_well_made(widget.page, "queue", look)


@pytest.mark.parametrize("look", LOOKS)
async def test_a_promise_that_was_not_kept(
    fake_server: FakeServer, page_maker: PageMaker, look: Look
) -> None:
    widget = await with_history(fake_server, page_maker, look, **waiting(ms(-90)))
    await expect(widget.page.locator(".queue-place")).to_be_visible()
    await assert_well_made(widget.page, "late", look)
    await widget.page.locator(".w-head > .btn").first.click()
    await expect(widget.page.locator(".w-row").first).to_be_visible()
    await assert_well_made(widget.page, "late-home", look)


@pytest.mark.parametrize("look", LOOKS)
async def test_back_in_line_and_later_solved(
    fake_server: FakeServer, page_maker: PageMaker, look: Look
) -> None:
    widget = await with_history(fake_server, page_maker, look, **waiting(ms(600)))
    lost = {"what": "requeued", "agent": "", "reason": "agent_offline", "value": ""}
    await expect(widget.page.locator(".queue-place")).to_be_visible()
    await widget.connected()
    await fake_server.say("cnv_1", "system", "", kind="event", event=lost)
    await expect(widget.log.locator("li.msg-system")).to_have_count(3)
    await assert_well_made(widget.page, "back", look)
    text = fake_server.items["cnv_1"][0]["text"]
    await fake_server.set_head("cnv_1", status="resolved", queue=None, last_at=ms(-60), last_text=text)
    await widget.page.locator(".w-head > .btn").first.click()
    await expect(widget.page.locator(".w-body > .choice").first).to_be_visible()
    await assert_well_made(widget.page, "solved-home", look)


@pytest.mark.parametrize("look", LOOKS)
async def test_with_an_agent_and_without_a_network(
    fake_server: FakeServer, page_maker: PageMaker, look: Look
) -> None:
    page_maker.allow("ERR_INTERNET_DISCONNECTED|WebSocket")
    head = {"status": "with_agent", "agent": {"name": "Front agent 1"}}
    widget = await with_history(fake_server, page_maker, look, **head)
    await widget.connected()
    await assert_well_made(widget.page, "agent", look)
    await widget.page.context.set_offline(True)
    await widget.server.cut()
    await widget.write("好的 yes please")
    await expect(widget.page.locator(".banner-wait")).to_be_visible()
    await assert_well_made(widget.page, "offline", look)


@pytest.mark.parametrize("look", LOOKS)
async def test_the_end_and_the_rating(fake_server: FakeServer, page_maker: PageMaker, look: Look) -> None:
    widget = await with_history(fake_server, page_maker, look, status="resolved", survey="asked")
    await widget.page.get_by_role("button", name="I've read everything above.").click()
    await expect(widget.page.locator(".btn-tint")).to_be_visible()
    await assert_well_made(widget.page, "resolved", look)
    await widget.page.locator(".btn-tint").click()
    await expect(widget.page.locator("fieldset").first).to_be_visible()
    await assert_well_made(widget.page, "rating", look)


async def test_a_page_from_right_to_left(fake_server: FakeServer, page_maker: PageMaker) -> None:
    look = Look(locale="en", screen="phone")
    head = {"status": "with_agent", "agent": {"name": "Front agent 1"}}
    widget = await with_history(fake_server, page_maker, look, **head)
    await widget.page.evaluate("document.documentElement.dir = 'rtl'")
    await assert_well_made(widget.page, "rtl", look)
    mine = await widget.messages.first.bounding_box()
    theirs = await widget.messages.last.bounding_box()
    assert mine is not None
    assert theirs is not None
    assert mine["x"] < theirs["x"]


async def test_a_keyboard_reaches_everything_in_reading_order(widget: Widget) -> None:
    await widget.open()
    await widget.page.locator("h1").focus()
    reached: list[str] = []
    for _ in range(9):
        await widget.page.keyboard.press("Tab")
        reached.append(await widget.page.evaluate(FOCUSED))
    urgent = reached.pop(2)
    assert urgent.startswith("Stolen, or phrase leaked?")
    assert reached == [
        "More",
        "Talk to a person",
        "Not arrived",
        "Still pending",
        "Forgot password",
        "Is this really support?",
        "All help articles",
        "Message",
    ]


async def test_escape_closes_the_menu_and_gives_the_focus_back(widget: Widget) -> None:
    await widget.open()
    more = widget.page.get_by_role("button", name="More")
    await more.click()
    await expect(widget.page.locator(".w-menu button").first).to_be_focused()
    await widget.page.keyboard.press("Escape")
    await expect(more).to_be_focused()
    await expect(widget.page.locator(".w-menu")).to_have_count(0)
