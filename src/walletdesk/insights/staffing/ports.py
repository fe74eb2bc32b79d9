"""What staffing asks others for, and what it keeps."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from walletdesk.hours import Timetable
from walletdesk.insights.staffing.model.plan import EventId, PlannedEvent, Shift, ShiftId, Terms
from walletdesk.kernel.audit import Audit


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


FEWEST_LEFT = 20


class Arrivals(Protocol):
    """Whoever asked for a person, also those who found room at once."""

    async def first(self) -> datetime | None:
        """Since when it is measured."""

    async def quarters(self, since: datetime, until: datetime) -> Sequence[Quarter]:
        """In order; those in which nobody asked are left out."""

    async def patience(self, since: datetime) -> Patience: ...


class OpenHours(Protocol):
    async def timetable(self) -> Timetable:
        """Of the installation's first calendar."""


class Plans(Protocol):
    """Committed reads."""

    async def terms(self) -> tuple[Terms, int]:
        """With their version; 0 as long as nobody changed them."""

    async def shifts(self) -> Sequence[Shift]: ...
    async def events(self) -> Sequence[PlannedEvent]:
        """By date, oldest first."""


class SavedPlans(Protocol):
    async def keep_terms(self, terms: Terms, version: int, at: datetime) -> bool:
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
