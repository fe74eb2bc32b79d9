"""What is written in a picture, put into the orders in which a person reads it, for the shield.

A phone shows a phrase in a grid, and people turn their photos: words are sorted by their own direction, row
by row and column by column. Cells that hold one word each are also read alone, without sentences around them.
"""

import math
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from walletdesk.safety.model import CLEAN, Screening
from walletdesk.safety.shield import screen

_CELL = re.compile(r"\s*(?:[(#]?\d{1,2}\s*[.、):：]?\s*)?([^\W\d_]+)\s*", re.UNICODE)


class Written(Protocol):
    """Words in a picture. ``corners`` of their box go along the words: the first two are the upper edge."""

    @property
    def text(self) -> str: ...
    @property
    def corners(self) -> Sequence[tuple[int, int]]: ...


@dataclass(frozen=True, slots=True)
class _Placed:
    """Turned upright: ``left`` and ``middle`` of its box, and how high it is."""

    text: str
    left: float
    middle: float
    height: float


def screen_picture(lines: Iterable[Written], codes: Iterable[str] = ()) -> Screening:
    """The first reading that is stopped, else the first that is uncertain. Spans are of that reading."""
    seen = [screen(text) for text in readings(list(lines), list(codes))]
    stopped = next((one for one in seen if one.stopped), None)
    return stopped or next((one for one in seen if one.uncertain), CLEAN)


def readings(lines: Sequence[Written], codes: Sequence[str]) -> list[str]:
    """Each order in which somebody may read it."""
    placed = _upright(lines)
    if not placed:
        return list(codes)
    rows = _strips(placed, by="middle", then="left")
    columns = _strips(placed, by="left", then="middle")
    whole = ["\n".join(" ".join(one.text for one in strip) for strip in rows)]
    cells = [" ".join(_cells(side)) for side in (rows, columns)]
    return [*whole, *(cell for cell in cells if cell), *codes]


def _cells(strips: list[list[_Placed]]) -> list[str]:
    found = (_CELL.fullmatch(one.text) for strip in strips for one in strip)
    return [cell[1] for cell in found if cell]


def _upright(lines: Sequence[Written]) -> list[_Placed]:
    """Turned back by the angle in which most words run."""
    turns = [_angle(line.corners) for line in lines if len(line.corners) == 4]
    if not turns:
        return []
    # of angles the middle one, around the first: near half a turn their plain median would say nothing
    back = turns[0] + statistics.median(math.remainder(turn - turns[0], math.tau) for turn in turns)
    cos, sin = math.cos(-back), math.sin(-back)
    placed = []
    for line in lines:
        corners = [(x * cos - y * sin, x * sin + y * cos) for x, y in line.corners]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        placed.append(_Placed(line.text, min(across), statistics.mean(down), max(down) - min(down)))
    return placed


def _angle(corners: Sequence[tuple[int, int]]) -> float:
    (ax, ay), (bx, by) = corners[0], corners[1]
    return math.atan2(by - ay, bx - ax)


def _strips(placed: list[_Placed], *, by: str, then: str) -> list[list[_Placed]]:
    """Those that stand on one line, or under one another; two boxes nearer than half a height do."""
    near = statistics.median(one.height for one in placed) * (0.6 if by == "middle" else 1.0)
    strips: list[list[_Placed]] = []
    last = -math.inf
    for one in sorted(placed, key=lambda box: float(getattr(box, by))):
        if getattr(one, by) - last > near:
            strips.append([])
        strips[-1].append(one)
        last = getattr(one, by)
    return [sorted(strip, key=lambda box: float(getattr(box, then))) for strip in strips]
