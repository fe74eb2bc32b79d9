"""From the resolved conversation to the lead's list: widget, mailed page, going on, and the form for all."""

import os
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker
from tests.support.installation import PASSWORD, Contact, Installation
from tests.support.journey import at_ease, say
from walletdesk.conversations import Speaker
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Role

WORDS = {"en": "Nobody read what I wrote.", "zh-CN": "没人看我写的。"}
MISSED = {"en": "The window never opened.", "zh-CN": "窗口一直打不开。"}
NOTE = {"en": "Called back, solved.", "zh-CN": "已回电，解决了。"}


class Journey:
    def __init__(self, house: Installation, page: Page, look: Look) -> None:
        self.house, self.page, self.look = house, page, look

    def says(self, sentence: str, domain: str = "rating") -> str:
        return say(domain, self.look.locale, sentence)

    async def shot(self, name: str) -> None:
        if folder := os.environ.get("SURVEYS_SHOTS"):
            await self.page.screenshot(path=f"{folder}/{name}-{'-'.join(self.look)}.png", full_page=True)

    async def to(self, path: str) -> None:
        await self.page.goto(f"{self.house.home}{path}")

    async def resolved(self) -> tuple[Contact, ConversationId]:
        """A contact's conversation that an agent resolved; this browser is the contact's."""
        opened = await self.house.http.post("/api/widget/session", json={"locale": self.look.locale})
        session = opened.json()
        contact = Contact(self.house.http, {"authorization": f"Bearer {session['token']}"})
        await self.to(f"/help/{self.look.locale}/")
        await self.page.evaluate("it => localStorage.setItem('wd.device', it)", session["device_secret"])
        id = ConversationId((await contact.starts(locale=self.look.locale))["head"]["id"])
        agent, conversing = await self.house.agent(), self.house.system.heart.conversing
        await contact.post(f"/api/conversations/{id}/agent")
        await conversing.assign(id, agent.id, "Ann", reason="taken")
        await conversing.resolve(id, by=Speaker.AGENT)
        await self.house.settle()
        return contact, id

    async def rates_in_the_widget(self) -> None:
        """Four parts and the whole, in the window that they wrote in."""
        page = self.page
        await self.to(f"/w?inbox=inb_webchat&locale={self.look.locale}")
        await page.locator(".w-row", has_text=self.says("Solved", "widget")).click()
        await page.locator(".btn-tint").click()
        for part in ("speed", "professionalism", "manner", "overall"):
            await page.locator(f"[name={part}][value='4']").check()
        await self.shot("widget")
        await page.locator(".w-survey .btn-line").click()
        await expect(page.locator(".w-survey")).to_have_count(0)
        await self.house.settle()

    async def rates_by_mail(self, token: str) -> None:
        """They think it over, a script or none: the page they came to by the mail."""
        page = self.page
        await self.to(f"/survey?t={token}&locale={self.look.locale}")
        await self.shot("given")
        await page.locator("details summary").click()
        await page.locator("[name=solved][value='1']").check()
        await page.locator("[name=overall][value='2']").check()
        await page.locator("#comment").fill(WORDS[self.look.locale])
        await self.shot("survey")
        await at_ease(page)
        await page.get_by_role("button", name=self.says("Send rating")).click()
        await expect(page.get_by_text(self.says("Shall we go on?"))).to_be_visible()
        assert WORDS[self.look.locale] not in await page.content()
        await self.shot("go-on")
        await page.get_by_role("button", name=self.says("Yes, go on with it")).click()
        await expect(page.get_by_text(self.says("We go on with it."))).to_be_visible()

    async def comes_by_the_door(self, path: str) -> None:
        """Signed out on a page of the staff: to the door, and after it to where they wanted to go."""
        lead = await self.house.agent(Role.LEAD)
        [known] = [one for one in await self.house.system.staff.personnel.list() if one.id == lead.id]
        await self.to(path)
        await self.page.locator("#login").fill(known.login)
        await self.page.locator("#password").fill(PASSWORD)
        await self.page.locator("#password").press("Enter")
        await self.page.wait_for_url(f"**{path}")

    async def looks_at_it(self) -> None:
        """A lead takes it on, and closes it with what was done."""
        page = self.page
        review = page.locator("[data-review]")
        await expect(review).to_contain_text(WORDS[self.look.locale])
        await expect(page.locator("[data-unreached]")).to_contain_text(MISSED[self.look.locale])
        await expect(review.locator(".marks")).to_contain_text(self.says("no", "surveys"))
        await review.get_by_role("button", name=self.says("Take it on", "surveys")).click()
        await expect(review).to_contain_text(self.says("You have taken this on", "surveys"))
        await review.locator("[data-close]").click()
        await page.locator("#done-note").fill(NOTE[self.look.locale])
        await self.shot("reviews")
        await at_ease(page)
        await page.locator(".done-form .btn-line").click()
        await expect(review).to_have_count(0)
        await page.locator("#state").select_option("done")
        await expect(review).to_contain_text(NOTE[self.look.locale])
        await self.to("/workspace/settings/surveys")
        await page.locator("[name=low]").fill("3")
        await self.shot("settings")
        await at_ease(page)
        await page.locator("wd-surveys .btn-line").click()
        await expect(page.locator("wd-surveys [role=status]")).to_have_text(self.says("Saved", "workspace"))
        assert (await self.house.system.feedback.needs.setting.get()).low == 3

    async def could_not_reach_us(self) -> None:
        page = self.page
        await self.to(f"/contact?locale={self.look.locale}")
        await page.locator("aside a[href^='/unreached']").click()
        await page.locator("[name=way][value=webchat]").check()
        await page.locator("#said").fill(MISSED[self.look.locale])
        await self.shot("unreached")
        await at_ease(page)
        await page.locator(".message-form .btn-line").click()
        await expect(page.get_by_role("heading", name=self.says("Still need help?"))).to_be_visible()
        await self.shot("unreached-kept")


@pytest.mark.parametrize("look", [Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_a_poor_mark_is_looked_at_and_the_matter_goes_on(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    journey = Journey(served, await page_maker(look), look)
    contact, id = await journey.resolved()
    link = await served.system.feedback.links.of_conversation(id)
    assert link is not None
    await journey.rates_in_the_widget()
    await journey.rates_by_mail(parse_qs(urlsplit(link).query)["t"][0])
    await served.settle()
    assert (await contact.get(f"/api/conversations/{id}"))["head"]["status"] == "waiting_for_agent"
    await journey.could_not_reach_us()
    lead = Journey(served, await page_maker(look), look)
    await lead.comes_by_the_door("/workspace/surveys")
    await lead.looks_at_it()
