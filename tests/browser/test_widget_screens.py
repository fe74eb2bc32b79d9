"""The widget on small, still, foreign and heard screens: 320 pixels, no motion, right to left, read aloud."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.test_widget_forms import TOPIC, form
from tests.browser.test_widget_looks import SIDEWAYS, SMALL_TARGETS
from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.fake_server import FakeServer
from tests.support.widget import PHRASE, Widget, ms, until, waiting

SMALLEST = {"width": 320, "height": 568}
MOVING = "document.getAnimations().filter((one) => one.playState === 'running').length"
WITH_AGENT: dict[str, Any] = {"status": "with_agent", "agent": {"name": "Front agent 1"}}


async def known(fake_server: FakeServer, widget: Widget, **head: Any) -> Widget:  # noqa: ANN401 - any JSON
    id = fake_server.conversation(**head)
    fake_server.add(id, "contact", "转账两个小时了还没到 My transfer has been pending")
    return await widget.known(id)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
async def test_everything_fits_on_the_smallest_phone(
    fake_server: FakeServer, page_maker: PageMaker, locale: str, direction: str
) -> None:
    fake_server.config["forms"] = [form(locale=locale)]
    widget = Widget(await page_maker(Look(locale=locale, screen="phone")), fake_server)
    await widget.page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    await widget.open(locale=locale)

    async def fits(name: str) -> None:
        await widget.page.evaluate(f"document.documentElement.dir = '{direction}'")
        await picture(widget.page, f"widget-320-{name}-{locale}-{direction}")
        assert await widget.page.evaluate(SIDEWAYS) is False
        assert await widget.page.evaluate(SMALL_TARGETS) == []
        assert await axe(widget.page) == []

    await fits("home")
    await widget.page.get_by_role("button", name=TOPIC[locale]).click()
    await expect(widget.page.locator("wd-form")).to_be_visible()
    await fits("form")
    await widget.page.locator(".w-form .btn-quiet").click()
    await expect(widget.messages).to_have_count(1)
    await widget.connected()
    head = waiting(ms(3_000), 6)
    await fake_server.set_head("cnv_1", **{**head, "promise": {**head["promise"], "better": True}})
    await expect(widget.page.locator(".option")).to_have_count(3)
    await fits("instead")
    await fake_server.set_head("cnv_1", **WITH_AGENT, queue=None, promise=None)
    await fake_server.say("cnv_1", "agent", "0x" + "8f14e45f" * 8)
    await expect(widget.messages).to_have_count(2)
    await fits("agent")
    await widget.write(PHRASE)
    await expect(widget.page.get_by_role("alert")).to_be_visible()
    await fits("stopped")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
async def test_nothing_moves_for_whoever_wants_no_motion(widget: Widget, motion: Any) -> None:  # noqa: ANN401 - Playwright's own words
    await widget.page.emulate_media(reduced_motion=motion)
    await known(widget.server, widget, **WITH_AGENT)
    who = {"kind": "agent", "name": "Front agent 1"}
    await widget.server.push({"t": "typing", "conversation": "cnv_1", "who": who, "on": True})
    await expect(widget.page.get_by_text("Front agent 1 is writing")).to_be_visible()
    assert bool(await widget.page.evaluate(MOVING)) is (motion == "no-preference")


async def test_a_screen_reader_hears_what_comes_by_itself(widget: Widget) -> None:
    page = widget.page
    await known(widget.server, widget, **waiting(ms(600), 6))
    log = page.get_by_role("log", name="Messages")
    await expect(log).to_have_attribute("aria-busy", "false")
    await widget.server.say("cnv_1", "agent", "I've read everything above.")
    await expect(log).to_contain_text("Front agent 1")
    await expect(log).to_contain_text("I've read everything above.")
    await expect(page.locator(".queue-place").get_by_role("status")).to_have_text("You are number 6 in line.")
    await expect(page.locator(".widget > [role=status]")).to_be_attached()  # there before it has to speak
    await widget.write(PHRASE)
    await expect(page.get_by_role("alert")).to_contain_text("It was stopped")


async def test_an_app_that_shows_nothing_but_the_widget_gives_it_all_its_width(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    page = await page_maker(Look(locale="en"))
    wide = "document.querySelector('.widget').getBoundingClientRect().width"
    await page.goto(f"{fake_server.origin}/w?inbox=inb_webchat&locale=en")
    await expect(page.locator("wd-composer textarea")).to_be_visible()
    assert await page.evaluate(wide) < 800
    await page.goto(f"{fake_server.origin}/w?inbox=inb_webchat&locale=en&full=1")
    await expect(page.locator("wd-composer textarea")).to_be_visible()
    assert await page.evaluate(wide) == 1280
    await page.evaluate("Walletdesk.identify('signed.by.wallet')")
    await expect(page.get_by_role("button", name="Minimise")).to_have_count(0)


async def test_an_address_starts_nothing_in_the_name_of_whoever_opens_it(widget: Widget) -> None:
    fake = "seen=1&package=com.example.samplewallet&digest=cdcdcdcdcdcdcdcd"
    await widget.page.goto(f"{widget.server.origin}/w?inbox=inb_webchat&locale=en&{fake}")
    await widget.write("Where is my transfer?")
    await until(lambda: len(widget.server.sent) > 0)
    assert [one["text"] for one in widget.server.sent] == ["Where is my transfer?"]


async def test_the_press_that_asked_for_a_person_counts_once(widget: Widget) -> None:
    await widget.open()
    await widget.page.evaluate("sessionStorage.wd = 'person'")
    for _ in range(2):
        await widget.page.reload()
        await expect(widget.messages).to_have_count(1)
        await until(lambda: len(widget.server.sent) > 0)
    assert [one["text"] for one in widget.server.sent] == ["I want to talk to a person."]


async def test_who_speaks_is_said_in_words_and_by_a_picture(widget: Widget) -> None:
    page = widget.page
    await known(widget.server, widget)
    await expect(page.locator("header")).to_contain_text("Automatic answers")
    await expect(page.locator("header")).to_contain_text("Not a person.")
    await expect(page.locator("header .who-bot")).to_be_visible()
    await widget.server.say("cnv_1", "bot", "It waits.")
    await expect(widget.messages.last.locator(".chip")).to_have_text("Automatic answer")
    await widget.server.set_head("cnv_1", **WITH_AGENT)
    await expect(page.locator("header")).to_contain_text("A person of Sample Wallet")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Front agent 1")
    await expect(page.locator("header .who-agent")).to_be_visible()
    await expect(page.locator("header .who-bot")).to_have_count(0)


async def test_a_fake_is_reported_from_the_line_that_never_leaves(widget: Widget) -> None:
    fake = {**form(), "category": "impersonation", "topics": ["scam-fake-support"]}
    widget.server.config["forms"] = [fake]
    await widget.open()
    await widget.page.get_by_role("button", name="Report a fake").click()
    await expect(widget.page.get_by_role("heading", level=1)).to_have_text("Report a fake")
    await widget.page.get_by_text("I hold the phrase").click()
    await widget.page.get_by_role("button", name="Send and go on").click()
    await expect(widget.messages).to_have_count(1)
    [sent] = widget.server.sent
    assert (sent["text"], sent["category"]) == ("Fake support contacted me.", "impersonation")


async def test_without_a_form_for_it_the_line_leads_to_what_to_do(widget: Widget) -> None:
    await widget.open()
    link = widget.page.locator(".neverline").get_by_role("link", name="Somebody asks for them?")
    await expect(link).to_have_attribute("href", "/help/en/scam-fake-support")


async def test_the_check_page_is_one_tap_away_in_the_line_that_never_leaves(widget: Widget) -> None:
    await widget.open()
    link = widget.page.locator(".neverline").get_by_role("link", name="Is it us?")
    await expect(link).to_have_attribute("href", "/verify?locale=en")
