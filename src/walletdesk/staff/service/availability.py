"""Who is there: said by the agents themselves, by a lead, or by what happens to their connection."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.staff.model import (
    Action,
    Agent,
    Availability,
    Present,
    State,
    may_to,
    reason_code,
    require_over,
)
from walletdesk.staff.ports import OpenWork, Reading
from walletdesk.staff.service.common import held, note, set_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Availabilities:
    open_work: OpenWork
    reading: Reading
    clock: Clock

    async def set(self, viewer: AgentViewer, agent: AgentId, state: State, *, reason: str = "") -> None:
        """One's own, or as a lead that of an agent of one's team."""
        at, reason = self.clock(), reason_code(reason)
        if viewer.agent != agent and state is State.ONLINE:
            raise Conflict("Only the agent can go online.", code="only_the_agent")
        async with self.open_work() as work:
            target = await held(work, agent)
            require_over(viewer, Action.SET_AVAILABILITY, target)
            changed = await set_state(work, agent, state, at, reason)
            if changed and viewer.agent != agent:
                await note(work, at, viewer.agent, "availability_set", agent, state=state.value)

    async def set_away(self, agent: AgentId, *, reason: str) -> None:
        """By the system: an agent who did not take what was offered. Whoever is offline stays so."""
        await self._put(agent, State.AWAY, reason, unless=State.OFFLINE)

    async def set_offline(self, agent: AgentId, *, reason: str) -> None:
        """By the system: an agent whose last connection is gone."""
        await self._put(agent, State.OFFLINE, reason, unless=State.OFFLINE)

    async def present(self) -> Sequence[Present]:
        """Active agents who are online or away, for routing; what they are busy with is routing's own."""
        return await self.reading.present()

    async def all(self) -> dict[AgentId, Availability]:
        """Whoever has ever said anything; all others are offline."""
        return {found.agent: found for found in await self.reading.availabilities()}

    def settable(self, viewer: AgentViewer, agents: Iterable[Agent]) -> frozenset[AgentId]:
        """Those of them whose availability the viewer may set."""
        return frozenset(one.id for one in agents if may_to(viewer, Action.SET_AVAILABILITY, one))

    async def _put(self, agent: AgentId, state: State, reason: str, *, unless: State) -> None:
        async with self.open_work() as work:
            await held(work, agent)
            before = await work.availabilities.get(agent)
            if before and before.state is not unless:
                await set_state(work, agent, state, self.clock(), reason_code(reason))
