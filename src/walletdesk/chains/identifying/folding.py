"""Odd letters become plain ones and invisible ones go, with the place each stood at."""

import unicodedata

_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)


def fold(text: str) -> tuple[str, range | list[int]]:
    """The plain text, and for each of its characters where it stood."""
    if text.isascii():
        return text, range(len(text))
    plain: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter not in _INVISIBLE:
            plain.append(letter if letter.isascii() else _plain(letter))
            places.append(place)
    return "".join(plain), places


def _plain(letter: str) -> str:
    """Full-width, mathematical and circled letters and digits turn; marks stay, as do Cyrillic letters."""
    made = unicodedata.normalize("NFKC", letter)
    return made if len(made) == 1 and made.isascii() and made.isalnum() else letter
