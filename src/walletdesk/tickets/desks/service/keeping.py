"""Which team is which desk: read by everybody who works here, decided by those who lead."""

from collections.abc import Sequence
from dataclasses import replace

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets.desks.events import DeskChanged
from walletdesk.tickets.desks.model import Desk
from walletdesk.tickets.desks.ports import Colleagues, OpenWork, Reading

CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Load it again."


class DeskKeeping:
    def __init__(
        self, *, open_work: OpenWork, reading: Reading, colleagues: Colleagues, clock: Clock
    ) -> None:
        self._open_work = open_work
        self._reading = reading
        self._colleagues = colleagues
        self._clock = clock

    async def list(self) -> Sequence[Desk]:
        return await self._reading.desks()

    async def assign(self, viewer: AgentViewer, desk: Desk) -> Desk:
        """``version``: the one that was read, 0 for a new desk. Its tickets go to the new team with it."""
        if not viewer.at_least(Role.LEAD):
            raise NotFound
        return await self.keep(desk, by=viewer.agent)

    async def keep(self, desk: Desk, *, by: str) -> Desk:
        if not await self._colleagues.is_team(desk.team):
            raise Invalid("There is no such team.")
        kept, now = replace(desk, version=desk.version + 1), self._clock()
        async with self._open_work() as work:
            before = await work.desks.get(desk.kind)
            if not await work.desks.save(kept, now):
                raise Conflict(CHANGED_MEANWHILE, code="changed_meanwhile")
            work.emit(DeskChanged(at=now, kind=kept.kind.value))
            if before and before.team != kept.team:
                await work.desks.move(kept.kind, kept.team)
            if by:
                await work.audit.note(now, by, "desk_changed", kept.kind.value)
        return kept
