"""A call is booked on a phone, in Chinese; its page and our agent's screen show one number for it."""

from playwright.async_api import Page, expect

from tests.browser.test_owning import cookie
from tests.support.browser import Look, PageMaker
from tests.support.callbacks import BUSY
from tests.support.installation import Agent, Installation
from tests.support.journey import at_ease
from walletdesk.kernel.viewers import Role
from walletdesk.platform.http import SESSION_COOKIE

PHONE, DESK = Look("zh-CN", "phone", "dark"), Look("zh-CN", "desktop", "light")


async def writes(page: Page, house: Installation) -> None:
    """In the widget; and on to the own pages with its session."""
    contact = await house.contact("zh-CN")
    await contact.starts("转账没到账，想打电话说", locale="zh-CN")
    kept = (await contact.ask("POST", "/portal/session")).headers["set-cookie"].partition(";")[0]
    house.http.cookies.clear()
    await cookie(page, house, *kept.split("=", 1))
    await page.goto(f"{house.home}/portal?locale=zh-CN")
    await page.locator("a.row", has_text="转账没到账").tap()
    await page.get_by_role("link", name="预约回拨").tap()
    await expect(page.locator("#number")).to_be_visible()
    await at_ease(page)


async def books(page: Page) -> str:
    """A day, a half hour, a number without its country; then the number that is to be said."""
    day = page.locator(".choices .choice").nth(2)
    name = await day.inner_text()
    await page.locator("#number").fill(BUSY.removeprefix("+86"))
    await day.tap()
    await expect(page.locator(".choices [aria-current]")).to_have_text(name)
    await expect(page.locator("#number")).to_have_value(BUSY.removeprefix("+86"))  # typed before, not again
    await page.locator("#slot").select_option(index=2)
    await page.get_by_role("button", name="预约回拨").tap()
    await expect(page.get_by_role("alert")).to_contain_text("+86 138 0013 8001")
    await at_ease(page)
    await page.get_by_role("button", name="预约回拨").tap()
    await expect(page.locator(".callback .chip")).to_have_text("已预约")
    await expect(page.get_by_role("status")).to_contain_text("回拨已预约。")
    await at_ease(page)
    return str(await page.locator(".callback .number").text_content())


async def wants_it_now(page: Page) -> None:
    """While somebody of us is there: else "now" is not offered."""
    await page.get_by_role("link", name="改时间").tap()
    await expect(page.locator(".choices [aria-current]")).not_to_have_text("现在")  # its day
    await page.get_by_role("link", name="现在").tap()
    await expect(page.locator(".choices [aria-current]")).to_have_text("现在")
    await at_ease(page)
    await page.get_by_role("button", name="改时间").tap()
    await expect(page.get_by_role("status")).to_contain_text("回拨时间已改。")
    await expect(page.locator(".callback h2")).to_have_text("轮到您时")


async def cancels(page: Page) -> None:
    await page.get_by_role("link", name="取消回拨").tap()
    await expect(page.get_by_role("heading", name="取消这通回拨？")).to_be_visible()
    await at_ease(page)
    await page.get_by_role("button", name="取消回拨").tap()
    await expect(page.get_by_role("status")).to_have_text("回拨已取消。 不会有人打给您。")
    await expect(page.locator(".banner", has_text="目前没有预约的回拨")).to_be_visible()


async def comes(house: Installation) -> Agent:
    agent = await house.agent(Role.LEAD, languages=("zh-CN", "en"))
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await house.settle()
    return agent


async def sees_it(agent: Agent, desk: Page, house: Installation) -> None:
    """What became of it."""
    await house.settle()
    (head,) = (await agent.get("/api/workspace/conversations?group=mine"))["items"]
    await desk.add_init_script("if (origin !== 'null') localStorage['walletdesk.been-in'] ??= 'yes'")
    await cookie(desk, house, SESSION_COOKIE, agent.session)
    await desk.goto(f"{house.home}/workspace#{head['id']}")
    await expect(desk.locator("wd-call .chip")).to_contain_text("会再打")
    await expect(desk.get_by_role("log")).to_contain_text("已拨打，未接通")


async def test_a_call_is_booked_on_a_phone_and_proven_by_one_number(
    served: Installation, page_maker: PageMaker
) -> None:
    page, desk = await page_maker(PHONE), await page_maker(DESK)
    await writes(page, served)
    before = await books(page)
    agent = await comes(served)
    await wants_it_now(page)
    await sees_it(agent, desk, served)
    await page.reload()
    await expect(page.locator(".callback .chip")).to_have_text("会再打给您")
    says = str(await page.locator(".callback .number").text_content())
    assert says != before  # each call has another
    await expect(desk.locator("wd-call b.num")).to_have_text(says)
    await expect(desk.locator("wd-call dd.num")).to_have_text("+86 ••• 01")
    await at_ease(desk)
    await expect(desk.locator("wd-call")).to_contain_text("先呼叫您，再呼叫客户。")
    await desk.get_by_role("button", name="现在再打").click()
    await expect(desk.locator("wd-call li")).to_have_count(2)
    await expect(desk.locator("wd-call li").first).to_contain_text("· Lead-1 ·")
    await cancels(page)
    await at_ease(page)
    await desk.goto(f"{served.home}/workspace/settings/callbacks")
    await desk.locator("[name=seats]").select_option("4")
    await desk.get_by_role("button", name="保存").click()
    await expect(desk.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    assert (await served.system.callbacks.booking.rules()).seats == 4
    await at_ease(desk)
