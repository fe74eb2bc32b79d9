"""The help button on a wallet's own page, a friendly and a hostile one."""

import json

from playwright.async_api import Frame, Page, expect

from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer
from tests.support.widget import until

CORNER = """() => {
  const box = document.querySelector("wd-launcher").getBoundingClientRect();
  return [box.x, box.y, box.width, box.height];
}"""
SEEN = """document.querySelector("wd-launcher")
  .checkVisibility({ opacityProperty: true, visibilityProperty: true })"""
FORGED = """() => {
  for (const wd of ["open", "unread"]) postMessage({ wd, count: 99 }, "*");
}"""


async def corner(page: Page) -> tuple[float, float, float, float]:
    """Where the button is. Its shadow root is closed: a test finds it as a person does, by its place."""
    await page.locator("wd-launcher").wait_for(state="attached")
    x, y, width, height = await page.evaluate(CORNER)
    return x, y, width, height


async def press(page: Page) -> None:
    x, y, width, height = await corner(page)
    await page.mouse.click(x + width / 2, y + height - 24)


def frames(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if "/w?" in frame.url]


async def widget_of(page: Page) -> Frame:
    await until(lambda: bool(frames(page)))
    await expect(frames(page)[0].locator("wd-composer textarea")).to_be_attached()
    return frames(page)[0]


async def opened(page: Page) -> Frame:
    await press(page)
    return await widget_of(page)


async def test_nothing_of_ours_loads_until_somebody_asks(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    page = await page_maker()
    await page.goto(f"{fake_server.origin}/demo/wallet")
    await corner(page)
    assert frames(page) == []
    assert fake_server.asked == []


async def test_the_button_opens_the_widget_with_the_focus_inside(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    page = await page_maker()
    await page.goto(f"{fake_server.origin}/demo/wallet")
    inside = await opened(page)
    await expect(inside.locator("wd-composer textarea")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(inside.locator("wd-composer textarea")).not_to_be_visible()


async def test_it_stays_open_on_the_next_page_of_the_same_tab(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    page = await page_maker()
    await page.goto(f"{fake_server.origin}/demo/wallet")
    await opened(page)
    await page.reload()
    inside = await widget_of(page)
    await expect(inside.locator("wd-composer textarea")).to_be_visible()


async def test_unread_messages_are_counted_on_the_closed_button(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    id = fake_server.conversation()
    fake_server.add(id, "agent", "Hello")
    stranger, page = await page_maker(), await page_maker()
    await stranger.goto(f"{fake_server.origin}/demo/wallet")
    bare = (await corner(stranger))[2]
    await page.add_init_script("localStorage.setItem('wd.device', 'd'); sessionStorage.walletdesk = 'shut'")
    await page.goto(f"{fake_server.origin}/demo/wallet")
    await page.wait_for_function(f"({CORNER})()[2] > {bare}")  # the number makes the button wider
    assert fake_server.heads[id]["unread"] == 1


async def test_the_button_survives_a_hostile_page(fake_server: FakeServer, page_maker: PageMaker) -> None:
    page = await page_maker(Look(locale="en"))
    await page.goto(f"http://localhost:{fake_server.port}/hostile")
    x, y, width, height = await corner(page)
    assert (width < 160, height) == (True, 48)
    assert (round(x + width), round(y + height)) == (1260, 780)
    assert await page.evaluate(SEEN) is True
    inside = await opened(page)
    field = inside.locator("wd-composer textarea")
    await field.fill("Nobody but support reads this")
    await field.press("Enter")
    await expect(inside.get_by_role("log")).to_contain_text("Received")
    box = await corner(page)
    assert box[2:] == (384, 700)
    assert await page.evaluate("spied") == []
    assert json.dumps(fake_server.sent).count("Nobody but support reads this") == 1


async def test_a_page_needs_to_allow_our_script_and_our_frame_alone(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    page_maker.allow("favicon")  # the page's own picture, by its own policy
    page = await page_maker(Look(locale="en"))
    await page.goto(f"http://localhost:{fake_server.port}/strict")
    inside = await opened(page)
    await inside.locator("wd-composer textarea").fill("hello")
    await page.keyboard.press("Enter")
    await expect(inside.get_by_role("log")).to_contain_text("Received")


async def test_the_focus_goes_back_to_the_button_on_closing(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    page = await page_maker()
    await page.goto(f"{fake_server.origin}/demo/wallet")
    inside = await opened(page)
    await expect(inside.locator("wd-composer textarea")).to_be_focused()
    await page.keyboard.press("Escape")
    await page.wait_for_function("document.activeElement.localName === 'wd-launcher'")
    await page.keyboard.press("Enter")  # the button, and nothing else in there, takes the key
    await expect(inside.locator("wd-composer textarea")).to_be_focused()


async def test_the_page_around_cannot_pretend_to_be_the_widget(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    page = await page_maker()
    await page.goto(f"{fake_server.origin}/demo/wallet")
    before = await corner(page)
    await page.evaluate(FORGED)
    await page.wait_for_timeout(100)
    assert await corner(page) == before
    assert frames(page) == []


async def test_the_wallet_hands_over_who_somebody_is(fake_server: FakeServer, page_maker: PageMaker) -> None:
    page = await page_maker()
    await page.goto(f"{fake_server.origin}/demo/wallet")
    await corner(page)
    await page.evaluate("Walletdesk.identify('signed.by.wallet')")
    await opened(page)
    await until(lambda: len(fake_server.proofs) > 0)
    assert fake_server.proofs == [{"identity_token": "signed.by.wallet", "locale": "zh-CN"}]


async def test_on_a_phone_it_fills_the_screen(fake_server: FakeServer, page_maker: PageMaker) -> None:
    page = await page_maker(Look(screen="phone"))
    await page.goto(f"{fake_server.origin}/demo/wallet")
    inside = await opened(page)
    await expect(inside.locator("wd-composer textarea")).to_be_visible()
    assert await inside.evaluate("[innerWidth, innerHeight]") == [390, 844]


async def test_a_widget_that_does_not_load_can_be_closed(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    page_maker.allow("ERR_FAILED|chrome-error|postMessage")
    page = await page_maker(Look(screen="phone"))
    await page.route("**/w?*", lambda route: route.abort())
    await page.goto(f"{fake_server.origin}/demo/wallet")
    await press(page)
    await page.wait_for_timeout(300)
    covered = "document.elementFromPoint(195, 300).localName"
    assert await page.evaluate(covered) == "wd-launcher"
    await press(page)
    assert await page.evaluate(covered) != "wd-launcher"
