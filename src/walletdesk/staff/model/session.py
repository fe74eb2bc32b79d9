"""A sign-in of an agent, how long it lasts, and what opens one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from walletdesk.kernel.ids import AgentId, SessionId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.staff.model.agent import Agent

INVITATION_LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRules:
    """NIST SP 800-63B-4 asks for signing in again after an hour of rest and after a day at the latest."""

    idle: timedelta = timedelta(hours=1)
    longest: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    """``seen_at`` is written at most once a minute."""

    id: SessionId
    agent: AgentId
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    browser: str = ""

    def ends_at(self, rules: SessionRules) -> datetime:
        return min(self.expires_at, self.seen_at + rules.idle)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """``csrf`` must come back in a header with everything this session changes."""

    session: SessionId
    agent: Agent
    ends_at: datetime
    csrf: str = field(repr=False)

    @property
    def viewer(self) -> AgentViewer:
        return self.agent.viewer


@dataclass(frozen=True, slots=True)
class Credential:
    """``password_hash`` is empty until an invitation was accepted."""

    agent: AgentId
    active: bool
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """``token`` exists only at the moment it was made."""

    agent: AgentId
    expires_at: datetime
    token: str = field(repr=False)
