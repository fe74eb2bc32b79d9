"""What a name looks like to a hurried eye: letters and digits that read alike become one.

Both sides of a comparison are folded, so a fold may be as coarse as the eye is.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Final

from confusable_homoglyphs import confusables

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_LETTER_DIGITS: Final = str.maketrans(
    {"0": "o", "1": "l", "2": "z", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"}
)
_ALIKE: Final = str.maketrans({"i": "l", "|": "l", "!": "l", "$": "s", "q": "g"})
_PAIRS: Final = (("rn", "m"), ("nn", "m"), ("vv", "w"), ("uu", "w"), ("cl", "d"), ("lc", "k"))


def seen(text: str) -> str:
    """Without what nobody sees: invisible characters and those that turn the writing direction."""
    return _UNSEEN.sub("", text)


def plain(text: str) -> str:
    """Lower-case letters a to z and digits, hyphens and dots, wherever a letter reads like one of them."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", seen(text)).casefold()
    return "".join([_latin(letter) for letter in apart if not unicodedata.combining(letter)])


def skeleton(text: str) -> str:
    """The plain letters with digits, i and l, and pairs such as rn and m folded into one."""
    folded = plain(text).translate(_LETTER_DIGITS).translate(_ALIKE)
    for pair, single in _PAIRS:
        folded = folded.replace(pair, single)
    return folded


def is_doubled(longer: str, shorter: str) -> bool:
    """Whether ``longer`` only repeats one letter of ``shorter``."""
    doubles = [i for i, (a, b) in enumerate(pairwise(longer)) if a == b]
    return len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in doubles)


@cache
def _latin(letter: str) -> str:
    """The letter a to z that ``letter`` is taken for, or ``letter`` itself."""
    if letter.isascii():
        return letter
    for alike in confusables.confusables_data.get(letter, ()):
        base = unicodedata.normalize("NFKD", alike["c"])[:1].lower()
        if base.isascii() and base.isalnum():
            return base
    return _FURTHER.get(letter, letter)


# What the list of Unicode leaves out: strokes, and Greek and Cyrillic that only nearly read like ours.
_FURTHER: Final = dict(zip("đłøıħŧæœтткмвньτκηιν", "dloihtaottkmbhbtknlv", strict=True))
