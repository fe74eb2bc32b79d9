"""A fresh installation: the printed link, the first administrator, the steps to a first conversation."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker, axe, looks
from tests.support.journey import TOO_WIDE, say
from tests.support.over_http import waits
from tests.support.served import PASSWORD, Served

pytestmark = [pytest.mark.slow]

OTHER = "nine loud geese before dawn"


@pytest.fixture
async def fresh(place: Served) -> Served:
    """Tables and nobody."""
    await place.prepare(agents=())
    await place.start()
    return place


def link(place: Served) -> str:
    found = re.search(r"http://\S+/setup\?t=\S+", place.printed())
    assert found is not None
    return found[0]


async def is_fine(page: Page) -> None:
    assert await page.evaluate(TOO_WIDE) <= 0
    assert await axe(page) == []


async def becomes_administrator(page: Page, address: str, look: Look) -> None:
    await page.goto(address)
    await page.locator("#login").fill("root")
    await page.locator("#name").fill("Admin 1")
    await page.locator("#password").fill(PASSWORD)
    await page.locator("#again").fill(PASSWORD + "x")
    await page.locator("button").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.locator("#name")).to_have_value("Admin 1")
    await is_fine(page)
    await page.locator("#password").fill(PASSWORD)
    await page.locator("#again").fill(PASSWORD)
    await page.locator("button").click()
    await page.locator("a.btn").click()
    await page.get_by_label(say("workspace", look.locale, "Sign-in name")).fill("root")
    await page.get_by_label(say("workspace", look.locale, "Password"), exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")


Says = Callable[..., str]


async def sets_the_hours(page: Page, says: Says) -> None:
    """With a change that is nearly left behind, and a country that does not exist."""
    hours = page.get_by_role("form", name=says("Service hours"))
    await hours.get_by_role("button", name=says("Add a date")).click()
    await hours.locator("input[type=date]").fill("2026-12-31")
    await page.locator('.settings-nav a[href="/workspace/settings/profile"]').click()
    await expect(page.get_by_role("dialog", name=says("Leave without saving?"))).to_be_visible()
    await page.get_by_role("button", name=says("Stay here")).click()
    await expect(hours.locator("input[type=date]")).to_have_value("2026-12-31")
    country = hours.get_by_label(says("Public holidays (country)"))
    await country.fill("xx")
    await hours.get_by_role("button", name=says("Save the hours")).click()
    await expect(country).to_have_attribute("aria-invalid", "true")
    await expect(country).to_be_focused()
    await country.fill("CN")
    await hours.get_by_role("button", name=says("Save the hours")).click()
    await expect(hours.get_by_text(says("Saved"), exact=True)).to_be_visible()
    await is_fine(page)


async def invites(page: Page, says: Says) -> str:
    """The link that is shown once."""
    await page.get_by_role("button", name=says("Invite a colleague")).click()
    form = page.get_by_role("form", name=says("Invite a colleague"))
    await form.get_by_label(says("Sign-in name")).fill("agent 1")
    await form.get_by_label(says("Name that contacts may see")).fill("Front agent 1")
    await page.get_by_role("button", name=says("Change: {name}", name="Admin 1")).click()
    await page.get_by_role("button", name=says("Stay here")).click()  # what was typed is not lost
    await form.get_by_role("button", name=says("Make the invitation")).click()
    await expect(form.get_by_label(says("Sign-in name"))).to_have_attribute("aria-invalid", "true")
    await form.get_by_label(says("Sign-in name")).fill("agent1")
    await form.get_by_role("button", name=says("Make the invitation")).click()
    invitation = await page.locator(".code-line").inner_text()
    await is_fine(page)
    return invitation


async def sets_a_password(page: Page, invitation: str) -> None:
    await page.goto(invitation)
    await page.locator("#password").fill(OTHER)
    await page.locator("#again").fill(OTHER)
    await page.locator("button").click()
    await expect(page.locator('a[href="/workspace"]')).to_be_visible()


async def writes_as_a_contact(page: Page, says: Says) -> None:
    async with page.context.expect_page() as coming:
        await page.get_by_role("link", name=says("Write as a contact")).click()
    widget = await coming.value
    await widget.locator("wd-composer textarea").fill("hello")
    await widget.locator("wd-composer textarea").press("Enter")
    await expect(widget.locator("li.msg-bot").first).to_be_visible()


async def signs_in_too(other: Page) -> None:
    await other.goto("/workspace")
    await other.get_by_label("Sign-in name").fill("root")
    await other.get_by_label("Password", exact=True).fill(PASSWORD)
    await other.keyboard.press("Enter")
    await expect(other.locator("#availability")).to_be_visible()


async def is_told_of_who_waits(page: Page, url: str) -> None:
    """The live line stays open while somebody is at the settings."""
    async with httpx.AsyncClient(base_url=url, timeout=20) as http:
        await waits(http, "no tokens here", "en")
    await expect(page).to_have_title(re.compile(r"^\(1\) Settings"))


async def is_not_there(page: Page, address: str) -> None:
    answer = await page.goto(address)
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("look", [*looks(("zh-CN",), ("phone",)), *looks(("en",), ("desktop",))])
async def test_from_the_printed_link_to_the_last_step(
    look: Look, fresh: Served, page_maker: PageMaker
) -> None:
    says = partial(say, "workspace", look.locale)
    page_maker.allow("status of (404|422)")
    page, stranger = [await page_maker(look, base_url=fresh.url) for _ in range(2)]
    address = link(fresh)
    await is_not_there(stranger, "/setup?t=guess")
    await becomes_administrator(page, address, look)
    steps = page.locator("wd-first-steps")
    await expect(steps.locator("li.now")).to_contain_text(says("Name of the wallet, languages, custody mode"))
    await is_fine(page)
    await is_not_there(stranger, address)

    await steps.get_by_role("button", name=says("To the hours")).click()
    await sets_the_hours(page, says)
    await page.locator('.settings-nav a[href="/workspace/settings/team"]').click()
    await sets_a_password(stranger, await invites(page, says))
    await page.locator('.settings-nav a[href="/workspace/settings/first-steps"]').click()
    await expect(steps.locator("li.done")).to_have_count(3)  # the administrator, the hours, a colleague
    await writes_as_a_contact(page, says)
    await steps.get_by_role("button", name=says("Look again")).click()
    await expect(steps.locator("li.done")).to_have_count(4)


async def test_the_first_administrator_changes_the_password_and_ends_a_device(
    fresh: Served, page_maker: PageMaker
) -> None:
    look = Look(locale="en")
    page_maker.allow("status of (404|401|422)|WebSocket")
    page = await page_maker(look, base_url=fresh.url)
    await becomes_administrator(page, link(fresh), look)
    other = await page_maker(look, base_url=fresh.url)
    await signs_in_too(other)
    await page.locator('.settings-nav a[href="/workspace/settings/devices"]').click()
    await expect(page.locator("wd-devices .line")).to_have_count(2)
    await page.get_by_role("button", name=re.compile("Sign out: ")).click()
    await expect(page.locator("wd-devices .line")).to_have_count(1)
    await expect(other.get_by_label("Sign-in name")).to_be_visible()
    await page.get_by_label("Present password").fill(OTHER)
    await page.get_by_label("New password").fill(OTHER)
    await page.get_by_label("The same password again").fill(OTHER)
    await page.get_by_role("button", name="Change the password").click()
    await expect(page.get_by_label("Present password")).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Present password").fill(PASSWORD)
    await page.get_by_role("button", name="Change the password").click()
    await expect(page.locator("wd-devices").get_by_text("Saved", exact=True)).to_be_visible()
    await page.locator('.settings-nav a[href="/workspace/settings/profile"]').click()
    await page.get_by_label("Density").select_option("comfortable")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("html")).to_have_attribute("data-density", "comfortable")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-density", "comfortable")
    async with httpx.AsyncClient(
        base_url=fresh.url, timeout=20
    ) as http:  # the live line stays open meanwhile
        await waits(http, "no tokens here", "en")
    await expect(page).to_have_title(re.compile(r"^\(1\) Settings"))


def test_the_manifest_names_an_icon_that_is_there() -> None:
    folder = Path(__file__).parents[3] / "ui" / "workspace"
    assert '"src": "icon.svg"' in (folder / "app.webmanifest").read_text("utf-8")
    assert (folder / "icon.svg").is_file()
