"""From one agent to another, to a team, or back to the queue: because a person said so or somebody left."""

from datetime import datetime

from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.routing.events import Decided, QueueChanged
from walletdesk.routing.model import Entry, Need, State, gone_before
from walletdesk.routing.ports import Work, World
from walletdesk.routing.service.assigning import (
    BATCH,
    Assigning,
    chosen,
    end_offer,
    held_or_new,
    queue_changed,
)

TRANSFERRED, RETURNED, OFFLINE = "transferred", "returned", "agent_offline"
OWN_REASONS = frozenset({"routed", "accepted", "taken", TRANSFERRED, RETURNED, OFFLINE})


class Moving:
    def __init__(self, world: World, assigning: Assigning) -> None:
        self._world = world
        self._assigning = assigning

    async def transfer_to_agent(self, conversation: ConversationId, to: AgentId) -> None:
        """Straight to a colleague, even above their capacity: a person asked them. Not to an empty chair."""
        if to not in [
            one.id for one in await self._assigning.agents() if one.member.availability != "offline"
        ]:
            raise Conflict("This agent is offline. Choose somebody else or a team.", code="agent_offline")
        now = self._world.clock()
        async with self._world.open_work() as work:
            entry = await _known(work, conversation)
            if entry.state is State.ASSIGNED and entry.agent == to:
                return
            await _hand_over(work, entry, to, now)
            work.emit(chosen(entry, to, TRANSFERRED, now))
        await self._refill(entry.agent)

    async def transfer_to_team(self, conversation: ConversationId, to: TeamId) -> None:
        """Back in line at the time of the first asking, for this team and in the contact's language."""
        now = self._world.clock()
        async with self._world.open_work() as work:
            entry = await _known(work, conversation)
            need = Need(team=to, language=entry.need.language)
            if entry.is_in_line and entry.need == need:
                return
            await _back_in_line(work, entry, need, TRANSFERRED, now)
            work.emit(_taken_back(entry, TRANSFERRED, now, to))
        await self._assigning.fill(need)
        await self._refill(entry.agent)

    async def give_back(self, agent: AgentId, conversation: ConversationId) -> None:
        """The agent returns it to the queue; it goes to somebody else."""
        now = self._world.clock()
        async with self._world.open_work() as work:
            entry = await _known(work, conversation)
            if entry.agent != agent:
                raise NotFound
            await _back_in_line(work, entry, entry.need, RETURNED, now)
            work.emit(_taken_back(entry, RETURNED, now))
        await self._assigning.fill(entry.need)
        await self._refill(agent)

    async def agent_came(self, agent: AgentId) -> None:
        """Online: counts from now on, and gets what waits."""
        alone = await self._only_by(agent)
        async with self._world.open_work() as work:
            await work.loads.set_online(agent, online=True)
            await work.loads.answered(agent)
            work.hint(*alone)
        await self._assigning.fill_agent(agent)

    async def agent_paused(self, agent: AgentId) -> None:
        """Away: nothing new by itself, what they have stays theirs, what they were offered is passed on."""
        await self._take_from(agent, {State.OFFERED})

    async def agent_went(self, agent: AgentId) -> None:
        """Offline: everything goes back in line at its own time, nobody starts at the end."""
        await self._take_from(agent, {State.OFFERED, State.ASSIGNED})

    async def _take_from(self, agent: AgentId, states: set[State]) -> None:
        alone = await self._only_by(agent)
        # two blocks: after the first nothing new can be given, so the second finds all there is
        async with self._world.open_work() as work:
            await work.loads.set_online(agent, online=False)
            work.hint(*alone)
        now = self._world.clock()
        async with self._world.open_work() as work:
            found = [entry for entry in await work.entries.lock_of_agent(agent) if entry.state in states]
            await work.entries.save(*(entry.waiting(now) for entry in found))
            await work.loads.release(agent, found)
            for entry in found:
                end_offer(work, entry)
            work.emit(*(_taken_back(entry, OFFLINE, now) for entry in found if entry.state is State.ASSIGNED))
            queue_changed(work, *found)
        for need in {entry.need for entry in found}:
            await self._assigning.fill(need)
        await self._leave_unattended()

    async def _only_by(self, agent: AgentId) -> list[QueueChanged]:
        """Where nobody else is online who can take what waits: whoever stands there is told of the change."""
        every = await self._assigning.agents()
        others = [one for one in every if one.is_online and one.id != agent]
        mine = [one for one in every if one.id == agent]
        return [
            QueueChanged(need.pool, anew=True)
            for need in await self._world.lines.needs()
            if any(one.can_serve(need) for one in mine) and not any(one.can_serve(need) for one in others)
        ]

    async def _leave_unattended(self) -> None:
        """Whoever waits where nobody is left waits for the morning: no measure of how long a line takes."""
        there = [agent for agent in await self._assigning.agents() if agent.is_online]
        for need in await self._world.lines.needs():
            if any(agent.can_serve(need) for agent in there):
                continue
            line = await self._world.lines.in_order(need.pool)
            for start in range(0, len(line), BATCH):
                async with self._world.open_work() as work:
                    found = await work.entries.lock_waiting(line[start : start + BATCH])
                    await work.entries.save(
                        *(alone for entry in found if (alone := entry.unattended()) != entry)
                    )

    async def adopt(
        self,
        conversation: ConversationId,
        contact: ContactId,
        agent: AgentId,
        at: datetime,
        channel: str = "",
    ) -> None:
        """Somebody gave it to an agent without asking us: count it where it is. Old news changes nothing."""
        never = gone_before(conversation, contact, "", at, channel=channel)
        new = never.weighed(await self._world.rules.weights())
        async with self._world.open_work() as work:
            entry = await held_or_new(work, new)
            if at < entry.decided_at or (entry.state is State.ASSIGNED and entry.agent == agent):
                return
            await _hand_over(work, entry, agent, at)
        await self._refill(entry.agent)

    async def release(self, conversation: ConversationId, at: datetime) -> None:
        """Somebody took it from its agent without asking us: in line again, at its own time."""
        async with self._world.open_work() as work:
            entry = await work.entries.lock(conversation)
            if entry is None or entry.state is not State.ASSIGNED or at < entry.decided_at:
                return
            await _back_in_line(work, entry, entry.need, OFFLINE, at)
        await self._assigning.fill(entry.need)
        await self._refill(entry.agent)

    async def _refill(self, agent: AgentId | None) -> None:
        if agent is not None:
            await self._assigning.fill_agent(agent)


