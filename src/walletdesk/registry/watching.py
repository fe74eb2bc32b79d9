"""Keeps the list of this process like the one in the database, whichever node or command published it."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from walletdesk.registry.events import RegistryPublished
from walletdesk.registry.model import Published
from walletdesk.registry.official import Registry
from walletdesk.registry.ports import Archive

SHOWN_CHANGES = 100
LOOK_EVERY = 5.0  # seconds: a command line or another node tells nobody here
LOG = logging.getLogger(__name__)


class Watch:
    """``published``: what is served; None before the first publication.

    ``log``: the latest publications, that first; kept here, since anybody may ask for it.
    """

    def __init__(self, registry: Registry, archive: Archive) -> None:
        self.registry = registry
        self.published: Published | None = None
        self.log: Sequence[Published] = ()
        self._archive = archive
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.refresh()
        self._task = asyncio.get_running_loop().create_task(self._look())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def on_registry_published(self, _: RegistryPublished) -> None:
        await self.refresh()

    async def refresh(self) -> None:
        newest = await self._archive.newest_serial()
        if newest == (self.published.serial if self.published else 0):
            return
        self.log = await self._archive.log(SHOWN_CHANGES)
        self.published = next(iter(self.log), None)
        self.registry.use(self.published.entries if self.published else ())

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.refresh()
            except Exception as failure:  # a database out of reach is looked at again in a moment
                LOG.warning("registry not read", extra={"error": type(failure).__name__})
