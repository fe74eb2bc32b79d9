"""Timed work about tasks: the day on which somebody is asked again."""

from walletdesk.kernel.ids import TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.tickets.tasks.service import CHASE, Chasing

__all__ = ["CHASE", "TaskJobs"]


class TaskJobs:
    def __init__(self, chasing: Chasing) -> None:
        self._chasing = chasing

    async def on_chase(self, job: Job) -> None:
        await self._chasing.ring(TicketId(str(job.args["ticket"])), str(job.args["task"]))
