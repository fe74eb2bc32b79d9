"""What was measured: how many asked for a person in each half hour, and what kind of day it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SLOTS = 48  # half hours of a day, as the clock on the wall shows them
HALF_HOUR = 1800  # seconds
WEEK = 7


class Kind(StrEnum):
    """``WORKED``: a weekend that is worked for a holiday. ``SPECIAL``: an event, a launch, a promotion."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    WORKED = "worked"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class Day:
    """``asked``: one number for each of the ``SLOTS``. A repeated hour counts twice, a skipped one not."""

    on: date
    kind: Kind
    asked: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.asked)

    @property
    def like(self) -> int:
        """The day of the week that it is like: 0 is Monday."""
        return like(self.on, self.kind)


def like(on: date, kind: Kind) -> int:
    """A holiday is like a Sunday, a weekend worked for one like a Monday, as in the hours of work."""
    if kind is Kind.HOLIDAY:
        return 6
    return 0 if kind is Kind.WORKED else on.weekday()
