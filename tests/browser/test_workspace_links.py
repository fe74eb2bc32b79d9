"""A contact's links in the workspace: words, with a verdict, and a second step that says where it goes."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker, axe, looks
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.workspace import Workspace, until

SAID = (
    "Is https://goodwallet-help.example/claim?id=1 you? And wallet.example/help, drainer.com, g00d.example."
)
VERDICTS = {
    "https://goodwallet-help.example/claim?id=1": "not_ours",
    "wallet.example/help": "official",
    "drainer.com": "known_bad",
    "g00d.example": "lookalike",
}


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.verdicts = VERDICTS
        server.world.add("cnv_one", "Contact 1", SAID)
        yield server


@pytest.mark.parametrize(
    "look",
    [
        *looks(screens=["phone"], locales=["zh-CN"], schemes=["dark"]),
        *looks(locales=["en"], screens=["desktop"]),
    ],
)
async def test_a_link_is_words_until_a_second_step(
    look: Look, fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    page = await page_maker(look)
    await Workspace(page, fake_workspace).open("cnv_one")
    said = page.locator(".msg-contact .msg-text").last
    await expect(said).to_contain_text("hxxps://goodwallet-help[.]example/claim?id=1")
    await expect(said.get_by_role("link")).to_have_text(["wallet.example/help"])
    await expect(said.locator(".chip-danger")).to_have_count(2)
    copied = await said.evaluate(
        "p => { getSelection().selectAllChildren(p); return getSelection().toString(); }"
    )
    assert "https://goodwallet" not in copied
    assert "drainer[.]com" in copied
    await expect(page.locator(".conv")).to_contain_text("hxxps://")
    assert (await axe(page)) == []
    await said.get_by_role("button").nth(1).click()  # the known bad one cannot be opened from here
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("drainer[.]com")
    await expect(dialog.get_by_role("link")).to_have_count(0)
    await page.keyboard.press("Escape")
    await said.get_by_role("button").first.click()
    opens = dialog.get_by_role("link")
    await expect(opens).to_have_attribute("href", "https://goodwallet-help.example/claim?id=1")
    await expect(opens).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(opens).to_contain_text("goodwallet-help[.]example")
    assert (await axe(page)) == []
    await until(lambda: fake_workspace.asked.count("POST /api/workspace/links") == 1)
