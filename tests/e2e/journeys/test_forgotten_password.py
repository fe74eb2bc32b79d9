"""Journey 4: a forgotten password. From the help pages to the truth, to what to keep, and to a person."""

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker, on_engines_in_pairs
from tests.support.journey import Contact, People, at_ease
from tests.support.served import Served

pytestmark = [pytest.mark.slow]

ASKED = {"zh-CN": "忘记密码了怎么办", "en": "I forgot my password"}
TITLE = {"zh-CN": "忘记钱包密码", "en": "I forgot my wallet password"}
TRUTH = {"zh-CN": "没有人能看到或重置它，我们也不行", "en": "Nobody can see or reset it, and neither can we"}
KEEP = {"zh-CN": "别卸载", "en": "Don't uninstall"}
CUSTODIAL = {"zh-CN": "用邮箱或手机号登录", "en": "If you sign in by e-mail or phone"}
NOT_SOLVED = {"zh-CN": "没解决", "en": "Not solved"}
REPLY = {"zh-CN": "备份在的话，照着这几步就能恢复。", "en": "With your backup these steps restore it."}


async def finds_the_truth(page: Page, locale: str) -> None:
    await page.goto(f"/help/{locale}")
    await page.get_by_role("combobox").fill(ASKED[locale])
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/help/**?q=*")
    await page.get_by_role("link", name=TITLE[locale]).first.click()
    article = page.get_by_role("main")
    await expect(article).to_contain_text(TRUTH[locale])
    await expect(article).to_contain_text(KEEP[locale])
    await at_ease(page)


async def is_told_the_same(contact: Contact) -> None:
    await contact.write(ASKED[contact.locale])
    answer = contact.frame.locator(".msg-bot").last
    await expect(answer).to_contain_text(TRUTH[contact.locale])
    await expect(answer).to_contain_text(CUSTODIAL[contact.locale])
    await expect(answer).to_contain_text(KEEP[contact.locale])


@on_engines_in_pairs
async def test_a_forgotten_password(
    look: Look, people: People, served: Served, page_maker: PageMaker
) -> None:
    await finds_the_truth(await page_maker(look, base_url=served.url), look.locale)
    contact = await people.contact(look)
    await is_told_the_same(contact)
    await contact.frame.get_by_role("button", name=NOT_SOLVED[look.locale]).click()
    await contact.button("Talk to a person").last.click()
    await contact.stands_at(1)
    agent = await people.agent(look)
    await agent.sign_in()
    await agent.is_now("online")
    await agent.take(agent.mine)
    assert (await agent.texts("contact"))[0] == ASKED[look.locale]
    await agent.reply(REPLY[look.locale])
    await expect(contact.messages.last).to_contain_text(REPLY[look.locale])
    await agent.resolve()
    await expect(contact.button("Rate the service")).to_be_visible()
