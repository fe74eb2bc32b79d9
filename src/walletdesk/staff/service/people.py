"""Keeping the staff: who works here, in which role, with which skills. Every change names one thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import AgentId, TeamId, new_id
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.staff.events import AgentChanged
from walletdesk.staff.model import (
    Action,
    Agent,
    Invitation,
    State,
    check_password,
    folded_login,
    name_of_person,
    require,
    require_over,
    same_form,
)
from walletdesk.staff.ports import OpenWork, Passwords, Reading, SecretIn, Work
from walletdesk.staff.service.common import SYSTEM, end_sessions, held, note, refuse_secret, set_state
from walletdesk.staff.service.inviting import fresh_invitation
from walletdesk.staff.service.sessions import StaffSessions
from walletdesk.staff.tokens import StaffSecrets


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgent:
    login: str = field(repr=False)
    name: str
    role: Role = Role.AGENT
    teams: frozenset[TeamId] = frozenset()
    skills: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    capacity: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Personnel:
    open_work: OpenWork
    reading: Reading
    passwords: Passwords
    sessions: StaffSessions
    secrets: StaffSecrets
    secret_in: SecretIn
    clock: Clock

    async def get(self, id: AgentId) -> Agent:
        if found := await self.reading.agent(id):
            return found
        raise NotFound

    async def list(self) -> Sequence[Agent]:
        return await self.reading.agents()

    async def create_first_admin(
        self, *, login: str, name: str, password: str, even_if_there_is_one: bool = False
    ) -> Agent:
        """For whoever owns the machine. General work reaches them, until they have colleagues for it."""
        new = NewAgent(login=login, name=name, role=Role.ADMIN, skills={"general": 1})
        return await self._enrol(new, password, only_first=not even_if_there_is_one)

    async def enrol(self, new: NewAgent, password: str) -> Agent:
        """An agent with a password, without an invitation: for the command line and the demo."""
        return await self._enrol(new, password, only_first=False)

    async def create(self, viewer: AgentViewer, new: NewAgent) -> tuple[Agent, Invitation]:
        """The invitation's token is given once, to be passed on to the agent."""
        require(viewer, Action.ADD_AGENT)
        refuse_secret(self.secret_in, new.login, new.name)
        at = self.clock()
        agent = _agent(new, at)
        async with self.open_work() as work:
            await _add(work, agent, viewer.agent)
            invitation = await fresh_invitation(work, self.secrets, agent.id, at)
        return agent, invitation

    async def set_role(self, viewer: AgentViewer, id: AgentId, role: Role) -> Agent:
        """Their sign-ins end: whoever gets other rights begins with a new session."""
        at = self.clock()
        async with self.open_work() as work:
            admins = await work.agents.hold_admins()
            before = await self._target(work, viewer, id, Action.CHANGE_AGENT)
            if before.role is role:
                return before
            _keep_an_admin(admins, id)
            agent = replace(before, role=role)
            await work.agents.save(agent)
            await end_sessions(work, id, at, "role_changed")
            work.emit(AgentChanged(at=at, agent=id, active=agent.active))
            await note(work, at, viewer.agent, "role_changed", id, old=before.role.value, new=role.value)
        self.sessions.clear(id)
        return agent

    async def set_active(self, viewer: AgentViewer, id: AgentId, *, active: bool) -> Agent:
        """Switched off: signed out, offline, no open invitation. What they wrote stays theirs."""
        at = self.clock()
        async with self.open_work() as work:
            admins = await work.agents.hold_admins()
            before = await self._target(work, viewer, id, Action.CHANGE_AGENT)
            if before.active is active:
                return before
            _keep_an_admin(admins, id)
            agent = replace(before, active=active)
            await work.agents.save(agent)
            await end_sessions(work, id, at, "switched_off")
            await work.invitations.drop(id)
            await set_state(work, id, State.OFFLINE, at, "switched_off")
            work.emit(AgentChanged(at=at, agent=id, active=active))
            await note(work, at, viewer.agent, "agent_switched", id, active=int(active))
        self.sessions.clear(id)
        return agent

    async def set_profile(
        self, viewer: AgentViewer, id: AgentId, *, name: str, languages: tuple[str, ...], capacity: int
    ) -> Agent:
        refuse_secret(self.secret_in, name)
        async with self.open_work() as work:
            before = await self._target(work, viewer, id, Action.CHANGE_AGENT)
            after = replace(before, name=name_of_person(name), languages=languages, capacity=capacity)
            await self._change(work, viewer, before, after, "profile_changed")
        return self._changed(after)

    async def set_skills(self, viewer: AgentViewer, id: AgentId, skills: Mapping[str, int]) -> Agent:
        async with self.open_work() as work:
            before = await self._target(work, viewer, id, Action.SET_SKILLS)
            after = replace(before, skills=dict(skills))
            await self._change(work, viewer, before, after, "skills_changed")
        return self._changed(after)

    async def set_teams(self, viewer: AgentViewer, id: AgentId, teams: frozenset[TeamId]) -> Agent:
        async with self.open_work() as work:
            before = await self._target(work, viewer, id, Action.CHANGE_AGENT)
            await _known(work, teams)
            after = replace(before, teams=teams)
            await self._change(work, viewer, before, after, "agent_teams_changed")
        return self._changed(after)

    async def _enrol(self, new: NewAgent, password: str, *, only_first: bool) -> Agent:
        refuse_secret(self.secret_in, new.login, new.name)
        agent = _agent(new, self.clock())
        check_password(password, login=agent.login, name=agent.name)
        password_hash = await self.passwords.hash(same_form(password))
        async with self.open_work() as work:
            if only_first and await work.agents.hold_admins():
                raise Conflict("There is an admin already.", code="admin_exists")
            await _add(work, agent, SYSTEM)
            await work.agents.set_password(agent.id, password_hash)
        return agent

    async def _change(
        self, work: Work, viewer: AgentViewer, before: Agent, after: Agent, action: str
    ) -> None:
        if after != before:
            at = self.clock()
            await work.agents.save(after)
            work.emit(AgentChanged(at=at, agent=after.id, active=after.active))
            await note(work, at, viewer.agent, action, after.id)

    def _changed(self, agent: Agent) -> Agent:
        """Once it is on disk: teams are rights, so what is remembered of open sign-ins must not lag."""
        self.sessions.clear(agent.id)
        return agent

    async def _target(self, work: Work, viewer: AgentViewer, id: AgentId, action: Action) -> Agent:
        target = await held(work, id)
        require_over(viewer, action, target)
        return target


def _agent(new: NewAgent, at: datetime) -> Agent:
    return Agent(
        id=AgentId(new_id("agt")),
        login=folded_login(new.login),
        name=name_of_person(new.name),
        role=new.role,
        created_at=at,
        teams=new.teams,
        skills=dict(new.skills),
        languages=new.languages,
        capacity=new.capacity,
    )


async def _add(work: Work, agent: Agent, actor: str) -> None:
    await _known(work, agent.teams)
    if not await work.agents.add(agent):
        raise Conflict("This login is taken.", code="login_taken")
    work.emit(AgentChanged(at=agent.created_at, agent=agent.id, active=True))
    await note(work, agent.created_at, actor, "agent_added", agent.id, role=agent.role.value)


async def _known(work: Work, teams: frozenset[TeamId]) -> None:
    if teams and not await work.teams.known(teams):
        raise Invalid("There is no such team.", code="unknown_team")


def _keep_an_admin(admins: Sequence[AgentId], changing: AgentId) -> None:
    if list(admins) == [changing]:
        raise Conflict("This is the only admin. Name another one first.", code="last_admin")
