"""The contact page in the reader's own zone: what is promised there is the same moment."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.support.browser import PageMaker, axe
from tests.support.help_center import NOW, SOON, Reaching, public_site, reach_of
from walletdesk.help_center.reaching import Kind, Opening, Quiet, Reach, Way
from walletdesk.routing.waits import Basis, Told

AWAY = replace(
    reach_of(
        open=False,
        next_open=SOON,
        by=SOON + timedelta(minutes=15),
        message_by=SOON + timedelta(hours=2),
    ),
    openings=(
        Opening(SOON, SOON + timedelta(hours=11)),
        Opening(SOON + timedelta(hours=24), SOON + timedelta(hours=37)),
    ),
)
LONG = Told(low=12, high=20, expected=960.0, basis=Basis(minutes=60, recent=14, usual=0))
PEAK = replace(
    reach_of(wait=LONG, line=5, message_by=SOON),
    quiet=(Quiet(SOON, minutes=0, joined=31),),
    told=200,
    held=159,
)
MAIL = Way(kind=Kind.MAIL, to="help@samplewallet.example")
OUTAGE = Reach(at=NOW, ways=(*(replace(way, disturbed=True) for way in reach_of().ways), MAIL), lost=True)
OPEN = reach_of(room=True, line=0, by=SOON, message_by=SOON)
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
