"""The contact page in the reader's own zone: what is promised there is the same moment."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.support.browser import PageMaker, axe
from tests.support.help_center import SOON, Reaching, public_site
from walletdesk.help_center import Opening, Reach

AWAY = Reach(
    open=False,
    next_open=SOON,
    answer_by=SOON + timedelta(minutes=15),
    message_by=SOON + timedelta(hours=2),
    openings=(
        Opening(SOON, SOON + timedelta(hours=11)),
        Opening(SOON + timedelta(hours=24), SOON + timedelta(hours=37)),
    ),
)


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
        await expect(page.locator(".channel time").first).to_have_text(opens)
        await expect(page.locator(".stretch").first).to_have_text(first)
        await expect(page.locator(".zone")).to_contain_text(where)


async def test_every_state_of_the_contact_page_is_at_ease(page_maker: PageMaker) -> None:
    page = await page_maker()
    for reach in (
        AWAY,
        Reach(open=True, waiting=7),
        Reach(open=True, waiting=0, answer_by=SOON, message_by=SOON),
    ):
        async with public_site(Reaching(reach)) as home:
            await page.goto(f"{home}/contact?locale=zh-CN")
            assert await axe(page) == []
