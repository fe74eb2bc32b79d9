"""Counting figures: how many, which share, how long. Exact, from every length in whole seconds."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import ceil
from typing import NamedTuple

from walletdesk.insights.reports.model.figures import Of

Number = int | float | None
Alike = tuple[Of, str, int]  # what a figure is of, its word and its value


class Counted(NamedTuple):
    """``n`` figures that are alike, and the seconds of those that have any, in whatever order."""

    of: Of
    word: str
    value: int
    n: int
    lengths: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Some of the figures. What is empty means any."""

    of: Of
    words: tuple[str, ...] = ()
    values: tuple[int, ...] = ()

    def holds(self, alike: Alike) -> bool:
        of, word, value = alike
        fits = (not self.words or word in self.words) and (not self.values or value in self.values)
        return of is self.of and fits


@dataclass(slots=True)
class Tally:
    """Everything counted under one row of a report."""

    counts: Counter[Alike] = field(default_factory=Counter)
    lengths: dict[Alike, list[int]] = field(default_factory=dict)
    ranked: dict[Which, list[int]] = field(default_factory=dict)  # sorted once for all ranks

    def add(self, one: Counted) -> None:
        alike = one[:3]
        self.counts[alike] += one.n
        self.lengths.setdefault(alike, []).extend(one.lengths)

    def merge(self, other: "Tally") -> None:
        self.counts.update(other.counts)
        for alike, lengths in other.lengths.items():
            self.lengths.setdefault(alike, []).extend(lengths)

    @property
    def size(self) -> int:
        return self.counts.total()


def count(tally: Tally, which: Which) -> int:
    return sum(n for alike, n in tally.counts.items() if which.holds(alike))


def share(tally: Tally, part: Which, whole: Collection[Which]) -> float | None:
    """None where there is nothing to have a share of: that is not 0."""
    of = sum(count(tally, which) for which in whole)
    return count(tally, part) / of if of else None


def mean(tally: Tally, which: Which) -> float | None:
    n = count(tally, which)
    summed = sum(alike[2] * times for alike, times in tally.counts.items() if which.holds(alike))
    return summed / n if n else None


def percentile(tally: Tally, which: Which, percent: int) -> int | None:
    """The least length that so many of a hundred do not exceed: one that was really measured."""
    if which not in tally.ranked:
        tally.ranked[which] = sorted(
            chain.from_iterable(some for alike, some in tally.lengths.items() if which.holds(alike))
        )
    return at_rank(tally.ranked[which], percent)


def at_rank(ordered: Sequence[int], percent: int) -> int | None:
    return ordered[max(1, ceil(len(ordered) * percent / 100)) - 1] if ordered else None


def tallies(rows: Iterable[tuple[str | int, Counted]]) -> dict[str | int, Tally]:
    """By the key of a row."""
    found: dict[str | int, Tally] = {}
    for key, counted in rows:
        if key not in found:
            found[key] = Tally()
        found[key].add(counted)
    return found


def altogether(parts: Iterable[Tally]) -> Tally:
    every = Tally()
    for part in parts:
        every.merge(part)
    return every


def median(numbers: Sequence[float]) -> float | None:
    """The lower of the two in the middle."""
    return sorted(numbers)[(len(numbers) - 1) // 2] if numbers else None
