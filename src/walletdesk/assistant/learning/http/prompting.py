"""A refit when a lead asks for it, which nobody has to sit through."""

import asyncio
import logging
from dataclasses import dataclass, field

from walletdesk.assistant.learning.model import Version
from walletdesk.assistant.learning.service.refitting import Refitting
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.viewers import AgentViewer, Role

PATIENCE = 20.0  # seconds: what stands between a page and this server may cut an answer off after thirty

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refitted:
    """``is_running``: it goes on, and its version stands in the list when it is done."""

    version: Version | None = None
    is_in_force: bool = False
    is_running: bool = False


@dataclass(slots=True, kw_only=True)
class Prompting:
    refitting: Refitting
    patience: float = PATIENCE
    running: set[asyncio.Task[Version | None]] = field(default_factory=set)

    async def refit(self, viewer: AgentViewer) -> Refitted:
        if not viewer.at_least(Role.LEAD):
            raise NotFound
        task = asyncio.create_task(self.refitting.refit(viewer.agent))
        self.running.add(task)  # nobody else holds it while it goes on alone
        task.add_done_callback(self._ended)
        done, _ = await asyncio.wait({task}, timeout=self.patience)
        if not done:
            return Refitted(is_running=True)
        made = task.result()
        now = await self.refitting.in_force()
        return Refitted(version=made, is_in_force=made is not None and made.id == now.id)

    def _ended(self, task: asyncio.Task[Version | None]) -> None:
        self.running.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            _log.warning("not refitted", extra={"error": type(failure).__name__})
