"""An address is shown to be theirs on a real installation: the contact's page, the agent's thread and dialog.

And, in the same installation, what somebody is told whose app does not work, from the table of a lead.
"""

from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker
from tests.support.installation import Agent, Contact, Installation
from tests.support.journey import at_ease, say
from tests.support.ownership import address_of, private_key, signed
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.http import SESSION_COOKIE

ADDRESS = address_of("tron").text
ZH = Look("zh-CN", "phone", "dark")


async def begun(house: Installation, contact: Contact, agent: Agent) -> str:
    id: str = (await contact.starts("币没到", locale="zh-CN"))["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    name = house.system.staff.directory.shown_as(agent.id)
    await house.system.heart.conversing.assign(ConversationId(id), agent.id, name, reason="taken")
    await house.settle()
    return id


async def cookie(page: Page, house: Installation, name: str, value: str) -> None:
    safe = house.home.replace("http:", "https:")  # their names say that they are for safe lines
    await page.context.add_cookies([{"name": name, "value": value, "url": safe, "secure": True}])


async def proves(page: Page, house: Installation, contact: Contact, id: str) -> None:
    kept = (await contact.ask("POST", "/portal/session")).headers["set-cookie"].partition(";")[0]
    house.http.cookies.clear()
    await cookie(page, house, *kept.split("=", 1))
    await page.goto(f"{house.home}/ownership?locale=zh-CN")
    await page.locator(f"a[href^='/portal/{id}/ownership']").click()
    await page.locator("#address").fill(ADDRESS)
    await page.locator("#address").press("Enter")
    text = await page.locator("pre").text_content()
    assert text is not None
    await at_ease(page)
    await page.locator("#signature").fill(private_key().removeprefix("0x") + " 私钥")
    await page.locator("#signature").locator("xpath=ancestor::form").locator("button").click()
    await expect(page.locator("form .stop-here").first).to_be_visible()
    await expect(page.locator("#signature")).to_have_value("")
    await page.locator("#signature").fill(signed("tron", text))
    await page.locator("#signature").locator("xpath=ancestor::form").locator("button").click()
    await expect(page.locator("#proven")).to_be_visible()
    await expect(page.locator(".rows .hash")).to_have_text(ADDRESS)
    await at_ease(page)


async def is_seen(page: Page, house: Installation, agent: Agent, id: str) -> None:
    await page.add_init_script("if (origin !== 'null') localStorage['walletdesk.been-in'] ??= 'yes'")
    await cookie(page, house, SESSION_COOKIE, agent.session)
    await page.goto(f"{house.home}/workspace#{id}")
    await expect(page.get_by_role("log")).to_contain_text(ADDRESS)
    await page.keyboard.press("Control+k")
    await page.keyboard.insert_text(say("workspace", "en", "Addresses of the contact"))
    await page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    await expect(dialog.locator(".hash")).to_have_text(ADDRESS)
    await expect(dialog).to_contain_text("TRON")
    await at_ease(page)
    await dialog.get_by_role(
        "button", name=say("workspace", "en", "Put into the reply how it is done")
    ).click()
    await expect(page.locator("wd-composer textarea")).to_have_value(
        f"想证明地址是您的，可以在这里签一段文字：{house.home}/ownership?locale=zh-CN "
        "不花钱，也不会转走任何东西。不签也行，我们一样帮您处理。"
    )


async def a_version_is_kept(page: Page, house: Installation, lead: Agent) -> None:
    await page.add_init_script("if (origin !== 'null') localStorage['walletdesk.been-in'] ??= 'yes'")
    await cookie(page, house, SESSION_COOKIE, lead.session)
    await page.goto(f"{house.home}/workspace/outgoing")
    card = page.locator("#versions")
    await card.locator("summary").click()
    await card.locator("[name=app-version]").fill("2.4.1")
    await card.locator("[name=app-platform]").select_option("android")
    await card.locator("[name=app-state]").select_option("known_bad")
    await card.locator("[name=app-problem_zh]").fill("转账页会闪退。")
    await card.locator("[name=app-problem_en]").fill("The transfer page closes.")
    await card.get_by_role("button", name=say("outgoing", "en", "Keep the version")).click()
    await expect(card.locator("[data-version='2.4.1']")).to_contain_text("The transfer page closes.")
    await at_ease(page)


async def is_told(page: Page, house: Installation) -> None:
    await page.goto(f"{house.home}/app-problem?locale=zh-CN")
    await at_ease(page)
    await page.locator("#trouble").select_option("crashes")
    await page.locator("#platform").select_option("android")
    await page.locator("#version").fill("2.4.1")
    await page.locator(".message-form button").click()
    await expect(page.locator("[data-step=known_problem]")).to_contain_text("转账页会闪退。")
    await expect(page.locator("[data-step=reinstall]")).to_have_count(0)
    await at_ease(page)
    await page.locator("button[value=yes]").click()
    steps = await page.locator("[data-step]").evaluate_all("(all) => all.map((one) => one.dataset.step)")
    assert steps.index("test_backup") < steps.index("update") < steps.index("reinstall")
    await at_ease(page)


async def test_an_address_is_shown_to_be_theirs_and_a_broken_app_is_met_safely(
    served: Installation, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 4")
    contact, agent, lead = await served.contact(), await served.agent(), await served.agent(Role.LEAD)
    id = await begun(served, contact, agent)
    await proves(await page_maker(ZH), served, contact, id)
    await served.settle()
    await is_seen(await page_maker(Look("en", "desktop")), served, agent, id)
    await a_version_is_kept(await page_maker(Look("en", "desktop")), served, lead)
    await is_told(await page_maker(ZH), served)
