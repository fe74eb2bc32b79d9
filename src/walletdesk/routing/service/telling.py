"""Carries what routing decided into the conversation itself. Repeating it does no harm."""

from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId
from walletdesk.routing.events import Decided
from walletdesk.routing.model import State
from walletdesk.routing.ports import Conversing, World
from walletdesk.routing.service.placing import Placing


class Telling:
    def __init__(self, world: World, conversing: Conversing, placing: Placing) -> None:
        self._world = world
        self._conversing = conversing
        self._placing = placing

    async def decided(self, event: Decided) -> None:
        if event.agent is None:
            await self._conversing.unassign(event.conversation, reason=event.reason, team=event.team)
        else:
            await self._given(event, event.agent)

    async def _given(self, event: Decided, agent: AgentId) -> None:
        """Unless it has been decided anew since: then that decision is on its way as well."""
        at = self._world.clock()  # before looking: what is decided from here on is newer than what we see
        entry = await self._world.lines.find(event.conversation)
        if entry is None or entry.state is not State.ASSIGNED or entry.agent != agent:
            return
        name = await self._world.staff.name_of(agent)
        try:
            head = await self._conversing.assign(
                event.conversation, agent, name, reason=event.reason, team=event.team
            )
        except NotFound:
            head = None
        if head is None or head.assignee != agent:  # it ended in the meantime: it takes no room any more
            await self._placing.leave(event.conversation, entry.contact, "over", at)
