"""Looking for what is due: on the morning of each lead, and from time to time at all of them."""

from walletdesk.insights.digests.service import Digests
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.jobs import Job


class DigestJobs:
    def __init__(self, digests: Digests) -> None:
        self._digests = digests

    async def on_look(self, _: Job) -> None:
        await self._digests.look()

    async def on_morning(self, job: Job) -> None:
        await self._digests.look_at(AgentId(job.key))
