"""Timed work of callbacks: their time comes, a phone is to ring, no news comes, numbers are forgotten."""

from datetime import timedelta
from typing import Final

from walletdesk.callbacks.service import Booking, Calling
from walletdesk.kernel.ids import CallbackId, CallId
from walletdesk.kernel.jobs import Job

FORGET: Final = "callbacks.forget"
FORGET_EVERY: Final = timedelta(days=1)


class CallbackJobs:
    """``kept``: how long a number is kept after its callback is over."""

    def __init__(self, booking: Booking, calling: Calling, *, kept: timedelta) -> None:
        self._booking = booking
        self._calling = calling
        self._kept = kept

    async def on_due(self, job: Job) -> None:
        await self._calling.due(CallbackId(job.key))

    async def on_ring(self, job: Job) -> None:
        await self._calling.ring(CallId(job.key))

    async def on_watch(self, job: Job) -> None:
        await self._calling.watch(CallId(job.key))

    async def on_hang_up(self, job: Job) -> None:
        await self._calling.hang_up(CallId(job.key))

    async def on_forget(self, job: Job) -> None:
        await self._booking.forget_numbers(self._kept)
