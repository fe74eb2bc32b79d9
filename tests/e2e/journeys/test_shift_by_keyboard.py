"""An agent's whole shift by keyboard alone, from the sign-in to the sign-out."""

from dataclasses import dataclass

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from tests.support.browser import Look, PageMaker, looks
from tests.support.journey import say
from tests.support.over_http import enters, is_now, waits
from tests.support.served import AGENT, PASSWORD, Served

pytestmark = [pytest.mark.slow]

COUNT_CLICKS = """
window.touched = [];
for (const kind of ["pointerdown", "mousedown", "touchstart"])
  addEventListener(kind, (event) => window.touched.push(kind), true);
"""
ASKS = {
    "zh-CN": ("币没到账", "手续费太高", "换手机了"),
    "en": ("no tokens here", "fee is high", "new phone now"),
}
REPLY = {"zh-CN": "我来查这笔交易。", "en": "I will look at this transaction."}
NOTE = {"zh-CN": "地址核对过了", "en": "the address was compared"}


@pytest.fixture
async def served(place: Served) -> Served:
    await place.prepare(capacity=1, agents=(AGENT, ("agent2", "Front agent 2")))
    await place.start()
    return place


@dataclass(frozen=True)
class Hands:
    """On the keyboard."""

    page: Page
    locale: str

    def says(self, sentence: str, **values: str) -> str:
        return say("workspace", self.locale, sentence, **values)

    async def keys(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def types(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def asks(self, sentence: str) -> None:
        """By the palette."""
        await self.keys("Control+k")
        await expect(self.page.locator("wd-palette input")).to_be_focused()
        await self.types(self.says(sentence))
        await expect(self.chosen).to_contain_text(self.says(sentence))
        await self.keys("Enter")
        await expect(self.page.get_by_role("dialog")).to_have_count(0)

    async def tab_to(self, wanted: Locator, *, most: int = 40) -> None:
        """As somebody does who knows that it is there: on, until it has the focus."""
        for _ in range(most):
            if await wanted.evaluate("element => element === document.activeElement"):
                return
            await self.keys("Tab")
        raise AssertionError(f"no way by Tab to {wanted}")

    @property
    def chosen(self) -> Locator:
        return self.page.locator('wd-palette [aria-selected="true"]')

    @property
    def field(self) -> Locator:
        return self.page.locator("wd-composer textarea")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def mine(self) -> Locator:
        return self.page.get_by_role("region", name=self.says("Mine"), exact=True).locator("a.conv")


async def signs_in(hands: Hands) -> None:
    await expect(hands.page.locator("#login")).to_be_focused()
    await hands.types("agent1")
    await hands.keys("Tab")
    await hands.types(PASSWORD)
    await hands.keys("Enter")
    await expect(hands.page.locator("#availability")).to_be_visible()


async def goes_online(hands: Hands) -> None:
    await hands.asks("Availability: online")
    await expect(hands.page.locator("#availability")).to_have_value("online")
    await expect(hands.mine).to_have_count(1)


async def reads_the_first(hands: Hands, text: str) -> None:
    """The oldest came by itself; it stands at the end of the list, one step back from nowhere."""
    await hands.keys("k")
    await expect(hands.mine.first).to_have_attribute("aria-current", "true")
    await expect(hands.log).to_contain_text(text)
    await hands.keys("r")
    await expect(hands.field).to_be_focused()


async def takes_the_oldest(hands: Hands, text: str) -> None:
    """Away: nothing is given, what they take is theirs."""
    await hands.keys("w")
    await expect(hands.mine).to_have_count(1)
    await expect(hands.log).to_contain_text(text)
    await expect(hands.field).to_be_focused()


async def answers(hands: Hands) -> None:
    """With a saved reply looked at and thought better of, then in their own words; and a note."""
    await hands.types("/")
    await expect(hands.page.locator(".reply").first).to_be_visible()
    await hands.keys("Enter")
    await expect(hands.page.locator(".reply")).to_have_count(0)
    assert len(await hands.field.input_value()) > 1
    await hands.keys("Control+a")
    await hands.types(REPLY[hands.locale])
    await hands.keys("Control+Enter")
    await expect(hands.log.locator("li.msg").last).to_contain_text(REPLY[hands.locale])
    await hands.keys("Escape", "n")
    await expect(hands.page.get_by_label(hands.says("Text of the note"))).to_be_focused()
    await hands.types(NOTE[hands.locale])
    await hands.keys("Control+Enter")
    await expect(hands.log.locator("li.msg-note").last).to_contain_text(NOTE[hands.locale])
    await hands.keys("Escape")


async def hands_over(hands: Hands) -> None:
    """And takes a breath: whoever is away is given nobody new."""
    await hands.asks("Availability: away")
    await hands.keys("t")
    await expect(hands.page.get_by_label(hands.says("Agent or team"))).to_be_focused()
    await hands.types("agent 2")
    await expect(hands.page.locator(".target")).to_have_count(1)
    await hands.keys("Enter")  # who is not there is asked about first
    await expect(hands.page.get_by_role("button", name=hands.says("Choose somebody else"))).to_be_focused()
    await hands.keys("Tab", "Enter")
    told = hands.says("Transferred to {name}.", name="Front agent 2")
    await expect(hands.page.locator(".toast").last).to_contain_text(told)
    await expect(hands.mine).to_have_count(0)


async def resolves_and_goes_on(hands: Hands, text: str) -> None:
    """Online again; once there is room the next one comes."""
    await hands.asks("Availability: online")
    await expect(hands.field).to_be_focused()
    await hands.types(REPLY[hands.locale])
    await expect(hands.field).to_have_value(REPLY[hands.locale])
    await hands.keys("Control+Enter")
    await expect(hands.log.locator("li.msg").last).to_contain_text(REPLY[hands.locale])
    await hands.keys("Escape", "e")
    await expect(hands.page.locator(".toast").last).to_contain_text(hands.says("Resolved."))
    await expect(hands.mine).to_have_count(1)
    await hands.keys("k")
    await expect(hands.mine.first).to_have_attribute("aria-current", "true")
    await expect(hands.log).to_contain_text(text)


async def finds_again(hands: Hands, word: str) -> None:
    await hands.keys("/")
    await expect(hands.page.get_by_label(hands.says("Search in all messages"))).to_be_focused()
    await hands.types(word)
    hit = hands.page.locator("a.hit").first
    await expect(hit).to_be_visible()
    await hands.tab_to(hit)
    await hands.keys("Enter")
    await expect(hands.log).to_contain_text(word)
    await hands.keys("Escape")


async def sets_the_send_key(hands: Hands) -> None:
    await hands.asks("Settings: profile")
    send = hands.page.get_by_label(hands.says("Send with"))
    await expect(send).to_be_visible()
    await hands.tab_to(send)
    await hands.keys("ArrowDown")
    await expect(send).to_have_value("enter")
    save = hands.page.get_by_role("button", name=hands.says("Save"), exact=True)
    await hands.tab_to(save)
    await hands.keys("Enter")
    await expect(hands.page.get_by_text(hands.says("Saved"), exact=True)).to_be_visible()
    await hands.keys("Escape")
    await expect(hands.mine.first).to_be_visible()


async def sends_by_enter(hands: Hands) -> None:
    await hands.keys("k")
    await expect(hands.mine.first).to_have_attribute("aria-current", "true")
    await expect(hands.field).to_be_visible()
    await hands.keys("r")
    await expect(hands.field).to_be_focused()
    await hands.types(NOTE[hands.locale])
    await hands.keys("Enter")
    await expect(hands.log.locator("li.msg-ours").last).to_contain_text(NOTE[hands.locale])
    await hands.keys("Escape")


async def leaves(hands: Hands) -> None:
    await hands.keys("?")
    await expect(hands.page.get_by_role("dialog", name=hands.says("Keys"))).to_be_visible()
    await hands.keys("Escape")
    await hands.asks("Availability: away")
    await expect(hands.page.locator("#availability")).to_have_value("away")
    await hands.asks("Sign out")
    await expect(hands.page.locator("#login")).to_be_visible()


@pytest.mark.patience(240)
@pytest.mark.parametrize("look", looks(screens=("desktop",)))
async def test_a_whole_shift_without_a_mouse(
    look: Look, served: Served, http: httpx.AsyncClient, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 401")
    texts = ASKS[look.locale]
    await is_now(await enters(http, "agent2"), "away")  # can be handed something, is given nothing new
    for text in texts:
        await waits(http, text, look.locale)
    page = await page_maker(look, base_url=served.url)
    await page.add_init_script(COUNT_CLICKS)
    await page.goto("/workspace")
    hands = Hands(page, look.locale)
    await signs_in(hands)
    await goes_online(hands)
    await reads_the_first(hands, texts[0])
    await answers(hands)
    await hands_over(hands)
    await takes_the_oldest(hands, texts[1])
    await resolves_and_goes_on(hands, texts[2])
    await finds_again(hands, texts[0])
    await sets_the_send_key(hands)
    await sends_by_enter(hands)
    assert await page.evaluate("window.touched") == []
    await leaves(hands)
    assert await page.evaluate("window.touched") == []
