"""The card of a transaction in the widget: what happened, what to do; and no word of a contract works."""

import asyncio
import json
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.test_widget_looks import LOOKS, assert_well_made
from tests.support import dossiers
from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer
from tests.support.widget import PHRASE, Widget

TOP = "(one) => one.getBoundingClientRect().top"
CHOICES = [{"id": "helped", "text": "That helped"}]


async def with_cards(server: FakeServer, widget: Widget, look: Look, *ids: str) -> Widget:
    server.dossiers = dossiers.all_of(look.locale)
    conversation = server.conversation()
    for id in ids or server.dossiers:
        server.add(conversation, "contact", dossiers.TX)
        server.add(conversation, "system", "", kind="event", event=dossiers.event("dossier", id))
    await widget.page.add_init_script("localStorage.setItem('wd.device', 'd')")
    return await widget.open(locale=look.locale)


def cards(page: Page) -> Locator:
    return page.locator("wd-dossier .dossier")


@pytest.mark.parametrize("look", LOOKS)
async def test_every_state_in_its_looks(fake_server: FakeServer, page_maker: PageMaker, look: Look) -> None:
    """Who opens an old conversation sees its newest card from its beginning, and reads up from there."""
    widget = await with_cards(fake_server, Widget(await page_maker(look), fake_server), look)
    await expect(cards(widget.page)).to_have_count(len(dossiers.IDS))
    await expect(cards(widget.page).last.locator(".amount")).to_be_in_viewport()
    await widget.page.locator("details").first.evaluate("one => (one.open = true)")
    await cards(widget.page).first.scroll_into_view_if_needed()
    await assert_well_made(widget.page, "dossier", look)


async def test_a_card_follows_its_transaction_and_says_a_change_once(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    look = Look(locale="en", screen="phone")
    widget = Widget(await page_maker(look), fake_server)
    await with_cards(fake_server, widget, look, dossiers.WAITS)
    card, told = cards(widget.page), widget.page.locator("wd-dossier [role=status]")
    await expect(card.get_by_role("heading")).to_have_text("It waits for an earlier one that is missing")
    await expect(told).to_be_empty()
    await widget.connected()
    await fake_server.say("cnv_1", "bot", "Did it help?", choices=CHOICES)
    await expect(widget.page.get_by_role("button", name="That helped")).to_be_visible()
    rows = widget.log.locator("ol.msgs > li")
    before = await rows.count()
    fake_server.dossiers[dossiers.WAITS] = {
        **fake_server.dossiers[dossiers.ARRIVED],
        "id": dossiers.WAITS,
        "name": "D-3150",
    }
    event = dossiers.event("dossier_changed", dossiers.WAITS, "confirmed")
    await fake_server.say("cnv_1", "system", "", kind="event", event=event)
    await expect(card.get_by_role("heading")).to_have_text("It was carried out")
    await expect(told).to_have_text("Transaction D-3150: It was carried out")
    await expect(card.locator(".amount")).to_have_text("0.000000000000000001 ETH")
    await expect(card.locator(".hash").first).to_have_text(
        "0xa6a3 a450 6513 270e 269e 0d37 f2a7 4de4 52e6 b438"
    )
    assert await rows.count() == before
    await expect(widget.page.get_by_role("button", name="That helped")).to_be_visible()
    asked = [one for one in fake_server.asked if one.endswith("/dossiers/dos_3150")]
    assert len(asked) == 2
    second = dossiers.event("dossier", dossiers.FAILED)  # what was asked before it came still stands
    await fake_server.say("cnv_1", "system", "", kind="event", event=second)
    await expect(cards(widget.page)).to_have_count(2)
    await expect(widget.page.get_by_role("button", name="That helped")).to_be_visible()


async def test_a_card_that_comes_late_moves_nothing_that_is_read(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    look, late = Look(locale="en", screen="phone"), asyncio.Event()

    async def waits(route: Route) -> None:
        await late.wait()
        await route.continue_()

    widget = Widget(await page_maker(look), fake_server)
    await widget.page.route(f"**/dossiers/{dossiers.WAITS}", waits)
    await with_cards(fake_server, widget, look, dossiers.WAITS, dossiers.FAILED, dossiers.CHECKED)
    newest = cards(widget.page).last.locator(".amount")
    await expect(cards(widget.page)).to_have_count(2)
    await expect(newest).to_be_in_viewport()
    before = await newest.evaluate(TOP)
    late.set()
    await expect(cards(widget.page)).to_have_count(3)
    assert abs(await newest.evaluate(TOP) - before) < 1  # pixel


async def test_nothing_that_a_contract_wrote_works(fake_server: FakeServer, page_maker: PageMaker) -> None:
    look = Look(locale="en")
    widget = Widget(await page_maker(look), fake_server)
    await with_cards(fake_server, widget, look, dossiers.FAILED)
    card = cards(widget.page)
    await expect(card.locator("q")).to_have_text(dossiers.SCRIPTED)
    assert await card.locator("img").count() == 0
    await card.locator("summary").click()
    links = await card.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert links == ["/help/en/tx-failed", f"https://etherscan.io/tx/{dossiers.TX}"]


async def test_what_can_be_done_with_a_card(
    fake_server: FakeServer, page_maker: PageMaker, tmp_path: Path
) -> None:
    page_maker.allow("404")
    look = Look(locale="en")
    widget = Widget(await page_maker(look), fake_server)
    await with_cards(fake_server, widget, look, dossiers.UNKNOWN)
    page, known = widget.page, fake_server.dossiers.pop(dossiers.UNKNOWN)
    await page.reload()
    await expect(page.get_by_text("This transaction could not be fetched.")).to_be_visible()
    fake_server.dossiers[dossiers.UNKNOWN] = known
    await page.get_by_role("button", name="Try again").click()
    await tells_whom_it_was_meant_for(page, fake_server)
    await page.get_by_role("button", name="Look it up again").last.click()
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Signed copy").click()
    saved = await saving.value
    assert saved.suggested_filename == "D-3152.json"
    await saved.save_as(tmp_path / "saved")
    assert json.loads((tmp_path / "saved").read_text())["name"] == "D-3152"
    async with page.expect_popup() as opening:
        await page.get_by_role("button", name="Print").click()
    assert (await opening.value).url.endswith("inbox=printed")
    assert "POST /portal/cnv_1/dossiers/dos_3152/open" in fake_server.asked
    assert "POST /api/conversations/cnv_1/dossiers/dos_3152/check" in fake_server.asked
    await page.get_by_role("button", name="Ask a person about this").click()
    await expect(page.locator(".queue-place")).to_be_visible()
    await expect(page.get_by_role("button", name="Ask a person about this")).to_have_count(0)


async def tells_whom_it_was_meant_for(page: Page, server: FakeServer) -> None:
    """What may be a key goes nowhere, and does not stay in the field."""
    told = f"POST /api/conversations/cnv_1/dossiers/{dossiers.UNKNOWN}"
    await page.get_by_text("Was it meant for another address or network?").click()
    field, send = page.get_by_label("Address it was meant for"), page.locator("wd-dossier form button")
    await field.fill(PHRASE)
    await send.click()
    await expect(field).to_have_value("")
    await expect(page.get_by_role("alert").first).to_be_visible()
    assert told not in server.asked
    await field.fill("0x" + "b2" * 20)
    await send.click()
    await expect(field).to_have_value("")
    assert server.asked.count(told) == 1
