"""Timed work of callbacks: their time comes or is over, a phone is to ring, no news comes, numbers age."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from walletdesk.callbacks.ports import Watch
from walletdesk.callbacks.service import Booking, Calling
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import CallbackId, CallId
from walletdesk.kernel.jobs import Job

FORGET: Final = "callbacks.forget"
FORGET_EVERY: Final = timedelta(days=1)


class Doubt:
    """Two clocks side by side. ``steady`` counts seconds and cannot be set: ``time.monotonic``."""

    def __init__(self, watch: Watch, clock: Clock, steady: Callable[[], float]) -> None:
        self._watch = watch
        self._clock = clock
        self._steady = steady
        self.believes()

    @property
    def settle(self) -> timedelta:
        return self._watch.settle

    def believes(self) -> bool:
        return self._watch.believes(self._clock(), self._steady())


class CallbackJobs:
    """``kept``: how long a number is kept after its callback is over."""

    def __init__(self, booking: Booking, calling: Calling, *, kept: timedelta, doubt: Doubt) -> None:
        self._booking = booking
        self._calling = calling
        self._kept = kept
        self._doubt = doubt

    async def on_due(self, job: Job) -> None:
        await self._calling.due(CallbackId(job.key))

    async def on_late(self, job: Job) -> None:
        """A clock that was just set makes no callback late: it is looked at again when it has stood."""
        if self._doubt.believes():
            await self._calling.late(CallbackId(job.key))
        else:
            await self._calling.look_late(CallbackId(job.key), self._doubt.settle)

    async def on_ring(self, job: Job) -> None:
        await self._calling.ring(CallId(job.key))

    async def on_watch(self, job: Job) -> None:
        await self._calling.watch(CallId(job.key))

    async def on_hang_up(self, job: Job) -> None:
        await self._calling.hang_up(CallId(job.key))

    async def on_forget(self, job: Job) -> None:
        await self._booking.forget_numbers(self._kept)
