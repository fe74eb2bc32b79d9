"""The leads' list of builds of the app, on a real installation."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.support.browser import Look, PageMaker
from tests.support.installation import Agent, Installation
from tests.support.journey import Traffic, at_ease, say
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.http import SESSION_COOKIE

FAKE = {"package": "com.fake.wallet", "version": "1.2", "reason": "Repacked", "source": "A reader"}
DIGEST = ":".join(["AB"] * 32)
NO_REASON = "Say why this build is bad."
UNFIT = "standing,package,version,reason\npublished,com.example.samplewallet,4.12.0,\nknown_bad,com.x.y,,\n"
TWO = "standing,package,version,reason\npublished,com.example.samplewallet,4.12.0,\nknown_bad,com.x.y,,坏\n"


class Card:
    def __init__(self, page: Page, locale: str) -> None:
        self.page, self.locale = page, locale
        self.card = page.locator("#builds")
        self.rows = self.card.locator("[data-build]")

    def says(self, sentence: str, **values: int) -> str:
        return say("outgoing", self.locale, sentence, **values)

    async def told(self, words: str) -> None:
        await expect(self.card.get_by_role("status")).to_contain_text(words)

    async def open(self, what: str) -> None:
        await self.card.locator("summary", has_text=self.says(what)).click()

    async def add(self, **fields: str) -> None:
        for name, value in fields.items():
            await self.card.locator(f"[name=build-{name}]").fill(value)
        await self.card.get_by_role("button", name=self.says("Add the build"), exact=True).click()

    async def take_in(self, text: bytes) -> None:
        file = {"name": "builds.csv", "mimeType": "text/csv", "buffer": text}
        await self.card.locator("[name=build-file]").set_input_files(file)  # type: ignore[arg-type]

    def button(self, row: Locator, what: str) -> Locator:
        return row.get_by_role("button", name=self.says(what), exact=True)


async def is_lead(page: Page, house: Installation) -> AgentId:
    lead = await house.agent(Role.LEAD)
    await comes_in(page, house, lead)
    return AgentId(lead.id)


async def comes_in(page: Page, house: Installation, agent: Agent) -> None:
    await page.add_init_script("if (origin !== 'null') localStorage['walletdesk.been-in'] ??= 'yes'")
    await page.context.add_cookies(
        [
            {
                "name": SESSION_COOKIE,
                "value": agent.session,
                "url": house.home.replace("http:", "https:"),  # its name says that it is for safe lines
                "secure": True,
            }
        ]
    )


async def adds_one(here: Card, traffic: Traffic) -> None:
    await here.open("Add a build")
    await here.add(package=FAKE["package"])
    await here.told(say("builds", here.locale, NO_REASON))
    await here.add(**FAKE, digest=DIGEST, date="2026-02-03")
    await here.told(here.says("The build was added."))
    await expect(here.card.locator("[name=build-package]")).to_have_value("")
    for shown in (*FAKE.values(), "abababababababab", "2026-02-03", "Lead-1"):
        await expect(here.rows).to_contain_text(shown)
    await here.add(**FAKE, digest=DIGEST)
    await here.told(say("builds", here.locale, "This build stands in the list already."))
    assert not any("abab" * 5 in one.lower().replace(":", "") for one in traffic.sent)  # it could be a key
    await here.button(here.rows, "Copy the signature").click()
    await here.told(here.says("Copied."))


async def imports_a_file(here: Card) -> None:
    await here.open("Import a file")
    await here.take_in(UNFIT.encode())
    await here.told(say("builds", here.locale, NO_REASON))
    await here.told("3")  # the line
    await expect(here.rows).to_have_count(1)
    await here.take_in(TWO.encode("gb18030"))
    await here.told(here.says("New: {kept}. Known already: {known}.", kept=2, known=0))
    await here.take_in(TWO.encode())
    await here.told(here.says("New: {kept}. Known already: {known}.", kept=0, known=2))
    await expect(here.rows.filter(has_text="com.x.y")).to_contain_text("坏")


async def withdraws_one(here: Card) -> None:
    row = here.rows.filter(has_text=FAKE["package"])
    await here.button(row, "Withdraw").click()
    await expect(row).to_contain_text(here.says("Withdraw this build?"))
    await expect(here.button(row, "Keep it")).to_be_focused()
    await at_ease(here.page)
    await here.button(row, "Keep it").click()
    await expect(row.get_by_role("group")).to_have_count(0)
    await expect(here.button(row, "Withdraw")).to_be_focused()
    await here.button(row, "Withdraw").click()
    await here.button(row, "Withdraw it").click()
    await here.told(here.says("The build was withdrawn."))
    await expect(here.card.get_by_role("status")).to_be_in_viewport()
    await expect(here.rows).to_have_count(2)
    await expect(row).to_have_count(0)


@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_a_lead_keeps_the_list(served: Installation, page_maker: PageMaker, look: Look) -> None:
    page_maker.allow("status of 4")
    page = await page_maker(look)
    traffic = Traffic()
    traffic.watch(page)
    await is_lead(page, served)
    await page.goto(f"{served.home}/workspace/settings/team")
    await page.locator("a[href='/workspace/outgoing#builds']").click()
    here = Card(page, look.locale)
    await expect(here.card).to_be_in_viewport()
    await expect(here.card.locator(".empty")).to_contain_text(here.says("No build is listed yet."))
    await at_ease(page)
    await adds_one(here, traffic)
    await imports_a_file(here)
    await withdraws_one(here)
