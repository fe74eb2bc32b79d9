"""A conversation held by mail as an agent sees it: where answers go, and who only claims to be in it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.browser.test_widget_looks import SIDEWAYS
from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.journey import say
from tests.support.workspace import Workspace

STRANGER = "li@phone.example"
WARNED = (
    "The next message came by mail from {value}. Nobody vouches for that address: tell it nothing about "
    "this contact."
)


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.world.add("cnv_1", "Li", "币没到账", channel="email", subject="转账没到账")
        server.world.event("cnv_1", "handoff", reason="mail")
        server.world.event("cnv_1", "mail_unverified", value=STRANGER, reason="unknown")
        server.world.put("cnv_1", "contact", "是我，换了个邮箱。")
        mail = {
            "seq": 1,
            "sender": "li@customer.example",
            "verified": True,
            "standing": "proven",
            "cut": False,
        }
        other = {**mail, "seq": 4, "sender": STRANGER, "verified": False, "standing": "unknown"}
        of = {
            "held": True,
            "to": "li@customer.example",
            "proven": True,
            "inbox": "Mail",
            "items": [mail, other],
        }
        server.mails["cnv_1"] = of
        yield server


@pytest.mark.parametrize(
    "look", [Look("zh-CN", "phone", "dark"), Look("en", "desktop", "light")], ids="-".join
)
async def test_an_agent_sees_where_answers_go_and_who_is_a_stranger(
    look: Look, fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    page = await page_maker(look)
    await Workspace(page, fake_workspace).open("cnv_1")
    warned = say("workspace", look.locale, WARNED, value=STRANGER)
    await expect(page.locator(".thread")).to_contain_text(warned)
    await picture(page, f"workspace-mail-thread-{'-'.join(look)}")
    if look.screen == "phone":
        await page.locator(".foldbar button").nth(2).tap()
    shown = page.locator("#panel .mail")
    await expect(shown).to_contain_text("li@customer.example")
    await expect(shown.locator(".banner-wait")).to_contain_text(STRANGER)
    assert await axe(page) == []
    assert await page.evaluate(SIDEWAYS) is False
    await picture(page, f"workspace-mail-{'-'.join(look)}")
