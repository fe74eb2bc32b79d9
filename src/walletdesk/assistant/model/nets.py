"""Whether any of many patterns is found, searched only where each can be.

Python's ``re`` tries every alternative at every character of a text. Most of ours begin at the edge of a
word, or hold a Chinese character: the first kind is tried at edges only, the second in texts that have one.
"""

import re
from collections.abc import Iterator
from typing import Final

_HAN: Final = re.compile("[\u3400-\u9fff]")
_EDGE: Final = r"\b"
_PIECE: Final = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|P<\w+>)|[()|]|[*+?]\??|\{[\d,]+\}\??|.", re.DOTALL
)
_INSIDE: Final = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")  # of a group that takes what it matches
_REPEATS: Final = ("?", "*", "+", "{")
_MAY_BE_NONE: Final = ("?", "*", "{0", "{,")


class Net:
    """Finds what ``re.search`` of the same pattern finds, and only tells whether it does."""

    def __init__(self, pattern: str) -> None:
        parts = list(_alternatives(pattern))
        han = [part for part in parts if _needs_han(part)]
        edge = [part.removeprefix(_EDGE) for part in parts if part.startswith(_EDGE) and part not in han]
        other = [part for part in parts if not part.startswith(_EDGE) and part not in han]
        self._han = [re.compile("|".join(han))] if han else []
        self._any = [re.compile(f"{_EDGE}(?:{'|'.join(edge)})")] if edge else []
        self._any += [re.compile("|".join(other))] if other else []

    def search(self, said: str) -> bool:
        patterns = self._any + self._han if _HAN.search(said) else self._any
        return any(pattern.search(said) for pattern in patterns)


def _alternatives(pattern: str) -> Iterator[str]:
    """What stands between the bars that are in no group."""
    depth, part = 0, ""
    for piece in _PIECE.findall(pattern):
        depth += piece.startswith("(") - (piece == ")")
        if piece == "|" and not depth:
            yield part
            part = ""
        else:
            part += piece
    yield part


def _needs_han(part: str) -> bool:
    """Whether whatever it matches holds a Chinese character; no, where that is hard to say."""
    return any(_is_han(atom) for atom, repeat in _atoms(part) if not repeat.startswith(_MAY_BE_NONE))


def _is_han(atom: str) -> bool:
    if atom.startswith("("):
        inside = _INSIDE.match(atom)
        return inside is not None and all(map(_needs_han, _alternatives(atom[inside.end() : -1])))
    if atom.startswith("["):
        return not atom.startswith("[^") and all(map(_HAN.match, atom[1:-1]))
    return bool(_HAN.match(atom))


def _atoms(part: str) -> Iterator[tuple[str, str]]:
    """Each with how often it comes: a whole group, a set, a character."""
    depth, atom = 0, ""
    for piece in _PIECE.findall(part):
        if piece.startswith(_REPEATS) and not depth:
            yield atom, piece
            atom = ""
            continue
        if not depth and atom:
            yield atom, ""
            atom = ""
        depth += piece.startswith("(") - (piece == ")")
        atom += piece
    if atom:
        yield atom, ""
