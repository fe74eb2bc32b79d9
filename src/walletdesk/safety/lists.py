"""The ten lists of BIP-39 as the shield compares them, read when a text first calls for one.

They are those of the package ``mnemonic`` (MIT), letters without accents and kana in one alphabet, since
people write them either way. ``scripts/shield_words.py`` writes the same for the browser.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count

ENGLISH = "english"
LATIN = ("czech", "french", "italian", "portuguese", "spanish")
JAPANESE, KOREAN = "japanese", "korean"
CHINESE = ("chinese_simplified", "chinese_traditional")
NAMES = (ENGLISH, *LATIN, JAPANESE, KOREAN, *CHINESE)
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@dataclass(frozen=True, slots=True)
class WordList:
    """``numbers``: the number of each word; of Latin words also by the four letters that tell them apart."""

    name: str
    words: tuple[str, ...]
    numbers: dict[str, int]


@cache
def word_list(name: str) -> WordList:
    raw = (files("mnemonic") / "wordlist" / f"{name}.txt").read_text("utf-8").split()
    words = tuple(plain(unicodedata.normalize("NFC", word)) for word in raw)
    short = zip((word[:4] for word in words), count()) if name in (ENGLISH, *LATIN) else ()
    return WordList(name, words, dict(short) | dict(zip(words, count())))


def plain(word: str) -> str:
    """Lower case, hiragana, no accents. The letters of other scripts stay what they are."""
    word = word.lower()
    return word if word.isascii() else word.translate(_letters())


@cache
def _letters() -> dict[int, int]:
    """á is a: for each letter with an accent the one without."""
    accented = range(0xC0, 0x180)
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for code in accented}
    return {code: ord(base) for code, base in bases.items() if base.isascii()} | _KATAKANA
