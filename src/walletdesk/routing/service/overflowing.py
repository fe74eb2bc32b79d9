"""Who waited too long with one team: a second may take it too, or the contact is told of another way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import TeamId
from walletdesk.routing.events import QueueOverflowed
from walletdesk.routing.model import Agent, Entry, Need
from walletdesk.routing.ports import Hours, MessagePath, World
from walletdesk.routing.rules import Overflow
from walletdesk.routing.service.assigning import BATCH, queue_changed

WATCHED: Final = "webchat"  # the channel in which somebody stands and sees the line


class Overflowing:
    """Once for each wait, never on to a third: what a second team may take too has no rule any more.

    Another way is told only to those who stand and watch, while we are open: at night it would be spent.
    """

    def __init__(self, world: World, hours: Hours, messages: MessagePath) -> None:
        self._world = world
        self._hours = hours
        self._messages = messages

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
        if not rule.to:
            return await self._suggest(need, rule, before)
        while found := await self._world.lines.long_waiting(need.pool, before, BATCH):
            changed = await self._change(found, need, rule)
            done += changed
            if not changed:  # another node has them
                break
        return done

    async def _suggest(self, need: Need, rule: Overflow, before: datetime) -> int:
        """Read once: whoever is not told now is found again at the next sweep, and keeps nobody from it."""
        found = await self._world.lines.untold(need.pool, before, WATCHED, BATCH)
        now = self._world.clock()
        told = [entry for entry in found if await self._is_for(entry, now)]
        return await self._change(told, need, rule) if told else 0

    async def _is_for(self, entry: Entry, now: datetime) -> bool:
        if not await self._hours.is_open(entry.conversation, now):
            return False
        return not await self._messages.has_left_message(entry.conversation)

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
