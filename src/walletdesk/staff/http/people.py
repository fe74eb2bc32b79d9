"""Agents and teams, as leads and admins keep them. One route per thing that may change."""

from typing import Any

from litestar import Request, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.staff.http.invitations import PAGE
from walletdesk.staff.http.services import StaffServices
from walletdesk.staff.http.views import (
    AddAgent,
    AddedAgent,
    Agents,
    AgentView,
    Ended,
    InvitationView,
    NameTeam,
    Sessions,
    SetActive,
    SetAvailability,
    SetProfile,
    SetRole,
    SetSkills,
    SetTeams,
    Teamed,
    TeamView,
    agent_view,
    invitation_view,
    session_view,
)
from walletdesk.staff.model import Agent, State
from walletdesk.staff.service import NewAgent

Asked = Request[Any, Any, Any]
AGENTS = "/api/staff/agents"
ONE = f"{AGENTS}/{{agent:str}}"
TEAMS = "/api/staff/teams"


def people_routes(staff: StaffServices) -> list[HTTPRouteHandler]:
    return [*_agents(staff), *_rights(staff), *_work(staff), *_access(staff), *_teams(staff)]


def _agents(staff: StaffServices) -> list[HTTPRouteHandler]:
    @get(AGENTS, opt=access(Access.AGENT))
    async def list_agents(request: Asked) -> Agents:
        role, said = agent_of(request).role, await staff.availabilities.all()
        every = await staff.personnel.list()
        return Agents([agent_view(agent, said.get(agent.id), role) for agent in every])

    @get(ONE, opt=access(Access.AGENT))
    async def get_agent(request: Asked, agent: FromPath[str]) -> AgentView:
        return await _view(staff, request, await staff.personnel.get(AgentId(agent)))

    @post(AGENTS, opt=access(Access.ADMIN))
    async def add_agent(request: Asked, data: JSONBody[AddAgent]) -> AddedAgent:
        new = NewAgent(
            login=data.login,
            name=data.name,
            role=data.role,
            teams=frozenset(map(TeamId, data.teams)),
            skills=data.skills,
            languages=tuple(data.languages),
            capacity=data.capacity,
        )
        agent, invitation = await staff.personnel.create(agent_of(request), new)
        shown = invitation_view(invitation, staff.public_url, PAGE)
        return AddedAgent(await _view(staff, request, agent), shown)

    return [list_agents, get_agent, add_agent]


def _rights(staff: StaffServices) -> list[HTTPRouteHandler]:
    @put(f"{ONE}/role", opt=access(Access.ADMIN))
    async def set_role(request: Asked, agent: FromPath[str], data: JSONBody[SetRole]) -> AgentView:
        """Their sign-ins end."""
        changed = await staff.personnel.set_role(agent_of(request), AgentId(agent), data.role)
        return await _view(staff, request, changed)

    @put(f"{ONE}/active", opt=access(Access.ADMIN))
    async def set_active(request: Asked, agent: FromPath[str], data: JSONBody[SetActive]) -> AgentView:
        viewer, id = agent_of(request), AgentId(agent)
        return await _view(staff, request, await staff.personnel.set_active(viewer, id, active=data.active))

    @put(f"{ONE}/teams", opt=access(Access.ADMIN))
    async def set_teams(request: Asked, agent: FromPath[str], data: JSONBody[SetTeams]) -> AgentView:
        teams = frozenset(map(TeamId, data.teams))
        changed = await staff.personnel.set_teams(agent_of(request), AgentId(agent), teams)
        return await _view(staff, request, changed)

    return [set_role, set_active, set_teams]


def _work(staff: StaffServices) -> list[HTTPRouteHandler]:
    @put(f"{ONE}/profile", opt=access(Access.ADMIN))
    async def set_profile(request: Asked, agent: FromPath[str], data: JSONBody[SetProfile]) -> AgentView:
        changed = await staff.personnel.set_profile(
            agent_of(request),
            AgentId(agent),
            name=data.name,
            languages=tuple(data.languages),
            capacity=data.capacity,
        )
        return await _view(staff, request, changed)

    @put(f"{ONE}/skills", opt=access(Access.LEAD))
    async def set_skills(request: Asked, agent: FromPath[str], data: JSONBody[SetSkills]) -> AgentView:
        changed = await staff.personnel.set_skills(agent_of(request), AgentId(agent), data.skills)
        return await _view(staff, request, changed)

    @put(f"{ONE}/availability", opt=access(Access.LEAD))
    async def set_availability(
        request: Asked, agent: FromPath[str], data: JSONBody[SetAvailability]
    ) -> AgentView:
        """Away or offline, for somebody who forgot. Only the agent can go online."""
        viewer, id = agent_of(request), AgentId(agent)
        await staff.availabilities.set(viewer, id, State(data.state), reason=data.reason)
        return await _view(staff, request, await staff.personnel.get(id))

    return [set_profile, set_skills, set_availability]


def _access(staff: StaffServices) -> list[HTTPRouteHandler]:
    @post(f"{ONE}/invitation", opt=access(Access.ADMIN))
    async def invite(request: Asked, agent: FromPath[str]) -> InvitationView:
        """For somebody who lost the password. The link is shown once."""
        invitation = await staff.inviting.invite(agent_of(request), AgentId(agent))
        return invitation_view(invitation, staff.public_url, PAGE)

    @get(f"{ONE}/sessions", opt=access(Access.ADMIN))
    async def list_sessions(request: Asked, agent: FromPath[str]) -> Sessions:
        found = await staff.sessions.list(agent_of(request), AgentId(agent))
        return Sessions([session_view(one, staff.sessions.rules, "") for one in found])

    @delete(f"{ONE}/sessions", opt=access(Access.ADMIN), status_code=200)
    async def end_sessions(request: Asked, agent: FromPath[str]) -> Ended:
        return Ended(await staff.sessions.revoke_all(agent_of(request), AgentId(agent)))

    return [invite, list_sessions, end_sessions]


def _teams(staff: StaffServices) -> list[HTTPRouteHandler]:
    @get(TEAMS, opt=access(Access.AGENT))
    async def list_teams() -> Teamed:
        return Teamed(await _all_teams(staff))

    @post(TEAMS, opt=access(Access.ADMIN))
    async def add_team(request: Asked, data: JSONBody[NameTeam]) -> TeamView:
        team = await staff.teams.create(agent_of(request), data.name)
        return TeamView(team.id, team.name, [])

    @put(f"{TEAMS}/{{team:str}}", opt=access(Access.ADMIN))
    async def rename_team(request: Asked, team: FromPath[str], data: JSONBody[NameTeam]) -> TeamView:
        await staff.teams.rename(agent_of(request), TeamId(team), data.name)
        return next(one for one in await _all_teams(staff) if one.id == team)

    return [list_teams, add_team, rename_team]


async def _all_teams(staff: StaffServices) -> list[TeamView]:
    every = [agent for agent in await staff.personnel.list() if agent.active]
    teams = await staff.teams.list()
    return [TeamView(team.id, team.name, [a.id for a in every if team.id in a.teams]) for team in teams]


async def _view(staff: StaffServices, request: Asked, agent: Agent) -> AgentView:
    said = (await staff.availabilities.all()).get(agent.id)
    return agent_view(agent, said, agent_of(request).role)
