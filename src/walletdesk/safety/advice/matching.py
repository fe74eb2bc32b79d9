"""Words in a text, and rows of words with gaps between them. No backtracking: each step is a sorted walk."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from walletdesk.safety.advice.model import Pattern, Words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where one of several words stands, in order of the ends."""

    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "Places":
        ordered = sorted(spans, key=lambda span: (span[1], -span[0]))
        return cls([start for start, _ in ordered], [end for _, end in ordered])

    def __iter__(self) -> Iterator[Span]:
        return iter(zip(self.starts, self.ends, strict=True))

    def within(self, begin: int, end: int) -> Span | None:
        """The first that lies wholly between two places."""
        for at in range(bisect_right(self.ends, begin), len(self.ends)):
            if self.ends[at] > end:
                return None
            if self.starts[at] >= begin:
                return self.starts[at], self.ends[at]
        return None

    def last_end(self, place: int) -> int | None:
        """Where the last one before a place ends."""
        at = bisect_right(self.ends, place)
        return self.ends[at - 1] if at else None


def occurrences(text: str, words: Words) -> Places:
    """A Latin word is a whole word; ``*`` leaves its end open."""
    return Places.of(span for word in words for span in _of(text, word))


def _of(text: str, word: str) -> Iterator[Span]:
    is_open = word.endswith("*")
    core = word.removesuffix("*")
    left, right = _is_letter(core[0]), _is_letter(core[-1]) and not is_open
    at = text.find(core)
    while at >= 0:
        end = at + len(core)
        cut_left = left and at > 0 and _go_on(text[at - 1], core[0])
        cut_right = right and end < len(text) and _go_on(core[-1], text[end])
        if not (cut_left or cut_right):
            yield at, end
        at = text.find(core, at + 1)


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _go_on(one: str, next: str) -> bool:
    """Whether both belong to one word; 500u is a number and a word."""
    return _is_letter(one) and _is_letter(next) and one.isdigit() == next.isdigit()


class Finder:
    """Remembers where words stand in one text, since rules share them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[Words, Places] = {}

    def all(self, words: Words) -> Places:
        if words not in self._known:
            self._known[words] = occurrences(self.text, words)
        return self._known[words]

    def rows(self, pattern: Pattern, borders: Sequence[int]) -> Places:
        """Where the parts follow one another inside one clause. ``borders``: where clauses end."""
        reached = self.all(pattern[0].words)
        for part in pattern[1:]:
            reached = Places.of(_further(reached, self.all(part.words), part.gap, borders))
        return reached


def _further(reached: Places, following: Places, gap: int, borders: Sequence[int]) -> Iterator[Span]:
    """Only the nearest part before can be near enough, so that each place is looked at once."""
    for start, end in following:
        before = bisect_right(reached.ends, start) - 1
        if before >= 0 and _is_near(reached.ends[before], start, gap, borders):
            yield reached.starts[before], end


def _is_near(end: int, start: int, gap: int, borders: Sequence[int]) -> bool:
    if start - end > gap:
        return False
    border = bisect_left(borders, end)
    return border == len(borders) or borders[border] >= start
