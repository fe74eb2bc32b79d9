"""Odd letters become plain ones, and invisible characters go.

Full-width, mathematical and circled letters, half-width kana, and letters that came apart: an accent, a
voicing mark or the parts of a Hangul syllable behind their letter (NFKD).
"""

import re

_APART = "\u0300-\u036f\u3099\u309a"
_UNUSUAL = re.compile(
    "[\u00ad\u1100-\u11ff\u200b-\u200f\u2060-\u2064\u24b6-\u24e9\ufeff"
    f"\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f{_APART}\U0001d400-\U0001d7ff]"
)
_CLUSTER = re.compile(
    "[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?"
    f"|[^\\W_]?[{_APART}]+|[\uff66-\uff9d][\uff9e\uff9f]?|[\\s\\S]"
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")


def is_usual(text: str) -> bool:
    return text.isascii() or _UNUSUAL.search(text) is None


def fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The plain text, and for each of its characters from where to where it stood."""
    plain: list[str] = []
    places: list[tuple[int, int]] = []
    for cluster in _CLUSTER.finditer(text):
        if letter := _plain(cluster[0]):
            plain.append(letter)
            places.append(cluster.span())
    return "".join(plain), places


def _plain(cluster: str) -> str:
    """One letter, or none."""
    if cluster in _INVISIBLE:
        return ""
    if not _UNUSUAL.search(cluster):
        return cluster
    import unicodedata  # noqa: PLC0415 - a megabyte that ordinary text never needs

    made = unicodedata.normalize("NFKC", cluster)[0]
    return made if made.isalnum() else cluster[0]
