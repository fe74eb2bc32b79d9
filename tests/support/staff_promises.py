"""What the use cases about the staff promise, whatever they are stored in. Give a fixture ``staff``."""

import pytest

from tests.support.staff import OTHER_PASSWORD, PASSWORD, Staff
from tests.support.staff_promises_people import (
    AuditPromises,
    AvailabilityPromises,
    InvitationPromises,
    PersonnelPromises,
)
from walletdesk.kernel.errors import Invalid, NotFound, TooMany
from walletdesk.kernel.ids import SessionId
from walletdesk.kernel.viewers import Role
from walletdesk.staff import NewAgent, SessionRevoked, State


class SignInPromises:
    async def test_the_right_password_opens_a_session_and_says_who(self, staff: Staff) -> None:
        agent = await staff.hire()
        entered = await staff.enter(" WANG ")
        viewer = await staff.authenticator.viewer(entered.secret)
        assert viewer == agent.viewer
        assert entered.signed_in.agent.id == agent.id

    async def test_every_sign_in_is_a_new_session_and_the_one_that_came_along_ends(
        self, staff: Staff
    ) -> None:
        await staff.hire()
        planted = await staff.enter()
        entered = await staff.enter(old=planted.secret)
        assert entered.secret != planted.secret
        assert entered.signed_in.session != planted.signed_in.session
        assert entered.signed_in.csrf != planted.signed_in.csrf
        assert not await staff.is_in(planted)
        assert [event.session for event in staff.all(SessionRevoked)] == [planted.signed_in.session]

    async def test_a_secret_that_somebody_made_up_is_never_taken_over(self, staff: Staff) -> None:
        await staff.hire()
        made_up = "s1_" + "A" * 43
        entered = await staff.enter(old=made_up)
        assert entered.secret != made_up
        assert await staff.authenticator.viewer(made_up) is None

    async def test_unknown_wrong_and_switched_off_are_told_the_same_after_the_same_work(
        self, staff: Staff
    ) -> None:
        admin, off = await staff.hire("admin", Role.ADMIN), await staff.hire("off")
        invited, _ = await staff.personnel.create(admin.viewer, NewAgent(login="new", name="New"))
        await staff.personnel.set_active(admin.viewer, off.id, active=False)
        before = len(staff.passwords.tried), len(await staff.audited())
        said = set()
        for login in ("admin", "nobody", "off", "new", "", "x" * 500, "a b"):
            with pytest.raises(Invalid) as refusal:
                await staff.enter(login, OTHER_PASSWORD)
            said.add((refusal.value.code, refusal.value.message, str(refusal.value.values)))
        assert len(said) == 1
        assert len(staff.passwords.tried) == before[0] + 7
        failed = (await staff.audited())[before[1] :]
        assert [target for _, action, target in failed if action == "sign_in_failed"] == [
            *(admin.id, "unknown", off.id, invited.id),
            *("unknown", "unknown", "unknown"),
        ]

    @pytest.mark.parametrize(
        "password", [OTHER_PASSWORD, "", PASSWORD.upper(), PASSWORD + " ", PASSWORD[:-1]]
    )
    async def test_another_password_opens_nothing(self, staff: Staff, password: str) -> None:
        await staff.hire()
        with pytest.raises(Invalid):
            await staff.enter(password=password)

    async def test_an_agent_switched_off_cannot_enter_with_the_right_password(self, staff: Staff) -> None:
        admin, agent = await staff.hire("admin", Role.ADMIN), await staff.hire()
        await staff.personnel.set_active(admin.viewer, agent.id, active=False)
        with pytest.raises(Invalid):
            await staff.enter()

    async def test_whoever_has_not_set_a_password_cannot_enter_without_one(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        await staff.personnel.create(admin.viewer, NewAgent(login="new", name="New"))
        for guess in ("", "nobody's", "hash:nobody's"):
            with pytest.raises(Invalid):
                await staff.enter("new", guess)

    async def test_guessing_one_account_is_stopped_known_or_not(self, staff: Staff) -> None:
        await staff.hire()
        for login in ("wang", "nobody"):
            for _ in range(10):
                with pytest.raises(Invalid):
                    await staff.enter(login, OTHER_PASSWORD)
            with pytest.raises(TooMany):
                await staff.enter(login)

    async def test_guessing_many_accounts_from_one_address_is_stopped(self, staff: Staff) -> None:
        for n in range(30):
            with pytest.raises(Invalid):
                await staff.enter(f"agent-{n}", OTHER_PASSWORD)
        tried = len(staff.passwords.tried)
        with pytest.raises(TooMany):
            await staff.enter("agent-31", OTHER_PASSWORD)
        assert len(staff.passwords.tried) == tried

    async def test_guessing_one_account_from_many_addresses_is_stopped(self, staff: Staff) -> None:
        await staff.hire()
        for n in range(50):
            with pytest.raises(Invalid):
                await staff.enter(password=OTHER_PASSWORD, ip=f"192.0.2.{n}")
        with pytest.raises(TooMany):
            await staff.enter(ip="198.51.100.1")

    async def test_one_place_cannot_lock_an_agent_out_everywhere(self, staff: Staff) -> None:
        await staff.hire()
        for _ in range(10):
            with pytest.raises(Invalid):
                await staff.enter(password=OTHER_PASSWORD, ip="203.0.113.9")
        with pytest.raises(TooMany):
            await staff.enter(ip="203.0.113.9")
        assert await staff.is_in(await staff.enter(ip="192.0.2.1"))

    async def test_an_outdated_hash_is_renewed_on_the_way_in(self, staff: Staff) -> None:
        agent = await staff.hire()
        async with staff.open_work() as work:
            await work.agents.set_password(agent.id, f"old-hash:{PASSWORD}")
        await staff.enter()
        await staff.enter()
        assert staff.passwords.tried == [f"old-hash:{PASSWORD}", f"hash:{PASSWORD}"]

    async def test_signing_out_ends_the_session_and_the_presence(self, staff: Staff) -> None:
        agent = await staff.hire()
        first, second = await staff.enter(), await staff.enter()
        await staff.availabilities.set(agent.viewer, agent.id, State.ONLINE)
        await staff.sign_in.sign_out(first.secret)
        assert [present.state for present in await staff.availabilities.present()] == [State.ONLINE]
        await staff.sign_in.sign_out(second.secret)
        await staff.sign_in.sign_out(second.secret)
        assert await staff.availabilities.present() == []
        assert not await staff.is_in(first)
        assert not await staff.is_in(second)

    async def test_a_new_password_ends_every_other_sign_in_and_renews_ones_own(self, staff: Staff) -> None:
        await staff.hire()
        elsewhere, here = await staff.enter(), await staff.enter()
        renewed = await staff.sign_in.change_password(
            here.signed_in, current=PASSWORD, new=OTHER_PASSWORD, ip="192.0.2.1"
        )
        assert [await staff.is_in(session) for session in (elsewhere, here, renewed)] == [False, False, True]
        with pytest.raises(Invalid):
            await staff.enter(password=PASSWORD)
        assert await staff.is_in(await staff.enter(password=OTHER_PASSWORD))

    async def test_the_present_password_is_needed_for_a_new_one(self, staff: Staff) -> None:
        await staff.hire()
        here = await staff.enter()
        with pytest.raises(Invalid) as refusal:
            await staff.sign_in.change_password(
                here.signed_in, current=OTHER_PASSWORD, new=OTHER_PASSWORD, ip="192.0.2.1"
            )
        assert refusal.value.code == "password_wrong"
        assert await staff.is_in(here)


class SessionPromises:
    @pytest.mark.parametrize("cookie", ["", "s1_", "null", "s1_" + "A" * 43, "%00", "s1_" + "é" * 43])
    async def test_an_empty_or_guessed_cookie_is_nobody(self, staff: Staff, cookie: str) -> None:
        await staff.hire()
        await staff.enter()
        assert await staff.authenticator.viewer(cookie) is None

    async def test_an_invitation_is_no_cookie_and_a_cookie_no_invitation(self, staff: Staff) -> None:
        admin = await staff.hire("admin", Role.ADMIN)
        _, invitation = await staff.personnel.create(admin.viewer, NewAgent(login="new", name="New"))
        entered = await staff.enter("admin")
        assert await staff.authenticator.viewer(invitation.token) is None
        assert not await staff.inviting.is_open(entered.secret)

    async def test_a_session_nobody_uses_ends_after_an_hour(self, staff: Staff) -> None:
        await staff.hire()
        entered = await staff.enter()
        staff.clock.forward(minutes=59)
        assert await staff.is_in(entered)
        staff.clock.forward(minutes=59)
        assert await staff.is_in(entered)
        staff.clock.forward(minutes=60)
        assert not await staff.is_in(entered)

    async def test_listening_does_not_keep_a_session_awake(self, staff: Staff) -> None:
        await staff.hire()
        entered = await staff.enter()
        staff.clock.forward(minutes=59)
        assert await staff.authenticator.still(entered.secret) is not None
        staff.clock.forward(minutes=1)
        assert await staff.authenticator.still(entered.secret) is None

    async def test_a_session_ends_after_a_shift_however_busy(self, staff: Staff) -> None:
        await staff.hire()
        entered = await staff.enter()
        for _ in range(23):
            staff.clock.forward(minutes=31)
            assert await staff.is_in(entered)
        staff.clock.forward(minutes=7)
        assert not await staff.is_in(entered)

    async def test_a_revoked_session_is_over_at_once_and_its_sockets_are_told(self, staff: Staff) -> None:
        agent = await staff.hire()
        stolen, own = await staff.enter(), await staff.enter()
        assert await staff.is_in(stolen)
        await staff.sessions.revoke(agent.viewer, stolen.signed_in.session)
        assert not await staff.is_in(stolen)
        assert await staff.is_in(own)
        event = staff.all(SessionRevoked)[-1]
        assert (event.session, event.agent) == (stolen.signed_in.session, agent.id)

    async def test_only_ones_own_sessions_are_listed_and_ended(self, staff: Staff) -> None:
        wang, li = await staff.hire("wang"), await staff.hire("li")
        entered = await staff.enter("wang")
        with pytest.raises(NotFound):
            await staff.sessions.revoke(li.viewer, entered.signed_in.session)
        with pytest.raises(NotFound):
            await staff.sessions.list(li.viewer, wang.id)
        with pytest.raises(NotFound):
            await staff.sessions.revoke(wang.viewer, SessionId("ses_none"))
        assert await staff.is_in(entered)
        assert len(await staff.sessions.list(wang.viewer, wang.id)) == 1

    async def test_an_admin_ends_all_sessions_of_an_agent(self, staff: Staff) -> None:
        admin, agent = await staff.hire("admin", Role.ADMIN), await staff.hire()
        entered = [await staff.enter(), await staff.enter()]
        assert await staff.sessions.revoke_all(admin.viewer, agent.id) == 2
        assert [await staff.is_in(session) for session in entered] == [False, False]

    async def test_ended_sessions_are_not_listed(self, staff: Staff) -> None:
        agent = await staff.hire()
        await staff.enter()
        staff.clock.forward(hours=1)
        assert await staff.sessions.list(agent.viewer, agent.id) == []


class StaffPromises(
    SignInPromises,
    SessionPromises,
    PersonnelPromises,
    InvitationPromises,
    AvailabilityPromises,
    AuditPromises,
):
    pass
