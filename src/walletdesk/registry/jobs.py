"""Looks after what is published: signed anew in time, and a warning where that cannot be."""

from datetime import timedelta

from walletdesk.kernel.jobs import Job
from walletdesk.registry.service import Publishing

LOOK = "registry.look"
LOOK_EVERY = timedelta(hours=1)


class RegistryJobs:
    def __init__(self, publishing: Publishing) -> None:
        self._publishing = publishing

    async def on_look(self, _: Job) -> None:
        await self._publishing.look()
