"""What a command line or another node changed: nobody tells this process, so it looks every few seconds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from walletdesk.app.wiring.learning import Learning

LOOK_EVERY = 5.0  # seconds
LOG = logging.getLogger(__name__)


class Lookout:
    def __init__(self, *looks: Callable[[], Awaitable[None]]) -> None:
        self._looks = looks
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._always())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def look(self) -> None:
        for look in self._looks:
            try:
                await look()
            except Exception as failure:  # a database out of reach is looked at again in a moment
                LOG.warning("not looked at", extra={"error": type(failure).__name__})

    async def _always(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self.look()


class VersionInForce:
    """Puts a version in force here that was put in force elsewhere."""

    def __init__(self, learning: Learning) -> None:
        self._refitting = learning.services.refitting
        self._seen: object = None  # what was shipped is in force

    async def look(self) -> None:
        now = await self._refitting.archive.in_force()
        if now != self._seen:
            await self._refitting.load()
            self._seen = now
