"""Where a contact asks to be called, by a wish in the widget or at a time of a page, or links a channel."""

from dataclasses import replace

from tests.support.crawl import Crawl, at, settings, widget_waiting
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import AgentViewer, Role

LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)


async def are_booked(crawl: Crawl, *, on: bool) -> None:
    booking = crawl.scene.system.callbacks.booking
    rules = await booking.rules()
    if rules.on is not on:
        await booking.settle(LEAD, replace(rules, on=on))


async def widget_callback(crawl: Crawl) -> None:
    """A wish: where calls are booked the widget leads to the page."""
    await are_booked(crawl, on=False)
    await widget_waiting(crawl, "Ask for a callback")


async def callback(crawl: Crawl) -> None:
    await are_booked(crawl, on=True)
    await crawl.is_reader()
    await at(f"/portal/{await crawl.scene.conversation()}/callback?locale=en", "#number")(crawl)


async def linked_channels(crawl: Crawl) -> None:
    """A code was made, so the number that comes back can be typed in."""
    inboxes = crawl.scene.system.intake.inboxes
    if not await inboxes.all("telegram"):
        await inboxes.add("telegram", "Sample", {}, {}, by=LEAD.agent)
    await crawl.is_reader()
    await at("/linked?locale=en", "form")(crawl)
    await crawl.page.get_by_role("button", name="Get a code").click()
    await crawl.page.locator("#number").wait_for()


async def new_inbox(crawl: Crawl) -> None:
    """Of a kind that asks for texts and for what stays sealed."""
    await settings("inboxes", "wd-inboxes h3")(crawl)
    await crawl.button("Telegram")
    await crawl.page.locator("wd-inbox-form input[name=called]").wait_for()


async def check(crawl: Crawl) -> None:
    await at("/verify?locale=en", "#q")(crawl)
    await crawl.page.locator(".whole-mail summary").click()
    await crawl.page.locator("#source").wait_for()
