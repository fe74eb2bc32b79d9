"""What routing promises when agents and contacts come and go, on any storage."""

import asyncio

import pytest

from tests.support.routing import (
    ANN,
    BEN,
    CYN,
    EN,
    NOON,
    ONE,
    THREE,
    TWO,
    FakeHead,
    Scene,
    asked,
    decisions,
    member,
    minutes,
    waiting_jobs,
)
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.routing import Need, OfferMissed, QueueRejoined


class MovingPromises:
    async def test_going_offline_returns_everything_at_its_own_time(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.asks(asked("c3", at=NOON + minutes(2)))
        the.clock.forward(minutes=10)
        await the.knows(member("ann", availability="offline"))
        await the.routing.moving.agent_went(ANN)
        assert [await the.place_of(name) for name in ("c1", "c2", "c3")] == [1, 2, 3]
        assert await the.open_of("ann") == 0
        assert decisions(the)[-2:] == [("c1", None, "agent_offline"), ("c2", None, "agent_offline")]

    async def test_who_goes_offline_while_work_is_being_given_gets_none_of_it(self, the: Scene) -> None:
        await the.comes(member("ann"))

        async def ann_leaves() -> None:
            async with the.open_work() as work:
                await work.loads.set_online(ANN, online=False)

        async with the.open_work() as work:
            await work.entries.add(asked("c1"))
        the.staff.meanwhile = ann_leaves
        await the.routing.assigning.fill(asked("c1").need)
        assert await the.state("c1") == ("waiting", None)
        assert await the.open_of("ann") == 0

    async def test_who_comes_back_may_get_the_same_again(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.moving.agent_went(ANN)
        await the.comes(member("ann"))
        assert await the.agent_of("c1") == "ann"

    async def test_colleagues_take_over_what_an_agent_leaves(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.comes(member("ben"))
        await the.routing.moving.agent_went(ANN)
        await the.tell()
        assert the.talks.heads[ONE].assignee == "ben"

    async def test_a_pause_keeps_what_the_agent_has(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.moving.agent_paused(ANN)
        await the.asks(asked("c2"))
        assert await the.agent_of("c1") == "ann"
        assert await the.agent_of("c2") is None

    async def test_a_transfer_moves_the_work_and_its_count(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c1"))
        await the.comes(member("ben", capacity=0))
        await the.asks(asked("c2"))
        await the.routing.moving.transfer_to_agent(ONE, BEN)
        assert await the.agent_of("c1") == "ben"
        assert await the.open_of("ben") == 1
        assert await the.agent_of("c2") == "ann"
        assert await the.counters_are_exact()

    async def test_a_transfer_to_an_empty_chair_is_refused(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.knows(member("ben", availability="offline"))
        with pytest.raises(Conflict) as refused:
            await the.routing.moving.transfer_to_agent(ONE, BEN)
        assert refused.value.code == "agent_offline"
        assert await the.agent_of("c1") == "ann"

    async def test_a_transfer_to_a_team_keeps_the_original_time(self, the: Scene) -> None:
        team = TeamId("tea_funds")
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.comes(member("ben", capacity=1, teams=frozenset({team}), skills={}))
        await the.routing.moving.transfer_to_team(ONE, team)
        assert await the.agent_of("c1") == "ben"
        await the.tell()
        assert (the.talks.heads[ONE].team, the.talks.heads[ONE].assignee) == (team, "ben")
        entry = await the.lines.find(ONE)
        assert entry is not None
        assert entry.entered_at == NOON

    async def test_what_is_given_back_goes_to_somebody_else(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=9))
        await the.asks(asked("c1"))
        await the.routing.moving.give_back(ANN, ONE)
        assert await the.state("c1") == ("waiting", None)
        await the.comes(member("ben", capacity=1))
        assert await the.agent_of("c1") == "ben"

    async def test_what_only_the_giver_can_take_comes_back_within_a_sweep(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.moving.give_back(ANN, ONE)
        await the.routing.repairing.sweep()
        assert await the.agent_of("c1") == "ann"

    async def test_an_assignment_made_elsewhere_is_counted(self, the: Scene) -> None:
        await the.comes(member("ann"), member("ben"))
        await the.routing.moving.adopt(ONE, ContactId("con_c1"), ANN, NOON)
        await the.routing.moving.adopt(ONE, ContactId("con_c1"), BEN, NOON + minutes(1))
        assert (await the.open_of("ann"), await the.open_of("ben")) == (0, 1)

    async def test_old_news_of_an_assignment_changes_nothing(self, the: Scene) -> None:
        await the.comes(member("ann"), member("ben"))
        await the.asks(asked("c1"))
        the.clock.forward(minutes=2)
        await the.routing.moving.transfer_to_agent(ONE, BEN)
        await the.routing.moving.adopt(ONE, ContactId("con_c1"), ANN, NOON + minutes(1))
        assert await the.agent_of("c1") == "ben"

    async def test_a_conversation_that_ended_meanwhile_takes_no_room(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        the.talks.heads[ONE].status = "resolved"
        await the.tell()
        assert await the.state("c1") == ("left", None)
        assert await the.open_of("ann") == 0


class PresencePromises:
    async def test_a_short_absence_of_an_agent_costs_nothing(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.presence.agent_lost(ANN)
        job = (await waiting_jobs(the))["routing.agent_gone", "ann"]
        await the.routing.presence.agent_back(ANN)
        await the.routing.presence.agent_still_gone(ANN, NOON)
        assert job.run_at == NOON + minutes(1)
        assert the.staff.said == []
        assert await waiting_jobs(the) == {}

    async def test_a_long_absence_is_going_offline(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.routing.presence.agent_lost(ANN)
        await the.routing.presence.agent_still_gone(ANN, NOON)
        assert the.staff.said == [("ann", "offline")]

    async def test_who_comes_back_too_late_is_said_to_wait_anew(self, the: Scene) -> None:
        await the.asks(asked("c1"))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        the.clock.forward(minutes=31)
        await the.routing.presence.contact_still_gone(ONE, NOON)
        the.clock.forward(minutes=5)
        await the.routing.presence.contact_back(ContactId("con_c1"))
        back = [event for event in the.events if isinstance(event, QueueRejoined)]
        assert [(event.conversation, event.at) for event in back] == [(ONE, the.clock())]

    async def test_a_contact_who_comes_back_in_time_has_the_place_still(self, the: Scene) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        the.clock.forward(minutes=29)
        await the.routing.presence.contact_back(ContactId("con_c1"))
        the.clock.forward(minutes=2)
        await the.routing.presence.contact_still_gone(ONE, NOON)
        assert the.around.messages == []
        assert await the.place_of("c1") == 1
        assert await waiting_jobs(the) == {}

    async def test_a_contact_gone_too_long_leaves_a_message_and_the_place(self, the: Scene) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        job = (await waiting_jobs(the))["routing.contact_gone", "c1"]
        the.clock.forward(minutes=30)
        await the.routing.presence.contact_still_gone(ONE, NOON)
        assert job.run_at == the.clock()
        assert the.around.messages == [ONE]
        assert await the.place_of("c1") is None
        assert await the.place_of("c2") == 1

    async def test_whoever_returns_late_is_in_line_again_without_asking(self, the: Scene) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        the.clock.forward(minutes=40)
        await the.routing.presence.contact_still_gone(ONE, NOON)
        await the.routing.presence.contact_wrote(ONE, ContactId("con_c1"))
        assert await the.place_of("c1") == 2

    async def test_somebody_elses_return_changes_nothing(self, the: Scene) -> None:
        await the.asks(asked("c1"))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        await the.routing.presence.contact_back(ContactId("con_other"))
        assert ("routing.contact_gone", "c1") in await waiting_jobs(the)


class RepairPromises:
    async def test_what_nobody_on_the_staff_can_do_is_asked_of_more_people(self, the: Scene) -> None:
        await the.comes(member("ann", skills={}, languages=frozenset({EN})))
        await the.asks(asked("c1", need=Need(skill="funds", level=2, language="zh")))
        assert await the.agent_of("c1") == "ann"

    async def test_what_nobody_can_do_any_more_is_asked_of_more_people_within_a_sweep(
        self, the: Scene
    ) -> None:
        await the.knows(member("ann", skills={"funds": 1}, availability="offline"))
        await the.asks(asked("c1", need=Need(skill="funds", language="zh")))
        await the.comes(member("ben"))
        await the.routing.repairing.sweep()
        assert await the.agent_of("c1") is None
        del the.staff.people[ANN]
        await the.routing.repairing.sweep()
        assert await the.agent_of("c1") == "ben"

    async def test_what_only_a_team_may_see_is_never_asked_of_others(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1", need=Need(skill="funds", team="tea_funds")))
        for _ in range(4):
            await the.routing.repairing.sweep()
        assert await the.agent_of("c1") is None

    async def test_an_offer_whose_timer_is_lost_is_passed_on_within_a_sweep(self, asking: Scene) -> None:
        await asking.comes(member("ann"), member("ben"))
        await asking.asks(asked("c1"))
        async with asking.open_work() as work:
            work.cancel("routing.offer_expired", "c1")
        asking.clock.forward(seconds=35)
        await asking.routing.repairing.sweep()
        in_time = await asking.state("c1")
        asking.clock.forward(seconds=10)
        await asking.routing.repairing.sweep()
        assert (in_time, await asking.state("c1")) == (("offered", "ann"), ("offered", "ben"))
        missed = [(event.agent, event.missed) for event in asking.events if isinstance(event, OfferMissed)]
        assert (missed, await asking.open_of("ann")) == ([("ann", 1)], 0)
        assert ("routing.offer_expired", "c1") in await waiting_jobs(asking)

    async def test_wrong_counters_are_made_right(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        async with the.open_work() as work:
            await work.loads.take(ANN, [asked("c7"), asked("c8"), asked("c9")], NOON)
        assert await the.routing.repairing.repair(the.talks) == 1
        assert await the.open_of("ann") == 1

    async def test_what_is_over_or_with_another_agent_is_put_right(self, the: Scene) -> None:
        await the.comes(member("ann"), member("ben"))
        await the.asks(asked("c1"), asked("c2"), asked("c3"))
        the.talks.heads[ONE].status = "closed"
        the.talks.heads[TWO].assignee = CYN
        del the.talks.heads[THREE]
        the.clock.forward(minutes=1)
        assert await the.routing.repairing.repair(the.talks) == 3
        assert (await the.open_of("ann"), await the.open_of("ben"), await the.open_of("cyn")) == (0, 0, 1)

    async def test_what_is_right_stays_as_it_is(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"), asked("c2"))
        await the.tell()
        assert await the.routing.repairing.repair(the.talks) == 0


class RacePromises:
    async def test_many_at_once_never_pass_a_capacity_and_nobody_is_lost(self, the: Scene) -> None:
        await the.comes(*(member(f"a{n}", capacity=3) for n in range(4)))
        entries = [asked(f"c{n:02}", at=NOON + minutes(n)) for n in range(20)]
        place = the.routing.placing.place
        await asyncio.gather(*(place(entry) for entry in entries for _ in range(2)))
        states = [await the.state(entry.conversation) for entry in entries]
        loads = [load.open for load in (await the.lines.loads()).values()]
        assert loads == [3, 3, 3, 3]
        assert sum(state == "assigned" for state, _ in states) == 12
        assert sum(state == "waiting" for state, _ in states) == 8
        assert await the.counters_are_exact()

    async def test_an_assignment_told_many_times_at_once_is_counted_once(self, the: Scene) -> None:
        adopt, contact = the.routing.moving.adopt, ContactId("con_c1")
        await asyncio.gather(*(adopt(ONE, contact, ANN, NOON) for _ in range(8)))
        assert (await the.agent_of("c1"), await the.open_of("ann")) == ("ann", 1)

    async def test_many_who_take_what_never_was_in_line_leave_it_to_one(self, the: Scene) -> None:
        talk = FakeHead(status="open")
        tries = [the.routing.offers.accept(AgentId(f"a{n}"), ONE, talk) for n in range(5)]
        results = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(result is None for result in results) == 1
        assert sum(isinstance(result, Conflict) for result in results) == 4
        assert await the.counters_are_exact()

    async def test_two_agents_never_take_the_same_one(self, the: Scene) -> None:
        await the.comes(*(member(f"a{n}", capacity=0) for n in range(5)))
        await the.asks(asked("c1"))
        tries = [the.routing.offers.accept(AgentId(f"a{n}"), ONE) for n in range(5)]
        results = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(result is None for result in results) == 1
        assert sum(isinstance(result, Conflict) for result in results) == 4
        assert await the.counters_are_exact()

    async def test_taking_twice_at_once_does_not_pass_the_capacity(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        await the.routing.moving.agent_paused(ANN)
        await the.asks(asked("c1"), asked("c2"))
        take = the.routing.offers.take_oldest
        results = await asyncio.gather(*(take(ANN) for _ in range(4)), return_exceptions=True)
        assert [taken for taken in results if isinstance(taken, str)] == ["c1"]
        assert await the.open_of("ann") == 1

    async def test_comings_and_goings_leave_exact_counters(self, the: Scene) -> None:
        people = [member(f"a{n}", capacity=2) for n in range(3)]
        await the.comes(*people)
        await the.asks(*(asked(f"c{n}", at=NOON + minutes(n)) for n in range(9)))
        moving, placing = the.routing.moving, the.routing.placing
        the.clock.forward(minutes=60)
        await asyncio.gather(
            moving.agent_went(AgentId("a0")),
            *(
                placing.leave(ConversationId(f"c{n}"), ContactId("x"), "resolved", the.clock())
                for n in range(6)
            ),
            moving.agent_came(AgentId("a0")),
            the.routing.repairing.sweep(),
        )
        await the.routing.repairing.sweep()
        assert await the.counters_are_exact()
        assert [(await the.state(f"c{n}"))[0] for n in range(6, 9)] == ["assigned"] * 3
