"""The watch over pages sees what it is there to see: a guard that never barks guards nothing."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Route

from tests.support.browser import PageMaker, axe

STRICT = {
    "content-security-policy": "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'"
}
GOOD = "<!doctype html><html lang=en><title>Help</title><body><main><h1>Help</h1></main>"
AWAY = "if (location.hostname !== 'elsewhere.example') location.href = 'http://elsewhere.example/'"
HERE = "http://walletdesk.localhost/"


@pytest.fixture
async def maker(browser: Browser) -> AsyncIterator[PageMaker]:
    """Like ``page_maker``, but what it saw is the test's business."""
    maker = PageMaker(browser)
    yield maker
    await maker.close()


async def problems(maker: PageMaker, body: str, script: str = "") -> list[str]:
    async def answer(route: Route) -> None:
        kind = "text/javascript" if route.request.url.endswith(".js") else "text/html"
        await route.fulfill(
            body=script if kind == "text/javascript" else body, content_type=kind, headers=STRICT
        )

    page = await maker()
    await page.route("**/*", answer)
    await page.goto(HERE)
    await page.wait_for_load_state("networkidle")
    return maker.unexpected()


async def test_a_good_page_gives_no_alarm(maker: PageMaker) -> None:
    assert await problems(maker, GOOD) == []


@pytest.mark.parametrize(
    ("broken", "seen"),
    [
        ("<script>1</script>", "broke the policy: script-src"),
        ("<p style='color:red'>x</p>", "broke the policy: style-src"),
        ("<img src=http://walletdesk.localhost/x.png alt=x>", "broke the policy: img-src"),
    ],
    ids=["inline-script", "inline-style", "image"],
)
async def test_a_broken_policy_is_seen(maker: PageMaker, broken: str, seen: str) -> None:
    assert any(seen in problem for problem in await problems(maker, GOOD + broken))


@pytest.mark.parametrize(
    ("script", "seen"),
    [
        ("console.error('lost')", "console: lost"),
        ("throw new Error('fell')", "threw: fell"),
        ("document.body.innerHTML = '<p>'", "broke the policy: require-trusted-types-for"),
        (AWAY, "asked the outside world: http://elsewhere.example/"),
    ],
    ids=["console", "exception", "trusted-types", "outside"],
)
async def test_a_page_that_misbehaves_is_seen(maker: PageMaker, script: str, seen: str) -> None:
    found = await problems(maker, GOOD + "<script src=/page.js></script>", script)
    assert any(seen in problem for problem in found)


async def test_what_a_test_breaks_on_purpose_is_no_alarm(maker: PageMaker) -> None:
    maker.allow("console: lost")
    assert await problems(maker, GOOD + "<script src=/page.js></script>", "console.error('lost')") == []


async def test_axe_sees_a_button_without_a_name(maker: PageMaker) -> None:
    await problems(maker, GOOD + "<button></button>")
    assert [line.split()[0] for line in await axe(maker.pages[0])] == ["button-name"]
