"""Writes the shield's words for the browser from the server's: ``python scripts/shield_words.py``.

The lists are in the order of their alphabets, so each word is written as how many letters it shares with
the one before, and the rest: a third less to send. Each list is a module of its own, fetched when a text
calls for it.
"""

import json
from itertools import takewhile
from pathlib import Path

from walletdesk.safety import (
    codes,
    cues,
    hex_cues,
    keystore,
    ledgers,
    lists,
    passwords,
    scripts,
    solana,
    words,
)

ROOT = Path(__file__).parents[1]
SHARED = ROOT / "ui" / "shared"
ENGLISH = SHARED / "bip39-en.js"
FOLDER = SHARED / "bip39"
CODES = {
    "czech": "cs",
    "french": "fr",
    "italian": "it",
    "portuguese": "pt",
    "spanish": "es",
    "japanese": "ja",
    "korean": "ko",
    "chinese_simplified": "zh-hans",
    "chinese_traditional": "zh-hant",
}
_WRITTEN = "// Written by scripts/shield_words.py from the server's; "
_READ = ".match(/\\d\\D+/g).map((rest) => (word = word.slice(0, +rest[0]) + rest.slice(1)));"


def modules() -> dict[Path, str]:
    """Every file that is written, and what is in it."""
    every = {
        ENGLISH: _english(),
        SHARED / "shield-words.js": _gate(),
        **{SHARED / f"shield-{part}-tables.js": text for part, text in _tables().items()},
    }
    return every | {FOLDER / f"{code}.js": _list(name) for name, code in CODES.items()}


def _english() -> str:
    return "\n".join(
        [
            f"{_WRITTEN}the first is BIP-39 English (MIT).",
            'let word = "";',
            "/** A digit says how many letters of the word before stay. */",
            f"export const ENGLISH = {json.dumps(front_coded(lists.word_list(lists.ENGLISH).words))}{_READ}",
            *_sets(COMMON=words.COMMON),
            "",
        ]
    )


def _list(name: str) -> str:
    of = lists.word_list(name).words
    head = f"{_WRITTEN}a list of BIP-39 (MIT)."
    if name in lists.CHINESE:
        return f'{head}\nexport const WORDS = [..."{"".join(of)}"];\n'
    coded = json.dumps(front_coded(of), ensure_ascii=False)
    return f'{head}\nlet word = "";\nexport const WORDS = {coded}{_READ}\n'


def _sets(**tables: frozenset[str]) -> list[str]:
    return [f'export const {name} = "{" ".join(sorted(of))}".split(" ");' for name, of in tables.items()]


def _gate() -> str:
    """What is asked of every text before more is fetched."""
    patterns = {
        **{name: getattr(scripts, name).pattern for name in ("LATIN", "KANA", "HANGUL", "HAN", "LONE_HAN")},
        "HAN_ROW": scripts.HAN_ROW.pattern,
        "LONE_ROW": scripts.LONE_ROW.pattern,
        "SPOKEN": cues.CUES.pattern,
        "NUMBERS": solana.NUMBERS.pattern,
    }
    hints = {"PASSWORD_HINTS": passwords.HINTS, "CODE_HINTS": codes.HINTS}
    return "\n".join(
        [
            f"{_WRITTEN}what tells which parts of the shield a text calls for.",
            *_sets(STOPS=words.STOPS, PROSE=words.PROSE),
            *(f"export const {name} = {_js(of)};" for name, of in patterns.items()),
            *(f"export const {name} = {json.dumps(of, ensure_ascii=False)};" for name, of in hints.items()),
            f"export const HEX_CUES = {_js(hex_cues.CUES.pattern)};",
            "",
        ]
    )


def _tables() -> dict[str, str]:
    """What only one part of the shield needs, a module for each."""
    of_passwords = (
        "BEHIND",
        "BESIDE",
        "BEFORE",
        "UNITS",
        "ASKS",
        "ENDS",
        "NO_VALUE",
        "SIGNS",
        "OPENING",
        "TRIMMED",
    )
    of_codes = ("BEHIND", "BEFORE", "BARE", "UNITS", "ASKS", "FAULT", "YEAR", "LINKED")
    plain = {"PLAIN": " ".join(sorted(words.PLAIN))}
    return {
        "said": _module(
            PASSWORD={name: getattr(passwords, name) for name in of_passwords} | plain,
            CODE={name: getattr(codes, name) for name in of_codes},
        ),
        "rare": _module(LOCKED=keystore.LOCKED, WITNESS=keystore.WITNESS, SEED=ledgers.SEED.pattern),
        "foreign": _module(COUNTERS=scripts.COUNTERS.pattern, COMMON_HAN="".join(sorted(words.COMMON_HAN))),
    }


def _module(**tables: object) -> str:
    lines = [f"export const {name} = {json.dumps(of, ensure_ascii=False)};" for name, of in tables.items()]
    return "\n".join([f"{_WRITTEN}tables of one of its parts.", *lines, ""])


def _js(pattern: str) -> str:
    return json.dumps(pattern.replace("(?P<", "(?<"), ensure_ascii=False)


def front_coded(of: tuple[str, ...]) -> str:
    """``able about`` becomes ``0able2out``. No two neighbours share more than nine letters."""
    pairs = zip(["", *of], of, strict=False)
    return "".join(f"{(kept := _shared(*pair))}{pair[1][kept:]}" for pair in pairs)


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in modules().items():
        path.write_text(text, "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
