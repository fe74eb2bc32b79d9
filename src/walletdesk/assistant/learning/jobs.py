"""The nightly refit."""

from datetime import timedelta

from walletdesk.assistant.learning.service import Refitting
from walletdesk.kernel.jobs import Job

REFIT = "answers.refit"
REFIT_EVERY = timedelta(days=1)


class LearningJobs:
    def __init__(self, refitting: Refitting) -> None:
        self._refitting = refitting

    async def on_refit(self, _: Job) -> None:
        await self._refitting.refit()
