"""Evidence and what is asked outside, on a ticket's page; and what the contact then reads in the portal."""

import os
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from playwright.async_api import Locator, Page, expect

from tests.browser.test_app_builds import is_lead
from tests.support.browser import Look, PageMaker
from tests.support.canaries import PHRASE
from tests.support.installation import Contact, Installation
from tests.support.journey import at_ease, say
from walletdesk.kernel.ids import AgentId, ConversationId, TicketId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.db import statement
from walletdesk.tickets import NewTicket, TicketType

LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
NAME = "Sample Exchange"
SAID = {"en": "I sent 120 USDT on Friday.", "zh-CN": "我周五转了 120 USDT。"}
TAMPERED = statement(sa.text("update ticket_evidence set source = 'ours' where seq = 1"))


@dataclass
class Desk:
    """A lead at the page of a ticket."""

    house: Installation
    page: Page
    locale: str

    def says(self, sentence: str, **values: str | int) -> str:
        return say("pieces", self.locale, sentence, **values)

    @property
    def evidence(self) -> Locator:
        return self.page.locator("wd-evidence")

    @property
    def tasks(self) -> Locator:
        return self.page.locator("wd-tasks")

    def button(self, where: Locator, what: str) -> Locator:
        return where.get_by_role("button", name=self.says(what), exact=True)

    async def shot(self, name: str, page: Page | None = None) -> None:
        if folder := os.environ.get("PARTS_SHOTS"):
            await (page or self.page).screenshot(path=f"{folder}/{name}-{self.locale}.png", full_page=True)


async def opened(house: Installation, contact: Contact, locale: str) -> TicketId:
    """A ticket of the contact."""
    text = {"en": "USDT not credited", "zh-CN": "USDT 没有入账"}[locale]
    talk = ConversationId((await contact.starts(text, locale=locale))["head"]["id"])
    new = NewTicket(type=TicketType.CONTACT, subject=text, conversation=talk)
    return (await house.system.work.ticketing.open(LEAD, new)).id


async def seals_what_came(desk: Desk) -> None:
    """A file, and what the contact says; a phrase in it is stopped."""
    evidence = desk.evidence
    await evidence.locator("[data-add=file] > summary").click()
    file = {"name": "deposit.txt", "mimeType": "text/plain", "buffer": b"credited: no"}
    await evidence.locator("[name=file]").set_input_files([file])  # type: ignore[arg-type]
    await desk.button(evidence, "Add the file").click()
    await expect(evidence.locator("[data-piece='1']")).to_contain_text("deposit.txt")
    await evidence.locator("[data-add=statement] > summary").click()
    await evidence.locator("[name=called]").fill("Friday")
    await evidence.locator("[name=stated]").fill(PHRASE)
    await desk.button(evidence, "Add the statement").click()
    await expect(evidence.locator(".banner-danger")).to_be_visible()
    await evidence.locator("[name=stated]").fill(SAID[desk.locale])
    await desk.shot("adding")
    await at_ease(desk.page)
    await desk.button(evidence, "Add the statement").click()
    await expect(evidence.locator("[data-piece='2'] blockquote")).to_have_text(SAID[desk.locale])


async def finds_what_was_changed(desk: Desk) -> None:
    evidence = desk.evidence
    await evidence.locator("[data-check]").click()
    await expect(evidence.locator("[data-verdict=whole]")).to_contain_text("2")
    await desk.shot("whole")
    async with desk.house.system.engine.db.write() as tx:
        await tx.run(TAMPERED)
    await evidence.locator("[data-check]").click()
    await expect(evidence.locator("[data-fault]")).to_have_count(1)
    await expect(evidence.locator("[data-fault='1 row_changed']")).to_be_visible()
    await expect(evidence.locator("[data-piece='1'] .chip-danger")).to_be_visible()
    await desk.shot("broken")
    await at_ease(desk.page)


async def asks_an_exchange(desk: Desk) -> None:
    """The ticket waits by itself; the letter is read here and sent elsewhere."""
    tasks = desk.tasks
    await tasks.locator("[data-add=task] > summary").click()
    await tasks.locator("#task-named").fill(NAME)
    await tasks.locator("#reach-new").fill("javascript:alert(1)")
    await desk.button(tasks, "Plan it").click()
    await expect(tasks.locator(".banner-danger")).to_be_visible()
    await tasks.locator("#reach-new").fill("https://exchange.example/help")
    await tasks.locator("#chase-new").fill("2031-01-15")
    await desk.button(tasks, "Plan it").click()
    task = tasks.locator("[data-task]")
    await expect(task).to_contain_text(NAME)
    await expect(tasks.locator("a")).to_have_count(0)  # where they are reached is words
    await task.locator("[data-letter] > summary").click()
    await desk.button(task, "Fill it in").click()
    await expect(task.locator(".sheet")).to_contain_text(NAME)
    await expect(task.locator(".sheet")).to_contain_text("[...]")
    await desk.shot("letter")
    await at_ease(desk.page)
    await task.locator("[data-to=sent]").click()
    await expect(task.locator("[data-state=sent]")).to_be_visible()
    waiting = say("tickets", desk.locale, "Waiting for another party")
    await expect(desk.page.locator("article > .stack-s .chip").last).to_have_text(waiting)
    await desk.shot("asked")


async def reads_the_portal(desk: Desk, page: Page, contact: Contact) -> None:
    """Without a script; no name of who was asked, and nothing that is not promised."""
    answer = await contact.ask("POST", "/portal/session")
    contact.http.cookies.clear()
    name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    url = desk.house.home.replace("http:", "https:")
    cookie = {"name": name, "value": value, "url": url, "secure": True}
    await page.context.add_cookies([cookie])  # type: ignore[list-item]
    await page.goto(f"{desk.house.home}/portal?locale={desk.locale}")
    ticket = page.locator("#WD-10001")
    for words in ("Waiting for another party", "an exchange", "No date is promised yet."):
        await expect(ticket).to_contain_text(say("tasks", desk.locale, words))
    await expect(page.locator("body")).not_to_contain_text(NAME)
    await desk.shot("portal", page)
    await at_ease(page)


@pytest.mark.patience(120)
@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_evidence_is_sealed_an_exchange_is_asked_and_the_contact_sees_it(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    page_maker.allow("status of 4(04|09|22)")
    contact = await served.contact(look.locale)
    ticket = await opened(served, contact, look.locale)
    page = await page_maker(look)
    await is_lead(page, served)
    await page.goto(f"{served.home}/workspace/tickets#{ticket}")
    desk = Desk(served, page, look.locale)
    await desk.shot("empty")
    await seals_what_came(desk)
    await finds_what_was_changed(desk)
    await asks_an_exchange(desk)
    reader = await page_maker(look, zone="Europe/Berlin")
    await reads_the_portal(desk, reader, contact)
