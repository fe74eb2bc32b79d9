"""An administrator sets an inbox up, sees where its provider calls us, pauses it, and what was not taken."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.test_owning import cookie
from tests.support.browser import Look, PageMaker
from tests.support.installation import Installation
from tests.support.journey import at_ease
from tests.support.until import until_kept
from walletdesk.channels.arrivals import Arriving, State
from walletdesk.kernel.viewers import Role
from walletdesk.platform.http import SESSION_COOKIE

TOKEN = "1234:a-token-of-the-provider"
WORDS = {
    "en": ("Save", "Change", "Pause this inbox", "Not taken: 1", "Could not be read", "Running", "Let it be"),
    "zh-CN": ("保存", "修改", "暂停", "没有收进会话：1", "读不出来", "运行中", "不收"),
}


async def leaves(card: Locator, let_be: str, unread: str) -> None:
    """Somebody looked, and it is listed no more."""
    await card.get_by_role("button", name=let_be).click()
    await expect(card).not_to_contain_text(unread)


@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_an_inbox_is_set_up_paused_and_what_was_not_taken_is_seen(
    served: Installation, page_maker: PageMaker, look: Look
) -> None:
    save, change, pause, left, unread, running, let_be = WORDS[look.locale]
    page, admin = await page_maker(look), await served.agent(Role.ADMIN)
    await cookie(page, served, SESSION_COOKIE, admin.session)
    await page.goto(f"{served.home}/workspace/settings/inboxes")
    await page.get_by_role("button", name="Telegram").click()
    await page.locator("input[name=called]").fill("Our bot")
    await page.locator("input[name=bot_token]").fill(TOKEN)
    await page.locator("input[name=webhook_secret]").fill("sample")
    await at_ease(page)
    await page.get_by_role("button", name=save, exact=True).click()
    card = page.locator("wd-inboxes .card", has_text="Our bot")
    await expect(card).to_be_visible()
    [bot] = await served.system.intake.inboxes.all()
    await expect(card).to_contain_text(f"/hooks/telegram/{bot.id}")
    await expect(card.locator(".chip")).to_have_text(running)
    await card.get_by_role("button", name=change).click()
    await expect(page.locator("input[name=bot_token]")).to_have_value("")  # shown to nobody again
    assert TOKEN not in await page.content()
    arrivals = served.system.intake.arrivals
    await arrivals.keep(bot.id, bot.kind, Arriving("1", b"nothing of theirs"))

    async def is_read() -> bool:
        return bool(await arrivals.listed(bot.id, [State.UNREADABLE]))

    await until_kept(is_read)
    await page.reload()
    await card.get_by_role("button", name=left).click()
    await expect(card).to_contain_text(unread)
    await leaves(card, let_be, unread)
    await card.get_by_role("button", name=pause).click()
    await expect(card.locator(".chip-wait")).to_be_visible()
    assert [one.paused for one in await served.system.intake.inboxes.all()] == [True]
    await at_ease(page)
