"""Each desk: what its form asks for, what an incomplete packet is told, who finds the ticket."""

import os
from dataclasses import dataclass

import pytest
from playwright.async_api import Locator, Page, expect

from tests.support.browser import Look, PageMaker
from tests.support.identify import EVM, HASH
from tests.support.installation import Agent, Installation
from tests.support.journey import at_ease, say
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.http import SESSION_COOKIE
from walletdesk.tickets.desks import FORMS, NAMES, Desk, DeskKind

CHOSEN = "select"
QUESTION = "Which block was it in?"
REFUSED = "status of 4(04|09|22)"
WHOLE = {
    DeskKind.FUNDS: {
        "chain": "ethereum",
        "tx_id": f"0x{HASH}",
        "address": EVM,
        "at": "2026-01-20T10:00:30",
    },
    DeskKind.RISK: {"about": EVM, "what": "It was emptied.", "since": "2026-01-20T10:00:30"},
    DeskKind.DEVELOPMENT: {
        "version": "2.9.1",
        "device": "Phone, Android 16",
        "steps": "Open, press Send.",
        "expected": "The form.",
        "got": "It closes.",
    },
    DeskKind.LEGAL: {"who": "A court", "right": "Order 12/34", "deadline": "2027-12-01"},
    DeskKind.PARTNER: {
        "organization": "Partner One",
        "integration": "Deposits, v3",
        "environment": "test",
        "impact": "partly",
        "what": "Status 500.",
    },
}


@dataclass
class Floor:
    """Everybody who works here, and the page that one of them has open."""

    house: Installation
    page: Page
    locale: str
    front: Agent
    desks: dict[DeskKind, Agent]

    def says(self, sentence: str, **values: str | int) -> str:
        return say("tickets", self.locale, sentence, **values)

    async def sits(self, who: Agent) -> None:
        """Whose browser this is from now on."""
        url = self.house.home.replace("http:", "https:")  # its name says that it is for safe lines
        cookie = {"name": SESSION_COOKIE, "value": who.session, "url": url, "secure": True}
        await self.page.context.add_cookies([cookie])  # type: ignore[list-item]

    async def to(self, path: str) -> None:
        await self.page.goto("about:blank")
        await self.page.goto(f"{self.house.home}{path}")

    def button(self, what: str) -> Locator:
        return self.page.get_by_role("button", name=self.says(what), exact=True)

    def field(self, id: str) -> Locator:
        return self.page.locator(f"[data-field={id}]")

    async def fills(self, values: dict[str, str]) -> None:
        for id, value in values.items():
            control = self.page.locator(f"#packet-{id}")
            if await control.evaluate("one => one.localName") == CHOSEN:
                await control.select_option(value)
            else:
                await control.fill(value)

    async def shot(self, name: str) -> None:
        if folder := os.environ.get("TICKETS_SHOTS"):
            await self.page.screenshot(path=f"{folder}/{name}-{self.locale}.png", full_page=True)


async def floor(house: Installation, page: Page, locale: str) -> Floor:
    front, desks = await house.agent(teams=[await house.team("Front")]), {}
    for kind in DeskKind:
        team = await house.team(kind.value)
        desks[kind] = await house.agent(teams=[team])
        await house.system.specialists.keeping.keep(Desk(kind=kind, team=TeamId(team), minutes=240), by="")
    await page.add_init_script("if (origin !== 'null') localStorage['walletdesk.been-in'] ??= 'yes'")
    return Floor(house, page, locale, front, desks)


async def asked(here: Floor) -> ConversationId:
    """A conversation that the front has."""
    contact = await here.house.contact(here.locale)
    text = {"en": "My transfer has not arrived", "zh-CN": "转账一直没到"}[here.locale]
    id = ConversationId((await contact.starts(text, locale=here.locale))["head"]["id"])
    await here.house.system.heart.conversing.request_agent(id, reason="asked")
    await here.house.system.heart.conversing.assign(id, AgentId(here.front.id), "Front", reason="taken")
    await here.house.settle()
    return id


