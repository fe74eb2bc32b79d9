"""One wait as it was, and what is told of one that is not over. Ranges are whole minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a range was made from: waits of the last ``minutes``, and of such hours on the days before."""

    minutes: int
    recent: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Eight in ten such waits end between ``low`` and ``high`` minutes from now.

    ``expected``: the seconds in the middle, kept with the wait so that we learn from how far off we were.
    """

    low: int
    high: int
    expected: float
    basis: Basis

    def holds(self, waited: timedelta) -> bool:
        return self.low * MINUTE <= waited <= self.high * MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A wait that is over.

    ``place`` counts from 1; 0 where there was room and nobody had to be told, and of a wait that was not one
    from its place on, as when nobody was there for a while. ``agents`` were online and able when it began.
    ``low``, ``high`` and ``expected`` are what was told then; None where nothing was. ``served`` false: they
    left before an agent came.
    """

    joined_at: datetime
    ended_at: datetime
    place: int
    agents: int
    served: bool = True
    low: int | None = None
    high: int | None = None
    expected: float | None = None

    @property
    def waited(self) -> timedelta:
        return self.ended_at - self.joined_at

    @property
    def teaches(self) -> bool:
        """Whether it says how long somebody waits who stands in line while there are people."""
        return self.served and self.place > 0 and self.agents > 0
