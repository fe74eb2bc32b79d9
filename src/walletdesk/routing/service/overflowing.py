"""Who waited too long with one team: a second may take it too, or the contact is told of another way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import TeamId
from walletdesk.routing.events import QueueOverflowed
from walletdesk.routing.model import Agent, Entry, Need
from walletdesk.routing.ports import World
from walletdesk.routing.rules import Overflow
from walletdesk.routing.service.assigning import BATCH, queue_changed


class Overflowing:
    """Once for each wait, never on to a third: what a second team may take too has no rule any more."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def run(self, agents: Sequence[Agent]) -> int:
        """How many went on. Safe on two nodes at once: each is held and looked at again."""
        rules = await self._world.rules.overflow()
        needs = await self._world.lines.needs() if rules else []
        done = 0
        for need in needs:
            for rule in rules:
                if (
                    rule.team == need.team
                    and not need.also
                    and (not rule.to or _is_there(need, rule, agents))
                ):
                    done += await self._apply(need, rule)
        return done

    async def _apply(self, need: Need, rule: Overflow) -> int:
        before, done = self._world.clock() - timedelta(minutes=rule.minutes), 0
        read = self._world.lines.long_waiting if rule.to else self._world.lines.untold
        while found := await read(need.pool, before, BATCH):
            changed = await self._change(found, need, rule)
            done += changed
            if not changed:  # another node has them
                break
        return done

    async def _change(self, found: Sequence[Entry], need: Need, rule: Overflow) -> int:
        now = self._world.clock()
        async with self._world.open_work() as work:
            held = [
                entry
                for entry in await work.entries.lock_waiting([entry.conversation for entry in found])
                if entry.need == need and (rule.to or entry.suggested_at is None)
            ]
            moved = [_changed(entry, rule, now) for entry in held]
            await work.entries.save(*moved)
            work.emit(*(_told(entry, rule, now) for entry in held))
            queue_changed(work, *held, *moved)
        return len(held)


def _is_there(need: Need, rule: Overflow, agents: Sequence[Agent]) -> bool:
    """Nobody is told of a team in which nobody is there who can do it."""
    with_them = replace(need, team=rule.to)
    return any(agent.is_online and agent.can_serve(with_them) for agent in agents)


def _changed(entry: Entry, rule: Overflow, now: datetime) -> Entry:
    return entry.overflowed(TeamId(rule.to), now) if rule.to else entry.suggested(now)


def _told(entry: Entry, rule: Overflow, now: datetime) -> QueueOverflowed:
    return QueueOverflowed(
        at=now,
        conversation=entry.conversation,
        contact=entry.contact,
        team=TeamId(rule.team) if rule.team else None,
        to=TeamId(rule.to) if rule.to else None,
        minutes=rule.minutes,
        waited_ms=millis(now) - millis(entry.waits_since),
    )
