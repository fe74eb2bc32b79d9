"""Writes the shield's words for the browser from those of the server: ``python scripts/shield_words.py``."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "src" / "walletdesk" / "safety" / "words"
MODULE = ROOT / "ui" / "shared" / "bip39-en.js"
NAMES = {"ENGLISH": "english.txt", "COMMON": "common.txt", "PROSE": "prose.txt"}


def module() -> str:
    lists = {name: (WORDS / file).read_text("ascii").split() for name, file in NAMES.items()}
    lines = [
        f'export const {name} = {json.dumps(" ".join(words))}.split(" ");' for name, words in lists.items()
    ]
    note = "// Written by scripts/shield_words.py from the server's lists; the first is BIP-39 English (MIT)."
    return "\n".join([note, *lines, ""])


if __name__ == "__main__":
    MODULE.write_text(module(), "utf-8")
    print(f"wrote {MODULE.relative_to(ROOT)}")
