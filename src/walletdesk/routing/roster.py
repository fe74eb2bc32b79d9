"""The staff list as routing sees it. Nothing is cached: who just went offline must not be given anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.kernel.ids import AgentId
from walletdesk.routing.model import Member
from walletdesk.staff import Agent, Availabilities, Availability, Personnel, State


@dataclass(frozen=True, slots=True)
class Roster:
    personnel: Personnel
    availabilities: Availabilities

    async def members(self) -> Sequence[Member]:
        said = await self.availabilities.all()
        return [_member(agent, said.get(agent.id)) for agent in await self.personnel.list() if agent.active]

    async def name_of(self, agent: AgentId) -> str:
        return (await self.personnel.get(agent)).name

    async def set_away(self, agent: AgentId) -> None:
        await self.availabilities.set_away(agent, reason="offers_missed")

    async def set_offline(self, agent: AgentId) -> None:
        await self.availabilities.set_offline(agent, reason="connection_lost")


def _member(agent: Agent, said: Availability | None) -> Member:
    return Member(
        id=agent.id,
        name=agent.name,
        skills=agent.skills,
        languages=frozenset(agent.languages),
        teams=frozenset(agent.teams),
        capacity=agent.capacity,
        availability=(said.state if said else State.OFFLINE).value,
    )
