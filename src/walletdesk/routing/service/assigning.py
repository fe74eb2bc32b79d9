"""Gives what waits to who has room. Every way into and out of the queue ends here."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.jobs import Job
from walletdesk.routing.events import AgentOffered, Decided, OfferChanged, QueueChanged
from walletdesk.routing.model import Agent, Entry, Load, Need, State, plan
from walletdesk.routing.ports import Work, World
from walletdesk.routing.rules import WHOLE

OFFER_EXPIRED = "routing.offer_expired"
BATCH = 200  # entries a block: short enough that nobody writing beside it waits
_SLACK = 10  # read beyond the room, since an entry may not go back to who let it pass
_FRUITLESS = 3  # rounds: another node is deciding about the same entries, let it


class Assigning:
    def __init__(self, world: World) -> None:
        self._world = world

    async def agents(self) -> list[Agent]:
        """The staff with the work they have, as it is on disk."""
        loads = await self._world.lines.loads()
        members = await self._world.staff.members()
        return [Agent(member, loads.get(member.id, Load())) for member in members]

    async def _free(self, only: AgentId | None) -> list[Agent]:
        """Those who are online with room. When nobody is, the staff list is not even asked."""
        loads = await self._loads(only)
        online = {id: load for id, load in loads.items() if load.online}
        members = await self._world.staff.members() if online else []
        agents = [Agent(member, online[member.id]) for member in members if member.id in online]
        return [agent for agent in agents if agent.is_online and agent.room]

    async def _loads(self, only: AgentId | None) -> Mapping[AgentId, Load]:
        if only is None:
            return await self._world.lines.loads()
        load = await self._world.lines.load(only)
        return {} if load is None else {only: load}

    async def fill(self, need: Need) -> int:
        """Give what waits in the pool of ``need``; how many were given."""
        return await self._in_rounds(need, None)

    async def fill_agent(self, agent: AgentId) -> int:
        """Give this agent what they can take, the longest waiting first."""
        return await self._in_rounds(None, agent)

    async def fill_all(self) -> int:
        return await self._in_rounds(None, None)

    async def _in_rounds(self, need: Need | None, only: AgentId | None) -> int:
        """Until nobody has room, nothing waits, or others are deciding about the same."""
        total, fruitless = 0, 0
        while fruitless < _FRUITLESS:
            agents = await self._free(only)
            # who has less than a whole place may be wanted by somebody earlier of another pool: look at all
            line = await self._oldest(None if any(agent.room < WHOLE for agent in agents) else need, agents)
            planned = plan(line, agents, self._world.clock())[:BATCH]
            if not planned:
                break
            given = await self._claim(planned, {agent.id: agent for agent in agents})
            total += len(given)
            if sum(entry.weight for entry in given) == sum(agent.room for agent in agents):
                break
            fruitless = 0 if given else fruitless + 1
        return total

    async def _oldest(self, need: Need | None, agents: Sequence[Agent]) -> list[Entry]:
        """From the head of each pool as many as those who serve it have room for."""
        if not agents:
            return []
        needs = [need] if need else await self._world.lines.needs()
        found: list[Entry] = []
        for wanted in needs:
            room = sum(-(-agent.room // WHOLE) for agent in agents if agent.can_serve(wanted))
            if room:
                limit = min(room, BATCH) + _SLACK
                found += await self._world.lines.oldest_waiting(wanted.pool, limit)
        return found

    async def _claim(
        self, planned: Sequence[tuple[Entry, AgentId]], agents: Mapping[AgentId, Agent]
    ) -> Sequence[Entry]:
        """Make the plan true as far as it still holds: others decide at the same time. What was given."""
        now = self._world.clock()
        wanted = {entry.conversation: agent for entry, agent in planned}
        async with self._world.open_work() as work:
            held = await work.entries.lock_waiting(wanted)
            room = await _room(work, {wanted[entry.conversation] for entry in held}, agents)
            kept: list[tuple[Entry, Agent]] = []
            for entry in sorted(held, key=lambda entry: entry.order):
                agent = agents[wanted[entry.conversation]]
                if room[agent.id] >= entry.weight:
                    room[agent.id] -= entry.weight
                    kept.append((entry, agent))
            for id in sorted(room):
                await work.loads.take(id, [entry for entry, agent in kept if agent.id == id], now)
            await give(work, kept, now, self._world)
        return [entry for entry, _ in kept]


async def _room(
    work: Work, wanted: Collection[AgentId], agents: Mapping[AgentId, Agent]
) -> dict[AgentId, int]:
    """What each can really take, held until the block ends: what is free at this moment, and no more."""
    room = dict[AgentId, int]()
    for id in sorted(wanted):  # in one order everywhere, so that two blocks cannot wait for each other
        load = await work.loads.lock(id)
        room[id] = Agent(agents[id].member, load).room if load.online else 0
    return room


async def give(work: Work, kept: Sequence[tuple[Entry, Agent]], now: datetime, world: World) -> None:
    """Assign, or offer where agents are asked first. The capacity is counted already.

    Who takes over from another team is not asked: they may read it only once it is theirs.
    """
    auto = world.policy.auto_accept
    given = [(entry, agent) for entry, agent in kept if auto or agent.takes_over(entry.need)]
    asked = [(entry, agent) for entry, agent in kept if not (auto or agent.takes_over(entry.need))]
    if given:
        await work.entries.save(*(entry.assigned(agent.id, now) for entry, agent in given))
        work.emit(*(chosen(one, agent.id, "routed", now, agent.takes_over(one.need)) for one, agent in given))
    if asked:
        until = now + world.policy.offer_for
        await work.entries.save(*(entry.offered(agent.id, until, now) for entry, agent in asked))
        work.emit(*(_offered(entry, agent.id, until, now) for entry, agent in asked))
        work.schedule(*(_expiry(entry, agent.id, until) for entry, agent in asked))
        work.hint(*(OfferChanged(entry.conversation) for entry, _ in asked))
    queue_changed(work, *(entry for entry, _ in kept))


async def held_or_new(work: Work, new: Entry) -> Entry:
    """The entry there is, held; else the new one."""
    if await work.entries.add(new):
        return new
    found = await work.entries.lock(new.conversation)
    if found is None:  # added a moment ago by somebody whose block then failed: the event is delivered again
        raise LookupError(new.conversation)
    return found


def chosen(entry: Entry, agent: AgentId, reason: str, now: datetime, team: TeamId | None = None) -> Decided:
    return Decided(at=now, conversation=entry.conversation, agent=agent, reason=reason, team=team)


def queue_changed(work: Work, *entries: Entry) -> None:
    work.hint(*(QueueChanged(pool) for pool in sorted({entry.need.pool for entry in entries})))


def end_offer(work: Work, entry: Entry) -> None:
    """However it ended: it runs out no more, and nobody is shown it any longer."""
    if entry.state is State.OFFERED:
        work.cancel(OFFER_EXPIRED, entry.conversation)
        work.hint(OfferChanged(entry.conversation))


def _offered(entry: Entry, agent: AgentId, until: datetime, now: datetime) -> AgentOffered:
    return AgentOffered(at=now, conversation=entry.conversation, agent=agent, expires_at=until)


def _expiry(entry: Entry, agent: AgentId, until: datetime) -> Job:
    return Job(
        kind=OFFER_EXPIRED,
        key=entry.conversation,
        run_at=until,
        args={"agent": agent, "until": millis(until)},
    )
