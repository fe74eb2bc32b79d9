"""What is asked in a form: before a conversation, and below a message. Nothing half sent, nothing secret."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.test_widget_looks import LOOKS, assert_well_made
from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer
from tests.support.widget import HEX, PHRASE, Widget, until

WORDS = {
    "en": (
        "Which wallet?",
        "I hold the phrase",
        "I sign in by phone",
        "Transaction ID (hash)",
        "App version",
    ),
    "zh-CN": ("您的钱包是哪一种？", "我自己保管助记词", "手机号登录的账户", "交易哈希", "App 版本"),
}
TOPIC = {"en": "Not arrived", "zh-CN": "转账没到账"}
CUT_OFF = "This is cut off: an ID is 0x and 64 characters, this has 24. Copy it again as a whole."


def form(*, required: bool = False, locale: str = "en") -> dict[str, Any]:
    which, own, account, tx, version = WORDS[locale]
    options = [{"id": "own", "text": own}, {"id": "account", "text": account}]
    plain = {"hint": "", "required": False, "options": []}
    fields = [
        {**plain, "id": "kind", "kind": "choice", "name": which, "required": True, "options": options},
        {**plain, "id": "tx", "kind": "tx", "name": tx, "hint": "0x…"},
        {**plain, "id": "version", "kind": "app_version", "name": version},
    ]
    topics = [TOPIC[locale]]
    return {"category": "transfer", "topics": topics, "required": required, "fields": fields}


def misfit(**errors: str) -> tuple[int, dict[str, Any]]:
    told = [{"field": field.replace("_", "."), "detail": words} for field, words in errors.items()]
    return 422, {"status": 422, "code": "misfit", "detail": "Some entries need a look.", "errors": told}


@pytest.fixture
async def asked(widget: Widget) -> Widget:
    """Somebody chose a topic for which there is a form."""
    widget.server.config["forms"] = [form()]
    await widget.open()
    await widget.page.get_by_role("button", name="Not arrived").click()
    await expect(widget.page.locator("wd-form")).to_be_visible()
    return widget


async def send(widget: Widget) -> None:
    await widget.page.get_by_role("button", name="Send and go on").click()


async def test_what_is_filled_in_begins_the_conversation(asked: Widget) -> None:
    await expect(asked.page.get_by_role("heading", level=1)).to_have_text("Not arrived")
    await asked.page.get_by_text("I sign in by phone").click()
    await asked.page.get_by_label("Transaction ID").fill(HEX)
    assert asked.server.sent == []
    await send(asked)
    await expect(asked.messages).to_have_count(1)
    [sent] = asked.server.sent
    assert (sent["text"], sent["category"]) == ("Not arrived", "transfer")
    assert sent["answers"] == {"kind": "account", "tx": HEX, "version": ""}


async def test_what_is_needed_is_said_before_anything_is_sent(asked: Widget) -> None:
    await send(asked)
    await expect(asked.page.locator(".error")).to_have_text("This is needed.")
    assert asked.server.asked.count("POST /api/conversations") == 0
    await expect(asked.page.get_by_role("radio").first).to_be_focused()


async def test_the_server_says_what_is_wrong_with_which_field(asked: Widget, page_maker: PageMaker) -> None:
    page_maker.allow("status of 422")
    field = asked.page.get_by_label("Transaction ID")
    await asked.page.get_by_text("I hold the phrase").click()
    await field.fill("0x90c192cfd3ac94af0f21ddb6")
    asked.server.refusal = misfit(answers_tx=CUT_OFF)
    await send(asked)
    await expect(field).to_be_focused()
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_accessible_description(CUT_OFF)
    assert await field.input_value() == "0x90c192cfd3ac94af0f21ddb6"
    assert asked.server.sent == []
    await field.fill(f"0x{HEX}")
    await send(asked)
    await expect(asked.messages).to_have_count(1)
    assert asked.server.sent[0]["answers"]["kind"] == "own"


async def test_a_form_that_may_be_passed_over_says_so(asked: Widget) -> None:
    await asked.page.get_by_role("button", name="Go on without it").click()
    await expect(asked.messages).to_have_count(1)
    assert asked.server.sent[0]["answers"] == {}


async def test_a_form_that_must_be_filled_in_leaves_the_way_to_a_person(widget: Widget) -> None:
    widget.server.config["forms"] = [form(required=True)]
    await widget.open()
    await widget.page.get_by_role("button", name="Not arrived").click()
    await expect(widget.page.get_by_role("button", name="Send and go on")).to_be_visible()
    await expect(widget.page.get_by_role("button", name="Go on without it")).to_have_count(0)
    await widget.page.get_by_role("button", name="Talk to a person").click()
    await expect(widget.page.get_by_text("You are number 6 in line.")).to_be_visible()


@pytest.mark.parametrize("at_once", [True, False], ids=["whole", "in two fields"])
async def test_a_secret_in_a_field_is_stopped_and_leaves_no_trace(asked: Widget, *, at_once: bool) -> None:
    await asked.page.get_by_text("I hold the phrase").click()
    words = PHRASE.split()
    parts = [PHRASE, ""] if at_once else [" ".join(words[:6]), " ".join(words[6:])]
    await asked.page.get_by_label("Transaction ID").fill(parts[0])
    if not at_once:
        await asked.page.get_by_label("App version").fill(parts[1])
        await send(asked)
    await expect(asked.page.get_by_role("alert")).to_contain_text("It was stopped: not sent, not kept")
    assert asked.server.asked.count("POST /api/conversations") == 0
    kept = await asked.kept_in_browser()
    assert [part for part in parts if part and part in kept] == []


async def test_without_a_network_what_was_filled_in_goes_out_later(
    asked: Widget, page_maker: PageMaker
) -> None:
    page_maker.allow("ERR_INTERNET_DISCONNECTED")
    await asked.page.get_by_text("I hold the phrase").click()
    await asked.page.context.set_offline(True)
    await send(asked)
    await expect(asked.messages).to_contain_text("Sending")
    await asked.page.context.set_offline(False)
    await until(lambda: len(asked.server.sent) == 1)
    assert asked.server.sent[0]["answers"]["kind"] == "own"


async def test_the_version_comes_from_the_wallet(widget: Widget) -> None:
    widget.server.config["forms"] = [form()]
    await widget.page.goto(f"{widget.server.origin}/w?inbox=inb_webchat&locale=en&appVersion=4.12.0")
    await widget.page.get_by_role("button", name="Not arrived").click()
    await expect(widget.page.get_by_label("App version")).to_have_value("4.12.0")


@pytest.fixture
async def carded(widget: Widget) -> Widget:
    """The bot asks for a transaction ID in a field."""
    id = widget.server.conversation()
    widget.server.add(id, "contact", "pending")
    widget.server.add(id, "bot", "Which one?", form={"kind": "tx", "name": "Transaction ID"})
    return await widget.known(id)


async def test_a_form_in_the_thread_is_answered_in_place(carded: Widget, page_maker: PageMaker) -> None:
    page_maker.allow("status of 422")
    field = carded.page.get_by_label("Transaction ID")
    card = carded.page.locator("wd-form")
    await field.fill("0x90c192cfd3ac94af0f21ddb6")
    carded.server.refusal = misfit(text=CUT_OFF)
    await card.get_by_role("button", name="Send").click()
    await expect(field).to_have_accessible_description(CUT_OFF)
    await field.fill(HEX)
    await card.get_by_role("button", name="Send").click()
    await expect(carded.messages.last).to_contain_text("Received")
    [sent] = carded.server.sent
    assert (sent["text"], sent["answers"]) == (HEX, 2)
    await expect(card).to_have_count(0)


async def test_a_secret_in_a_form_of_the_thread_is_stopped(carded: Widget) -> None:
    await carded.page.get_by_label("Transaction ID").fill(PHRASE)
    await expect(carded.page.get_by_role("alert")).to_contain_text("It was stopped: not sent, not kept")
    assert PHRASE not in await carded.kept_in_browser()
    assert carded.server.sent == []


@pytest.mark.parametrize("look", LOOKS)
async def test_forms_in_every_look(fake_server: FakeServer, page_maker: PageMaker, look: Look) -> None:
    page_maker.allow("status of 422")
    fake_server.config["forms"] = [form(locale=look.locale)]
    widget = await Widget(await page_maker(look), fake_server).open(locale=look.locale)
    await widget.page.get_by_role("button", name=TOPIC[look.locale]).click()
    await widget.page.locator("label.choice").first.click()
    await widget.page.locator("#tx").fill("0x90c192cfd3ac94af0f21ddb6")
    fake_server.refusal = misfit(answers_tx=CUT_OFF)
    await widget.page.locator(".w-form .btn-line").click()
    await expect(widget.page.locator(".error")).to_be_visible()
    await assert_well_made(widget.page, "form", look)
    await widget.page.locator(".w-form .btn-line").click()
    await expect(widget.messages).to_have_count(1)
    await widget.connected()
    asks = {"kind": "tx", "name": WORDS[look.locale][3]}
    await fake_server.say("cnv_1", "bot", TOPIC[look.locale], form=asks)
    await expect(widget.page.locator("wd-form")).to_be_visible()
    await assert_well_made(widget.page, "form-card", look)
