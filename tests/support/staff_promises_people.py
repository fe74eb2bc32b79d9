"""What the use cases about people, invitations, availability and audit promise, in whatever storage."""

from datetime import timedelta

import pytest

from tests.support.shield import PHRASE, WIF
from tests.support.staff import NOON, OTHER_PASSWORD, PASSWORD, Staff
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped, TooMany
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.staff import AgentAvailabilityChanged, AgentChanged, NewAgent, PauseReason, State

NOBODY = AgentId("agt_none")


class PersonnelPromises:
    async def test_the_first_admin_is_made_once(self, staff: Staff) -> None:
        admin = await staff.personnel.create_first_admin(login="root", name="Root", password=PASSWORD)
        assert admin.role is Role.ADMIN
        assert await staff.is_in(await staff.enter("root"))
        with pytest.raises(Conflict) as refusal:
            await staff.personnel.create_first_admin(login="two", name="Two", password=PASSWORD)
        assert refusal.value.code == "admin_exists"
        second = await staff.personnel.create_first_admin(
            login="two", name="Two", password=PASSWORD, even_if_there_is_one=True
        )
        assert second.role is Role.ADMIN

    async def test_a_login_is_taken_once_whatever_its_letters(self, staff: Staff) -> None:
        await staff.hire("wang")
        with pytest.raises(Conflict) as refusal:
            await staff.hire("Wang")
        assert refusal.value.code == "login_taken"

    async def test_no_agent_is_called_by_a_secret(self, staff: Staff) -> None:
        admin, wang = await staff.hire("root", Role.ADMIN), await staff.hire("wang")
        for tried in (
            lambda: staff.personnel.create(admin.viewer, NewAgent(login="li", name=WIF)),
            lambda: staff.personnel.enrol(NewAgent(login=WIF, name="Li"), PASSWORD),
            lambda: staff.personnel.set_profile(admin.viewer, wang.id, name=WIF, languages=(), capacity=4),
        ):
            with pytest.raises(SecretStopped):
                await tried()
        assert {agent.name for agent in await staff.personnel.list()} == {admin.name, wang.name}

    async def test_no_team_is_called_by_a_secret(self, staff: Staff) -> None:
        admin = await staff.hire("root", Role.ADMIN)
        front = await staff.teams.create(admin.viewer, "Front")
        with pytest.raises(SecretStopped):
            await staff.teams.create(admin.viewer, WIF)
        with pytest.raises(SecretStopped):
            await staff.teams.rename(admin.viewer, front.id, WIF)
        assert list(await staff.teams.list()) == [front]

    @pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD])
    async def test_only_an_admin_changes_the_staff(self, staff: Staff, role: Role) -> None:
        team = await staff.teams.found("Front")
        who = await staff.hire("who", role, frozenset({team.id}))
        target = await staff.hire("wang", teams=frozenset({team.id}))
        for attempt in (
            lambda: staff.personnel.create(who.viewer, NewAgent(login="x", name="X", role=Role.ADMIN)),
            lambda: staff.personnel.set_role(who.viewer, target.id, Role.LEAD),
            lambda: staff.personnel.set_role(who.viewer, who.id, Role.ADMIN),
            lambda: staff.personnel.set_active(who.viewer, target.id, active=False),
            lambda: staff.personnel.set_teams(who.viewer, who.id, frozenset()),
            lambda: staff.personnel.set_profile(who.viewer, who.id, name="Boss", languages=(), capacity=50),
            lambda: staff.inviting.invite(who.viewer, target.id),
            lambda: staff.teams.create(who.viewer, "Mine"),
            lambda: staff.teams.rename(who.viewer, team.id, "Mine"),
            lambda: staff.sessions.revoke_all(who.viewer, target.id),
        ):
            with pytest.raises(NotFound):
                await attempt()
        assert await staff.personnel.get(who.id) == who
        assert await staff.personnel.get(target.id) == target

    async def test_a_lead_sets_skills_only_of_the_agents_of_a_shared_team(self, staff: Staff) -> None:
        front, back = await staff.teams.found("Front"), await staff.teams.found("Back")
        lead = await staff.hire("lead", Role.LEAD, frozenset({front.id}))
        mine, other = await staff.hire("mine", teams=frozenset({front.id})), await staff.hire("other")
        peer = await staff.hire("peer", Role.LEAD, frozenset({front.id, back.id}))
        changed = await staff.personnel.set_skills(lead.viewer, mine.id, {"funds": 3})
        assert (await staff.personnel.get(mine.id)).skills == changed.skills == {"funds": 3}
        for target in (other, peer, lead):
            with pytest.raises(NotFound):
                await staff.personnel.set_skills(lead.viewer, target.id, {"funds": 3})

    async def test_another_role_means_signing_in_again(self, staff: Staff) -> None:
        admin, agent = await staff.hire("admin", Role.ADMIN), await staff.hire()
        entered = await staff.enter()
        assert await staff.is_in(entered)
        await staff.personnel.set_role(admin.viewer, agent.id, Role.LEAD)
        assert not await staff.is_in(entered)
        assert (await staff.enter()).signed_in.viewer.role is Role.LEAD

    async def test_other_teams_count_at_once(self, staff: Staff) -> None:
        admin, agent = await staff.hire("admin", Role.ADMIN), await staff.hire()
        entered, team = await staff.enter(), await staff.teams.found("Front")
        assert await staff.is_in(entered)
        await staff.personnel.set_teams(admin.viewer, agent.id, frozenset({team.id}))
        viewer = await staff.authenticator.viewer(entered.secret)
        assert viewer is not None
        assert viewer.teams == {team.id}

    async def test_whoever_is_switched_off_is_out_offline_and_uninvited(self, staff: Staff) -> None:
        admin, agent = await staff.hire("admin", Role.ADMIN), await staff.hire()
        entered, invitation = await staff.enter(), await staff.inviting.invite(admin.viewer, agent.id)
        await staff.availabilities.set(agent.viewer, agent.id, State.ONLINE)
        await staff.personnel.set_active(admin.viewer, agent.id, active=False)
        assert not await staff.is_in(entered)
        assert await staff.availabilities.present() == []
        assert not await staff.inviting.is_open(invitation.token)
        assert staff.all(AgentChanged)[-1].active is False
        with pytest.raises(Conflict):
            await staff.inviting.invite(admin.viewer, agent.id)

    async def test_there_is_always_an_admin(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        with pytest.raises(Conflict) as refusal:
            await staff.personnel.set_role(admin.viewer, admin.id, Role.AGENT)
        assert refusal.value.code == "last_admin"
        with pytest.raises(Conflict):
            await staff.personnel.set_active(admin.viewer, admin.id, active=False)
        second = await staff.hire("second", Role.ADMIN)
        await staff.personnel.set_role(second.viewer, admin.id, Role.AGENT)
        with pytest.raises(Conflict):
            await staff.personnel.set_role(second.viewer, second.id, Role.LEAD)

    async def test_what_does_not_change_is_no_news(self, staff: Staff) -> None:
        admin, agent = await staff.hire("admin", Role.ADMIN), await staff.hire()
        before = len(staff.happened()), await staff.audited()
        await staff.personnel.set_role(admin.viewer, agent.id, Role.AGENT)
        await staff.personnel.set_active(admin.viewer, agent.id, active=True)
        await staff.personnel.set_skills(admin.viewer, agent.id, {})
        assert (len(staff.happened()), await staff.audited()) == before

    async def test_an_agent_is_kept_as_given(self, staff: Staff) -> None:
        admin, team = await staff.hire("admin", Role.ADMIN), await staff.teams.found("Front")
        new = NewAgent(
            login="li",
            name="小李",
            teams=frozenset({team.id}),
            skills={"funds": 2, "general": 3},
            languages=("zh-CN", "en"),
            capacity=7,
        )
        agent, _ = await staff.personnel.create(admin.viewer, new)
        assert await staff.personnel.get(agent.id) == agent
        assert agent in await staff.personnel.list()
        assert (agent.name, agent.skills, agent.languages, agent.capacity) == (
            *("小李", {"funds": 2, "general": 3}),
            *(("zh-CN", "en"), 7),
        )

    async def test_unknown_teams_and_agents_are_refused(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        with pytest.raises(Invalid):
            await staff.personnel.set_teams(admin.viewer, admin.id, frozenset({TeamId("tea_none")}))
        with pytest.raises(NotFound):
            await staff.personnel.set_role(admin.viewer, NOBODY, Role.LEAD)
        with pytest.raises(NotFound):
            await staff.personnel.get(NOBODY)

    async def test_a_team_has_one_name_and_a_name_one_team(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        front = await staff.teams.create(admin.viewer, "Front")
        back = await staff.teams.create(admin.viewer, "Back")
        with pytest.raises(Conflict):
            await staff.teams.create(admin.viewer, " Front ")
        with pytest.raises(Conflict):
            await staff.teams.rename(admin.viewer, back.id, "Front")
        await staff.teams.rename(admin.viewer, front.id, "Front")
        await staff.teams.rename(admin.viewer, back.id, "Risk")
        with pytest.raises(NotFound):
            await staff.teams.rename(admin.viewer, TeamId("tea_none"), "Other")
        assert [team.name for team in await staff.teams.list()] == ["Front", "Risk"]


class InvitationPromises:
    async def test_an_invitation_sets_a_password_once(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        agent, invitation = await staff.personnel.create(admin.viewer, NewAgent(login="new", name="New"))
        assert await staff.inviting.is_open(invitation.token)
        assert await staff.inviting.accept(invitation.token, OTHER_PASSWORD, ip="192.0.2.1") == agent.id
        assert await staff.is_in(await staff.enter("new", OTHER_PASSWORD))
        assert not await staff.inviting.is_open(invitation.token)
        with pytest.raises(NotFound):
            await staff.inviting.accept(invitation.token, PASSWORD, ip="192.0.2.1")

    async def test_an_invitation_is_worthless_after_a_day(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        _, invitation = await staff.personnel.create(admin.viewer, NewAgent(login="new", name="New"))
        staff.clock.forward(hours=24)
        assert not await staff.inviting.is_open(invitation.token)
        with pytest.raises(NotFound):
            await staff.inviting.accept(invitation.token, PASSWORD, ip="192.0.2.1")

    async def test_a_new_invitation_replaces_the_old_and_ends_what_was_open(self, staff: Staff) -> None:
        admin, agent = await staff.hire("admin", Role.ADMIN), await staff.hire()
        entered = await staff.enter()
        old = await staff.inviting.invite(admin.viewer, agent.id)
        new = await staff.inviting.invite(admin.viewer, agent.id)
        with pytest.raises(NotFound):
            await staff.inviting.accept(old.token, OTHER_PASSWORD, ip="192.0.2.1")
        assert await staff.is_in(entered)
        await staff.inviting.accept(new.token, OTHER_PASSWORD, ip="192.0.2.1")
        assert not await staff.is_in(entered)
        with pytest.raises(Invalid):
            await staff.enter(password=PASSWORD)

    async def test_a_weak_password_does_not_use_the_invitation_up(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        _, invitation = await staff.personnel.create(admin.viewer, NewAgent(login="new", name="New"))
        with pytest.raises(Invalid):
            await staff.inviting.accept(invitation.token, "short", ip="192.0.2.1")
        assert await staff.inviting.is_open(invitation.token)

    @pytest.mark.parametrize("guess", ["", "i1_", "i1_" + "A" * 43, "null", "None"])
    async def test_an_empty_or_guessed_token_opens_nothing(self, staff: Staff, guess: str) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        await staff.personnel.create(admin.viewer, NewAgent(login="new", name="New"))
        assert not await staff.inviting.is_open(guess)
        with pytest.raises(NotFound):
            await staff.inviting.accept(guess, PASSWORD, ip="192.0.2.1")

    async def test_guessing_tokens_is_stopped(self, staff: Staff) -> None:
        for _ in range(30):
            with pytest.raises(NotFound):
                await staff.inviting.accept("guess", PASSWORD, ip="192.0.2.1")
        with pytest.raises(TooMany):
            await staff.inviting.accept("guess", PASSWORD, ip="192.0.2.1")


class AvailabilityPromises:
    async def test_routing_hears_who_came_and_went(self, staff: Staff) -> None:
        agent = await staff.hire()
        await staff.availabilities.set(agent.viewer, agent.id, State.ONLINE)
        staff.clock.forward(minutes=5)
        await staff.availabilities.set(agent.viewer, agent.id, State.ONLINE)
        await staff.availabilities.set(agent.viewer, agent.id, State.AWAY, reason="lunch")
        said = [(e.previous, e.state, e.reason) for e in staff.all(AgentAvailabilityChanged)]
        assert said == [("offline", "online", ""), ("online", "away", "lunch")]
        present = await staff.availabilities.present()
        assert [(p.agent, p.state) for p in present] == [(agent, State.AWAY)]
        assert present[0].since == NOON + timedelta(minutes=5)

    async def test_each_stretch_is_kept_with_its_reason(self, staff: Staff) -> None:
        agent = await staff.hire()
        for state, reason in ((State.ONLINE, ""), (State.AWAY, "break"), (State.ONLINE, "")):
            await staff.availabilities.set(agent.viewer, agent.id, state, reason=reason)
            staff.clock.forward(minutes=5)
        kept = await staff.pauses.spells(NOON, NOON + timedelta(minutes=60))
        assert [(one.state, one.reason, one.ended_at) for one in kept] == [
            (State.ONLINE, "", NOON + timedelta(minutes=5)),
            (State.AWAY, "break", NOON + timedelta(minutes=10)),
            (State.ONLINE, "", None),
        ]
        minutes = timedelta(minutes=1)
        between = await staff.pauses.spells(NOON + 6 * minutes, NOON + 7 * minutes)
        assert [one.reason for one in between] == ["break"]

    async def test_reasons_of_a_pause_are_an_administrators_and_the_past_keeps_its_words(
        self, staff: Staff
    ) -> None:
        admin, lead = await staff.hire("boss", Role.ADMIN), await staff.hire("lead", Role.LEAD)
        assert [one.code for one in await staff.pauses.list()] == ["break", "meeting", "training"]
        lunch = PauseReason(code="", en="Lunch", zh="午饭")
        with pytest.raises(NotFound):
            await staff.pauses.set(lead.viewer, [lunch])
        [kept] = await staff.pauses.set(admin.viewer, [lunch])
        assert (kept.en, kept.zh) == ("Lunch", "午饭")
        other = PauseReason(code="break", en="Tea", zh="喝茶")
        assert [one.en for one in await staff.pauses.set(admin.viewer, [other])] == ["Tea"]
        named = await staff.pauses.named()
        assert (named[kept.code].zh, named["break"].en, named["meeting"].en) == ("午饭", "Tea", "Meeting")
        with pytest.raises(Invalid):
            await staff.pauses.set(admin.viewer, [other, other])
        with pytest.raises(SecretStopped):
            await staff.pauses.set(admin.viewer, [PauseReason(code="", en=PHRASE, zh="x")])
        assert [one.en for one in await staff.pauses.list()] == ["Tea"]
        assert len(await staff.pauses.set(admin.viewer, [])) == 3

    async def test_saying_the_same_again_does_not_change_since_when(self, staff: Staff) -> None:
        agent = await staff.hire()
        await staff.availabilities.set(agent.viewer, agent.id, State.ONLINE)
        staff.clock.forward(minutes=5)
        await staff.availabilities.set(agent.viewer, agent.id, State.ONLINE)
        assert (await staff.availabilities.all())[agent.id].since == NOON

    async def test_a_lead_sends_an_agent_of_the_team_away_but_never_online(self, staff: Staff) -> None:
        team = await staff.teams.found("Front")
        lead = await staff.hire("lead", Role.LEAD, frozenset({team.id}))
        agent, other = await staff.hire(teams=frozenset({team.id})), await staff.hire("other")
        await staff.availabilities.set(agent.viewer, agent.id, State.ONLINE)
        await staff.availabilities.set(lead.viewer, agent.id, State.AWAY, reason="by_lead")
        assert [p.state for p in await staff.availabilities.present()] == [State.AWAY]
        with pytest.raises(Conflict):
            await staff.availabilities.set(lead.viewer, agent.id, State.ONLINE)
        with pytest.raises(NotFound):
            await staff.availabilities.set(lead.viewer, other.id, State.AWAY)
        with pytest.raises(NotFound):
            await staff.availabilities.set(other.viewer, agent.id, State.OFFLINE)

    async def test_what_happens_to_the_connection_is_said_once(self, staff: Staff) -> None:
        agent = await staff.hire()
        await staff.availabilities.set_offline(agent.id, reason="disconnected")
        await staff.availabilities.set_away(agent.id, reason="missed_offers")
        assert staff.all(AgentAvailabilityChanged) == []
        await staff.availabilities.set(agent.viewer, agent.id, State.ONLINE)
        await staff.availabilities.set_away(agent.id, reason="missed_offers")
        await staff.availabilities.set_away(agent.id, reason="missed_offers")
        await staff.availabilities.set_offline(agent.id, reason="disconnected")
        await staff.availabilities.set_offline(agent.id, reason="disconnected")
        assert [e.state for e in staff.all(AgentAvailabilityChanged)] == ["online", "away", "offline"]

    async def test_a_reason_is_a_code_and_not_a_story(self, staff: Staff) -> None:
        agent = await staff.hire()
        with pytest.raises(Invalid):
            await staff.availabilities.set(agent.viewer, agent.id, State.AWAY, reason="I am ill today")


class AuditPromises:
    async def test_who_did_what_to_whom_is_written_down(self, staff: Staff) -> None:
        admin, agent = await staff.hire("admin", Role.ADMIN), await staff.hire()
        await staff.enter("admin")
        await staff.personnel.set_role(admin.viewer, agent.id, Role.LEAD)
        assert await staff.audited() == [
            ("system", "agent_added", admin.id),
            ("system", "agent_added", agent.id),
            (admin.id, "signed_in", admin.id),
            (admin.id, "role_changed", agent.id),
        ]

    async def test_what_was_not_done_is_not_written_down(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        before = await staff.audited()
        with pytest.raises(Conflict):
            await staff.personnel.set_role(admin.viewer, admin.id, Role.AGENT)
        assert await staff.audited() == before

    async def test_leads_and_admins_read_it_newest_first_and_by_page(self, staff: Staff) -> None:
        admin, lead = await staff.hire("admin", Role.ADMIN), await staff.hire("lead", Role.LEAD)
        agent = await staff.hire()
        for viewer in (admin.viewer, lead.viewer):
            assert [row.number for row in await staff.auditing.list(viewer, limit=2)] == [3, 2]
        older = await staff.auditing.list(admin.viewer, before=2)
        assert [row.target for row in older] == [admin.id]
        about = await staff.auditing.list(admin.viewer, about=agent.id)
        assert [row.target for row in about] == [agent.id]
        with pytest.raises(NotFound):
            await staff.auditing.list(agent.viewer)

    async def test_nothing_typed_is_in_it(self, staff: Staff) -> None:
        await staff.hire()
        with pytest.raises(Invalid):
            await staff.enter("my-password-by-mistake", OTHER_PASSWORD)
        rows = str(await staff.reading.audit_from(1, 500))
        for typed in ("my-password-by-mistake", OTHER_PASSWORD, "wang", PASSWORD, "192.0.2.1"):
            assert typed not in rows

    async def test_the_chain_holds(self, staff: Staff) -> None:
        assert await staff.auditing.first_broken() is None
        for n in range(5):
            await staff.hire(f"agent-{n}")
        assert await staff.auditing.first_broken() is None