async def _known(work: Work, conversation: ConversationId) -> Entry:
    entry = await work.entries.lock(conversation)
    if entry is None or entry.state is State.LEFT:
        raise NotFound
    return entry


async def _hand_over(work: Work, entry: Entry, to: AgentId, now: datetime) -> None:
    await work.entries.save(entry.assigned(to, now))
    changes = {to: 1}
    if entry.agent is not None:
        changes[entry.agent] = changes.get(entry.agent, 0) - 1
    for agent in sorted(changes):  # in one order everywhere, so that two transfers cannot wait for each other
        if changes[agent] > 0:
            await work.loads.take(agent, [entry], now)
        elif changes[agent] < 0:
            await work.loads.release(agent, [entry])
    end_offer(work, entry)
    if entry.is_in_line:
        queue_changed(work, entry)


async def _back_in_line(work: Work, entry: Entry, need: Need, reason: str, now: datetime) -> None:
    """Not to the same agent again, unless they merely left: then they are no worse than others when back."""
    passed = frozenset({entry.agent} if entry.agent is not None and reason != OFFLINE else ())
    await work.entries.save(entry.for_(need).waiting(now, passed=passed))
    if entry.agent is not None:
        await work.loads.release(entry.agent, [entry])
    end_offer(work, entry)
    queue_changed(work, entry, entry.for_(need))


def _taken_back(entry: Entry, reason: str, now: datetime, team: TeamId | None = None) -> Decided:
    return Decided(at=now, conversation=entry.conversation, agent=None, reason=reason, team=team)
