"""Hours and promises in the settings: what an administrator enters, and what a lead sees of it."""

from playwright.async_api import Locator, Page, expect

from tests.support.browser import Look, PageMaker, axe
from tests.support.installation import Agent, Installation
from tests.support.journey import at_ease, say
from walletdesk.kernel.viewers import Role
from walletdesk.platform.http import SESSION_COOKIE

PAGE = "/workspace/settings/inbox"


async def opens(page: Page, home: str, agent: Agent) -> Locator:
    await page.add_init_script("if (origin !== 'null') localStorage['walletdesk.been-in'] ??= 'yes'")
    secure = home.replace("http:", "https:")  # the cookie's name says that it is for safe lines
    await page.context.add_cookies(
        [{"name": SESSION_COOKIE, "value": agent.session, "url": secure, "secure": True}]
    )
    await page.goto(f"{home}{PAGE}")
    hours = page.locator("wd-hours form")
    await expect(hours).to_be_visible()
    return hours


def says(sentence: str, **values: str) -> str:
    return say("settings", "en", sentence, **values)


async def sets_two_dates(hours: Locator) -> None:
    """The second is left empty at first: it is marked, and no other. Then it gets two stretches."""
    for _ in range(2):
        await hours.get_by_role("button", name=says("Add a date")).click()
    dates = hours.locator("input[type=date]")
    await dates.first.fill("2026-12-31")
    await hours.get_by_role("button", name=says("Show the next two weeks")).click()
    await expect(dates.nth(1)).to_have_attribute("aria-invalid", "true")
    await expect(hours.locator("[aria-invalid=true]")).to_have_count(1)
    await dates.nth(1).fill("2027-01-01")
    split = hours.locator(".day:has(input[type=date])").nth(1)
    await split.get_by_text(says("Not open")).click()
    await split.get_by_role("button", name="Add hours").click()
    await expect(split.locator("input[type=time]")).to_have_count(4)


async def sets_a_special_time(hours: Locator) -> None:
    """Its dates carry names; what comes of the week is looked at before it is kept."""
    await hours.get_by_role("button", name=says("Add a special time")).click()
    await hours.get_by_label(says("Name of the special time")).fill("Launch")
    for name, on in (("First day", "2027-02-01"), ("Last day", "2027-02-02")):
        await hours.locator("label.field", has_text=says(name)).locator("input").fill(on)
    await hours.get_by_role("button", name=says("Show the next two weeks")).click()
    await expect(hours.locator("td", has_text=says("all day")).first).to_be_visible()
    await hours.page.locator(".staff-head nav a").first.click()  # the head asks too before anything is lost
    await hours.page.get_by_role("button", name=says("Stay here")).click()
    await hours.get_by_role("button", name=says("Save the hours")).click()
    await expect(hours.get_by_text(says("Saved"), exact=True)).to_be_visible()


async def promises_an_organization(promises: Locator, organization: str) -> None:
    await promises.get_by_label(says("For which desk")).select_option("partner")
    await promises.get_by_label(says("For which organization")).select_option(organization)
    await promises.get_by_role("button", name=says("Add a promise")).click()
    row = promises.get_by_role("row", name="Partner desk · Partner One")
    await row.locator("input").first.fill("55")
    await promises.get_by_role("button", name=says("Save the promises")).click()
    await expect(promises.get_by_text(says("Saved"), exact=True)).to_be_visible()


async def test_an_administrator_enters_split_times_and_targets_and_a_lead_only_reads(
    served: Installation, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 4")
    admin, lead = await served.agent(Role.ADMIN), await served.agent(Role.LEAD)
    firm = await lead.post("/api/organizations", {"name": "Partner One", "domains": [], "owner": None})
    page = await page_maker(Look("en", "desktop"))
    hours = await opens(page, served.home, admin)
    await sets_two_dates(hours)
    await sets_a_special_time(hours)
    [kept] = (await lead.get("/api/calendars"))["items"]
    assert [len(one["spans"]) for one in kept["one_offs"]] == [0, 2]
    assert (kept["surges"][0]["begins"], kept["surges"][0]["ends"]) == ("2027-02-01", "2027-02-02")
    await promises_an_organization(page.locator("wd-promises form"), firm["id"])
    assert await axe(page) == []
    [policy] = (await lead.get("/api/policies"))["items"]
    last = policy["targets"][-1]
    assert (last["minutes"], last["desk"], last["organization"]) == (55, "partner", firm["id"])

    reading = await page_maker(Look("zh-CN", "phone", "dark"))
    hours, promises = await opens(reading, served.home, lead), reading.locator("wd-promises form")
    await expect(hours.locator("input[type=date]")).to_have_count(4)
    await expect(promises.get_by_text("企业专席 · Partner One")).to_be_visible()
    removing = say("settings", "zh-CN", "Remove: {name}", name="")
    for form in (hours, promises):
        await expect(form.locator(f"button[aria-label^='{removing}']")).to_have_count(0)
        await expect(form.locator("input:enabled, select:enabled")).to_have_count(0)
    await at_ease(reading)
