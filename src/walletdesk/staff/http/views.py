"""What the staff's routes take and give. Every body names exactly what may be set, and nothing more."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

from walletdesk.kernel.clock import millis
from walletdesk.kernel.viewers import Role
from walletdesk.staff.model import (
    MOST_PAUSES,
    Agent,
    AuditRecord,
    Availability,
    Invitation,
    PauseReason,
    SessionRules,
    StaffSession,
    State,
)

Id = Annotated[str, msgspec.Meta(max_length=40)]
Login = Annotated[str, msgspec.Meta(max_length=200)]
Name = Annotated[str, msgspec.Meta(max_length=100)]
Password = Annotated[str, msgspec.Meta(max_length=1000)]
Skills = Annotated[dict[Annotated[str, msgspec.Meta(max_length=40)], int], msgspec.Meta(max_length=50)]
Languages = Annotated[list[Annotated[str, msgspec.Meta(max_length=35)]], msgspec.Meta(max_length=50)]
Teams = Annotated[list[Id], msgspec.Meta(max_length=100)]
Capacity = Annotated[int, msgspec.Meta(ge=1, le=50)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What is sent to us. It may hold a password, so it never prints itself."""

    def __repr__(self) -> str:
        return type(self).__name__


class SignInBody(Body):
    login: Login
    password: Password


class SetAvailability(Body):
    """``reason`` is a short code like ``lunch``."""

    state: Literal["online", "away", "offline"]
    reason: Annotated[str, msgspec.Meta(max_length=40)] = ""


class ChangePassword(Body):
    current: Password
    new: Password


class AddAgent(Body):
    login: Login
    name: Name
    role: Role = Role.AGENT
    teams: Teams = []
    skills: Skills = {}
    languages: Languages = []
    capacity: Capacity = 4


class SetRole(Body):
    role: Role


class SetActive(Body):
    active: bool


class SetProfile(Body):
    name: Name
    languages: Languages
    capacity: Capacity


class SetSkills(Body):
    skills: Skills


class SetTeams(Body):
    teams: Teams


class NameTeam(Body):
    name: Name


class AcceptInvitation(Body):
    t: Annotated[str, msgspec.Meta(max_length=100)]
    password: Password
    again: Password


class Found(Body):
    t: Annotated[str, msgspec.Meta(max_length=100)]
    login: Login
    name: Name
    password: Password
    again: Password


class PauseBody(Body):
    """One without a code is new."""

    en: Name
    zh: Name
    code: Annotated[str, msgspec.Meta(max_length=40)] = ""


class SetPauses(Body):
    items: Annotated[list[PauseBody], msgspec.Meta(max_length=MOST_PAUSES)]


class PausesView(msgspec.Struct):
    items: list[PauseBody]


class PauseName(msgspec.Struct):
    """In the reader's language."""

    code: str
    name: str


class MyView(msgspec.Struct):
    id: str
    name: str
    role: Role
    teams: list[str]
    languages: list[str]
    capacity: int
    availability: str
    reason: str


class Me(msgspec.Struct):
    """``csrf`` goes into the header X-CSRF-Token of everything that changes something."""

    agent: MyView
    csrf: str
    locale: str
    ends_at: int
    pauses: list[PauseName]


class Here(msgspec.Struct):
    """``me``: who is signed in by what this browser shows; null: nobody."""

    me: Me | None


class AvailabilityView(msgspec.Struct):
    state: str
    since: int | None
    reason: str


class AgentView(msgspec.Struct):
    """``login`` is null for all but admins."""

    id: str
    login: str | None
    name: str
    role: Role
    teams: list[str]
    skills: dict[str, int]
    languages: list[str]
    capacity: int
    active: bool
    availability: AvailabilityView


class Agents(msgspec.Struct):
    items: list[AgentView]


class InvitationView(msgspec.Struct):
    """Shown once: pass the link on to the agent yourself."""

    link: str
    expires_at: int


class AddedAgent(msgspec.Struct):
    agent: AgentView
    invitation: InvitationView


class TeamView(msgspec.Struct):
    id: str
    name: str
    agents: list[str]


class Teamed(msgspec.Struct):
    items: list[TeamView]


class SessionView(msgspec.Struct):
    id: str
    created_at: int
    seen_at: int
    ends_at: int
    browser: str
    current: bool


class Sessions(msgspec.Struct):
    items: list[SessionView]


class Ended(msgspec.Struct):
    ended: int


class AuditRow(msgspec.Struct):
    number: int
    at: int
    actor: str
    action: str
    target: str
    details: dict[str, str | int]


class AuditRows(msgspec.Struct):
    """``next``: ask with ``before`` set to it; null at the end."""

    items: list[AuditRow]
    next: int | None


def my_view(agent: Agent, said: Availability | None) -> MyView:
    return MyView(
        id=agent.id,
        name=agent.name,
        role=agent.role,
        teams=sorted(agent.teams),
        languages=list(agent.languages),
        capacity=agent.capacity,
        availability=(said.state if said else State.OFFLINE).value,
        reason=said.reason if said else "",
    )


def pauses_view(reasons: Sequence[PauseReason]) -> PausesView:
    return PausesView([PauseBody(en=one.en, zh=one.zh, code=one.code) for one in reasons])


def agent_view(agent: Agent, said: Availability | None, viewer_role: Role) -> AgentView:
    return AgentView(
        id=agent.id,
        login=agent.login if viewer_role is Role.ADMIN else None,
        name=agent.name,
        role=agent.role,
        teams=sorted(agent.teams),
        skills=dict(agent.skills),
        languages=list(agent.languages),
        capacity=agent.capacity,
        active=agent.active,
        availability=availability_view(said),
    )


def availability_view(said: Availability | None) -> AvailabilityView:
    if said is None:
        return AvailabilityView(State.OFFLINE.value, None, "")
    return AvailabilityView(said.state.value, millis(said.since), said.reason)


def invitation_view(invitation: Invitation, public_url: str, path: str) -> InvitationView:
    return InvitationView(f"{public_url}{path}?t={invitation.token}", millis(invitation.expires_at))


def session_view(session: StaffSession, rules: SessionRules, current: str) -> SessionView:
    return SessionView(
        id=session.id,
        created_at=millis(session.created_at),
        seen_at=millis(session.seen_at),
        ends_at=millis(session.ends_at(rules)),
        browser=session.browser,
        current=session.id == current,
    )


def audit_row(record: AuditRecord) -> AuditRow:
    return AuditRow(
        number=record.number,
        at=millis(record.at),
        actor=record.actor,
        action=record.action,
        target=record.target,
        details=dict(record.details),
    )
