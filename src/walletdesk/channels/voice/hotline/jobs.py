"""Timed work of calls that come in: whose end was lost on the way to us."""

from walletdesk.channels.voice.hotline.service import Answering
from walletdesk.kernel.ids import CallId
from walletdesk.kernel.jobs import Job


class HotlineJobs:
    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def on_look(self, job: Job) -> None:
        await self._answering.look(CallId(job.key))
