"""A contact names a transaction in Chinese, on a phone, on a real node: told before a person is asked for.

One installation, one node: the card in the widget, the same card at the agent's desk, its page to be printed,
and what is told when one that waited is carried out.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_app_builds import is_lead
from tests.browser.test_widget_looks import SIDEWAYS
from tests.support.addressed import addressed
from tests.support.anvil import CHAIN_ID, GWEI, PROBE, Anvil, anvil
from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.dossier_rig import HOME, Moving, looked
from tests.support.installation import INBOX, Installation
from walletdesk.chains.sources import several
from walletdesk.kernel.ids import TeamId
from walletdesk.platform.settings import ChainSettings, ConnectorSettings
from walletdesk.tickets.desks import Desk, DeskKind

LOOK = Look(locale="zh-CN", screen="phone")


@pytest.fixture
def node() -> Iterator[Anvil]:
    with anvil() as running:
        yield running


@pytest.fixture(autouse=True)
def answers_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "WAITS", 0.0)
    monkeypatch.setattr(several, "STANDS", 0.0)


async def test_a_transaction_from_the_first_message_to_its_end(
    page_maker: PageMaker, sqlite_template: Path, tmp_path: Path, node: Anvil
) -> None:
    assert str(CHAIN_ID) in HOME
    file, clock = tmp_path / "chains.toml", Moving()
    file.write_text(HOME, "utf-8")
    asks = {
        "chains": ChainSettings(file=str(file), endpoints={"home": [node.url]}),
        "connector": ConnectorSettings(may_reach=[node.url.partition("://")[2]]),
    }
    async with addressed(sqlite_template, tmp_path, clock=clock, **asks) as house:
        page = await page_maker(LOOK, base_url=house.home)
        await page.goto(f"/w?inbox={INBOX}&locale=zh-CN")
        await is_told_why_it_failed(page, house, node)
        talk = await page.evaluate("document.querySelector('wd-widget').store.thread.conversation")
        desk = await page_maker(Look(), base_url=house.home)
        await is_seen_by_the_agent(desk, house, talk)
        await reaches_the_funds_desk(desk, house, talk)
        await is_printed(page)
        await is_told_when_it_arrives(page, house, node, clock)
        await page_maker.close()  # before the server


async def writes(page: Page, house: Installation, text: str) -> None:
    await page.locator("wd-composer textarea").fill(text)
    await page.locator("wd-composer textarea").press("Enter")
    await expect(page.get_by_role("log").locator("li.msg-contact").last).to_contain_text("已收到")
    await looked(house)


async def is_told_why_it_failed(page: Page, house: Installation, node: Anvil) -> None:
    people = node.accounts()
    probe = node.deploy(people[0], PROBE)
    tx = node.mined(people[0], probe, data=node.call("transfer(address,uint256)", people[1], 10**18))
    await writes(page, house, f"我这笔转账失败了怎么办？{tx}")
    card = page.locator("wd-dossier .dossier")
    await expect(card.get_by_role("heading")).to_have_text("失败了：合约拒绝了")
    await expect(card.locator("q")).to_have_text("ERC20: transfer amount exceeds balance")
    await expect(page.locator("li.msg-bot")).to_contain_text("失败了：合约拒绝了")
    await expect(page.locator(".queue-place")).to_have_count(0)
    await expect(card.get_by_role("button", name="这笔交易找人工")).to_be_visible()
    assert await axe(page) == []
    assert await page.evaluate(SIDEWAYS) is False
    await picture(page, "dossier-journey-widget")


async def is_seen_by_the_agent(page: Page, house: Installation, talk: str) -> None:
    await is_lead(page, house)
    await page.goto(f"/workspace#{talk}")
    card = page.locator("wd-thread .dossier")
    await expect(card.get_by_role("heading")).to_have_text("失败了：合约拒绝了")
    await card.get_by_role("button").click()
    whole = page.locator("[data-dossier][open]")
    await expect(whole.locator("code")).to_have_text("reverted")
    await whole.locator("details summary").click()
    await whole.locator("[name=nonce]").fill("1")
    await whole.locator("[name=chain]").fill("家园链")
    await whole.locator("form button:not([type])").click()
    await expect(whole.locator("[name=chain]")).to_have_value("")
    assert await axe(page) == []
    await picture(page, "dossier-journey-workspace")
    async with page.expect_popup() as opening:
        await whole.locator("a[target=_blank]").last.click()
    await expect((await opening.value).locator("h2#what")).to_have_text("失败了：合约拒绝了")


async def reaches_the_funds_desk(page: Page, house: Installation, talk: str) -> None:
    """What was looked up fills the form, so that the desk can begin without another question."""
    team = TeamId(await house.team("Funds"))
    await house.system.specialists.keeping.keep(Desk(kind=DeskKind.FUNDS, team=team), by="")
    await page.goto(f"/workspace/tickets#to/{talk}")
    await page.locator("[data-desk=funds]").click()
    form = page.locator("[data-kind=funds]")
    await form.wait_for()
    await page.get_by_role("button", name="填入", exact=True).click()
    await expect(page.locator("#packet-chain")).to_have_value("home")
    await expect(page.locator("#packet-tx_id")).to_have_value(re.compile("^0x[0-9a-f]{64}$"))
    await expect(page.locator("#packet-address")).to_have_value(re.compile("^0x[0-9a-fA-F]{40}$"))
    await page.locator("#packet-at").fill("2026-01-20T10:00:30")
    await page.get_by_role("button", name="提交审查", exact=True).click()
    await expect(page.locator("[data-told=sent]")).to_be_visible()
    assert await axe(page) == []
    await picture(page, "dossier-journey-funds")


async def is_printed(page: Page) -> None:
    async with page.expect_popup() as opening:
        await page.locator("wd-dossier").get_by_role("button", name="打印").click()
    printed = await opening.value
    await expect(printed.locator("h2#what")).to_have_text("失败了：合约拒绝了")
    assert "t=" not in printed.url
    await expect(printed.locator(".record")).to_contain_text("任何人都能这样核对")
    assert await axe(printed) == []
    assert await printed.evaluate(SIDEWAYS) is False
    await picture(printed, "dossier-journey-page")
    await printed.emulate_media(media="print")
    await printed.screenshot(path="test-results/screens/dossier-journey-print.png", full_page=True)
    await printed.close()


async def is_told_when_it_arrives(page: Page, house: Installation, node: Anvil, clock: Moving) -> None:
    node("evm_setAutomine", False)
    people = node.accounts()
    tx = node.send(people[2], people[3], value=10**18 + 1, maxFeePerGas=50 * GWEI)
    await writes(page, house, f"这笔一直没到 {tx}")
    card = page.locator("wd-dossier").last
    await expect(card.get_by_role("heading")).to_have_text("它在等下一个区块")
    await expect(card.locator(".amount")).to_have_text("1.000000000000000001 HOM")
    node("evm_mine")
    clock.ahead += timedelta(minutes=1)
    await looked(house)
    await expect(card.get_by_role("heading")).to_have_text("已经执行")
    await expect(card.get_by_role("status")).to_contain_text("已经执行")
    await expect(page.locator("li.msg-bot").last).to_contain_text("已经执行")
