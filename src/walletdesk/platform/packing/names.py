"""Short names for long ones: by how often they are used, never a keyword, never a name the browser has."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final

from walletdesk.platform.packing.tokens import KEYWORDS

_INSIDE_FIRST: Final = ascii_lowercase
_TOP_FIRST: Final = ascii_uppercase + "_"
_LATER: Final = ascii_lowercase + ascii_uppercase + digits

# What every page has under an everyday name. Declared inside a function it hides the browser's own, which the
# same module may mean elsewhere: such a name stays. A browser test holds the list against the browser.
OF_THE_BROWSER: Final = frozenset(Path(__file__).with_name("browser_names.txt").read_text("utf-8").split())


def shortened(used: Counter[str], taken: Iterable[str], *, top: bool) -> dict[str, str]:
    """A short name for each, the shortest for the most used; ``taken`` are names that stay in the text."""
    fresh = _fresh(_TOP_FIRST if top else _INSIDE_FIRST, frozenset(taken) | KEYWORDS)
    return {name: next(fresh) for name, _ in sorted(used.items(), key=lambda entry: (-entry[1], entry[0]))}


def _fresh(first: str, taken: frozenset[str]) -> Iterator[str]:
    for number in count():
        name = _spelled(number, first)
        if name not in taken:
            yield name


def _spelled(number: int, first: str) -> str:
    if number < len(first):
        return first[number]
    number -= len(first)
    return _spelled(number // len(_LATER), first) + _LATER[number % len(_LATER)]
