"""Counting figures: how many, which share, how long. Exact, from counts of whole seconds."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from walletdesk.insights.reports.model.figures import Of

Number = int | float | None


class Counted(NamedTuple):
    """``n`` figures that are alike."""

    of: Of
    word: str
    value: int
    seconds: int | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Some of the figures. What is empty means any."""

    of: Of
    words: Collection[str] = ()
    values: Collection[int] = ()

    def holds(self, one: Counted) -> bool:
        return (
            one.of is self.of
            and (not self.words or one.word in self.words)
            and (not self.values or one.value in self.values)
        )


@dataclass(slots=True)
class Tally:
    """Everything counted under one row of a report."""

    counted: list[Counted] = field(default_factory=list)

    def some(self, which: Which) -> list[Counted]:
        return [one for one in self.counted if which.holds(one)]


def count(tally: Tally, which: Which) -> int:
    return sum(one.n for one in tally.some(which))


def share(tally: Tally, part: Which, whole: Collection[Which]) -> float | None:
    """None where there is nothing to have a share of: that is not 0."""
    of = sum(count(tally, which) for which in whole)
    return count(tally, part) / of if of else None


def mean(tally: Tally, which: Which) -> float | None:
    some = tally.some(which)
    n = sum(one.n for one in some)
    return sum(one.value * one.n for one in some) / n if n else None


def percentile(tally: Tally, which: Which, percent: int) -> int | None:
    """The least length that so many of a hundred do not exceed: one that was really measured."""
    lengths = Counter[int]()
    for one in tally.some(which):
        if one.seconds is not None:
            lengths[one.seconds] += one.n
    return nearest_rank(lengths, percent)


def nearest_rank(lengths: Mapping[int, int], percent: int) -> int | None:
    if not lengths:
        return None
    ordered = sorted(lengths)
    upto = list(accumulate(lengths[length] for length in ordered))
    rank = max(1, ceil(upto[-1] * percent / 100))
    return ordered[bisect_left(upto, rank)]


def tallies(rows: Iterable[tuple[str | int, Counted]]) -> dict[str | int, Tally]:
    """By the key of a row."""
    found: dict[str | int, Tally] = {}
    for key, counted in rows:
        found.setdefault(key, Tally()).counted.append(counted)
    return found


def altogether(parts: Iterable[Tally]) -> Tally:
    return Tally([one for part in parts for one in part.counted])


def median(numbers: Sequence[float]) -> float | None:
    """The lower of the two in the middle."""
    return sorted(numbers)[(len(numbers) - 1) // 2] if numbers else None
