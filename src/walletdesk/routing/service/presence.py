"""Lost connections. A short one costs nobody anything; a long one frees the place, never the question."""

from datetime import datetime

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.routing.events import QueueRejoined
from walletdesk.routing.model import Entry, Joining, State
from walletdesk.routing.ports import Called, MessagePath, World
from walletdesk.routing.service.assigning import Assigning, queue_changed
from walletdesk.routing.service.placing import CONTACT_GONE, take_out

AGENT_GONE = "routing.agent_gone"
GONE = "contact_gone"


class Presence:
    def __init__(self, world: World, assigning: Assigning, messages: MessagePath, called: Called) -> None:
        self._world = world
        self._assigning = assigning
        self._messages = messages
        self._called = called

    async def agent_lost(self, agent: AgentId) -> None:
        """The last connection of the agent is gone. What they have stays theirs for the grace."""
        now = self._world.clock()
        until = now + self._world.policy.agent_grace
        async with self._world.open_work() as work:
            await work.loads.set_gone(agent, now)
            work.schedule(Job(kind=AGENT_GONE, key=agent, run_at=until, args={"since": millis(now)}))

    async def agent_back(self, agent: AgentId) -> None:
        async with self._world.open_work() as work:
            await work.loads.set_gone(agent, None)
            work.cancel(AGENT_GONE, agent)

    async def agent_still_gone(self, agent: AgentId, since: datetime) -> None:
        """The grace is over. Going offline is said to the staff list, and comes back to us as its fact."""
        async with self._world.open_work() as work:
            is_gone = await work.loads.gone_since(agent) == since
        if is_gone:
            await self._world.staff.set_offline(agent)

    async def contact_lost(self, contact: ContactId) -> None:
        """The last connection of the contact is gone: the place is kept for the grace."""
        now = self._world.clock()
        async with self._world.open_work() as work:
            for entry in await work.entries.lock_of_contact(contact):
                if entry.is_in_line and entry.away_since is None:
                    await work.entries.save(entry.away(now))
                    work.schedule(self._check(entry, now, now))

    async def contact_wrote(self, conversation: ConversationId, contact: ContactId) -> None:
        """Whoever writes is there, whatever became of their connection."""
        entry = await self._world.lines.find(conversation)
        if entry is not None and (entry.away_since is not None or entry.left_reason == GONE):
            await self.contact_back(contact)

    async def contact_back(self, contact: ContactId) -> None:
        """In time: the place is the same. Too late: in line again, from now, without asking again."""
        now = self._world.clock()
        async with self._world.open_work() as work:
            found = await work.entries.lock_of_contact(contact)
            for entry in found:
                work.cancel(CONTACT_GONE, entry.conversation)
                if entry.away_since is not None or entry.state is State.LEFT:
                    await work.entries.save(_back(entry, now))
            late = [entry for entry in found if entry.state is State.LEFT]
            work.emit(
                *(QueueRejoined(at=now, conversation=entry.conversation, contact=contact) for entry in late)
            )
            queue_changed(work, *late)
        for need in {entry.need for entry in late}:
            await self._assigning.fill(need)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """Two contacts turned out to be one person: the place is theirs. Safe to repeat."""
        async with self._world.open_work() as work:
            for entry in await work.entries.lock_of_contact(absorbed):
                work.cancel(CONTACT_GONE, entry.conversation)
                await work.entries.save(entry.of(to))

    async def contact_still_gone(self, conversation: ConversationId, since: datetime) -> None:
        """The grace is over: the question becomes a message that will be answered, and the place is free."""
        entry = await self._world.lines.find(conversation)
        if entry is None or not entry.is_in_line or entry.away_since != since:
            return
        if await self._called.is_to_be_called(conversation):  # the place is kept; looked at again later
            async with self._world.open_work() as work:
                work.schedule(self._check(entry, since, self._world.clock()))
            return
        # first the message: better one too many than a person forgotten
        await self._messages.leave_message(conversation)
        async with self._world.open_work() as work:
            held = await work.entries.lock(conversation)
            if held is None or not held.is_in_line or held.away_since != since:
                return
            await take_out(work, held, GONE, self._world.clock())
        if held.agent is not None:
            await self._assigning.fill_agent(held.agent)

    def _check(self, entry: Entry, since: datetime, now: datetime) -> Job:
        until = now + self._world.policy.contact_grace
        return Job(kind=CONTACT_GONE, key=entry.conversation, run_at=until, args={"since": millis(since)})


def _back(entry: Entry, now: datetime) -> Entry:
    if entry.state is not State.LEFT:
        return entry.away(None)
    return Entry(
        conversation=entry.conversation,
        contact=entry.contact,
        need=entry.need,
        priority=entry.priority,
        entered_at=now,
        asked_at=entry.asked_at,
        decided_at=now,
        joined=Joining(at=now),
        channel=entry.channel,
        weight=entry.weight,
    )


def since_of(job: Job, name: str = "since") -> datetime:
    return from_millis(int(job.args[name]))
