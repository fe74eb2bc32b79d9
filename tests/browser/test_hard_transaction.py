"""A transfer that nobody can bring back: a whole packet, a question outside, an honest end, a complaint."""

import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.test_tickets import REFUSED, Floor, escalates, floor
from tests.support.browser import Look, PageMaker
from tests.support.installation import Contact, Installation
from tests.support.journey import at_ease, say
from walletdesk.conversations import Speaker, Status
from walletdesk.kernel.ids import AgentId, ConversationId, TicketId
from walletdesk.kernel.viewers import Role
from walletdesk.tickets.desks import DeskKind

TICKETS = "/api/workspace/tickets"
EXCHANGE = {"party": "exchange", "name": "Sample Exchange", "reach": "help@exchange.example"}
STUCK = {"en": "My transfer has not arrived", "zh-CN": "转账一直没到"}
END = {
    "en": "The exchange cannot credit this network. Nobody can bring the transfer back; we are sorry.",
    "zh-CN": "交易所不支持这个网络，这笔转账谁也追不回来。很抱歉。",
}
COMPLAINT = {"en": "Three days for a no.", "zh-CN": "等了三天就一个不行。"}
MARKS = {"solved": "1", "speed": "2", "professionalism": "4", "manner": "5", "overall": "2"}


async def comes_to_the_front(here: Floor) -> tuple[Contact, ConversationId]:
    contact = await here.house.contact(here.locale)
    id = ConversationId((await contact.starts(STUCK[here.locale], locale=here.locale))["head"]["id"])
    conversing = here.house.system.heart.conversing
    await conversing.request_agent(id, reason="asked")
    await conversing.assign(id, AgentId(here.front.id), "Front", reason="taken")
    await here.house.settle()
    return contact, id


async def asks_the_exchange(here: Floor, ticket: str) -> dict[str, Any]:
    """Sent today, and to be asked again today: the job rings its owner."""
    funds, at = here.desks[DeskKind.FUNDS], f"{TICKETS}/{ticket}"
    await funds.ask("PATCH", at, {"owner": funds.id})
    today = here.house.system.chasing.days.today(here.house.system.engine.clock()).isoformat()
    task = await funds.post(f"{at}/tasks", {**EXCHANGE, "next_chase": today})
    return await _task(here, ticket, task, state="sent")


async def is_called_to_ask_again(here: Floor, ticket: str, task: dict[str, Any]) -> None:
    await here.house.system.chasing.ring(TicketId(ticket), task["id"])
    await here.house.settle()
    shown = (await here.desks[DeskKind.FUNDS].get(f"{TICKETS}/{ticket}/tasks"))["items"][0]
    assert shown["is_due"]
    await _task(here, ticket, shown, state="answered")


async def _task(here: Floor, ticket: str, task: dict[str, Any], **what: str) -> dict[str, Any]:
    body = {"version": task["version"], **what}
    answer = await here.desks[DeskKind.FUNDS].ask("PATCH", f"{TICKETS}/{ticket}/tasks/{task['id']}", body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def says_when_there_is_news(here: Floor, ticket: str) -> None:
    await here.sits(here.desks[DeskKind.FUNDS])
    await here.to(f"/workspace/tickets#{ticket}")
    coming = here.page.locator("form[data-next]")
    await coming.locator("select").select_option("we_ask_party")
    await coming.locator("input[type=date]").fill("2027-01-15")
    await coming.locator("button").click()
    await expect(here.page.locator("[data-told=next]")).to_contain_text(
        here.says("The contact sees this now.")
    )


async def looks_into_the_portal(here: Floor, contact: Contact) -> None:
    """With their own pass; what they see names no exchange, and says the day."""
    session = await contact.ask("POST", "/portal/session")
    name, _, value = session.headers["set-cookie"].partition(";")[0].partition("=")
    url = here.house.home.replace("http:", "https:")
    await here.page.context.add_cookies([{"name": name, "value": value, "url": url, "secure": True}])
    await here.to(f"/portal?locale={here.locale}")
    main = here.page.locator("main")
    await expect(main).to_contain_text(re.compile("WD-1000[0-9]"))
    await expect(main).to_contain_text(
        re.compile("2027 ?年 ?1 ?月 ?15 ?日|15 January 2027|January 15, 2027|Jan 15, 2027")
    )
    await expect(main).not_to_contain_text("Sample Exchange")
    await at_ease(here.page)


async def ends_it_honestly(here: Floor, ticket: str, talk: ConversationId) -> None:
    await here.sits(here.desks[DeskKind.FUNDS])
    await here.to(f"/workspace/tickets#{ticket}")
    await here.page.locator("[data-move=resolved]").click()
    await expect(here.page.locator("li.now")).to_contain_text(here.says("Resolved"))
    [known] = (await here.front.get(f"{TICKETS}?conversation={talk}"))["items"]  # the one they know
    assert (
        await here.front.ask("PATCH", f"{TICKETS}/{known['id']}", {"state": "resolved"})
    ).status_code == 200
    await here.front.writes(talk, END[here.locale], "end")
    await here.house.system.heart.conversing.resolve(talk, by=Speaker.AGENT)
    await here.house.settle()


async def complains(here: Floor, talk: ConversationId) -> None:
    """Four aspects and the whole, and it is opened again by one press."""
    page = here.page
    await here.to(f"/portal?locale={here.locale}#questions")
    await expect(page.locator("main")).to_contain_text(say("tickets", here.locale, "Resolved"))
    await page.locator("[aria-labelledby=questions] a").click()  # one matter, one survey
    for part, mark in MARKS.items():
        await page.locator(f"[name={part}][value='{mark}']").first.check(force=True)
    await page.locator("#comment").fill(COMPLAINT[here.locale])
    await page.get_by_role("button", name=say("rating", here.locale, "Send rating")).click()
    await page.get_by_role("button", name=say("rating", here.locale, "Yes, go on with it")).click()
    await expect(page.get_by_text(say("rating", here.locale, "We go on with it."))).to_be_visible()
    await here.house.settle()
    found = await here.house.system.heart.reading.find(talk)
    assert found is not None
    assert found.status is Status.WAITING_FOR_AGENT


@pytest.mark.parametrize("look", [Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_a_transfer_that_nobody_can_bring_back(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    page_maker.allow(REFUSED)
    here = await floor(served, await page_maker(look), look.locale)
    contact, talk = await comes_to_the_front(here)
    await here.sits(here.front)
    ticket = (await escalates(here, DeskKind.FUNDS, talk)).removeprefix("sent/")
    task = await asks_the_exchange(here, ticket)
    await says_when_there_is_news(here, ticket)
    await served.settle()
    await looks_into_the_portal(here, contact)
    await is_called_to_ask_again(here, ticket, task)
    await ends_it_honestly(here, ticket, talk)
    await complains(here, talk)
    lead = await served.agent(Role.LEAD)
    [review] = (await lead.get("/api/workspace/surveys/reviews"))["items"]
    assert COMPLAINT[look.locale] in str(review)
