"""A message left on the help pages: a number, a private link, a person's answer, all without the widget."""

import asyncio

import pytest
from playwright.async_api import Locator, Page, expect

from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.journey import People
from tests.support.widget import PHRASE
from walletdesk.platform.i18n import translate

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def at_ease(page: Page, name: str) -> None:
    assert await page.evaluate(TOO_WIDE) <= 0
    assert await axe(page) == []
    await picture(page, f"left-a-message-{name}")


class Writer:
    """Somebody on the help pages, and everything their browser sent."""

    def __init__(self, page: Page, look: Look) -> None:
        self.page = page
        self.look = look
        self.sent: list[str] = []
        page.on("request", lambda request: self.sent.append(f"{request.url} {request.post_data or ''}"))

    def says(self, sentence: str) -> str:
        return translate(self.look.locale, sentence)  # type: ignore[arg-type] # a look speaks one of ours

    async def sees(self, heading: str) -> None:
        """A page that is as it should be in this look."""
        await expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        await at_ease(self.page, f"{heading[:12]}-{self.look.screen}")

    async def looks_again_until(self, there: Locator) -> None:
        """A page without a live line shows what was stored when it was asked for."""
        async with asyncio.timeout(15):
            while not await there.count():
                await self.page.reload()

    async def writes(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.get_by_role("button", name=self.says("Send message")).click()


async def copies_the_link(writer: Writer) -> None:
    """By keyboard; where the browser refuses its clipboard, and where it has none at all."""
    page, button = writer.page, writer.page.get_by_role("button", name=writer.says("Copy the link"))
    link = await page.locator(".access-link").inner_text()
    for shut in ("", "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"):
        await page.evaluate(f"{shut}; document.querySelector('.copied').textContent = ''")
        await page.locator("h1").select_text()
        await page.keyboard.press("Control+c")
        await button.press("Enter")
        await expect(page.get_by_role("status")).to_have_text(writer.says("Copied."))
        assert await pasted(page) == link
    await picture(page, f"left-a-message-copied-{writer.look.screen}")
    await page.evaluate("document.execCommand = () => false")
    await button.press("Enter")
    words = "The browser did not let us copy. Select the text and copy it yourself."
    await expect(page.get_by_role("status")).to_have_text(writer.says(words))
    assert await page.evaluate("getSelection().toString()") == link


async def pasted(page: Page) -> str:
    """What a paste brings, without asking the browser for leave to read."""
    await page.evaluate("document.body.append(document.createElement('textarea'))")
    field = page.locator("body > textarea")
    await field.press("Control+v")
    text = await field.input_value()
    await field.evaluate("(field) => field.remove()")
    return text


@pytest.mark.parametrize(
    "look", [Look("zh-CN", "phone", "dark"), Look("en", "desktop", "light")], ids=["zh-phone", "en-desktop"]
)
async def test_a_message_gets_a_number_and_its_answer(
    people: People, page_maker: PageMaker, look: Look
) -> None:
    page = await page_maker(look)
    writer = Writer(page, look)
    await page.goto(f"{people.url}/message?locale={look.locale}")
    await writer.sees(writer.says("Write to us"))
    await page.get_by_label(writer.says("Transfer or deposit")).check()
    await writer.writes(PHRASE)
    await expect(page.get_by_role("alert").locator("visible=true")).to_be_visible()
    assert await page.locator("#text").input_value() == ""
    await writer.writes("200 USDT, 3h")
    await writer.sees(writer.says("Your message is kept"))
    assert not any("sausage" in one for one in writer.sent)
    await copies_the_link(writer)
    await page.get_by_role("link", name=writer.says("Open the conversation")).click()
    await writer.sees(writer.says("My conversations"))
    await page.get_by_role("link", name="200 USDT, 3h").click()
    await writer.sees("200 USDT, 3h")

    agent = await people.agent(Look("en"))
    await agent.sign_in()
    await agent.is_now("online")
    await agent.take(agent.mine)
    await agent.reply("Which network was it?")
    await expect(agent.messages.last).to_contain_text("Which network was it?")

    await writer.looks_again_until(page.locator(".talk .agent"))
    await expect(page.locator(".talk .agent")).to_contain_text("Which network was it?")
    await writer.writes("TRON")
    await expect(page.locator(".talk .own")).to_have_count(2)
    await expect(agent.messages.last).to_contain_text("TRON")
    await page.get_by_role("button", name=writer.says("Leave this page")).click()
    await expect(page.locator(".talk")).to_have_count(0)


async def test_a_message_needs_no_scripts(people: People, page_maker: PageMaker) -> None:
    context = await page_maker.browser.new_context(java_script_enabled=False, locale="en")
    page_maker.contexts.append(context)
    page = await context.new_page()
    await page.goto(f"{people.url}/contact?locale=en")
    await page.get_by_role("link", name="Leave a message").last.click()
    await page.get_by_label("Something else").check()
    words = page.locator("#text")
    await words.fill(PHRASE)
    await page.get_by_role("button", name="Send message").click()
    await expect(page.get_by_role("alert")).to_contain_text("It was stopped")
    assert await words.input_value() == ""
    await words.fill("How do I add a network?")
    await page.get_by_role("button", name="Send message").click()
    await page.get_by_role("link", name="Open the conversation").click()
    await page.get_by_role("link", name="How do I add a network?").click()
    await page.locator("#text").fill("It is about TRON.")
    await page.get_by_role("button", name="Send message").click()
    await expect(page.locator(".talk .own").last).to_contain_text("It is about TRON.")
