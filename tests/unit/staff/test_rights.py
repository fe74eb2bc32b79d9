"""Every role against every action: the whole table, so that a new action without a line here is seen."""

from datetime import UTC, datetime

import pytest

from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.staff import Agent
from walletdesk.staff.model.rights import Action, may, may_to, require, require_over

FRONT, BACK = TeamId("tea_front"), TeamId("tea_back")


def agent(role: Role, team: TeamId = FRONT, id: str = "") -> Agent:
    return Agent(
        id=AgentId(id or f"agt_{role}_{team}"),
        login="x",
        name="x",
        role=role,
        created_at=datetime(2026, 11, 20, tzinfo=UTC),
        teams=frozenset({team}),
    )


TABLE = {
    Action.SEE_STAFF: (True, True, True),
    Action.SET_SKILLS: (False, True, True),
    Action.SET_AVAILABILITY: (False, True, True),
    Action.SEE_AUDIT: (False, True, True),
    Action.ADD_AGENT: (False, False, True),
    Action.CHANGE_AGENT: (False, False, True),
    Action.INVITE: (False, False, True),
    Action.END_SESSIONS: (False, False, True),
    Action.CHANGE_TEAMS: (False, False, True),
}


@pytest.mark.parametrize("action", list(Action))
def test_what_each_role_may(action: Action) -> None:
    assert tuple(may(agent(role).viewer, action) for role in Role) == TABLE[action]


@pytest.mark.parametrize("action", list(Action))
def test_a_lead_reaches_only_agents_of_a_shared_team(action: Action) -> None:
    lead = agent(Role.LEAD).viewer
    targets = (
        agent(Role.AGENT),
        *(agent(Role.AGENT, BACK), agent(Role.LEAD, id="agt_peer"), agent(Role.ADMIN)),
    )
    reached = [may_to(lead, action, target) for target in targets]
    assert reached == [TABLE[action][1], False, False, False]


@pytest.mark.parametrize("action", list(Action))
def test_an_admin_reaches_everybody(action: Action) -> None:
    admin = agent(Role.ADMIN).viewer
    assert all(may_to(admin, action, agent(role, BACK)) for role in Role)


@pytest.mark.parametrize("action", list(Action))
def test_nobody_raises_themselves(action: Action) -> None:
    me = agent(Role.AGENT)
    own = {Action.SET_AVAILABILITY, Action.END_SESSIONS}
    assert may_to(me.viewer, action, me) == (action in own)


def test_what_is_not_allowed_looks_like_nothing() -> None:
    with pytest.raises(NotFound):
        require(agent(Role.AGENT).viewer, Action.SEE_AUDIT)
    with pytest.raises(NotFound):
        require_over(agent(Role.AGENT).viewer, Action.SET_SKILLS, agent(Role.AGENT, BACK))
