"""What the simulated exchange keeps of a call."""

from dataclasses import dataclass
from typing import Protocol

from walletdesk.kernel.ids import CallId
from walletdesk.kernel.jobs import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """``digits``: the last two of the number, which decide what happens. ``told``: of how many things."""

    call: CallId
    digits: str
    extended: bool
    told: int
    over: bool


class Exchange(Protocol):
    """Each is done once for a call, however often it is asked for; ``then`` is planned with it."""

    async def open(self, call: CallId, digits: str, then: Job) -> None: ...
    async def extend(self, call: CallId, then: Job) -> None: ...
    async def find(self, call: CallId) -> Simulated | None: ...
    async def tell(self, found: Simulated, then: Job | None) -> None:
        """One thing more was told of it."""

    async def close(self, call: CallId) -> None: ...
