"""Keeping the plan of the queues, and telling what of it applies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.jobs import Job
from walletdesk.routing.rules.model import Facts, Overflow, Plan, Rule, Weights, first
from walletdesk.routing.rules.ports import OpenWork, Places, Reading

REWEIGH: Final = "routing.reweigh"


class Arranging:
    def __init__(self, *, open_work: OpenWork, reading: Reading, places: Places, clock: Clock) -> None:
        self._open_work = open_work
        self._reading = reading
        self._places = places
        self._clock = clock

    async def plan(self) -> Plan:
        return await self._reading.plan()

    async def weights(self) -> Weights:
        return (await self._reading.plan()).weights

    async def overflow(self) -> Sequence[Overflow]:
        """Never from a desk, which may have been made after the rule: what only it may see stays there."""
        found = (await self._reading.plan()).overflow
        return [one for one in found if not (one.to and await self._is_desk(one.team))]

    async def rule_for(self, facts: Facts) -> Rule | None:
        rules = (await self._reading.plan()).rules
        at = first(rules, facts)
        return None if at is None else rules[at]

    async def set_queues(
        self, by: AgentId, version: int, *, weights: Weights, overflow: Sequence[Overflow]
    ) -> Plan:
        """What conversations weigh and who takes over; open ones are weighed anew soon after."""
        for one in overflow:
            await self._require_teams(one.team, one.to)
            if one.to and await self._is_desk(one.team):
                raise Invalid("What a desk may see stays with the desk.", code="desk_stays")
        now, before = self._clock(), await self._reading.plan()
        plan = replace(before, version=version, weights=weights, overflow=tuple(overflow))
        return await self._save(plan, by, now, "queues_set", Job(kind=REWEIGH, key="all", run_at=now))

    async def set_rules(self, by: AgentId, version: int, rules: Sequence[Rule]) -> Plan:
        """Which conversation gets what, the first that fits."""
        for rule in rules:
            await self._require_teams(rule.team)
        plan = replace(await self._reading.plan(), version=version, rules=tuple(rules))
        return await self._save(plan, by, self._clock(), "queue_rules_set")

    async def _save(self, plan: Plan, by: AgentId, now: datetime, action: str, *jobs: Job) -> Plan:
        """``plan`` carries the version that was read: what others set since then would be undone by it."""
        kept = replace(plan, version=plan.version + 1)
        async with self._open_work() as work:
            if not await work.plan.save(kept):
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            work.schedule(*jobs)
            await work.audit.note(now, by, action, "queues")
        return kept

    async def _is_desk(self, team: str) -> bool:
        return bool(team and await self._places.specialists_of(TeamId(team)))

    async def _require_teams(self, *teams: str) -> None:
        for team in teams:
            if team and not await self._places.is_team(TeamId(team)):
                raise Invalid("There is no such team.", code="unknown_team")
