"""Invitations: a link with which an agent sets a password, good for one use within a day."""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.staff.model import Action, Invitation, check_password, require_over, same_form
from walletdesk.staff.model.session import INVITATION_LIFE
from walletdesk.staff.ports import Limiter, OpenWork, Passwords, Reading, Work
from walletdesk.staff.service.common import end_sessions, held, note
from walletdesk.staff.service.sessions import StaffSessions
from walletdesk.staff.tokens import StaffSecrets

GUESSES_PER_IP = (30, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inviting:
    open_work: OpenWork
    reading: Reading
    passwords: Passwords
    secrets: StaffSecrets
    sessions: StaffSessions
    limiter: Limiter
    clock: Clock

    async def invite(self, viewer: AgentViewer, id: AgentId) -> Invitation:
        """For a new agent, or one who lost the password; an older invitation stops working."""
        at = self.clock()
        async with self.open_work() as work:
            target = await held(work, id)
            require_over(viewer, Action.INVITE, target)
            if not target.active:
                raise Conflict("This agent is switched off.", code="agent_inactive")
            invitation = await fresh_invitation(work, self.secrets, id, at)
            await note(work, at, viewer.agent, "agent_invited", id)
        return invitation

    async def is_open(self, token: str) -> bool:
        """Whether the form would do something. Looking changes nothing."""
        token_hash = self.secrets.hash_of(token)
        return bool(token_hash and await self.reading.invited(token_hash, self.clock()))

    async def accept(self, token: str, password: str, *, ip: str) -> AgentId:
        """Set the password. Every sign-in of the agent ends; the next one is with the new password."""
        await self.limiter.hit(f"staff:invitation:{ip}", *GUESSES_PER_IP)
        token_hash = self.secrets.hash_of(token)
        invited = await self.reading.invited(token_hash, self.clock()) if token_hash else None
        agent = await self.reading.agent(invited) if invited else None
        if token_hash is None or agent is None or not agent.active:
            raise _spent()
        check_password(password, login=agent.login, name=agent.name)
        password_hash = await self.passwords.hash(same_form(password))
        at = self.clock()
        async with self.open_work() as work:
            await self._accepted(work, token_hash, password_hash, at)
        self.sessions.clear(agent.id)
        return agent.id

    async def _accepted(self, work: Work, token_hash: str, password_hash: str, at: datetime) -> None:
        id = await work.invitations.use(token_hash, at)
        agent = await work.agents.find(id) if id else None
        if agent is None or not agent.active:
            raise _spent()
        await work.agents.set_password(agent.id, password_hash)
        await end_sessions(work, agent.id, at, "password_set")
        await note(work, at, agent.id, "invitation_accepted", agent.id)


async def fresh_invitation(work: Work, secrets: StaffSecrets, id: AgentId, at: datetime) -> Invitation:
    """An older one of the same agent stops working."""
    token = secrets.new_invitation()
    await work.invitations.replace(id, secrets.kept(token), at + INVITATION_LIFE)
    return Invitation(agent=id, expires_at=at + INVITATION_LIFE, token=token)


def _spent() -> NotFound:
    return NotFound("This invitation was used already or is too old. Ask for a new one.", code="link_spent")
