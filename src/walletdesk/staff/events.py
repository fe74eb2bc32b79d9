"""Facts about the staff."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, SessionId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffEvent(Event):
    agent: AgentId

    @property
    def topic(self) -> str:
        return self.agent


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAvailabilityChanged(StaffEvent):
    """``state`` and ``previous`` are online, away or offline; ``reason`` is a short code, or empty."""

    state: str
    previous: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentChanged(StaffEvent):
    """Something that others may show or count by: name, role, teams, skills, languages, capacity, active."""

    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRevoked(StaffEvent):
    """A sign-in is over: its open sockets must close within five seconds."""

    session: SessionId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChanged(Event):
    team: TeamId

    @property
    def topic(self) -> str:
        return self.team
