"""When the time has come, everything is looked at again."""

from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.jobs import Job
from walletdesk.surveys.pulse.service import Pulsing


class PulseJobs:
    def __init__(self, pulsing: Pulsing) -> None:
        self._pulsing = pulsing

    async def on_pulse(self, job: Job) -> None:
        await self._pulsing.ask(ContactId(job.key))
