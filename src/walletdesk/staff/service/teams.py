"""Keeping teams: a team owns a queue, so it is never removed, only renamed."""

from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import TeamId, new_id
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.staff.events import TeamChanged
from walletdesk.staff.model import Action, Team, name_of_team, require
from walletdesk.staff.ports import OpenWork, Reading, SecretIn
from walletdesk.staff.service.common import SYSTEM, note, refuse_secret


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamKeeping:
    open_work: OpenWork
    reading: Reading
    secret_in: SecretIn
    clock: Clock

    async def list(self) -> Sequence[Team]:
        return await self.reading.teams()

    async def create(self, viewer: AgentViewer, name: str) -> Team:
        require(viewer, Action.CHANGE_TEAMS)
        return await self._add(name, viewer.agent)

    async def found(self, name: str) -> Team:
        """For the command line and the demo."""
        return await self._add(name, SYSTEM)

    async def rename(self, viewer: AgentViewer, id: TeamId, name: str) -> Team:
        require(viewer, Action.CHANGE_TEAMS)
        refuse_secret(self.secret_in, name)
        at, team = self.clock(), Team(id, name_of_team(name))
        async with self.open_work() as work:
            if not await work.teams.known(frozenset({id})):
                raise NotFound
            if not await work.teams.rename(team):
                raise _taken()
            work.emit(TeamChanged(at=at, team=id))
            await note(work, at, viewer.agent, "team_renamed", id)
        return team

    async def _add(self, name: str, actor: str) -> Team:
        refuse_secret(self.secret_in, name)
        at, team = self.clock(), Team(TeamId(new_id("tea")), name_of_team(name))
        async with self.open_work() as work:
            if not await work.teams.add(team):
                raise _taken()
            work.emit(TeamChanged(at=at, team=team.id))
            await note(work, at, actor, "team_added", team.id)
        return team


def _taken() -> Conflict:
    return Conflict("There is a team of this name already.", code="name_taken")
