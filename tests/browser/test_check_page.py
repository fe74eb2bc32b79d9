"""The check page in a browser: the answer at once in the page's own words, and all of it without a script."""

import asyncio
import json
from collections.abc import AsyncIterator

import msgspec
import pytest
from playwright.async_api import FilePayload, Page, Route, expect

from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.help_center import public_site
from tests.support.widget import PHRASE
from walletdesk.help_center.checking import Shown

FAKE = "help.sarnplewallet.example"
ASKED = ((FAKE, "not_ours"), ("wallet-airdrop.example", "known_bad"), ("@samplewallet", "official"))
LOOKS = (
    Look("zh-CN", "desktop", "dark"),
    Look("zh-CN", "phone", "light"),
    Look("en", "desktop", "light"),
    Look("en", "phone", "dark"),
)
TITLES = {
    "en": {"not_ours": "Not ours", "official": "Official", "known_bad": "Known scam"},
    "zh-CN": {"not_ours": "不是我们的", "official": "官方", "known_bad": "已知骗局"},
}
MARK_AS_SEEN = "document.querySelector('.answer')?.setAttribute('data-seen', '')"
UNTOLD = {"en": "This page cannot tell", "zh-CN": "这里说不准"}
CODE_SHOWN = {"en": "Give the code to nobody.", "zh-CN": "验证码别告诉任何人。"}
PASTES = """(field, content) => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([content], "image.png", { type: "image/png" }));
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
async def home() -> AsyncIterator[str]:
    async with public_site() as home:
        yield home


async def checks(page: Page, what: str) -> None:
    await page.locator("#q").fill(what)
    await page.locator("#q").press("Enter")


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
async def test_an_answer_stands_at_once_in_every_look(home: str, page_maker: PageMaker, look: Look) -> None:
    page = await page_maker(look)
    await page.goto(f"{home}/verify?locale={look.locale}")
    answers = page.locator(".answer")
    for what, verdict in ASKED:
        await checks(page, what)
        await expect(answers).to_have_count(1)
        await expect(answers.get_by_role("heading")).to_have_text(TITLES[look.locale][verdict])
        await expect(answers.get_by_role("heading")).to_be_focused()
        await picture(page, f"verify-{verdict}-{'-'.join(look)}")
        assert await axe(page) == []
        assert await page.evaluate(TOO_WIDE) <= 0
    assert page.url == f"{home}/verify?locale={look.locale}"  # nothing of it stands in an address


async def test_the_island_shows_what_the_page_without_a_script_shows(
    home: str, page_maker: PageMaker
) -> None:
    shown = []
    for scripts in (True, False):
        context = await page_maker.browser.new_context(java_script_enabled=scripts, locale="en")
        page = await context.new_page()
        seen = []
        for what in (FAKE, "wallet-airdrop.example", "help@samplewallet.example", "WD-12", "medium.com"):
            await page.goto(f"{home}/verify?locale=en")
            await page.evaluate(MARK_AS_SEEN)
            await checks(page, what)
            await expect(page.locator(".answer:not([data-seen])")).to_have_count(1)
            await expect(page.locator("#q")).to_have_value(what)
            seen.append((await page.locator(".answer").inner_text()).split())
        shown.append(seen)
        await context.close()
    assert shown[0] == shown[1]


async def test_a_phrase_is_stopped_before_anything_is_sent(home: str, page_maker: PageMaker) -> None:
    page, sent = await page_maker(Look(locale="en", screen="phone")), list[str]()
    page.on("request", lambda request: sent.append(request.post_data or ""))
    await page.goto(f"{home}/verify?locale=en")
    await checks(page, PHRASE)
    await expect(page.get_by_role("alert")).to_contain_text("It was stopped")
    await expect(page.get_by_role("link", name="Move assets step by step")).to_be_visible()
    await expect(page.locator("#q")).to_have_value("")
    assert [body for body in sent if "winner" in body] == []
    await checks(page, FAKE)
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_the_field_for_codes_takes_a_code(home: str, page_maker: PageMaker) -> None:
    page, sent = await page_maker(Look(locale="en")), list[str]()
    page.on("request", lambda request: sent.append(request.post_data or ""))
    await page.goto(f"{home}/verify?locale=en")
    await page.get_by_label("The proof number an agent gave you").fill("4278 1934")
    await page.get_by_label("The proof number an agent gave you").press("Enter")
    await expect(page.locator(".answer")).to_contain_text("Yes: one of our agents was given it at")
    asked = [json.loads(body)["what"] for body in sent if body.startswith("{")]
    assert asked == ["code"]


async def test_a_newer_question_is_not_answered_by_an_older_answer(home: str, page_maker: PageMaker) -> None:
    page = await page_maker(Look(locale="en"))
    await page.goto(f"{home}/verify?locale=en")

    async def slowly(route: Route) -> None:
        await asyncio.sleep(0.6 if "sarnple" in (route.request.post_data or "") else 0)
        await route.continue_()

    await page.route("**/api/verify", slowly)
    await checks(page, FAKE)
    await checks(page, "@samplewallet")
    await expect(page.locator(".answer h2")).to_have_text("Official")
    await page.wait_for_timeout(900)
    await expect(page.locator(".answer h2")).to_have_text("Official")


def screenshot(*rows: str, secret: str = "") -> FilePayload:
    body = msgspec.json.encode(Shown(rows=rows, secret=secret))
    return {"name": "a.png", "mimeType": "image/png", "buffer": body}


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
async def test_a_screenshot_is_chosen_or_pasted_and_answered_in_place(
    home: str, page_maker: PageMaker, look: Look
) -> None:
    page_maker.allow(r"status of 422 .*/api/verify/picture")
    page = await page_maker(look)
    await page.goto(f"{home}/verify?locale={look.locale}")
    answers, shot = page.locator(".answer"), page.locator(".shot")
    await expect(page.locator(".pasting")).to_be_visible()
    await picture(page, f"verify-start-{'-'.join(look)}")
    await page.locator("#file").set_input_files(
        screenshot("open help.sarnplewallet.example", "@samplewallet")
    )
    await shot.locator("button").click()
    await expect(answers.get_by_role("heading")).to_have_text(
        [TITLES[look.locale]["not_ours"], UNTOLD[look.locale]]
    )
    await expect(answers.first.get_by_role("heading")).to_be_focused()
    await expect(page.locator(".from-picture")).to_be_visible()
    await picture(page, f"verify-picture-{'-'.join(look)}")
    assert await axe(page) == []
    assert await page.evaluate(TOO_WIDE) <= 0
    secret = screenshot(secret="otp")["buffer"].decode()
    await page.locator("#q").evaluate(PASTES, secret)
    await expect(page.get_by_role("alert")).to_contain_text(CODE_SHOWN[look.locale])
    await expect(page.get_by_role("alert").get_by_role("link")).to_have_count(0)
    await expect(answers).to_have_count(0)
    await page.locator("#q").evaluate(PASTES, "no picture")
    await expect(page.get_by_role("alert")).to_contain_text("PNG")
    await checks(page, FAKE)
    await expect(page.locator(".from-picture")).to_be_hidden()
    assert page.url == f"{home}/verify?locale={look.locale}"
