"""The shield in the browser says of every text what the shield at the server says."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route

from tests.support.browser import PageMaker
from tests.support.delivery import ASSETS, delivered
from walletdesk.safety import Certainty, screen

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests" / "data" / "shield"
PHRASE = "weekend kid despair joke miss drip rent cycle clutch snack dentist monster"
WORDS = PHRASE.split()
DIGITS = "ab" * 32

Verdict = dict[str, object] | None

IN_PIECES: list[tuple[str, list[str]]] = [
    (" ".join(WORDS[6:]), ["hi", " ".join(WORDS[:6])]),
    (WORDS[11], WORDS[:11]),
    ("please check", ["can you help", "the market list"]),
    (DIGITS, []),
    (DIGITS, ["我把私钥发给你"]),
    (DIGITS, ["我把私钥发给你", "交易哈希是"]),
    ("😀 \u200b" + " ".join(WORDS).translate({i: i + 0xFEE0 for i in range(33, 127)}) + " 谢谢", []),
    ("𝐰𝐞𝐞𝐤𝐞𝐧𝐝 " + " ".join(WORDS[1:]), []),
    ("aban\u200bdon " * 11 + "about", []),
]
COMMON = ["please", "check", "this", "help", "phone", "update", "open", "what"]
HEAVY = ["abandon ", "ab12", "ab12 ", "私钥 ab12 ", "ab12" * 16 + " ", "a1" * 25 + " ", "\u200b", "ａ", "1 "]


def edges() -> Iterator[str]:
    """Texts on either side of every number in the rules."""
    for count in range(4, 14):
        yield " ".join(WORDS[:count])
        yield "my seed: " + " ".join(WORDS[:count])
        yield "the words " + " ".join([*COMMON[: count - 4], *WORDS[: 14 - count]])
        yield " ".join([*COMMON[: max(0, count - 5)], *WORDS[: 17 - count]])
        yield "seed " + " ".join([*WORDS[:count], *COMMON[:2]])
        yield " ".join(
            f"{word[:-1]}{word[-1] * 2}" if i < count - 4 else word for i, word in enumerate(WORDS)
        )
        yield (" ".join(WORDS[: count // 2]) + " ") * 5
        yield ("-" * count).join(WORDS)
        yield ("第" * (count - 3)).join(WORDS)
    for length in range(62, 67):
        yield f"private key {'ab' * 32}"[: 12 + length]
        yield f"key {'0x' + 'ab' * 33}"[: 4 + length]
    for far in (*range(9), 19, 20, 21, 22, 23, 38, 41, 198, 201):
        yield f"private key{'.' * far}{DIGITS} hash"
        yield f"地址{'。' * far}{DIGITS}。私钥"
        yield f"hash key{'.' * far}{DIGITS}"
        yield f"{DIGITS}{'.' * far}key hash"


def texts() -> list[tuple[str, list[str]]]:
    lines = [
        line
        for name in ("first.jsonl", "dev.jsonl")
        for line in (SETS / name).read_text("utf-8").splitlines()
    ]
    single = [*(str(json.loads(line)["text"]) for line in lines), *edges()]
    return [(text, []) for text in single] + IN_PIECES


def at_the_server(text: str, context: list[str]) -> Verdict:
    seen = screen(text, context=context)
    worst = seen.worst
    if worst is None:
        return None
    certain = worst.certainty is Certainty.CERTAIN
    continued = {"continued": True} if seen.earlier else {}
    return {"kind": str(worst.kind), "start": worst.start, "end": worst.end, "certain": certain, **continued}


async def serve_module(route: Route) -> None:
    kind, body = delivered(urlsplit(route.request.url).path) or ("text/html", b"<!doctype html>")
    await route.fulfill(content_type=kind, body=body)


@pytest.fixture
async def page(page_maker: PageMaker) -> Page:
    page = await page_maker()
    await page.route("http://shield.localhost/**", serve_module)
    await page.goto("http://shield.localhost/")
    await page.evaluate(
        "async (address) => { globalThis.shield = (await import(address)).screen; }",
        ASSETS.url("shared/shield.js"),
    )
    return page


async def test_both_shields_say_the_same_of_every_text(page: Page) -> None:
    rows = texts()
    seen: list[Verdict] = await page.evaluate(
        "rows => rows.map(([text, context]) => shield(text, context))", rows
    )
    differences = [
        (text, got, wanted)
        for (text, context), got in zip(rows, seen, strict=True)
        if got != (wanted := at_the_server(text, context))
    ]
    assert differences == []


async def test_no_long_text_holds_the_browser_up(page: Page) -> None:
    heavy = [piece * (200_000 // len(piece)) for piece in HEAVY]
    spent: list[float] = await page.evaluate(
        """texts => texts.map((text) => {
            const begin = performance.now();
            shield(text, [text]);
            return performance.now() - begin;
        })""",
        heavy,
    )
    assert max(spent) < 3000
