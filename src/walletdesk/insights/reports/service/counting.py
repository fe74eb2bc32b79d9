"""Keeping what is told, and counting it: each conversation anew from all its facts, a moment later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from walletdesk.insights.reports.model.deriving import figures_of
from walletdesk.insights.reports.model.facts import Fact
from walletdesk.insights.reports.model.figures import on_the_wall
from walletdesk.insights.reports.ports import Facts, OpenWork
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.jobs import Job

COUNT = "insights.count"
SWEEP = "insights.sweep"
SOON = timedelta(
    seconds=15
)  # a report trails by this at most, and a busy conversation is counted once for many messages
AT_ONCE = 100  # conversations to a block: others write between two
SWEEP_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Every telling may be repeated: a fact is kept once."""

    open_work: OpenWork
    clock: Clock

    async def tell(self, facts: Sequence[Fact]) -> None:
        if not facts:
            return
        async with self.open_work() as work:
            await work.tell(facts)
            work.schedule(Job(kind=COUNT, key="all", run_at=self.clock() + SOON, only_sooner=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallying:
    open_work: OpenWork
    facts: Facts
    zone: ZoneInfo
    keep: timedelta
    clock: Clock

    async def count(self) -> int:
        """What was told since the last time; how many conversations and agents that were."""
        counted = 0
        more = True
        while more:
            stale = await self.facts.stale(AT_ONCE)
            told = await self.facts.of([one.about for one in stale])
            made = [(one, figures_of(told.get(one.about, ()), self.zone)) for one in stale]
            async with self.open_work() as work:
                await work.count(made)
            counted += len(stale)
            more = len(stale) == AT_ONCE  # who is told of all the time must not keep us here
        return counted

    async def rebuild(self) -> int:
        """Everything from the facts, as when the time zone is another one now."""
        async with self.open_work() as work:
            await work.count_anew()
        return await self.count()

    async def sweep(self) -> int:
        """Forget what is older than the installation keeps; how many conversations and agents are gone."""
        before = self.clock() - self.keep
        forgotten = 0
        while old := await self.facts.outdated(before, AT_ONCE):
            async with self.open_work() as work:
                await work.forget(old)
            forgotten += len(old)
        async with self.open_work() as work:
            await work.forget_before(before, self._day(before))
        return forgotten

    def _day(self, at: datetime) -> int:
        return on_the_wall(millis(at), self.zone)[0]
