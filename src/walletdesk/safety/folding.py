"""Full-width, mathematical and circled letters become plain ones, and invisible characters go."""

import re
from functools import cache

_UNUSUAL = re.compile(
    "[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9"
    "\U0001d400-\U0001d7ff]"
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")


def is_usual(text: str) -> bool:
    return text.isascii() or _UNUSUAL.search(text) is None


def fold(text: str) -> tuple[str, list[int]]:
    """The plain text, and for each of its characters (and its end) the place where it stood."""
    places = [i for i, letter in enumerate(text) if letter not in _INVISIBLE]
    plain = _plain()
    return "".join([plain.get(text[i], text[i]) for i in places]), [*places, len(text)]


@cache
def _plain() -> dict[str, str]:
    import unicodedata  # noqa: PLC0415 - a megabyte that ordinary text never needs

    blocks = (range(0xFF10, 0xFF5B), range(0x24B6, 0x24EA), range(0x1D400, 0x1D800))
    pairs = {chr(code): unicodedata.normalize("NFKC", chr(code)) for block in blocks for code in block}
    return {
        odd: plain for odd, plain in pairs.items() if len(plain) == 1 and plain.isascii() and plain.isalnum()
    }
