"""Walks through hours, waits and promises: the contact page in each state, a call, what leads look at."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import httpx
from playwright.async_api import Page, expect

from tests.support.browser import Look
from tests.support.contact_states import AWAY, OUTAGE, PEAK
from tests.support.help_center import SIGNED, Reaching, center_of, public_site
from tests.support.journey import say
from walletdesk.app.demo import ACCOUNTS
from walletdesk.app.life.rush import rush
from walletdesk.help_center import Copy, standing
from walletdesk.help_center.reaching import hours_of
from walletdesk.hours import DEFAULT_CALENDAR, Calendar, Timetable, WeeklySpan
from walletdesk.kernel.ids import new_id
from walletdesk.platform.http import Assets
from walletdesk.platform.settings import Settings

Stops = AsyncIterator[str]
STATES = {"peak": PEAK, "closed": AWAY, "outage": OUTAGE}
WEEKDAYS = tuple(WeeklySpan(day, 9 * 60, 21 * 60) for day in range(5))
NUMBER = "+86 138 0013 8000"
MINUTES, SCALE, IN_LINE = 1.0, 0.6, 16  # of a promotion, and from how many on it is looked at
FULL = """(least) => [...document.querySelectorAll(".figures .basis")]
  .some((one) => Number(/(\\d+) in line/.exec(one.textContent)?.[1]) >= least)"""
GROW = """() => {
  const board = document.querySelector("wd-board");
  const more = Math.max(0, board.scrollHeight - board.clientHeight);
  document.querySelector("wd-workspace").style.blockSize = `${innerHeight + more}px`;
}"""


class Place(Protocol):
    @property
    def url(self) -> str: ...


async def contact(page: Page, place: Place, look: Look) -> Stops:
    """In the states that a demonstration has none of, and as a copy while the server is down."""
    reaching = Reaching()
    async with public_site(reaching) as home:
        for name, state in STATES.items():
            reaching.reach = state
            await page.goto(f"{home}/contact?locale={look.locale}")
            await expect(page.locator("#now")).to_be_visible()
            yield name
    with tempfile.TemporaryDirectory() as folder:
        for name, body in (await _copy()).items():
            (Path(folder) / name).write_bytes(body)
        await page.goto(f"file://{folder}/{look.locale}.html")
        yield "copy"


async def _copy() -> dict[str, bytes]:
    now = datetime.now(UTC)
    calendar = Calendar(id=DEFAULT_CALENDAR, name="Support", zone="Asia/Shanghai", week=WEEKDAYS)
    hours = hours_of(Timetable(calendar), now, days=7)
    one = Copy(
        at=now,
        until=now + timedelta(hours=24),
        hours=hours,
        mail="help@samplewallet.example",
        channels=SIGNED,
    )
    center = await center_of(Reaching(), Settings())
    return dict(standing(center, Assets(), {"zh-CN": one, "en": one}).files)


async def callback(page: Page, place: Place, look: Look) -> Stops:
    """Booked about a conversation, and as it then stands on the contact's own page."""
    async with httpx.AsyncClient(base_url=place.url) as http:
        opened = (await http.post("/api/widget/session", json={"locale": look.locale})).json()
        own = {"authorization": f"Bearer {opened['token']}"}
        begun = {"client_id": new_id("cid"), "text": "?", "inbox": "inb_webchat", "locale": look.locale}
        head = (await http.post("/api/conversations", headers=own, json=begun)).json()["head"]
        kept = (await http.post("/portal/session", headers=own)).headers["set-cookie"].partition(";")[0]
    name, _, value = kept.partition("=")
    safe = place.url.replace("http:", "https:")
    await page.context.add_cookies([{"name": name, "value": value, "url": safe, "secure": True}])
    await page.goto(f"/portal/{head['id']}/callback?locale={look.locale}")
    await page.locator("#slot").select_option(index=2)
    await page.locator("#number").fill(NUMBER)
    yield "form"
    await page.locator("main form button").first.click()
    await expect(page.locator(".callback .chip")).to_be_visible()
    yield "booked"


async def leads(page: Page, place: Place, look: Look) -> Stops:
    await _sign_in(page, look)
    for name in ("staffing", "surveys", "reports"):
        await page.goto(f"/workspace/{name}")
        await expect(page.locator("main h2, main h1").first).to_be_visible()
        await page.wait_for_timeout(1_500)  # figures come after the page
        yield name


async def peak(page: Page, place: Place, look: Look) -> Stops:
    """A promotion is played against the demonstration while the lead looks at the board."""
    played = asyncio.create_task(rush(place.url, minutes=MINUTES, seed=1, scale=SCALE, contacts=0, lang="en"))
    try:
        await _sign_in(page, look)
        await page.evaluate("location.hash = 'board'")
        await page.wait_for_function(FULL, arg=IN_LINE, timeout=90_000)
        await page.evaluate(GROW)
        yield "board"
    finally:
        with suppress(asyncio.CancelledError):
            await played


async def _sign_in(page: Page, look: Look) -> None:
    account = next(one for one in ACCOUNTS if one.login == "lead")
    await page.goto("/workspace")
    await page.get_by_label(say("workspace", look.locale, "Sign-in name")).fill(account.login)
    await page.get_by_label(say("workspace", look.locale, "Password"), exact=True).fill(account.password)
    await page.keyboard.press("Enter")
    await expect(page.locator("#availability")).to_be_visible()
