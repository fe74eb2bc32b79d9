"""The verifier that a wallet's page copies says of every vector what the vector says, in a real browser."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route

from tests.support.browser import PageMaker
from tests.support.registry import ENTRIES
from tests.support.registry_vectors import NOW, Word, signed, vectors

MODULE = Path(__file__).parents[2] / "clients" / "registry" / "registry.js"
MANUAL = MODULE.parent / "README.md"
TEN_LINES = """async ([text, older, now]) => {
  Date = class extends Date { constructor(...given) { super(...(given.length ? given : [now])); } };
  const { officialChannels } = await import("/manual.js");
  const { entries, kept } = await officialChannels(text);
  return [entries.length, kept.mark, await officialChannels(older, kept).catch((why) => why.code)];
}"""
JUDGE = """async (vectors) => {
  const { verify } = await import("/registry.js");
  const judged = async ({ text, roots, now, known }) => {
    try {
      const held = await verify(text, { roots, now: new Date(now), known });
      return { mark: held.mark, roots: held.roots };
    } catch (why) {
      return { code: why.code ?? String(why) };
    }
  };
  return Promise.all(vectors.map(judged));
}"""
WITHOUT = """() => {
  crypto.subtle.importKey = () => Promise.reject(new DOMException("no", "NotSupportedError"));
}"""


@pytest.fixture
async def page(page_maker: PageMaker) -> Page:
    files = {
        "/registry.js": MODULE.read_text("utf-8"),
        "/manual.js": re.findall(r"```js\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)[0],
    }

    async def answer(route: Route) -> None:
        body = files.get(urlsplit(route.request.url).path)
        kind = "text/html" if body is None else "text/javascript"
        await route.fulfill(body=body or "<!doctype html><title>Wallet</title>", content_type=kind)

    page = await page_maker()
    await page.route("http://localhost/**", answer)
    await page.goto("http://localhost/")
    return page


def expected(vector: Word) -> Word:
    held = {"mark": vector.get("mark"), "roots": vector.get("kept", vector["roots"])}
    return held if vector["expect"] == "holds" else {"code": vector["expect"]}


@pytest.mark.browser
async def test_every_vector_ends_in_the_browser_as_it_says(page: Page) -> None:
    every = vectors()
    judged = await page.evaluate(JUDGE, every)
    wrong = {
        str(vector["name"]): said
        for vector, said in zip(every, judged, strict=True)
        if said != expected(vector)
    }
    assert wrong == {}


@pytest.mark.browser
async def test_a_browser_that_cannot_check_says_so_and_believes_nothing(page: Page) -> None:
    await page.evaluate(WITHOUT)
    assert await page.evaluate(JUDGE, vectors()[:1]) == [{"code": "no_ed25519"}]


@pytest.mark.browser
async def test_the_ten_lines_of_the_manual_work_in_the_browser(page: Page) -> None:
    said = await page.evaluate(TEN_LINES, [signed(), signed(serial=6), NOW.isoformat()])
    assert said == [len(ENTRIES), [1, 7], "rolled_back"]
