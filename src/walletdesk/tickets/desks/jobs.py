"""Timed work of desks: a deadline rings, unless the clock was set a moment ago."""

from collections.abc import Callable

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.tickets.desks.ports import Watch
from walletdesk.tickets.desks.service import DUE, Watching

__all__ = ["DUE", "DeskJobs"]


class DeskJobs:
    """``steady`` counts seconds and cannot be set: ``time.monotonic``."""

    def __init__(
        self, watching: Watching, *, clock: Clock, steady: Callable[[], float], watch: Watch
    ) -> None:
        self._watching = watching
        self._clock = clock
        self._steady = steady
        self._watch = watch
        self._watch.believes(clock(), steady())

    async def on_due(self, job: Job) -> None:
        ticket = TicketId(str(job.args["ticket"]))
        if self._watch.believes(self._clock(), self._steady()):
            await self._watching.ring(ticket)
        else:
            await self._watching.put_off(ticket, self._watch.settle)
