"""Makes routing true again where it could have gone wrong, and is the net under everything else."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.routing.model import Agent, Entry, State, met
from walletdesk.routing.ports import Heads, World
from walletdesk.routing.rules import Weights
from walletdesk.routing.service.assigning import BATCH, Assigning, queue_changed
from walletdesk.routing.service.moving import Moving
from walletdesk.routing.service.offers import Offers
from walletdesk.routing.service.overflowing import Overflowing
from walletdesk.routing.service.placing import Placing

_PAGE = 500
_TIMER_MAY_TAKE = timedelta(seconds=10)  # an offer that is over for longer has lost its timer
_OVER = frozenset({"resolved", "closed"})


class Repairing:
    def __init__(
        self,
        world: World,
        assigning: Assigning,
        placing: Placing,
        moving: Moving,
        offers: Offers,
        overflowing: Overflowing,
    ) -> None:
        self._world = world
        self._assigning = assigning
        self._placing = placing
        self._moving = moving
        self._offers = offers
        self._overflowing = overflowing

    async def sweep(self) -> int:
        """Once a minute: nobody waits for what nobody can do, or because all who could once said no.

        Nor for an agent who was asked long ago, nor for one team longer than a lead has set.
        """
        await self._end_lost_offers()
        agents = await self._assigning.agents()
        await self._widen(agents)
        await self._overflowing.run(agents)
        passed_over = await self._world.lines.passed_over(_PAGE)
        alone = [
            entry
            for entry in passed_over
            if not any(
                one.is_online and one.id not in entry.passed and one.can_serve(entry.need) for one in agents
            )
        ]
        if alone:
            await self._forgive(alone)
        return await self._assigning.fill_all()

    async def _end_lost_offers(self) -> None:
        before = self._world.clock() - _TIMER_MAY_TAKE
        for entry in await self._world.lines.overdue(before, _PAGE):
            if entry.agent is not None and entry.offer_until is not None:
                await self._offers.expire(entry.agent, entry.conversation, entry.offer_until)

    async def _widen(self, agents: Sequence[Agent]) -> None:
        """A need that nobody on the staff meets is asked of more people, at the original time."""
        for need in await self._world.lines.needs():
            if (wider := met(need, agents)) != need:
                found = await self._world.lines.oldest_waiting(need.pool, _PAGE)
                async with self._world.open_work() as work:
                    held = await work.entries.lock_waiting([entry.conversation for entry in found])
                    moved = [entry.for_(wider) for entry in held]
                    await work.entries.save(*moved)
                    queue_changed(work, *held, *moved)

    async def _forgive(self, entries: Sequence[Entry]) -> None:
        now = self._world.clock()
        async with self._world.open_work() as work:
            held = await work.entries.lock_waiting([entry.conversation for entry in entries])
            await work.entries.save(*(entry.waiting(now) for entry in held))

    async def repair(self, heads: Heads) -> int:
        """Compare entries with their conversations and counters with their entries; how much was wrong."""
        wrong = 0
        last = None
        while page := await self._world.lines.active(last, _PAGE):
            last = page[-1].conversation
            for entry in page:
                wrong += await self._compare(heads, entry)
        await self.reweigh()
        async with self._world.open_work() as work:
            wrong += await work.loads.recount()
        return wrong

    async def reweigh(self) -> int:
        """By the weights that hold now; how many changed. Who has too much then keeps it."""
        weights = await self._world.rules.weights()
        last, changed = None, 0
        while page := await self._world.lines.active(last, _PAGE):
            last = page[-1].conversation
            other = [entry.conversation for entry in page if entry.weighed(weights) != entry]
            for start in range(0, len(other), BATCH):
                changed += await self._weigh(other[start : start + BATCH], weights)
        if changed:
            await self._assigning.fill_all()
        return changed

    async def _weigh(self, conversations: Sequence[ConversationId], weights: Weights) -> int:
        shifts, changed = Counter[AgentId](), 0
        async with self._world.open_work() as work:
            for conversation in conversations:  # in the order of their ids, as everywhere
                entry = await work.entries.lock(conversation)
                if entry is None or entry.state is State.LEFT or entry.weighed(weights) == entry:
                    continue
                await work.entries.save(entry.weighed(weights))
                changed += 1
                if entry.agent is not None:
                    shifts[entry.agent] += entry.weighed(weights).weight - entry.weight
            for agent in sorted(shifts):
                await work.loads.shift(agent, shifts[agent])
        return changed

    async def _compare(self, heads: Heads, entry: Entry) -> bool:
        now = self._world.clock()
        head = await heads.find(entry.conversation)
        if head is None or head.status in _OVER:
            await self._placing.leave(entry.conversation, entry.contact, "over", now)
            return True
        if head.assignee is None or head.assignee == entry.agent:
            return False
        await self._moving.adopt(entry.conversation, entry.contact, head.assignee, now)
        return True
