"""Who walks the journeys: a contact in the sample wallet and an agent at the workspace, each in a browser."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polib
from playwright.async_api import Frame, Locator, Page, Request, WebSocket, expect

from tests.support.browser import Look, PageMaker, axe
from tests.support.served import PASSWORD
from tests.support.until import until

WORDS = Path(__file__).parents[2] / "src" / "walletdesk" / "locales"
READ_AFTER = 1_100  # ms on screen until the workspace takes a message as read
CORNER = """() => {
  const box = document.querySelector("wd-launcher").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height - 24];
}"""
# Not innerWidth: a phone zooms out until everything fits, and then nothing seems too wide.
TO_THE_END = """box => new Promise((done) => {
  box.scrollTo(0, box.scrollHeight);
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
KEPT = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie,
  await indexedDB.databases()])"""
LINE_LOST = "WebSocket connection|ERR_(INTERNET|CONNECTION|EMPTY_RESPONSE|NETWORK|CONTENT_LENGTH|INCOMPLETE)"


def say(page: str, locale: str, sentence: str, **values: str | int) -> str:
    """What a face says in this language; a sentence without a translation is a mistake."""
    return _said(page, locale)[sentence].format(**values)


@cache
def _said(page: str, locale: str) -> dict[str, str]:
    """All words of the language, the page's own before others that mean the same."""
    files = sorted((WORDS / locale.replace("-", "_")).glob("*.po"), key=lambda file: file.stem == page)
    return {str(one.msgid): str(one.msgstr) for file in files for one in polib.pofile(str(file))}


def read(path: Path) -> str:
    return path.read_text("utf-8")


async def at_ease(where: Page | Frame) -> None:
    """Nothing is too wide, and axe finds nothing."""
    assert await where.evaluate(TOO_WIDE) <= 0
    assert await axe(where) == []


@dataclass
class Traffic:
    """Everything a page sent."""

    sent: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("websocket", self._socket)

    def _request(self, request: Request) -> None:
        self.sent.append(f"{request.url} {request.post_data or ''}")

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self.sent.append(str(frame)))


