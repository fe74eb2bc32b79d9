"""One sweep over every state of every face, light and dark.

Axe finds nothing, no policy is broken (the page watcher), Tab gets to everything and its ring is seen.
"""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.support.asgi import listening
from tests.support.browser import Look, PageMaker, axe, looks
from tests.support.fake_server import FakeServer
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.help_center import Reaching, public_pages
from tests.support.installation import installation
from tests.support.states import (
    board_states,
    card_states,
    house_states,
    sign_in_states,
    widget_states,
    workspace_states,
)

LOOKS = looks()
PUBLIC = ("/help/{}/", "/help/{}/stolen-funds", "/help/{}/?q=usdt", "/contact?locale={}", "/help/{}/none")
# What a person can act on, without what lies behind an open dialog; of a set of tabs or radio buttons, one.
REACHABLE = """() => {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  const all = (dialog ?? document).querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']");
  globalThis.mustReach = new Set([...all].filter((one) => !one.disabled && !one.closest("[inert], [hidden]")
    && one.checkVisibility({ visibilityProperty: true })
    && !(one.type === "radio" && one.name && one !== [...all].find((other) => other.name === one.name))
    && !one.matches("[type=file], [role=tab][aria-selected=false]")));
  globalThis.ringless = [];
  document.activeElement?.blur();
  return mustReach.size;
}"""
REACHED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return;
  const same = (other) => other === one || (one.type === "radio" && other.name === one.name);
  for (const other of mustReach) if (same(other)) mustReach.delete(other);
  const near = [one, one.nextElementSibling, one.parentElement, one.closest(".composer")].filter(Boolean);
  const styles = near.map((element) => getComputedStyle(element));
  const drawn = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  const ringed = styles.some((style) => drawn(style) || style.boxShadow !== "none");
  if (!ringed && !one.closest(".sr")) ringless.push(one.outerHTML.slice(0, 120));
}"""
LEFT = """() => [...[...mustReach].map((one) => `not reached: ${one.outerHTML.slice(0, 120)}`),
  ...ringless.map((one) => `no ring: ${one}`)]"""


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        yield server


@pytest.fixture
async def public() -> AsyncIterator[str]:
    async with listening(await public_pages(Reaching())) as port:
        yield f"http://127.0.0.1:{port}"


async def keyboard(page: Page) -> list[str]:
    """What the Tab key does not get to, and what shows no ring when it does.

    A part that is drawn anew on the way is another part, so that whoever finds something walks once more.
    """
    return await _walked(page) and await _walked(page)


async def _walked(page: Page) -> list[str]:
    steps = await page.evaluate(REACHABLE)
    for _ in range(steps + 6):
        await page.keyboard.press("Tab")
        await page.evaluate(REACHED)
    found: list[str] = await page.evaluate(LEFT)
    return found


async def faults(page: Page, look: Look) -> list[str]:
    found = await axe(page)
    await page.emulate_media(color_scheme="dark" if look.scheme == "light" else "light")
    found += await axe(page, only=("color-contrast",))  # the one rule that depends on the scheme
    await page.emulate_media(color_scheme="dark" if look.scheme == "dark" else "light")
    return found


async def sweep(page: Page, states: AsyncIterator[str], look: Look) -> list[str]:
    found = []
    async for state in states:
        found += [f"{state}: {fault}" for fault in await faults(page, look)]
        if look.locale == "en":
            found += [f"{state}: {fault}" for fault in await keyboard(page)]
    return found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("states", [widget_states, card_states])
async def test_the_widget(
    fake_server: FakeServer,
    page_maker: PageMaker,
    look: Look,
    states: Callable[[Page, FakeServer, Look], AsyncIterator[str]],
) -> None:
    page = await page_maker(look)
    assert await sweep(page, states(page, fake_server, look), look) == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("states", [sign_in_states, workspace_states, board_states])
async def test_the_workspace(
    fake_workspace: FakeWorkspace,
    page_maker: PageMaker,
    look: Look,
    states: Callable[[Page, FakeWorkspace, Look], AsyncIterator[str]],
) -> None:
    page_maker.allow("status of 401")
    page = await page_maker(look)
    assert await sweep(page, states(page, fake_workspace, look), look) == []


@pytest.mark.parametrize("look", LOOKS)
async def test_the_public_pages(public: str, page_maker: PageMaker, look: Look) -> None:
    page_maker.allow("status of 404")
    page = await page_maker(look)

    async def states() -> AsyncIterator[str]:
        for path in PUBLIC:
            await page.goto(public + path.format(look.locale))
            yield path

    assert await sweep(page, states(), look) == []


@pytest.mark.parametrize("look", [Look("en", "desktop"), Look("zh-CN", "phone", "dark")], ids="-".join)
async def test_the_pages_of_a_real_house(
    page_maker: PageMaker, look: Look, sqlite_template: Path, tmp_path: Path
) -> None:
    page_maker.allow("WebSocket")  # it is served at another port than the one it knows of itself
    page = await page_maker(look)
    database = shutil.copy(sqlite_template, tmp_path / "walletdesk.db")
    async with (
        installation(f"sqlite:///{database}", tmp_path) as house,
        listening(house.system.web) as port,
    ):
        states = house_states(page, house, f"http://127.0.0.1:{port}", look)
        assert await sweep(page, states, look) == []
        await page.close()  # before its server
