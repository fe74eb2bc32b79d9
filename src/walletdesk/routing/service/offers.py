"""The agent's side of an offer: accept it, let it pass, or take the oldest without being asked."""

from datetime import datetime

from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.routing.events import OfferMissed
from walletdesk.routing.model import Agent, Entry, Need, Priority, State, language_of
from walletdesk.routing.ports import Talk, Work, World
from walletdesk.routing.service.assigning import Assigning, chosen, end_offer, held_or_new, queue_changed
from walletdesk.routing.service.presence import GONE

_ALIVE = frozenset({"open", "waiting_for_agent", "with_agent"})


class Offers:
    def __init__(self, world: World, assigning: Assigning) -> None:
        self._world = world
        self._assigning = assigning

    async def accept(self, agent: AgentId, conversation: ConversationId, talk: Talk | None = None) -> None:
        """Take an offer, or pick this one out by hand, also what became a message since its asker has gone.

        ``talk``: the conversation as it is now. While nobody else has it, it is theirs whatever we have
        heard of it: it may never have been in line, and its latest news may still be on its way to us.
        Accepting twice changes nothing.
        """
        now = self._world.clock()
        weights = await self._world.rules.weights()
        is_free = talk is not None and talk.status in _ALIVE and talk.assignee in {None, agent}
        async with self._world.open_work() as work:
            if talk is not None and is_free:
                entry = await held_or_new(work, _never_in_line(conversation, talk, now).weighed(weights))
            else:
                entry = await _in_line(work, conversation)
            _refuse_if_held_by_another(entry, agent)
            if entry.state is not State.ASSIGNED:
                await self._take(work, entry, agent, now)
            elif is_free:  # theirs in our books; decided anew, so that older news does not end it
                await work.entries.save(entry.assigned(agent, now))
                work.emit(chosen(entry, agent, "taken", now))

    async def _take(
        self, work: Work, entry: Entry, agent: AgentId, now: datetime, team: TeamId | None = None
    ) -> None:
        was_offered = entry.state is State.OFFERED
        await work.entries.save(entry.assigned(agent, now))
        if not was_offered:
            await work.loads.take(agent, [entry], now)
        end_offer(work, entry)
        await work.loads.answered(agent)
        work.emit(chosen(entry, agent, "accepted" if was_offered else "taken", now, team))
        queue_changed(work, entry)

    async def decline(self, agent: AgentId, conversation: ConversationId) -> bool:
        """Pass it on at once; whether somebody else has it or is asked now.

        Who says no is there: the row of missed offers ends. They are asked again only when nobody else can
        take it, and not before the next sweep.
        """
        await self._pass_on(agent, conversation, missed=False)
        entry = await self._world.lines.find(conversation)
        return entry is not None and entry.holds_agent

    async def expire(self, agent: AgentId, conversation: ConversationId, until: datetime) -> None:
        """The offer ran out. ``until`` tells this offer from a later one to the same agent."""
        entry = await self._world.lines.find(conversation)
        if entry is not None and entry.offer_until == until:
            await self._pass_on(agent, conversation, missed=True)

    async def _pass_on(self, agent: AgentId, conversation: ConversationId, *, missed: bool) -> None:
        agents = await self._assigning.agents()
        now = self._world.clock()
        in_a_row = 0
        async with self._world.open_work() as work:
            entry = await work.entries.lock(conversation)
            if entry is None or entry.state is not State.OFFERED or entry.agent != agent:
                return
            passed = _passed(entry, agent, agents) if missed else entry.passed | {agent}
            await work.entries.save(entry.waiting(now, passed=passed))
            await work.loads.release(agent, [entry])
            end_offer(work, entry)
            if missed:
                in_a_row = await work.loads.missed(agent)
                work.emit(OfferMissed(at=now, conversation=conversation, agent=agent, missed=in_a_row))
            else:
                await work.loads.answered(agent)
        if in_a_row >= self._world.policy.away_after_missed:
            await self._world.staff.set_away(agent)
        await self._assigning.fill(entry.need)
        await self._assigning.fill_agent(agent)

    async def take_oldest(self, agent: AgentId) -> ConversationId | None:
        """The longest waiting that this agent can serve, theirs at once; None when nothing waits for them."""
        me = next((one for one in await self._assigning.agents() if one.id == agent), None)
        if me is None or me.member.availability == "offline":
            raise Conflict("Go online or away first; then take a conversation.", code="offline")
        if not me.room:
            raise Conflict("You are at your capacity. Resolve or transfer a conversation first.", code="full")
        for entry in await self._oldest_for(me):
            if await self._took(me, entry.conversation):
                return entry.conversation
        return None

    async def _oldest_for(self, me: Agent) -> list[Entry]:
        found: list[Entry] = []
        for need in await self._world.lines.needs():
            if me.can_serve(need):
                found += await self._world.lines.oldest_waiting(need.pool, 5)
        return sorted((one for one in found if me.has_room(one.weight)), key=lambda entry: entry.order)

    async def _took(self, me: Agent, conversation: ConversationId) -> bool:
        now = self._world.clock()
        async with self._world.open_work() as work:
            held = await work.entries.lock_waiting([conversation])
            if not held or not Agent(me.member, await work.loads.lock(me.id)).has_room(held[0].weight):
                return False
            await self._take(work, held[0], me.id, now, me.takes_over(held[0].need))
        return True


async def _in_line(work: Work, conversation: ConversationId) -> Entry:
    entry = await work.entries.lock(conversation)
    if entry is None or (entry.state is State.LEFT and entry.left_reason != GONE):
        raise NotFound
    return entry


def _never_in_line(conversation: ConversationId, talk: Talk, now: datetime) -> Entry:
    """Out of line, with what is needed should it ever come into it."""
    asked = Entry(
        conversation=conversation,
        contact=talk.contact,
        need=Need(language=language_of(talk.locale), team=talk.team or ""),
        priority=Priority(talk.priority),
        entered_at=talk.waiting_since or now,
        asked_at=now,
        decided_at=now,
        channel=talk.channel,
    )
    return asked.left("", now)


def _refuse_if_held_by_another(entry: Entry, agent: AgentId) -> None:
    if entry.holds_agent and entry.agent != agent:
        if entry.state is State.OFFERED:
            raise Conflict("This is being offered to somebody else right now.", code="offered_elsewhere")
        raise Conflict("Somebody else has taken this.", code="taken")


def _passed(entry: Entry, agent: AgentId, agents: list[Agent]) -> frozenset[AgentId]:
    """Those who let it go by. Once all have, the round begins anew: better asked twice than forgotten."""
    passed = entry.passed | {agent}
    others = [one for one in agents if one.is_online and one.id not in passed and one.can_serve(entry.need)]
    return passed if others else frozenset()
