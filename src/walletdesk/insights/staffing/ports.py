"""What staffing asks others for, and what it keeps."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from walletdesk.hours import Timetable
from walletdesk.insights.staffing.model.basis import FEWEST_LEFT, Own
from walletdesk.insights.staffing.model.handling import Held
from walletdesk.insights.staffing.model.plan import EventId, PlannedEvent, Shift, ShiftId
from walletdesk.kernel.audit import Audit

EVERYBODY = ""  # in place of a team: all of them together


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many asked for a person in the quarter of an hour that began then."""

    begins: datetime
    asked: int


@dataclass(frozen=True, slots=True)
class Patience:
    """How many left the line, and how long all together stood in it: what patience is measured with."""

    left: int
    waited: timedelta

    @property
    def mean(self) -> timedelta | None:
        """Of a patience that is random (exponential). None: too few left to tell."""
        return self.waited / self.left if self.left >= FEWEST_LEFT else None


class Arrivals(Protocol):
    """Whoever asked for a person, also those who found room at once. ``team``: of whom they asked it."""

    async def first(self) -> datetime | None:
        """Since when it is measured."""

    async def quarters(self, since: datetime, until: datetime, team: str) -> Sequence[Quarter]:
        """In order; those in which nobody asked are left out."""

    async def patience(self, since: datetime, team: str) -> Patience: ...


class Floor(Protocol):
    """Those who answer, and what they had."""

    async def teams(self) -> Mapping[str, str]:
        """Their names, by id."""

    async def capacities(self, team: str) -> Sequence[int]:
        """How many each agent may have at once."""

    async def held(self, since: datetime, team: str) -> Sequence[Held]:
        """What agents had since then and have no more, the latest of them where they are many."""


class OpenHours(Protocol):
    async def timetable(self, team: str) -> Timetable:
        """Of the calendar in force for a team; for everybody, of the one that holds where no other does."""


class Plans(Protocol):
    """Committed reads."""

    async def terms(self) -> tuple[Own, int]:
        """What leads set themselves, with its version; 0 as long as nobody did."""

    async def shifts(self) -> Sequence[Shift]: ...
    async def events(self) -> Sequence[PlannedEvent]:
        """By date, oldest first."""


class SavedPlans(Protocol):
    async def keep_terms(self, own: Own, version: int, at: datetime) -> bool:
        """As the version after the one that was read. False when somebody else was quicker."""

    async def count(self) -> tuple[int, int]:
        """How many shifts and events there are."""

    async def add_shift(self, shift: Shift) -> None: ...
    async def remove_shift(self, id: ShiftId) -> bool: ...
    async def add_event(self, event: PlannedEvent) -> None: ...
    async def remove_event(self, id: EventId) -> bool: ...


class Work(Protocol):
    """One transaction."""

    @property
    def plans(self) -> SavedPlans: ...
    @property
    def audit(self) -> Audit: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
