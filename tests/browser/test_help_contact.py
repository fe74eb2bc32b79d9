"""The contact page in the reader's own zone: what is promised there is the same moment."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.support.asgi import Json, Receive, Send, listening, send_answer
from tests.support.browser import Look, PageMaker, axe
from tests.support.contact_states import AWAY, OPEN, OUTAGE, PEAK
from tests.support.help_center import Reaching, center_of, public_site
from walletdesk.help_center import Copy, Standing, standing
from walletdesk.platform.http import Assets
from walletdesk.platform.i18n import Locale
from walletdesk.platform.settings import Settings

LOOK = 'document.dispatchEvent(new Event("visibilitychange"))'  # as when the reader comes back to the page


@pytest.mark.parametrize(
    ("locale", "zone", "scripts", "said"),
    [
        (
            "en",
            "Europe/Berlin",
            True,
            ["Mon 23 Nov, 03:00", "Mon 23 Nov, 03:00–14:00", "Central European Time, UTC+1"],
        ),
        (
            "zh-CN",
            "America/New_York",
            True,
            [
                "11 月 22 日（周日）21:00",
                "11 月 22 日（周日）21:00–11 月 23 日（周一）08:00",
                "北美东部时间，UTC-5",
            ],
        ),
        (
            "en",
            "Europe/Berlin",
            False,
            ["Mon 23 Nov, 10:00 (Beijing time)", "Mon 23 Nov, 10:00–21:00", "zone of our people"],
        ),
    ],
    ids=["Berlin", "New York", "no scripts"],
)
async def test_times_are_in_the_zone_of_the_reader_where_it_is_known(
    page_maker: PageMaker, locale: str, zone: str, scripts: bool, said: list[str]
) -> None:
    async with public_site(Reaching(AWAY)) as home:
        context = await page_maker.browser.new_context(
            java_script_enabled=scripts,
            locale=locale,
            timezone_id=zone,
            viewport={"width": 390, "height": 844},
        )
        page_maker.contexts.append(context)
        page = await context.new_page()
        await page.goto(f"{home}/contact?locale={locale}")
        await page.locator("details summary").click()
        opens, first, where = said
        await expect(page.locator("#way-conversation time").first).to_have_text(opens)
        await expect(page.locator(".stretch").first).to_have_text(first)
        await expect(page.locator(".zone")).to_contain_text(where)


async def test_the_contact_page_through_a_day(page_maker: PageMaker) -> None:
    """Open, a peak, nobody there, an outage: the figures change in the page that stands open."""
    reaching = Reaching(OPEN)
    page = await page_maker()
    best = page.locator(".best")
    async with public_site(reaching) as home:
        await page.goto(f"{home}/contact?locale=zh-CN")
        for reach, heading, reason in (
            (OPEN, "在这里写，客服接入", "现在有客服空着。"),
            (PEAK, "留言", "现在排队约 12–20 分钟，算久的。这种方式不用守着等。"),
            (AWAY, "留言", "现在没有客服值班。这种方式不用守着等。"),
            (OUTAGE, "给我们发邮件", "在线会话现在用不了，这种方式可以用。"),
        ):
            reaching.reach = reach
            await page.evaluate(LOOK)
            await expect(best.locator(".why")).to_have_text(reason)
            await expect(best.get_by_role("heading")).to_have_text(heading)
            assert await axe(page) == []
        await expect(page.locator(".stale")).to_be_hidden()
        await page.route("**/contact*", lambda route: route.abort())
        page_maker.allow("net::ERR_FAILED")
        await page.evaluate(LOOK)
        await expect(page.locator(".stale")).to_be_visible()
        await expect(best.get_by_role("heading")).to_have_text("给我们发邮件")


async def test_a_copy_stands_without_us_and_takes_live_figures_where_it_can(page_maker: PageMaker) -> None:
    """Served by a host of others. Without our server it says what it cannot know; too old, that it is."""
    page = await page_maker(Look("en", "phone"))
    async with public_site(Reaching(PEAK)) as home:
        now = datetime.now(UTC)
        center = await center_of(Reaching(PEAK), Settings(public_url=home))
        copies: dict[Locale, Copy] = {
            "en": Copy(at=now, until=now + timedelta(minutes=5), around_the_clock=True)
        }
        async with listening(host_of(standing(center, Assets(), copies))) as port:
            await page.goto(f"http://127.0.0.1:{port}/en.html")
            await walk_over_the_copy(page_maker, page, home)


async def walk_over_the_copy(page_maker: PageMaker, page: Page, home: str) -> None:
    await expect(page.locator(".best .why")).to_contain_text("about 12–20 min")
    for link in await page.locator("#now a").all():
        assert str(await link.get_attribute("href")).startswith(f"{home}/")
    assert await axe(page) == []

    await page.route("**/contact*", lambda route: route.abort())
    page_maker.allow("net::ERR_FAILED")
    await page.evaluate(LOOK)
    cannot = page.get_by_text("How long it takes right now can't be told on this page.")
    await expect(cannot).to_be_visible()
    await expect(page.locator(".over")).to_be_hidden()
    await page.get_by_text("Stolen, or phrase leaked?").click()
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert await axe(page) == []
    await page.evaluate("document.querySelector('.over').dataset.until = '2026-01-01T00:00:00Z'")
    await page.evaluate(LOOK)
    await expect(page.locator(".over")).to_be_visible()
    await page.unroute("**/contact*")
    await page.evaluate(LOOK)
    await expect(cannot).to_be_hidden()


def host_of(copy: Standing) -> Any:  # noqa: ANN401 - any ASGI application
    async def app(scope: Json, _receive: Receive, send: Send) -> None:
        await send_answer(send, 200, copy.files[scope["path"][1:]], "text/html")

    return app
