"""Base of the in-memory ``Work`` that unit tests use: one block keeps everything, or nothing."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from walletdesk.kernel.events import Event
from walletdesk.kernel.jobs import Job


class MemoryWork:
    """Subclasses add their repositories as attributes."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.jobs: dict[tuple[str, str], Job] = {}

    def put_back(self, before: dict[str, object]) -> None:
        """Undo a block. The lists that a test holds in its hand stay the same lists."""
        emitted, scheduled = self.events, self.jobs
        vars(self).update(before)
        emitted[:], self.events = self.events, emitted
        left = dict(self.jobs)
        scheduled.clear()
        scheduled.update(left)
        self.jobs = scheduled

    def emit(self, *events: Event) -> None:
        self.events.extend(events)

    def schedule(self, *jobs: Job) -> None:
        for job in jobs:
            there = self.jobs.get((job.kind, job.key), job)
            at = min(job.run_at, there.run_at) if job.only_sooner else job.run_at
            self.jobs[job.kind, job.key] = replace(job, run_at=at)

    async def waiting(self) -> dict[tuple[str, str], Job]:
        """The jobs, as a test reads them from a database."""
        return dict(self.jobs)

    def cancel(self, kind: str, key: str) -> None:
        self.jobs.pop((kind, key), None)


class MemoryAudit:
    """Who did what to what, in order."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    async def note(self, at: datetime, actor: str, action: str, target: str) -> None:
        self.rows.append((actor, action, target))


M = TypeVar("M", bound=MemoryWork)


def opening(memory: M) -> Callable[[], AbstractAsyncContextManager[M]]:
    """``open_work`` over one memory; an exception puts back what was there before."""

    @asynccontextmanager
    async def block() -> AsyncIterator[M]:
        before = deepcopy(vars(memory))
        try:
            yield memory
        except BaseException:
            memory.put_back(before)
            raise

    return block


class Hands:
    """A clock that a test moves by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)
