"""Bytes to letters, as the mail of the real world needs it: labels are wrong, missing or of a smaller set.

First strict UTF-8, which hardly anything else is by chance; then the label, widened; then a guess by which
everyday letters come out. Sets that hide letters behind ASCII go by their label alone, and UTF-7 is never
decoded: it hides markup from whoever looks.
"""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

_WIDER: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz",
    "euc-cn": "gb18030", "cp936": "gb18030",
    "big5": "cp950", "big5-hkscs": "big5hkscs", "x-x-big5": "cp950",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "euc_kr": "cp949", "ks_c_5601": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932", "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "", "ascii": "", "utf-7": "", "utf7": "",
    "unicode-1-1-utf-7": "", "utf8": "utf-8", "utf-8": "utf-8", "utf8mb4": "utf-8",
    "x-unknown": "", "unknown-8bit": "",
    "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip
_BEHIND_ASCII: Final = {
    "hz",
    "iso2022_jp",
    "iso2022_jp_ext",
    "iso2022_kr",
    "utf_16",
    "utf_16_be",
    "utf_16_le",
    "utf_32",
}
_NO_SETS: Final = {
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "utf_7",
    "mbcs",
    "oem",
}
_GUESSES: Final = ["gb18030", "cp950", "cp932", "cp949", "cp1251", "cp1252"]
# Of each set the everyday letters, by their first byte: GB 2312 and Big5 level 1, Hangul of KS X 1001
_EVERYDAY: Final = {"gb18030": range(0xB0, 0xD8), "cp950": range(0xA4, 0xC7), "cp949": range(0xB0, 0xC9)}
_KANA: Final = re.compile("[\u3040-\u30ff]")
_FREQUENT: Final = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日请转账钱包失败您客服"
    "谢收交易帮助问题請轉帳錢客戶說這個們來為國時會對發後請問題謝"
)
_NOT_SHOWN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff]")
LOST: Final = "\ufffd"


def decoded(raw: bytes, named: str = "") -> str:
    """Without control characters. What could not be read is U+FFFD."""
    said = _codec(named)
    if said in _BEHIND_ASCII:
        return shown(raw.decode(said, "replace"))
    for codec in ("utf-8", said):
        if codec and (text := _strict(raw, codec)) is not None:
            return shown(text)
    if said and said not in {"utf-8", "cp1252"}:
        return shown(raw.decode(said, "replace"))  # nearly right is better than a guess
    return shown(_guessed(raw, said))


def shown(text: str) -> str:
    """Letters that a database, JSON and a screen can hold."""
    return _NOT_SHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _codec(named: str) -> str:
    name = named.strip(" \t\"'").lower().replace("charset=", "")
    name = _WIDER.get(name, name)
    if not name or name == "utf-8":
        return name
    try:
        found = codecs.lookup(name)
        "a".encode(found.name)  # refuses what turns bytes into bytes
    except (LookupError, ValueError):
        return ""
    known = found.name.replace("-", "_")
    return "" if known in _NO_SETS else known


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeDecodeError, ValueError, LookupError):
        return None


def _guessed(raw: bytes, said: str) -> str:
    read = {codec: text for codec in _GUESSES if (text := _strict(raw, codec)) is not None}
    scores = {codec: _everyday(text, codec) for codec, text in read.items()}
    if scores and (likely := max(scores, key=scores.__getitem__)) and scores[likely] > 0.5:
        return read[likely]
    best = from_bytes(raw[:4096], cp_isolation=_GUESSES).best()
    return raw.decode(best.encoding if best else said or "utf-8", "replace")


def _everyday(text: str, codec: str) -> float:
    """0 to 2: the share of its letters beyond ASCII that are everyday ones of that set, and frequent ones."""
    beyond = [letter for letter in text if ord(letter) > 127]
    if not beyond:
        return 0.0
    frequent = sum(letter in _FREQUENT for letter in beyond)
    if codec == "cp932":
        return (len(_KANA.findall(text)) + frequent) / len(beyond)
    block = _EVERYDAY.get(codec, range(0))
    everyday = sum(letter.encode(codec)[0] in block for letter in beyond)
    return (everyday + frequent) / len(beyond)
