"""Hints when their time has come; tried again by the jobs' own rules, and set aside in sight of leads."""

from walletdesk.integrations.service import HINT, Hinting
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job

__all__ = ["HINT", "HintJobs"]


class HintJobs:
    def __init__(self, hinting: Hinting) -> None:
        self._hinting = hinting

    async def on_hint(self, job: Job) -> None:
        await self._hinting.tell(ConversationId(job.key))
