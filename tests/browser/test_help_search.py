"""What fits while somebody types: by keys alone, with an input method, and never with a secret on its way."""

import json
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker, axe, commit, compose, picture
from tests.support.help_center import public_site
from tests.support.widget import PHRASE


@pytest.fixture
async def home() -> AsyncIterator[str]:
    async with public_site() as home:
        yield home


class Typing:
    """Somebody at the search field of the index, and the questions that left their browser."""

    def __init__(self, page: Page, home: str, locale: str) -> None:
        self.page = page
        self.home = f"{home}/help/{locale}/"
        self.asked: list[str] = []
        page.on("request", self._note)
        self.field = page.get_by_role("combobox")
        self.options = page.get_by_role("option")

    async def begin(self) -> None:
        await self.page.goto(self.home)
        await self.field.focus()

    def _note(self, request: object) -> None:
        if (body := getattr(request, "post_data", None)) and "/api/help/search" in getattr(
            request, "url", ""
        ):
            self.asked.append(json.loads(body)["q"])


@pytest.fixture
async def typing(home: str, page_maker: PageMaker) -> Typing:
    typing = Typing(await page_maker(Look(locale="en", screen="phone", scheme="dark")), home, "en")
    await typing.begin()
    return typing


async def test_an_article_is_reached_by_keys_alone(typing: Typing) -> None:
    await typing.field.press_sequentially("forgot my password", delay=10)
    await expect(typing.options.first).to_have_text("I forgot my wallet passwordPassword, phrase, backup")
    await expect(typing.page.get_by_role("status")).to_contain_text("Articles found:")
    await picture(typing.page, "help-search-open")
    assert await axe(typing.page) == []
    await typing.field.press("ArrowDown")
    await expect(typing.options.first).to_have_attribute("aria-selected", "true")
    active = await typing.options.first.get_attribute("id")
    await expect(typing.field).to_have_attribute("aria-activedescendant", str(active))
    await typing.field.press("ArrowUp")
    await expect(typing.options.first).to_have_attribute("aria-selected", "false")
    await typing.field.press("ArrowDown")
    await typing.field.press("Enter")
    await typing.page.wait_for_url("**/help/en/forgot-password")


async def test_escape_closes_and_enter_alone_leads_to_the_page(typing: Typing) -> None:
    await typing.field.fill("not arrived")
    await expect(typing.options.first).to_be_visible()
    await typing.field.press("Escape")
    await expect(typing.options).to_have_count(0)
    await expect(typing.field).to_have_attribute("aria-expanded", "false")
    assert await typing.field.input_value() == "not arrived"
    await typing.field.press("Enter")
    await typing.page.wait_for_url("**/help/en/?q=not+arrived")


async def test_many_keys_are_one_question(typing: Typing) -> None:
    await typing.field.press_sequentially("where is my transfer", delay=5)
    await expect(typing.options.first).to_be_visible()
    assert typing.asked == ["where is my transfer"]


async def test_nothing_of_a_phrase_leaves_while_it_is_typed(typing: Typing) -> None:
    for word in PHRASE.split():
        await typing.field.press_sequentially(f"{word} ", delay=2)
        await typing.page.wait_for_timeout(230)  # longer than the pause after which a question is asked
    await expect(typing.page.get_by_role("alert")).to_contain_text("It was stopped")
    assert "legal winner thank year" not in await typing.field.input_value()
    assert max((len(question.split()) for question in typing.asked), default=0) <= 3
    await expect(typing.page.get_by_role("link", name="Move assets step by step")).to_be_visible()


async def test_a_pasted_phrase_asks_nothing_at_all(typing: Typing) -> None:
    await typing.field.fill(PHRASE)
    await expect(typing.page.get_by_role("alert")).to_contain_text("It was stopped")
    assert (typing.asked, await typing.field.input_value()) == ([], "")


async def test_an_unfinished_word_of_an_input_method_is_not_asked_about(
    home: str, page_maker: PageMaker
) -> None:
    typing = Typing(await page_maker(), home, "zh-CN")
    await typing.begin()
    await compose(typing.page, "wangjimima")
    await typing.field.press("Enter")  # ends the unfinished word, and does not search
    await typing.page.wait_for_timeout(300)
    assert typing.page.url == typing.home
    await typing.field.fill("")
    await commit(typing.page, "忘记密码")
    await expect(typing.options.first).to_have_text("忘记钱包密码密码、助记词、备份")
    assert "忘记密码" in typing.asked