@dataclass
class Contact:
    """Somebody with the sample wallet open, and the widget in it."""

    page: Page
    frame: Frame
    locale: str
    traffic: Traffic

    @property
    def field(self) -> Locator:
        return self.frame.locator("wd-composer textarea")

    @property
    def messages(self) -> Locator:
        return self.frame.get_by_role("log").locator("li.msg")

    @property
    def title(self) -> Locator:
        return self.frame.get_by_role("heading", level=1)

    def says(self, sentence: str, **values: str | int) -> str:
        return say("widget", self.locale, sentence, **values)

    def button(self, sentence: str) -> Locator:
        return self.frame.get_by_role("button", name=self.says(sentence))

    async def write(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def stands_at(self, position: int) -> None:
        """However it is said: where nobody is online, that comes first and the place is kept."""
        said = ("You are number {position} in line.", "You are number {position} and keep your place.")
        words = [re.escape(self.says(one, position=position)) for one in said]
        await expect(self.frame.locator(".w-line")).to_contain_text(re.compile("|".join(words)))

    async def has_sent_all(self) -> None:
        for words in ("Sending", "Sending when you are back online"):
            await expect(self.frame.get_by_text(self.says(words), exact=True)).to_have_count(0)

    async def texts(self, kind: str) -> list[str]:
        """``contact``, ``bot`` or ``agent``: the paragraphs as they stand, from top to bottom."""
        return await self.frame.locator(f".msg-{kind} .msg-body > p:first-child").all_inner_texts()

    async def leaves_and_comes_back(self) -> None:
        """To another page, and to the wallet's again: the widget opens where it was."""
        await self.page.goto("about:blank")
        await self.page.goto("/demo/wallet")
        await self.page.locator("wd-launcher").wait_for(state="attached")
        if len(self.page.frames) < 2:
            await self.page.mouse.click(*await self.page.evaluate(CORNER))
        await until(lambda: len(self.page.frames) > 1 and "/w?" in self.page.frames[1].url)
        self.frame = self.page.frames[1]

    async def rate(self, **marks: str) -> None:
        await self.button("Rate the service").click()
        for name, value in marks.items():
            await self.frame.locator(f"label:has(input[name={name}][value='{value}'])").click()
        await self.button("Send rating").click()
        await expect(self.frame.get_by_text(self.says("Thank you. Your rating has arrived."))).to_be_visible()

    async def transcript(self, words: str) -> str:
        """Download it by the menu entry that says so."""
        await self.button("More").click()
        async with self.page.expect_download() as coming:
            await self.button(words).click()
        return read(await (await coming.value).path())

    async def kept_in_browser(self) -> str:
        kept: str = await self.frame.evaluate(KEPT)
        return kept


@dataclass
class Agent:
    """Somebody at the workspace."""

    page: Page
    locale: str

    @property
    def field(self) -> Locator:
        return self.page.locator("wd-composer textarea")

    @property
    def messages(self) -> Locator:
        return self.page.get_by_role("log").locator("li.msg")

    @property
    def mine(self) -> Locator:
        return self.page.get_by_role("region", name=self.says("Mine"), exact=True).locator("a.conv")

    @property
    def queue(self) -> Locator:
        return self.page.get_by_role("region", name=self.says("Waiting"), exact=True).locator("a.conv")

    def says(self, sentence: str, **values: str | int) -> str:
        return say("workspace", self.locale, sentence, **values)

    def button(self, sentence: str) -> Locator:
        return self.page.get_by_role("button", name=self.says(sentence))

    async def sign_in(self, login: str = "agent1") -> None:
        await self.page.get_by_label(self.says("Sign-in name")).fill(login)
        await self.page.get_by_label(self.says("Password"), exact=True).fill(PASSWORD)
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator("#availability")).to_be_visible()

    async def is_now(self, state: str) -> None:
        await self.page.locator("#availability").select_option(state)

    async def take(self, conversation: Locator) -> None:
        await conversation.click()
        await expect(self.page.locator("wd-composer form")).to_be_attached()
        await expect(self.messages.first).to_be_attached()
        await self.read_to_the_end()

    async def read_to_the_end(self) -> None:
        """As a person does: a reply to what was not on the screen for a while is rightly held back."""
        await self.page.locator(".thread-scroll").evaluate(TO_THE_END)
        await self.page.wait_for_timeout(READ_AFTER)

    async def reply(self, text: str) -> None:
        await self.page.get_by_role("tab", name=self.says("Reply to the contact")).click()
        await self.field.fill(text)
        await self.field.press("Control+Enter")

    async def note(self, text: str) -> None:
        await self.page.get_by_role("tab", name=self.says("Internal note")).click()
        await self.field.fill(text)
        await self.field.press("Control+Enter")
        await expect(self.messages.last).to_contain_text(text)

    async def resolve(self) -> None:
        await self.page.evaluate("document.activeElement?.blur()")
        await self.page.keyboard.press("e")

    async def texts(self, kind: str) -> list[str]:
        return await self.page.locator(f"li.msg-{kind} .msg-text").all_inner_texts()


@dataclass
class People:
    """Lets people come: each has a browser context of their own."""

    make: PageMaker
    url: str

    async def contact(self, look: Look, *, url: str = "", zone: str | None = None) -> Contact:
        traffic = Traffic()
        page = await self.make(look, base_url=url or self.url, zone=zone)
        traffic.watch(page)
        await page.goto("/demo/wallet")
        await page.locator("wd-launcher").wait_for(state="attached")
        await page.mouse.click(*await page.evaluate(CORNER))  # the loader's shadow root is closed
        await until(lambda: len(page.frames) > 1 and "/w?" in page.frames[1].url)
        contact = Contact(page, page.frames[1], look.locale, traffic)
        await expect(contact.field).to_be_visible()
        return contact

    async def agent(self, look: Look) -> Agent:
        page = await self.make(look, base_url=self.url)
        await page.goto("/workspace")
        return Agent(page, look.locale)
