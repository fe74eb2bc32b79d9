"""What is counted from stretches of time: the backlog at the end of days, and the load of agents."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from walletdesk.insights.reports.model.tally import Number, median

PAUSE = 15 * 60_000  # ms: a shorter break is none
WHOLE = 100  # what a conversation weighs whose channel has no weight of its own
FOR_PACE = 3_600_000  # ms online: of less nobody's pace is told


class Stretch(NamedTuple):
    """From ``at`` to ``until`` in milliseconds; None: it goes on."""

    at: int
    until: int | None
    agent: str = ""
    weighs: bool = False  # a theft or a stopped secret
    channel: str = ""
    weight: int = WHOLE  # hundredths of a conversation

    def within(self, first: int, last: int) -> tuple[int, int] | None:
        """The part of it between two moments."""
        at, until = max(self.at, first), last if self.until is None else min(self.until, last)
        return (at, until) if at < until else None


def backlogs(moments: Sequence[int], stretches: Iterable[Stretch]) -> list[tuple[Number, ...]]:
    """At each moment: how many go on, the ages in the middle and of nine in ten, the oldest; in seconds."""
    going_on: list[list[int]] = [[] for _ in moments]  # since when, the oldest first
    for one in sorted(stretches, key=lambda stretch: stretch.at):
        first = bisect_right(moments, one.at)
        last = len(moments) if one.until is None else bisect_right(moments, one.until)
        for place in range(first, last):
            going_on[place].append(one.at)
    return [
        (len(since), *(_age(moment, since, percent) for percent in (50, 90, 100)))
        for moment, since in zip(moments, going_on, strict=True)
    ]


def _age(moment: int, since: Sequence[int], percent: int) -> Number:
    """So many of a hundred have this age or less, in seconds."""
    rank = max(1, ceil(len(since) * percent / 100))
    return (moment - since[-rank]) // 1000 if since else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one agent carried; lengths in seconds. ``pace``: taken in an hour online."""

    agent: str
    taken: int
    danger: int
    replies: int
    online: int
    over: int
    stretch: int
    pace: float | None


def load_of(
    agent: str,
    *,
    held: Sequence[Stretch],
    online: Sequence[Stretch],
    replies: int,
    capacity: int,
    between: tuple[int, int],
) -> Load:
    first, last = between
    taken = [one for one in held if first <= one.at < last]
    there = joined(part for one in online if (part := one.within(first, last)))
    present = sum(until - at for at, until in there)
    parts = [(part, one.weight) for one in held if (part := one.within(first, last))]
    return Load(
        agent=agent,
        taken=len(taken),
        danger=sum(one.weighs for one in taken),
        replies=replies,
        online=present // 1000,
        over=_above(parts, capacity) // 1000,
        stretch=max((until - at for at, until in joined(there, PAUSE)), default=0) // 1000,
        pace=len(taken) * 3_600_000 / present if present >= FOR_PACE else None,
    )


def joined(parts: Iterable[tuple[int, int]], gap: int = 1) -> list[tuple[int, int]]:
    """Those that overlap, or are less than ``gap`` apart, as one."""
    found: list[tuple[int, int]] = []
    for at, until in sorted(parts):
        if found and at - found[-1][1] < gap:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((at, until))
    return found


def _above(parts: Iterable[tuple[tuple[int, int], int]], capacity: int) -> int:
    """How long there was more than ``capacity`` conversations weigh at once."""
    steps = Counter[int]()
    for (at, until), weight in parts:
        steps[at] += weight
        steps[until] -= weight
    now, above = 0, 0
    for one, following in pairwise(sorted(steps)):
        now += steps[one]
        above += (following - one) * (now > capacity * WHOLE)
    return above


def against_the_middle(loads: Sequence[Load]) -> Mapping[str, float | None]:
    """Each one's pace against the agent in the middle."""
    middle = median([one.pace for one in loads if one.pace is not None])
    return {one.agent: one.pace / middle if one.pace is not None and middle else None for one in loads}


def spread(loads: Sequence[Load]) -> float | None:
    """The most against the fewest: 1 is even. None where somebody took none, or nobody was there for long."""
    paces = [one.pace for one in loads if one.pace is not None]
    least = min(paces, default=0.0)
    return max(paces) / least if least else None