async def escalates(here: Floor, kind: DeskKind, conversation: ConversationId) -> str:
    """Incomplete first, which is refused at each field; then whole. Where the front is then."""
    page, required = here.page, [one for one in FORMS[kind] if one.required]
    await here.to(f"/workspace/tickets#to/{conversation}")
    await page.locator(f"[data-desk={kind}]").click()
    await page.locator(f"[data-kind={kind}]").wait_for()
    await here.button("Hand in for review").click()
    names = ("、" if here.locale == "zh-CN" else ", ").join(here.says(one.name) for one in required)
    told = page.locator("[data-told=escalate]")
    await expect(told).to_contain_text(
        here.says("Still missing before the desk can begin: {fields}", fields=names)
    )
    for one in required:
        await expect(here.field(one.id).locator(".error")).to_contain_text(here.says("This is missing."))
    await here.shot(f"refused-{kind}")
    await here.fills(WHOLE[kind])
    await here.button("Hand in for review").click()
    await expect(page.locator("[data-told=sent]")).to_contain_text(here.says("The desk has it now."))
    await here.shot(f"sent-{kind}")
    return page.url.rpartition("#")[2]


@pytest.mark.patience(120)
@pytest.mark.parametrize("look", [Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_each_desk_gets_what_it_needs_and_nobody_else_finds_it(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    page_maker.allow(REFUSED)
    here = await floor(served, await page_maker(look), look.locale)
    kinds = list(DeskKind)
    for kind, other in zip(kinds, [*kinds[1:], kinds[0]], strict=True):
        await here.sits(here.front)
        sent = await escalates(here, kind, await asked(here))
        ticket = sent.removeprefix("sent/")
        await here.sits(here.desks[other])
        await here.to(f"/workspace/tickets#{ticket}")
        await expect(here.page.locator("[data-nothing]")).to_be_visible()
        await here.sits(here.desks[kind])
        await here.to("/workspace/tickets")
        row = here.page.locator("[data-ticket]", has_text=here.says(NAMES[kind]))
        await expect(row).to_have_count(1)
        await row.click()
        await expect(here.page.locator("li.now")).to_contain_text(here.says("In review"))
        for id, value in WHOLE[kind].items():
            await expect(here.page.locator(f"#packet-{id}")).to_have_value(value)


async def opens_it_with_what_there_is(here: Floor, conversation: ConversationId) -> str:
    """What does not fit is said at its field; what is missing may follow."""
    page = here.page
    await here.sits(here.front)
    await here.to(f"/workspace#{conversation}")
    link = page.locator(f"a[href='/workspace/tickets#to/{conversation}']")
    await expect(link).to_have_count(1)
    await here.to(f"/workspace/tickets#to/{conversation}")
    await page.locator("[data-desk=funds]").click()
    await here.fills({"chain": "ethereum", "tx_id": f"0x{HASH[:-1]}", "address": EVM})
    await here.button("Open it, the rest follows").click()
    await expect(here.field("tx_id").locator(".error")).to_be_visible()
    await at_ease(page)
    await here.fills({"tx_id": f"0x{HASH}"})
    await here.shot("escalating")
    await here.button("Open it, the rest follows").click()
    await expect(page.locator("[data-told=sent]")).to_be_visible()
    return page.url.rpartition("#sent/")[2]


async def asks_for_more(here: Floor, ticket: str) -> None:
    page = here.page
    await here.sits(here.desks[DeskKind.FUNDS])
    await here.to(f"/workspace/tickets#{ticket}")
    await page.locator("[data-review]").click()
    await expect(page.locator("[data-told=ticket]")).to_contain_text(here.says("When it was sent"))
    await page.locator("[data-owner]").click()
    tell = page.locator("form[data-tell]")
    await tell.locator("textarea").fill(QUESTION)
    await tell.locator("summary").click()
    await tell.locator("[name=ask-what]").check()
    await tell.locator("button").click()
    await expect(page.locator("li.now")).to_contain_text(here.says("Back at the front"))


async def tells_the_contact(here: Floor) -> None:
    """Not everything that could be written."""
    coming = here.page.locator("form[data-next]")
    await coming.locator("select").select_option("we_ask_party")
    await coming.locator("textarea").fill("Send us your recovery phrase")
    await coming.locator("button").click()
    await expect(here.page.locator("[data-told=next].banner-danger")).to_be_visible()
    await coming.locator("textarea").fill("")
    await coming.locator("input[type=date]").fill("2027-01-15")
    await coming.locator("button").click()
    await expect(here.page.locator("[data-told=next]")).to_contain_text(
        here.says("The contact sees this now.")
    )
    await here.shot("detail")
    await at_ease(here.page)


async def answers_the_desk(here: Floor, ticket: str) -> None:
    page = here.page
    await here.sits(here.front)
    await here.to(f"/workspace/tickets#sent/{ticket}")
    await expect(page.locator("main")).to_contain_text(QUESTION)
    await expect(page.locator("[data-field]")).to_have_count(2)  # the time, and what was asked for
    await here.shot("sent")
    await at_ease(page)
    await expect(page.locator("[data-due]")).to_have_count(0)  # the desk has answered: nothing is owed
    await here.fills({"at": "2026-01-20T10:00:30", "what": "Block 21"})
    await here.button("Hand in for review").click()
    await expect(page.locator("[data-told=sent]")).to_contain_text(here.says("The desk has it now."))
    await expect(page.locator("[data-due]")).to_be_visible()


@pytest.mark.parametrize("look", [Look("en", "desktop")], ids="-".join)
async def test_the_funds_desk_asks_for_more_and_tells_the_contact(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    page_maker.allow(REFUSED)
    here = await floor(served, await page_maker(look), look.locale)
    conversation = await asked(here)
    ticket = await opens_it_with_what_there_is(here, conversation)
    await asks_for_more(here, ticket)
    await tells_the_contact(here)
    await here.to("/workspace/tickets")
    await expect(here.page.locator("[data-ticket]").first).to_be_visible()
    await here.shot("list")
    await at_ease(here.page)
    await served.settle()
    await answers_the_desk(here, ticket)
    thread = await here.front.get(here.front.of(conversation))
    assert QUESTION in str(thread["items"])


async def puts_a_contact_into(here: Floor, name: str) -> None:
    talk = await asked(here)
    await here.to(f"/workspace/tickets#firm/{talk}")
    place = here.page.locator("form[data-place]")
    await place.locator("select").select_option(label=name)
    await place.locator("button").click()
    await expect(here.page.locator("main")).to_contain_text(f"Put there by hand: {name}")
    await here.shot("place")
    await at_ease(here.page)


async def removes_it(here: Floor) -> None:
    await here.to("/workspace/tickets")
    await here.page.locator("#organizations > summary").click()
    await here.page.locator("[data-asks^=organization-]").click()
    await here.shot("remove")
    await here.page.locator("[data-asked]").get_by_role("button", name="Remove").click()
    await expect(here.page.locator("[data-organization]")).to_have_count(1)


async def test_a_lead_chooses_which_team_is_which_desk(served: Installation, page_maker: PageMaker) -> None:
    page_maker.allow(REFUSED)
    here = await floor(served, await page_maker(Look("en", "phone", "dark")), "en")
    other = await served.team("Another")
    await here.sits(await served.agent(Role.LEAD))
    await here.to("/workspace/tickets")
    await here.page.locator("#desks > summary").click()
    form = here.page.locator("[data-desk-of=legal]")
    await form.locator("select").select_option(other)
    await form.locator("input").fill("90")
    await form.locator("button").click()
    await expect(here.page.locator("[data-told=desks]")).to_contain_text("Kept.")
    await here.page.locator("#organizations > summary").click()
    new = here.page.locator("[data-organization=new]")
    for domain, told in (("gmail.com", "Anybody can have an address there"), ("partner.example", "Kept.")):
        await new.locator("[name=called]").fill("Partner One")
        await new.locator("[name=at]").fill(domain)
        await new.locator("button").click()
        await expect(here.page.locator("[data-told=organizations]")).to_contain_text(told)
    await expect(here.page.locator("[data-organization]")).to_have_count(2)
    await here.shot("desks")
    await at_ease(here.page)
    await puts_a_contact_into(here, "Partner One")
    await removes_it(here)
    kept = {desk.kind: desk for desk in await served.system.specialists.keeping.list()}
    assert (kept[DeskKind.LEGAL].team, kept[DeskKind.LEGAL].minutes) == (other, 90)
