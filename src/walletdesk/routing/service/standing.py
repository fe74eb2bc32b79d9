"""Where somebody stands, told truthfully and live, and cheap with ten thousand in line."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.routing.events import QueueChanged
from walletdesk.routing.model import (
    Agent,
    Arrival,
    Burden,
    Entry,
    Need,
    Offer,
    Outlook,
    PoolCount,
    Queue,
    Room,
    Standing,
    met,
    queue,
    why_waiting,
)
from walletdesk.routing.ports import Hours, Tell, World
from walletdesk.routing.rules import WHOLE
from walletdesk.routing.service.assigning import Assigning
from walletdesk.routing.waits import Told

LOOK_EVERY: Final = timedelta(seconds=2)


class Standings:
    def __init__(self, world: World, assigning: Assigning, hours: Hours) -> None:
        self._world = world
        self._assigning = assigning
        self._hours = hours
        self._looked: tuple[datetime, Sequence[Agent]] | None = None

    async def position_of(self, conversation: ConversationId) -> Standing | None:
        """None when it is not in line."""
        entry = await self._world.lines.find(conversation)
        if entry is None or not entry.is_in_line:
            return None
        is_open = await self._hours.is_open(conversation, self._world.clock())
        return Standing(
            conversation=conversation,
            position=await self._world.lines.ahead(entry) + 1,
            pool=entry.need.pool,
            entered_at=entry.entered_at,
            reason=why_waiting(entry, await self._assigning.agents(), is_open=is_open),
        )

    async def place_of(self, conversation: ConversationId) -> int | None:
        """The position alone."""
        entry = await self._world.lines.find(conversation)
        return await self._world.lines.ahead(entry) + 1 if entry and entry.is_in_line else None

    async def outlook_of(self, conversation: ConversationId) -> Outlook | None:
        """The position, and how long it takes from there."""
        entry = await self._world.lines.find(conversation)
        if entry is None or not entry.is_in_line:
            return None
        position = await self._world.lines.ahead(entry) + 1
        able = _able(entry.need, await self._seen())
        told = await self._world.forecasts.tell(entry.need.line, position, able)
        return Outlook(position, told, staffed=able > 0)

    async def is_staffed(self, asked: Need) -> bool:
        """Whether somebody is online who could take this, widened as a real one is."""
        agents = await self._seen()
        need = met(asked, agents)
        return any(agent.is_online and agent.can_serve(need) for agent in agents)

    def on_queue_changed(self, hint: QueueChanged) -> None:
        if hint.anew:
            self._looked = None

    async def _seen(self) -> Sequence[Agent]:
        """The staff of a moment ago: thousands in line ask for each of their places."""
        now = self._world.clock()
        if self._looked is None or not timedelta(0) <= now - self._looked[0] < LOOK_EVERY:
            self._looked = now, await self._assigning.agents()
        return self._looked[1]

    async def room(self) -> Room:
        agents = [agent for agent in await self._assigning.agents() if agent.is_online]
        waiting = sum(count.units for count in await self._world.lines.pools())
        return Room(free=sum(agent.room_for() for agent in agents), waiting=-(-waiting // WHOLE))

    async def arrival(self, asked: Need, channel: str = "") -> Arrival:
        """Of somebody who would come now by ``channel`` and ask for this, widened as a real one is."""
        agents = await self._assigning.agents()
        need = met(asked, agents)
        weight = (await self._world.rules.weights()).of(channel)
        pools = [count for count in await self._world.lines.pools() if count.need.line == need.line]
        line, units = sum(count.waiting for count in pools), sum(count.units for count in pools)
        able = [agent for agent in agents if agent.is_online and agent.can_serve(need)]
        if sum(agent.room_for(weight) for agent in able) > -(-units // weight):
            return Arrival(line=line, room=True, told=None, staffed=True)
        told = await self._world.forecasts.tell(need.line, line + 1, len(able))
        return Arrival(line=line, room=False, told=told, staffed=bool(able))

    async def offer_of(self, conversation: ConversationId) -> Offer | None:
        """Who is asked to take it right now."""
        entry = await self._world.lines.find(conversation)
        return _offer(entry) if entry else None

    async def offered_to(self, agent: AgentId) -> list[ConversationId]:
        """What the agent is asked to take, the first to run out first."""
        return [entry.conversation for entry in await self._world.lines.offered_to(agent)]

    async def counts(self) -> list[PoolCount]:
        return list(await self._world.lines.pools())

    async def queues(self, teams: Iterable[TeamId], *, most: int) -> list[Queue]:
        """Every queue in which somebody waits with its first ``most``, and those of ``teams`` without one."""
        agents, now = await self._assigning.agents(), self._world.clock()
        found = []
        for count in await self._world.lines.pools():
            first = await self._world.lines.first(count.need.pool, most)
            is_open = not first or await self._hours.is_open(first[0].conversation, now)
            found.append(queue(count, first, agents, is_open=is_open))
        waited_for = {one.need.team for one in found}
        calm = [Need(team=team) for team in teams if team not in waited_for]
        found += [queue(need, (), agents, is_open=True) for need in calm]
        return [replace(one, told=await self._told(one, found, agents)) for one in found]

    async def _told(self, one: Queue, all: Sequence[Queue], agents: Sequence[Agent]) -> Told | None:
        """Whoever comes where there is room does not wait. Who is in the same line stands before them."""
        if one.free > one.waiting:
            return None
        line = sum(other.waiting for other in all if other.need.line == one.need.line)
        return await self._world.forecasts.tell(one.need.line, line + 1, _able(one.need, agents))

    async def burdens(self) -> list[Burden]:
        """Of every active agent."""
        return [
            Burden(agent=one.id, open=one.load.open, units=one.load.units, capacity=one.member.capacity)
            for one in await self._assigning.agents()
        ]


def _able(need: Need, agents: Sequence[Agent]) -> int:
    """As those were counted from whom one learns: without a second team, if there is a first."""
    online = [agent for agent in agents if agent.is_online]
    first = sum(agent.can_serve(need.alone) for agent in online)
    return first or sum(agent.can_serve(need) for agent in online)


def _offer(entry: Entry) -> Offer | None:
    return Offer(entry.agent, entry.offer_until) if entry.agent and entry.offer_until else None


class Board:
    """Remembers what each waiting contact was told, and tells only those whose place changed.

    ``touch`` as often as you like; ``tell`` at most once a second: that bounds what a contact receives.
    """

    def __init__(self, world: World, tell: Tell) -> None:
        self._world = world
        self._tell = tell
        self._touched: set[str] = set()
        self._told: dict[str, dict[ConversationId, int]] = {}

    @property
    def is_touched(self) -> bool:
        return bool(self._touched)

    def touch(self, pool: str, *, anew: bool = False) -> None:
        """``anew``: for everybody there, whose places did not change."""
        line = Need.of(pool).line
        self._touched.add(line)
        if anew:
            self._told.pop(line, None)

    async def tell(self) -> None:
        """A line that could not be told stays touched, for the next time."""
        for line in sorted(self._touched):
            self._touched.discard(line)  # before reading: whatever changes from here on is told next time
            try:
                await self._tell_line(line)
            except Exception:
                self._touched.add(line)
                raise

    async def _tell_line(self, line: str) -> None:
        order = await self._world.lines.line_in_order(line)
        now = {conversation: place for place, conversation in enumerate(order, 1)}
        before = self._told.get(line, {})
        changed = {who: place for who, place in now.items() if before.get(who) != place}
        if changed:
            await self._tell.positions(changed)
        self._told[line] = now
