"""Finds the words of a text that are ids, in one walk, and again where lines break them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from walletdesk.chains.identifying.seen import Seen
from walletdesk.chains.identifying.words import SHORTEST, Words
from walletdesk.chains.model import Checksum

# Each begins where no letter stands before, and has one way to match: no text makes them walk twice.
_RAW = r"(?<![0-9A-Za-z:_-])(?:0|-1):[0-9a-fA-F]{64}(?![0-9A-Za-z])"
_FRIENDLY = r"(?<![0-9A-Za-z_-])[EUk0][Qf][0-9A-Za-z_/+-]{46}(?![0-9A-Za-z_-])"
_CASHADDR = r"(?<![0-9A-Za-z])[0-9A-Za-z]{3,20}:[0-9A-Za-z]{42,120}(?![0-9A-Za-z])"
_WORD = r"[0-9A-Za-z]+"
_PASSES = tuple(re.compile(pattern) for pattern in (_RAW, _FRIENDLY, _CASHADDR, _WORD))

_INSIDE = re.compile(r"[0-9A-Za-z][_-]")
_WRAP = re.compile(r"(?<![ \t])[ \t]*\r?\n[ \t>]*")
_PIECE = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-:")
_SHORTEST_PIECE, _LONGEST_PIECE = 6, 120
_HEX = re.compile(r"[0-9a-fA-F]+")
_EVM_ADDRESS, _EVM_HASH = 42, 66


class Spot(NamedTuple):
    start: int
    end: int
    seen: Seen

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


class Taken:
    """Which characters of a text belong to something already."""

    def __init__(self, size: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._taken = bytearray(size)
        for span in spans:
            self.take(*span)

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) >= 0


def scan(text: str, words: Words) -> list[Spot]:
    """In order of place, none over another. What a line break tore apart is put together."""
    found = _walk(text, words)
    whole = Taken(len(text), (spot.span for spot in found if spot.seen.is_whole and not spot.seen.is_loose))
    gaps = [gap.span() for gap in _WRAP.finditer(text) if _tears(text, gap.span(), whole)]
    return found if not gaps else _mended(text, gaps, found, words)


def _walk(text: str, words: Words) -> list[Spot]:
    found: list[Spot] = []
    taken = Taken(len(text))
    for form in _PASSES:
        for match in form.finditer(text):
            free = len(match[0]) >= SHORTEST and not taken.meets(*match.span())
            seen = words.read(match[0]) if free else None
            if seen and not (seen.is_loose and _goes_on(text, *match.span())):
                found.append(Spot(*match.span(), seen))
                taken.take(*match.span())
    return sorted(found, key=lambda spot: spot.start)


def _goes_on(text: str, start: int, end: int) -> bool:
    """A piece of something longer with - or _ in it: for a loose form any piece of that would do."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(_INSIDE.fullmatch(before) or _INSIDE.fullmatch(after[::-1]))


def _tears(text: str, gap: tuple[int, int], whole: Taken) -> bool:
    """Whether the line breaks inside an id: pieces on both sides, and neither is whole by itself."""
    start, end = gap
    left, right = _before(text, start), _after(text, end)
    if len(left) < _SHORTEST_PIECE or not right or not any(c.isdigit() or c == ":" for c in left):
        return False
    if right[:2] in {"0x", "0X"} or len(left) + len(right) > _LONGEST_PIECE:
        return False
    return _is_first_half(left, right) or not (whole.meets(start - 1, start) or whole.meets(end, end + 1))


def _is_first_half(left: str, right: str) -> bool:
    """A hash that breaks where an address would end."""
    return (
        len(left) == _EVM_ADDRESS and len(right) == _EVM_HASH - _EVM_ADDRESS and bool(_HEX.fullmatch(right))
    )


def _before(text: str, place: int) -> str:
    start = place
    while start and place - start <= _LONGEST_PIECE and text[start - 1] in _PIECE:
        start -= 1
    return text[start:place]


def _after(text: str, place: int) -> str:
    end = place
    while end < len(text) and end - place <= _LONGEST_PIECE and text[end] in _PIECE:
        end += 1
    return text[place:end]


def _mended(text: str, gaps: list[tuple[int, int]], found: list[Spot], words: Words) -> list[Spot]:
    places = list(_without(len(text), gaps))
    plain = "".join(text[place] for place in places)
    torn = Taken(len(text), gaps)
    again = [Spot(places[s.start], places[s.end - 1] + 1, s.seen) for s in _walk(plain, words)]
    loose = Taken(len(text), (spot.span for spot in found if spot.seen.is_loose))
    mended = [s for s in again if s.seen.is_whole and torn.meets(*s.span) and _outweighs(s, loose)]
    over = Taken(len(text), (spot.span for spot in mended))
    kept = [spot for spot in found if not over.meets(spot.start, spot.end)]
    return sorted([*kept, *mended], key=lambda spot: spot.start)


def _outweighs(spot: Spot, loose: Taken) -> bool:
    return spot.seen.checksum is Checksum.VALID or not loose.meets(*spot.span)


def _without(size: int, gaps: Iterable[tuple[int, int]]) -> Iterator[int]:
    start = 0
    for gap_start, gap_end in gaps:
        yield from range(start, gap_start)
        start = gap_end
    yield from range(start, size)
