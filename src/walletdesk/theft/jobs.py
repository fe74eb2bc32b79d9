"""Timed work of theft mode."""

from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.theft.service import Containing


class TheftJobs:
    def __init__(self, containing: Containing) -> None:
        self._containing = containing

    async def on_look(self, job: Job) -> None:
        await self._containing.look(ConversationId(job.key))
