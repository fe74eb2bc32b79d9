"""The shield in the browser says of every text what the shield at the server says."""

import json
import random
from base64 import b32encode
from binascii import crc_hqx
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route

from tests.support.browser import PageMaker
from tests.support.delivery import ASSETS, delivered
from tests.support.shield_samples import LISTS, NOT_SAID, SPLITS, drawn, samples
from tests.support.shield_samples import SAID as SAID_ALONE
from walletdesk.safety import Certainty, screen
from walletdesk.safety.base58 import XRP
from walletdesk.safety.solana import public_key

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests" / "data" / "shield"
PHRASE = "weekend kid despair joke miss drip rent cycle clutch snack dentist monster"
WORDS = PHRASE.split()
DIGITS = "ab" * 32
SAID = (*SAID_ALONE, *NOT_SAID)

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
    single = [*(str(json.loads(line)["text"]) for line in lines), *edges(), *rare_keys(), *SAID]
    single += [text for *_, text in samples(seed=4, each=2)]
    return [(text, []) for text in single] + IN_PIECES + splits()


def rare_keys() -> Iterator[str]:
    """Keys that are known by what is inside of them, and what looks the same and is public."""
    chance = random.Random(4)  # noqa: S311 - the same every time
    for _ in range(3):
        seed = chance.randbytes(32)
        pair = seed + public_key(seed)
        for raw in (pair, chance.randbytes(64)):
            yield f"{base58(raw)}"
            yield f"solana {base58(raw)} {json.dumps(list(raw))}"
            yield f"[{', '.join(map(str, raw))}]"
            yield f"my private key {json.dumps(list(raw[:32]))}"
        body = b"\x90" + chance.randbytes(32)
        yield b32encode(body + crc_hqx(body, 0).to_bytes(2, "little")).decode()
        yield b32encode(body + b"ab").decode()
        for head in (b"\x21" + chance.randbytes(16), b"\x01\xe1\x4b" + chance.randbytes(16)):
            yield base58(head + sha256(sha256(head).digest()).digest()[:4], XRP)
        lock = {"cipher": "aes-128-ctr", "ciphertext": chance.randbytes(32).hex(), "kdf": "scrypt"}
        yield f"here: {json.dumps({'version': 3, 'crypto': lock}, indent=1)} thanks"
        yield json.dumps(lock).removeprefix("{")


def base58(raw: bytes, letters: str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz") -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = letters[rest] + text
    return letters[0] * (len(raw) - len(raw.lstrip(b"\0"))) + text


def splits() -> list[tuple[str, list[str]]]:
    chance = random.Random(5)  # noqa: S311 - the same every time
    every = [lay_out(drawn(name, 12, chance)) for name in LISTS for lay_out in SPLITS.values()]
    return [(parts[i], parts[:i]) for parts in every for i in range(1, len(parts))]


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
        """async (address) => {
            const { ready, screen } = await import(address);
            globalThis.unread = screen("비밀번호: abc12345")?.kind;
            globalThis.shield = async (text, context) => {
                await ready(text, context);
                return screen(text, context);
            };
        }""",
        ASSETS.url("shared/shield.js"),
    )
    return page


async def test_both_shields_say_the_same_of_every_text(page: Page) -> None:
    rows = texts()
    seen: list[Verdict] = await page.evaluate(
        "rows => Promise.all(rows.map(([text, context]) => shield(text, context)))", rows
    )
    differences = [
        (text, got, wanted)
        for (text, context), got in zip(rows, seen, strict=True)
        if got != (wanted := at_the_server(text, context))
    ]
    assert differences == []


async def test_what_is_not_known_yet_is_not_let_through(page: Page) -> None:
    assert await page.evaluate("unread") == "unread"


async def test_no_long_text_holds_the_browser_up(page: Page) -> None:
    heavy = [piece * (200_000 // len(piece)) for piece in HEAVY]
    spent: list[float] = await page.evaluate(
        """async (texts) => {
            const spent = [];
            for (const text of texts) {
                const begin = performance.now();
                await shield(text, [text]);
                spent.push(performance.now() - begin);
            }
            return spent;
        }""",
        heavy,
    )
    assert max(spent) < 3000
