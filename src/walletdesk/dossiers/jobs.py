"""The timer of dossiers. Chains are asked side by side, so that one that hangs holds up only its own."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from walletdesk.dossiers.model import Dossier
from walletdesk.dossiers.service import Watching
from walletdesk.kernel.jobs import Job
from walletdesk.platform.telemetry import counter

SWEEP: Final = "dossiers.sweep"
SWEEP_EVERY: Final = timedelta(seconds=15)
AT_ONCE: Final = 3  # rounds: whoever waits for a chain that hangs must leave room for all other jobs

LOG = logging.getLogger(__name__)
_failed = counter(
    "walletdesk_dossiers_failed_total", "Dossiers that could not be looked at, by our own fault."
)


class DossierJobs:
    def __init__(self, watching: Watching) -> None:
        self._watching = watching
        self._rounds = 0

    @property
    def is_idle(self) -> bool:
        return self._rounds == 0

    async def on_look(self, _: Job) -> None:
        """What was just asked, and all else that is due."""
        await self._round()

    async def on_sweep(self, _: Job) -> None:
        await self._round()

    async def _round(self) -> None:
        if self._rounds >= AT_ONCE:
            return  # the next sweep takes what is left
        self._rounds += 1
        try:
            bunches = await self._watching.due()
            await asyncio.gather(*(self._look(bunch) for bunch in bunches))
        finally:
            self._rounds -= 1

    async def _look(self, bunch: Sequence[Dossier]) -> None:
        """One that we cannot read for a mistake of ours must not stand in the way of the others."""
        try:
            await self._watching.look(bunch)
        except Exception as failure:
            if len(bunch) > 1:
                for one in bunch:
                    await self._look([one])
                return
            _failed.add()
            LOG.warning("dossier not looked at", extra={"error": type(failure).__name__, "id": bunch[0].id})
