"""Replays a history to an estimator that learns from each wait as it ends, and looks how often it was right.

Whoever tells everybody the same range can be right eight times in ten as well, and still tells everybody
something wrong: those at the head of the line that it takes long, those at its end that it is soon. So the
share is asked for by place too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import heappop, heappush
from typing import Final, Protocol

from walletdesk.routing.waits.model import Told, Wait

LEAST, MOST = 0.75, 0.85  # an 80 % interval
LEAST_OF_SOME, MOST_OF_SOME = 0.65, 0.95  # of those who stood about there
PLACES: Final = ((1, 2), (3, 5), (6, 10), (11, 10_000))
ENOUGH = 100  # of fewer no share is told
MOST_UNKNOWN = 0.1
JUDGED = 1_000  # the last of each history; what was before is there to learn from
WARMING = 500  # those before them are told as well, since one learns from having been wrong


class Teller(Protocol):
    def tell(self, place: int, agents: int, at: datetime) -> Told | None: ...
    def learn(self, wait: Wait) -> None: ...


@dataclass(frozen=True, slots=True)
class Replayed:
    """``waited`` in minutes."""

    id: str
    place: int
    waited: float
    told: Told | None
    held: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    name: str
    rows: Sequence[Replayed]

    @property
    def known(self) -> list[Replayed]:
        return [row for row in self.rows if row.told is not None]

    @property
    def held(self) -> float:
        return _share(self.known)

    def held_at(self, first: int, last: int) -> float | None:
        rows = [row for row in self.known if first <= row.place <= last]
        return _share(rows) if len(rows) >= ENOUGH else None

    @property
    def unknown(self) -> float:
        return 1 - len(self.known) / len(self.rows) if self.rows else 1.0

    @property
    def width(self) -> float:
        """Minutes from one end to the other, in the middle."""
        widths = sorted(row.told.high - row.told.low for row in self.known if row.told)
        return float(widths[len(widths) // 2]) if widths else 0.0

    @property
    def wrong(self) -> list[str]:
        """What is not as it should be, in words for whoever looks for it."""
        found = [] if LEAST <= self.held <= MOST else [f"{self.held:.3f} held"]
        for first, last in PLACES:
            share = self.held_at(first, last)
            if share is not None and not LEAST_OF_SOME <= share <= MOST_OF_SOME:
                found.append(f"{share:.3f} held of places {first} to {last}")
        return found + ([f"{self.unknown:.3f} unknown"] if self.unknown > MOST_UNKNOWN else [])


def replay(name: str, waits: Sequence[Wait], teller: Teller, judged: int = JUDGED) -> Verdict:
    """``waits`` as they would be without us; each is told of when it begins and learned from when it ends."""
    order = sorted(waits, key=lambda wait: wait.joined_at)
    known = [wait.joined_at for wait in order if wait.teaches]
    if not known:
        return Verdict(name, [])
    first, begin = known[max(0, len(known) - judged - WARMING)], known[max(0, len(known) - judged)]
    ended: list[tuple[datetime, int, Wait]] = []
    rows: list[Replayed] = []
    for number, wait in enumerate(order):
        while ended and ended[0][0] <= wait.joined_at:
            teller.learn(heappop(ended)[2])
        is_told = wait.place and wait.agents and wait.joined_at >= first
        told = teller.tell(wait.place, wait.agents, wait.joined_at) if is_told else None
        heappush(ended, (wait.ended_at, number, _with(wait, told)))
        if wait.joined_at >= begin and wait.teaches:
            rows.append(_row(f"{name}-{number}", wait, told))
    return Verdict(name, rows)


def _row(id: str, wait: Wait, told: Told | None) -> Replayed:
    held = told is not None and told.holds(wait.waited)
    return Replayed(id, wait.place, wait.waited.total_seconds() / 60, told, held)


def _with(wait: Wait, told: Told | None) -> Wait:
    return replace(wait, low=told.low, high=told.high, expected=told.expected) if told else wait


def _share(rows: Sequence[Replayed]) -> float:
    return sum(row.held for row in rows) / len(rows) if rows else 0.0
