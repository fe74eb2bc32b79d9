"""Every component in every state, on the one page that shows them all, in every look and both directions."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker, axe
from tests.support.css import classes, icons
from tests.support.source import UI
from tests.support.web import served
from walletdesk.platform.http import Assets, Face, ui_page

# Not innerWidth: a phone zooms out until everything fits, and then nothing seems too wide.
SIDEWAYS = """() => {
  const scrolls = ".table-wrap, .chart-wrap, .sr, .skip, .sprite, .ellipsis, svg";
  const edge = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && !one.closest(scrolls))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.right > edge || box.left < -1)
    .map(([one]) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`);
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Of what is there at a moment only (hover, the other direction) the element is looked for.
UNSEEN = r"""() => {
  const sheet = [...document.styleSheets].find((one) => one.href?.endsWith("/shared/base.css"));
  const rules = (list) => [...list].flatMap((one) => one.selectorText ?? rules(one.cssRules ?? []));
  const moment = /::[\w-]+|:(hover|active|focus(-within|-visible)?)\b|:dir\(\w+\)|:not\(:focus-visible\)/g;
  const whole = (selector) => selector.replaceAll(moment, "").trim().replace(/(^|[ >+~])$/, "$1*");
  const alone = (text) => text.split(/,(?![^(]*\))/).map(whole);
  return rules(sheet.cssRules).flatMap(alone).filter((selector) => !document.querySelector(selector));
}"""
CLASSES = '[...new Set([...document.querySelectorAll("[class]")].flatMap((one) => [...one.classList]))]'
SMALL = """() => [...document.querySelectorAll("main :is(button, a, input, select, summary)")]
  .filter((one) => one.checkVisibility() && !one.closest("p, dd, .neverline, .source, .swatches"))
  .map((one) => [one.getBoundingClientRect(), one.textContent.trim()])
  .filter(([box]) => box.width < 23.5 || box.height < 23.5).map(([, words]) => words)"""
RING = "getComputedStyle(document.activeElement).outlineStyle"
NOT_IN_THE_PAGE: dict[str, str] = {}  # selector -> why it cannot be shown
LOOKS = [  # every two of screen, scheme and direction meet
    pytest.param(Look("en", screen, scheme), direction, id=f"en-{screen}-{scheme}-{direction}")
    for screen, scheme, direction in (
        ("desktop", "light", "ltr"),
        ("desktop", "dark", "rtl"),
        ("phone", "light", "rtl"),
        ("phone", "dark", "ltr"),
    )
]


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    page = ui_page("/styleguide", "styleguide/index.html", face=Face.PAGES, assets=Assets())
    async with served([page]) as port:
        yield f"http://127.0.0.1:{port}"


async def opened(page_maker: PageMaker, origin: str, look: Look, **chosen: str) -> Page:
    page = await page_maker(look)
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    await page.goto(f"{origin}/styleguide?{query}")
    await expect(page.locator(".icons li")).to_have_count(len(icons()))
    return page


@pytest.mark.parametrize(("look", "direction"), LOOKS)
async def test_the_whole_page_in_every_look(
    page_maker: PageMaker, origin: str, look: Look, direction: str
) -> None:
    page = await opened(page_maker, origin, look, dir=direction)
    await page.screenshot(
        path=f"test-results/screens/styleguide-{'-'.join(look)}-{direction}.png", full_page=True
    )
    assert await page.evaluate(SIDEWAYS) == []
    assert await page.evaluate(TOO_WIDE) == 0
    assert await axe(page) == []


@pytest.mark.parametrize("samples", ["zh", "en"])
async def test_one_language_at_a_time_in_comfortable_density(
    page_maker: PageMaker, origin: str, samples: str
) -> None:
    look = Look(screen="phone", locale="en")
    page = await opened(page_maker, origin, look, samples=samples, density="comfortable")
    other = {"zh": "en", "en": "zh-CN"}[samples]
    await expect(page.locator(f"main section [lang={other}]:visible")).to_have_count(0)
    assert await page.evaluate(SIDEWAYS) == []
    assert await page.evaluate(TOO_WIDE) == 0
    assert await axe(page) == []


async def test_every_rule_of_the_components_is_shown(page_maker: PageMaker, origin: str) -> None:
    page = await opened(page_maker, origin, Look(locale="en"))
    unseen = set(await page.evaluate(UNSEEN))
    assert unseen == set(NOT_IN_THE_PAGE)
    assert classes(UI / "shared" / "base.css") - set(await page.evaluate(CLASSES)) == set()


async def test_the_line_keeps_its_shapes_in_the_readers_own_colours(
    page_maker: PageMaker, origin: str
) -> None:
    page = await opened(page_maker, origin, Look(locale="en"))
    await page.emulate_media(forced_colors="active")
    station = "(name) => getComputedStyle(document.querySelector(name), '::before').backgroundColor"
    done, ahead = [await page.evaluate(station, f".route > {li}") for li in (".done", "li:not([class])")]
    assert done != ahead


async def test_the_search_for_rules_finds_them(page_maker: PageMaker, origin: str) -> None:
    page = await opened(page_maker, origin, Look(locale="en"))
    await page.locator(".btn-note").evaluate_all("all => all.forEach((one) => one.remove())")
    await page.locator("[aria-invalid]").evaluate_all("all => all.forEach((one) => one.ariaInvalid = null)")
    assert set(await page.evaluate(UNSEEN)) == {".btn-note", ".btn-note .kbd", '.input[aria-invalid="true"]'}


async def test_what_is_chosen_at_the_top_stands_in_the_address(page_maker: PageMaker, origin: str) -> None:
    page = await opened(page_maker, origin, Look(locale="en"))
    for words in ("Dark", "Comfortable", "RTL", "English"):
        await page.get_by_role("group").get_by_role("button", name=words, exact=True).click()
    await expect(page).to_have_url(re.compile(r"\?theme=dark&density=comfortable&dir=rtl&samples=en$"))
    await page.reload()
    root = page.locator("html")
    await expect(root).to_have_attribute("dir", "rtl")
    await expect(root).to_have_attribute("data-theme", "dark")
    await expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    await page.get_by_role("button", name="Auto").click()
    await expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "false")
    await expect(page).to_have_url(re.compile(r"\?density=comfortable&dir=rtl&samples=en$"))


async def test_a_keyboard_sees_where_it_is_and_can_hit_everything(page_maker: PageMaker, origin: str) -> None:
    page = await opened(page_maker, origin, Look(locale="en"))
    await page.locator("#buttons + p + div button").first.focus()
    rings = set()
    for _ in range(80):
        await page.keyboard.press("Tab")
        rings.add(await page.evaluate(RING))
    assert rings == {"solid"}
    assert await page.evaluate(SMALL) == []


async def test_codes_and_addresses_keep_their_order_in_a_page_from_right_to_left(
    page_maker: PageMaker, origin: str
) -> None:
    page = await opened(page_maker, origin, Look(locale="en"), dir="rtl")
    starts = await page.evaluate(
        """() => [".code-big", ".facts .hash"].map((selector) => {
          const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
          const range = document.createRange(), places = [];
          for (let node; (node = walker.nextNode()); ) [...node.data].forEach((_, at) => {
            range.setStart(node, at); range.setEnd(node, at + 1);
            const box = range.getBoundingClientRect();
            if (box.width) places.push([Math.round(box.y), box.x]);
          });
          return places.every(([y, x], at) => !at || y > places[at - 1][0] + 3 || x >= places[at - 1][1]);
        })"""
    )
    assert starts == [True, True]
