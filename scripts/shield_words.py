"""Writes the shield's words for the browser from those of the server: ``python scripts/shield_words.py``.

The list of 2,048 words is in alphabetical order, so each word is written as how many letters it shares with
the one before, and the rest: a third less to send to every contact.
"""

import json
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "src" / "walletdesk" / "safety" / "words"
MODULE = ROOT / "ui" / "shared" / "bip39-en.js"
FILES = {"COMMON": "common.txt", "PROSE": "prose.txt"}


def module() -> str:
    english = json.dumps(front_coded(_words("english.txt")))
    return "\n".join(
        [
            "// Written by scripts/shield_words.py from the server's; the first is BIP-39 English (MIT).",
            'let word = "";',
            "/** A digit says how many letters of the word before stay. */",
            f"export const ENGLISH = {english}.match(/\\d\\D+/g)"
            ".map((rest) => (word = word.slice(0, +rest[0]) + rest.slice(1)));",
            *(f'export const {name} = "{" ".join(_words(of))}".split(" ");' for name, of in FILES.items()),
            "",
        ]
    )


def front_coded(words: list[str]) -> str:
    """``able about`` becomes ``0able2out``. No two neighbours share more than nine letters."""
    pairs = zip(["", *words], words, strict=False)
    return "".join(f"{(kept := _shared(*pair))}{pair[1][kept:]}" for pair in pairs)


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))


def _words(file: str) -> list[str]:
    return (WORDS / file).read_text("ascii").split()


if __name__ == "__main__":
    MODULE.write_text(module(), "utf-8")
    print(f"wrote {MODULE.relative_to(ROOT)}")
