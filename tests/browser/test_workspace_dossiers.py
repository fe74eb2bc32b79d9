"""Transactions in the workspace: what the contact sees, all that it rests on, and what to do with it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_widget_looks import SIDEWAYS
from tests.support import dossiers
from tests.support.asgi import Json
from tests.support.browser import Look, PageMaker, axe, looks, picture
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.widget import PHRASE
from tests.support.workspace import Workspace, until

LOOKS = [
    *looks(locales=["zh-CN"], screens=["desktop"]),
    *looks(locales=["en"], screens=["phone"], schemes=["dark"]),
]


HELD = {
    "hold": {"why": "A check is under way.", "at": 1_780_000_000_000, "by": "Ben"},
    "reasons": [{"id": "review", "text": "A check is under way."}, {"id": "network", "text": "Paused."}],
}


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.world.add("cnv_1", "Contact 1", f"它失败了 {dossiers.TX}", locale="zh-CN")
        server.world.event("cnv_1", "dossier", value=dossiers.FAILED)
        server.world.event("cnv_1", "dossier", value=dossiers.WAITS)
        server.world.event("cnv_1", "dossier_changed", value=dossiers.WAITS, reason="pending")
        yield server


@pytest.mark.parametrize("look", LOOKS)
async def test_a_transaction_as_its_agent_sees_it(
    look: Look, fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    page_maker.allow("404")
    fake_workspace.dossiers = one_held(dossiers.all_of(look.locale))
    page = await page_maker(look)
    workspace = await Workspace(page, fake_workspace).open("cnv_1")
    cards, panel = page.locator("wd-thread .dossier"), page.locator("#panel")
    await expect(cards).to_have_count(2)
    await expect(workspace.log).not_to_contain_text("dossier_changed")
    assert await axe(page) == []
    await picture(page, f"workspace-dossiers-{'-'.join(look)}")
    await cards.first.get_by_role("button").click()
    shown = panel.locator("[data-dossier][open]")
    await expect(shown).to_have_count(1)
    await expect(shown.locator("summary").first).to_be_focused()
    await expect(shown.locator("q")).to_have_text(dossiers.SCRIPTED)
    await expect(shown.locator("a[href*=tickets]")).to_have_attribute("href", "/workspace/tickets#to/cnv_1")
    assert await axe(page) == []
    assert await page.evaluate(SIDEWAYS) is False
    await picture(page, f"workspace-dossier-{'-'.join(look)}")
    await shown.locator("details summary").click()
    await shown.locator("[name=sender]").fill("0xa6a3a4506513270e269e0d37f2a74de452e6b438")
    await shown.locator("[name=nonce]").fill("57")
    await shown.locator("form button:not([type])").click()
    await until(lambda: len(fake_workspace.told) == 1)
    assert fake_workspace.told == [{"sender": "0xa6a3a4506513270e269e0d37f2a74de452e6b438", "nonce": 57}]
    await panel.locator("[name=text]").fill(PHRASE)
    await panel.locator("[name=text]").press("Enter")
    await expect(page.locator(".toast").last).to_be_visible()
    await is_held_and_no_more(page, fake_workspace)
    await shown.locator(".actions button").first.click()
    await expect(workspace.field).to_have_value(dossiers.in_reply(fake_workspace.dossiers[dossiers.FAILED]))


def one_held(all_of: dict[str, Json]) -> dict[str, Json]:
    return all_of | {dossiers.WAITS: all_of[dossiers.WAITS] | HELD}


async def is_held_and_no_more(page: Page, server: FakeWorkspace) -> None:
    """For whoever is of a desk that may say so; the dossier that was open before is open again after."""
    assert len(server.told) == 1
    other = page.locator(f"[data-dossier={dossiers.WAITS}]")
    await other.locator("> summary").click()
    await expect(other).to_contain_text("Ben")
    held = other.locator("form", has=page.locator("[name=why]"))
    await held.locator("[name=why]").select_option("network")
    await held.locator(".actions button").first.click()
    await until(lambda: len(server.told) == 2)
    await held.locator(".actions button").last.click()
    await until(lambda: len(server.told) == 3)
    assert server.told[1:] == [{"why": "network"}, {"why": None}]
    assert await axe(page) == []
    await other.locator("> summary").click()
    await page.locator(f"[data-dossier={dossiers.FAILED}] > summary").click()
