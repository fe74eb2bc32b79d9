"""How first replies are kept, as a lead watches it: what is owed now, and what became of the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from walletdesk.kernel.ids import ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A first reply that somebody still waits for. ``due_at`` None: nothing was set out."""

    conversation: ConversationId
    started_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedCount:
    """``near``: leads were to be warned by now; ``broken``: the time has passed. ``all`` holds both."""

    all: int
    near: int
    broken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What became of first replies that are owed no more. ``gave_up``: over before anybody answered."""

    kept: int = 0
    late: int = 0
    gave_up: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """A wait that ended with an answer, or ended after its time had passed."""

    conversation: ConversationId
    waited: timedelta


class Keeping(Protocol):
    """Committed reads along indexes: their cost grows with what they tell, not with what is kept."""

    async def owed(self, most: int) -> Sequence[Owed]:
        """The first to be due first; without a time to keep, at the end."""

    async def owed_count(self, now: datetime) -> OwedCount: ...
    async def ended(self, since: datetime) -> Ended: ...
    async def waited(self, since: datetime, most: int) -> Sequence[Waited]:
        """The latest first."""

    async def asked_in_steps(self, since: datetime, step: timedelta) -> Mapping[int, int]:
        """How many asked for a person in each step since then, counted from 0."""

    async def ended_in_steps(self, since: datetime, step: timedelta) -> Mapping[int, int]: ...
    async def wanted_of_begun(self, since: datetime) -> int:
        """In how many of the conversations begun since then a person was wanted."""
