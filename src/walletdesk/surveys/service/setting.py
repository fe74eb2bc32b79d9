"""What leads decide about surveys: read and changed, with a line in the audit."""

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.surveys.model import Settings
from walletdesk.surveys.ports import Archive, OpenWork


class Setting:
    def __init__(self, *, open_work: OpenWork, archive: Archive, clock: Clock) -> None:
        self._open_work = open_work
        self._archive = archive
        self._clock = clock

    async def get(self) -> Settings:
        return await self._archive.settings()

    async def save(self, viewer: AgentViewer, settings: Settings) -> Settings:
        """``version`` of ``settings`` is the one after that which was read."""
        if not viewer.at_least(Role.LEAD):
            raise NotFound
        at = self._clock()
        async with self._open_work() as work:
            if not await work.settings.replace(settings, at):
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            await work.audit.note(at, viewer.agent, "surveys.changed", "surveys")
        return settings
