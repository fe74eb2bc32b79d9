"""A suspicious mail on the check page, with a script and without one, and a secret in it that stays here."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, expect

from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.help_center import public_site
from tests.support.suspicious_mails import NOW, attached_to, ours, settings_in, unsigned
from tests.support.widget import PHRASE
from walletdesk.app.wiring.check_mails import CheckedMails, OwnKeys
from walletdesk.app.wiring.checking import secret_in
from walletdesk.platform.mime.readers import Readers

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[str]:
    readers = Readers(1)
    letters = CheckedMails(OwnKeys(settings_in(tmp_path), lambda: NOW), readers, secret_in)
    async with public_site(letters=letters) as home:
        yield home
    await readers.close()


def file_of(raw: bytes) -> FilePayload:
    return {"name": "mail.eml", "mimeType": "message/rfc822", "buffer": raw}


async def test_a_suspicious_mail_is_told_from_one_of_ours(home: str, page_maker: PageMaker) -> None:
    page, sent = await page_maker(Look("zh-CN", "phone", "dark")), list[str]()
    page.on("request", lambda request: sent.append(request.post_data or ""))
    await page.goto(f"{home}/verify?locale=zh-CN")
    await page.locator(".whole-mail summary").click()
    assert await axe(page) == []
    await page.locator("#source").fill(PHRASE)
    await page.locator(".mailed button").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    assert [body for body in sent if "winner" in body] == []
    await page.locator("#mail").set_input_files(file_of(attached_to("help@mail.example", ours())))
    await page.locator(".mailed button").click()
    titles = page.locator(".answer h2")
    await expect(titles).to_have_text(["这封邮件不是我们发的", "这封邮件是我们发的"])
    assert await axe(page) == []
    assert await page.evaluate(TOO_WIDE) <= 0
    await picture(page, "verify-mail-attached")
    await page.locator(".whole-mail summary").click()
    await page.locator("#source").fill(ours().decode())
    await page.locator(".mailed button").click()
    await expect(titles).to_have_text(["这封邮件是我们发的"])

    context = await page_maker.browser.new_context(java_script_enabled=False, locale="en")
    plain = await context.new_page()
    await plain.goto(f"{home}/verify?locale=en")
    await plain.locator(".whole-mail summary").click()
    await plain.locator("#source").fill(unsigned(ours()).decode())
    await plain.locator(".mailed button").click()
    await expect(plain.locator(".answer h2")).to_have_text("It says it is from us and is not")
    await plain.locator(".whole-mail summary").click()
    await picture(plain, "verify-mail-forged")
    await context.close()
