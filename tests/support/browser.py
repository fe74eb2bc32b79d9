"""Chromium for tests, with every page watched.

A test fails when its page breaks the content security policy, writes an error to the console, throws, or asks
for anything outside this machine.
"""

import os
import re
import shutil
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    Request,
    async_playwright,
    expect,
)

LOCALES = ("zh-CN", "en")
SCREENS = {"desktop": (1280, 800), "phone": (390, 844)}
SCHEMES = ("light", "dark")
PATIENCE = 15_000  # ms; CI machines are slow, and a wait that succeeds ends at once
PICTURES = Path("test-results/screens")
FLAGS = (
    "--no-sandbox",  # tests may run as root, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--mute-audio",
    "--no-default-browser-check",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",  # a page that may ask for the microphone gets it
)
WATCH = """
addEventListener("securitypolicyviolation", (e) => walletdeskProblem(
  `broke the policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`));
"""
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class Look(NamedTuple):
    """How a page is looked at."""

    locale: str = "zh-CN"
    screen: str = "desktop"
    scheme: str = "light"


PLAIN = Look()


def looks(
    locales: Iterable[str] = LOCALES, screens: Iterable[str] = SCREENS, schemes: Iterable[str] = ("light",)
) -> list[Any]:
    """Every mix of what is asked for, to be given to ``@pytest.mark.parametrize("look", ...)``."""
    mixes = (Look(*mix) for mix in product(locales, screens, schemes))
    return [pytest.param(look, id="-".join(look)) for look in mixes]


def pairs() -> list[Any]:
    """Half of all looks: every two of language, screen and scheme meet in one of them."""
    return [
        *looks(("zh-CN",), ("desktop",), ("light",)),
        *looks(("en",), ("desktop",), ("dark",)),
        *looks(("zh-CN",), ("phone",), ("dark",)),
        *looks(("en",), ("phone",), ("light",)),
    ]


# The same for what takes long: every two of engine, language and screen meet.
on_engines_in_pairs = pytest.mark.parametrize(
    ("engine", "look"),
    [
        pytest.param(engine, look, id=f"{engine}-{'-'.join(look)}", marks=getattr(pytest.mark, engine))
        for engine, look in (
            ("sqlite", Look("zh-CN", "desktop")),
            ("sqlite", Look("en", "phone")),
            ("postgresql", Look("zh-CN", "phone")),
            ("postgresql", Look("en", "desktop")),
        )
    ],
    indirect=["engine"],
)


@dataclass
class PageMaker:
    """Opens watched pages. Each call is another person: a context of its own, no cookie or storage shared."""

    browser: Browser
    problems: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    allowed: list[re.Pattern[str]] = field(default_factory=list)

    async def __call__(
        self, look: Look = PLAIN, *, base_url: str | None = None, zone: str | None = None
    ) -> Page:
        width, height = SCREENS[look.screen]
        context = await self.browser.new_context(
            locale=look.locale,
            timezone_id=zone,
            viewport={"width": width, "height": height},
            color_scheme="dark" if look.scheme == "dark" else "light",
            has_touch=look.screen == "phone",
            is_mobile=look.screen == "phone",
            reduced_motion="reduce",
            base_url=base_url,
            permissions=["clipboard-write"],  # a browser with a window grants it to whoever pressed a button
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        await context.expose_binding("walletdeskProblem", lambda _source, words: self.note(str(words)))
        await context.add_init_script(WATCH)
        context.on("page", self._watch)
        return await context.new_page()

    @property
    def pages(self) -> list[Page]:
        return [page for context in self.contexts for page in context.pages]

    async def close(self) -> None:
        for context in self.contexts:
            await context.close()

    def allow(self, pattern: str) -> None:
        """Where a test breaks something on purpose: a problem that matches is none."""
        self.allowed.append(re.compile(pattern))

    def note(self, problem: str) -> None:
        self.problems.append(problem)

    def unexpected(self) -> list[str]:
        return [p for p in self.problems if not any(allowed.search(p) for allowed in self.allowed)]

    def _watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.note(f"threw: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.note(f"console: {message.text} {message.location['url']}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        host = address.hostname or ""
        at_home = host in {"127.0.0.1", "localhost"} or host.endswith(".localhost")
        if address.scheme not in {"data", "blob", "about"} and not at_home:
            self.note(f"asked the outside world: {request.url}")


NAMED = os.environ.pop("WALLETDESK_CHROMIUM", "")  # popped: no server that a test starts knows this setting


def chromium() -> str | None:
    """Debian's browser, the one without a window first; Playwright's own download is never used."""
    programs = ("chromium-headless-shell", "chromium", "chromium-browser")
    return NAMED or next((found for found in map(shutil.which, programs) if found), None)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium here: run `make browser`")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield launched
        await launched.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:  # noqa: ANN401 - pytest's own wrapper type
    report = yield
    item.stash[FAILED] = report.failed or item.stash.get(FAILED, False)
    return report


@pytest.fixture
async def page_maker(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[PageMaker]:
    name = re.sub(r"[^\w.-]+", "-", request.node.name)
    maker = PageMaker(browser)
    yield maker
    if request.node.stash.get(FAILED, False):
        for number, page in enumerate(maker.pages):
            await picture(page, f"failed-{name}-{number}")
    await maker.close()
    assert maker.unexpected() == []


async def picture(page: Page, name: str) -> None:
    """Keep a screenshot for a person to look at."""
    await page.screenshot(path=PICTURES / f"{name}.png")  # makes the folder too


async def axe(where: Page | Frame, *, only: tuple[str, ...] = ()) -> list[str]:
    """What axe finds wrong, one line each; all rules, or ``only`` some.

    It sees one frame: give it the widget's frame by itself.
    """
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    await where.evaluate((Path(found.origin).parent / "axe.min.js").read_text())
    rules = {"type": "rule", "values": list(only)} if only else list(AXE_TAGS)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    result = await where.evaluate("options => axe.run(document, options)", options)
    return [
        f"{v['id']} ({v['impact']}): {node['target']} {node['html'][:160]}"
        for v in result["violations"]
        for node in v["nodes"]
    ]


async def compose(page: Page, unfinished: str) -> None:
    """Type with an input method that has not finished its word, as Chinese is written."""
    session = await page.context.new_cdp_session(page)
    end = len(unfinished)
    await session.send(
        "Input.imeSetComposition", {"text": unfinished, "selectionStart": end, "selectionEnd": end}
    )


async def commit(page: Page, finished: str) -> None:
    """The input method gives its finished word."""
    session = await page.context.new_cdp_session(page)
    await session.send("Input.insertText", {"text": finished})
