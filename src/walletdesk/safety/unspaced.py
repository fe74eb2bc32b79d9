"""Chinese phrases without separators, which only stand out where somebody speaks of one.

98 of 100 characters of prose are on the list, but they are its frequent ones; those drawn by lot are seldom.
"""

import re
from collections.abc import Callable

from walletdesk.safety import lists
from walletdesk.safety.cues import without_cues
from walletdesk.safety.foreign import rarity
from walletdesk.safety.model import Finding, Kind
from walletdesk.safety.phrase_checksum import fits
from walletdesk.safety.scripts import HAN_ROW, LONE_ROW

_WINDOW, _STRANGERS = 12, 1
_DRAWN, _DRAWN_UNANNOUNCED = 5.35, 5.6  # foreign.rarity
_GAPS = re.compile("[ \t\u3000\n|/-]")


def find(text: str, spoken_of: Callable[[], bool]) -> list[Finding]:
    if spoken_of():
        rows = [_drawn_in(row) for row in HAN_ROW.finditer(without_cues(text))]
        return [finding for finding in rows if finding]
    return [Finding(Kind.MNEMONIC, *row.span()) for row in LONE_ROW.finditer(text) if _is_valid(row[0])]


def _is_valid(row: str) -> bool:
    drawn = (name for name in lists.CHINESE if rarity(row, name) >= _DRAWN_UNANNOUNCED)
    return any(fits(tuple(row), lists.word_list(name).numbers) for name in drawn)


def _drawn_in(row: re.Match[str]) -> Finding | None:
    places = [row.start() + i for i, letter in enumerate(row[0]) if not _GAPS.match(letter)]
    letters = _GAPS.sub("", row[0])
    starts = [i for i in range(len(letters) - _WINDOW + 1) if _is_drawn(letters[i : i + _WINDOW])]
    if not starts:
        return None
    return Finding(Kind.MNEMONIC, places[starts[0]], places[starts[-1] + _WINDOW - 1] + 1)


def _is_drawn(window: str) -> bool:
    return any(_listed(window, name) and rarity(window, name) >= _DRAWN for name in lists.CHINESE)


def _listed(window: str, name: str) -> bool:
    numbers = lists.word_list(name).numbers
    return sum(letter in numbers for letter in window) >= _WINDOW - _STRANGERS
