"""What came of a played promotion: as those saw it who were there, and by the server's own records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil

from walletdesk.app.life.doors import ContactDoor


class End(StrEnum):
    SERVED = "served"
    BY_BOT = "by_bot"
    MESSAGE = "message"
    GAVE_UP = "gave_up"
    WAITING = "waiting"
    TURNED_AWAY = "turned_away"  # refused at the door before anything of theirs was acknowledged


Said = tuple[str, str]  # what their device called it, and the words


@dataclass(slots=True, kw_only=True)
class Range:
    """Minutes, and how long they had waited when it was told."""

    low: int
    high: int
    after: float

    def held(self, waited: float) -> bool:
        return self.low * 60 <= waited - self.after <= self.high * 60


@dataclass(slots=True, kw_only=True)
class Visit:
    """``kept``: what was acknowledged, in order. ``waited``: seconds until somebody took them."""

    number: int
    door: ContactDoor
    kept: list[Said] = field(default_factory=list)
    end: End | None = None
    waited: float | None = None
    told: Range | None = None  # the first one
    lost_line: bool = False
    places: tuple[int, int] | None = None  # before the line was lost, and after
    urgent: bool = False  # by the server's records: goes before those who are not


@dataclass(slots=True)
class Ledger:
    """``missing``, ``doubled``, ``moved``: acknowledged messages as the server's records have them."""

    came: int = 0
    visits: list[Visit] = field(default_factory=list)
    trouble: Counter[str] = field(default_factory=Counter)
    second_team: int = 0
    another_way: int = 0
    most_in_line: int = 0
    missing: int = 0
    doubled: int = 0
    moved: int = 0

    def ended(self, end: End) -> int:
        return sum(visit.end is end for visit in self.visits)

    @property
    def lost_people(self) -> int:
        """Came, and nobody can say what became of them."""
        return self.came - sum(visit.end is not None for visit in self.visits)

    @property
    def lost(self) -> int:
        """Must be 0: people, messages, and places of those who came back."""
        return self.lost_people + self.missing + self.doubled + self.moved + self.lost_places

    @property
    def kept(self) -> int:
        return sum(len(visit.kept) for visit in self.visits)

    @property
    def back(self) -> int:
        return sum(visit.places is not None for visit in self.visits)

    @property
    def lost_places(self) -> int:
        """Further back than those explain who are urgent and stand in the same line."""
        return sum(bool(one.places and self._further_back(one)) for one in self.visits)

    def _further_back(self, visit: Visit) -> bool:
        before, after = visit.places or (0, 0)
        line = [one for one in self.visits if one is not visit and one.door.locale == visit.door.locale]
        return after - before > sum(one.urgent for one in line)

    @property
    def waits(self) -> list[float]:
        return sorted(visit.waited for visit in self.visits if visit.waited is not None)

    def judged(self) -> tuple[int, int]:
        """Of how many who were told a range and were taken; and how many of these ranges held."""
        of = [(v.told, v.waited) for v in self.visits if v.told and v.waited is not None]
        return len(of), sum(told.held(waited) for told, waited in of)

    def compare(self, kept: Sequence[Said], stored: Sequence[Said]) -> None:
        """``stored``: all that this contact said in this conversation, by the server's order."""
        counts = Counter(stored)
        missing = [said for said in kept if not counts[said]]
        doubled = sum(number - 1 for said, number in counts.items() if said in kept)
        self.missing += len(missing)
        self.doubled += doubled
        there = [said for said in kept if counts[said]]
        if not doubled and [said for said in stored if said in kept] != there:
            self.moved += 1


def at_share(ordered: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return ordered[max(0, ceil(len(ordered) * share) - 1)]
