"""Counting a moment later, and forgetting at night."""

from walletdesk.insights.reports.service.counting import Tallying
from walletdesk.kernel.jobs import Job


class ReportJobs:
    def __init__(self, tallying: Tallying) -> None:
        self._tallying = tallying

    async def on_count(self, _: Job) -> None:
        await self._tallying.count()

    async def on_sweep(self, _: Job) -> None:
        await self._tallying.sweep()
