"""Which role may do what to whom, as functions of what is known. What is not allowed looks like nothing."""

from enum import StrEnum

from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.staff.model.agent import Agent


class Action(StrEnum):
    SEE_STAFF = "see_staff"
    SET_SKILLS = "set_skills"
    SET_AVAILABILITY = "set_availability"
    SEE_AUDIT = "see_audit"
    ADD_AGENT = "add_agent"
    CHANGE_AGENT = "change_agent"
    INVITE = "invite"
    END_SESSIONS = "end_sessions"
    CHANGE_TEAMS = "change_teams"


_LEAST = {
    Action.SEE_STAFF: Role.AGENT,
    Action.SET_SKILLS: Role.LEAD,
    Action.SET_AVAILABILITY: Role.LEAD,
    Action.SEE_AUDIT: Role.LEAD,
    Action.ADD_AGENT: Role.ADMIN,
    Action.CHANGE_AGENT: Role.ADMIN,
    Action.INVITE: Role.ADMIN,
    Action.END_SESSIONS: Role.ADMIN,
    Action.CHANGE_TEAMS: Role.ADMIN,
}
_OWN = frozenset({Action.SET_AVAILABILITY, Action.END_SESSIONS})  # what everybody may do to themselves


def may(viewer: AgentViewer, action: Action) -> bool:
    return viewer.at_least(_LEAST[action])


def may_to(viewer: AgentViewer, action: Action, target: Agent) -> bool:
    """An admin may to everybody; a lead to the agents of a shared team, never to another lead or an admin."""
    if viewer.agent == target.id and action in _OWN:
        return True
    if not may(viewer, action):
        return False
    return viewer.role is Role.ADMIN or (
        target.role.rank < viewer.role.rank and bool(viewer.teams & target.teams)
    )


def require(viewer: AgentViewer, action: Action) -> None:
    if not may(viewer, action):
        raise NotFound


def require_over(viewer: AgentViewer, action: Action, target: Agent) -> None:
    if not may_to(viewer, action, target):
        raise NotFound
