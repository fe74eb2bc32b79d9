"""Into the queue and out of it."""

from collections.abc import Sequence
from datetime import datetime

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.routing.events import QueueLeft
from walletdesk.routing.model import Agent, Entry, Joining, Priority, State, asked_again, gone_before, met
from walletdesk.routing.ports import Work, World
from walletdesk.routing.service.assigning import Assigning, end_offer, held_or_new, queue_changed

CONTACT_GONE = "routing.contact_gone"


class Placing:
    def __init__(self, world: World, assigning: Assigning) -> None:
        self._world = world
        self._assigning = assigning

    async def place(self, asked: Entry, *, afresh: bool = False) -> None:
        """Put the conversation in line and give it to an agent with room. The same request twice is one."""
        agents = await self._assigning.agents()
        wanted = asked.for_(met(asked.need, agents))
        weighed = wanted.weighed(await self._world.rules.weights())
        joining = weighed.joining(await self._joined(weighed, agents))
        async with self._world.open_work() as work:
            need = (await _put_in_line(work, joining, afresh=afresh)).need
        # also when it was in line already: we may have died right here the first time
        await self._assigning.fill(need)

    async def _joined(self, entry: Entry, agents: Sequence[Agent]) -> Joining:
        """Where it stands as it comes in, and what can be told of that."""
        now = self._world.clock()
        able = [agent for agent in agents if agent.is_online and agent.can_serve(entry.need)]
        if any(agent.has_room(entry.weight) for agent in able):
            return Joining(at=now, agents=len(able))
        place = await self._world.lines.ahead(entry) + 1
        told = await self._world.forecasts.tell(entry.need.line, place, len(able))
        return Joining(at=now, place=place, agents=len(able), told=told)

    async def fill_for(self, conversation: ConversationId) -> None:
        """Our own decision came back as a request: only what may have been left undone is done."""
        entry = await self._world.lines.find(conversation)
        if entry is not None and entry.is_in_line:
            await self._assigning.fill(entry.need)

    async def leave(
        self, conversation: ConversationId, contact: ContactId, reason: str, at: datetime
    ) -> None:
        """Solved, closed or gone: who had it has room again. News older than what we know is no news."""
        async with self._world.open_work() as work:
            if await work.entries.add(gone_before(conversation, contact, reason, at)):
                return
            entry = await work.entries.lock(conversation)
            if entry is None or entry.state is State.LEFT or at < entry.asked_at:
                return
            if entry.state is State.ASSIGNED and at < entry.decided_at:
                return  # open again since; had it not been, whoever decided has seen that it was over
            await take_out(work, entry, reason, at)
        if entry.agent is not None:
            await self._assigning.fill_agent(entry.agent)

    async def raise_priority(self, conversation: ConversationId, priority: Priority) -> None:
        async with self._world.open_work() as work:
            entry = await work.entries.lock(conversation)
            if entry is None or not entry.is_in_line or (urgent := entry.urgent(priority)) == entry:
                return
            await work.entries.save(urgent)
            queue_changed(work, urgent)
        await self._assigning.fill(urgent.need)


async def _put_in_line(work: Work, asked: Entry, *, afresh: bool) -> Entry:
    found = await held_or_new(work, asked)
    if found is asked:
        queue_changed(work, asked)
        return asked
    entry = asked_again(found, asked, afresh=afresh)
    if entry != found:
        await work.entries.save(entry)
        queue_changed(work, found, entry)
    if found.agent is not None and entry.agent is None:
        await work.loads.release(found.agent, [found])
    return entry


async def take_out(work: Work, entry: Entry, reason: str, now: datetime) -> None:
    await work.entries.save(entry.left(reason, now))
    if entry.agent is not None:
        await work.loads.release(entry.agent, [entry])
    if entry.is_in_line:
        end_offer(work, entry)
        work.cancel(CONTACT_GONE, entry.conversation)
        work.emit(_left(entry, reason, now))
        queue_changed(work, entry)


def _left(entry: Entry, reason: str, now: datetime) -> QueueLeft:
    waited = millis(now) - millis(entry.entered_at)
    return QueueLeft(
        at=now, conversation=entry.conversation, contact=entry.contact, reason=reason, waited_ms=waited
    )
