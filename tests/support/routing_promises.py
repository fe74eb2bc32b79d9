"""What routing promises, on any storage. A subclass brings the fixtures ``the`` and ``asking``."""

import asyncio

import pytest

from tests.support.routing import EN, NOON, Desk, asked, member, minutes, waiting_jobs
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.routing import AgentOffered, Decided, Need, OfferMissed, Priority, QueueLeft, Reason

ANN, BEN, CYN = AgentId("ann"), AgentId("ben"), AgentId("cyn")
ONE, TWO, THREE = ConversationId("c1"), ConversationId("c2"), ConversationId("c3")


def decisions(the: Desk) -> list[tuple[str, str | None, str]]:
    return [(e.conversation, e.agent, e.reason) for e in the.events if isinstance(e, Decided)]


class PlacingPromises:
    async def test_an_agent_with_room_gets_it_at_once(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        assert await the.state("c1") == ("assigned", "ann")
        assert decisions(the) == [("c1", "ann", "routed")]

    async def test_asking_twice_is_one_place_and_one_agent(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"), asked("c1"))
        assert await the.open_of("ann") == 1
        assert len(decisions(the)) == 1

    async def test_nobody_gets_more_than_their_capacity(self, the: Desk) -> None:
        await the.comes(member("ann", capacity=2))
        await the.asks(asked("c1"), asked("c2"), asked("c3"))
        assert await the.open_of("ann") == 2
        assert await the.state("c3") == ("waiting", None)

    async def test_room_that_comes_free_goes_to_the_longest_waiting(self, the: Desk) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c1"), asked("c3", at=NOON + minutes(2)), asked("c2", at=NOON + minutes(1)))
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", NOON + minutes(9))
        assert await the.state("c1") == ("left", None)
        assert await the.state("c2") == ("assigned", "ann")
        assert await the.state("c3") == ("waiting", None)

    async def test_who_comes_online_gets_what_waits(self, the: Desk) -> None:
        await the.asks(asked("c1"), asked("c2", need=Need(skill="general", language=EN)))
        await the.comes(member("ann"))
        assert await the.agent_of("c1") == "ann"
        assert await the.agent_of("c2") is None

    async def test_a_process_that_died_after_queueing_finds_the_agent_on_the_second_delivery(
        self, the: Desk
    ) -> None:
        await the.comes(member("ann"))
        async with the.open_work() as work:
            await work.entries.add(asked("c1"))
        await the.asks(asked("c1"))
        assert await the.agent_of("c1") == "ann"

    async def test_who_knows_the_story_goes_first_if_there_is_room(self, the: Desk) -> None:
        await the.comes(member("ann", capacity=9), member("ben", capacity=1))
        await the.asks(asked("c1", preferred=BEN), asked("c2", preferred=BEN))
        assert await the.agent_of("c1") == "ben"
        assert await the.agent_of("c2") == "ann"

    async def test_what_was_over_before_it_was_asked_for_does_not_wait(self, the: Desk) -> None:
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", NOON + minutes(1))
        await the.asks(asked("c1", at=NOON))
        assert await the.state("c1") == ("left", None)

    async def test_who_comes_back_after_a_solution_waits_from_then_on(self, the: Desk) -> None:
        later = NOON + minutes(60)
        await the.asks(asked("c1"))
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", NOON + minutes(5))
        await the.asks(asked("c1", at=later))
        entry = await the.lines.find(ONE)
        assert entry is not None
        assert (entry.state, entry.entered_at) == ("waiting", later)

    async def test_a_reopening_that_overtakes_the_resolution_is_not_lost(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.placing.place(asked("c1", at=NOON + minutes(6)), afresh=True)
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", NOON + minutes(5))
        assert await the.agent_of("c1") == "ann"
        assert await the.counters_are_exact()

    async def test_leaving_the_line_is_said_with_how_long_it_was(self, the: Desk) -> None:
        await the.asks(asked("c1"))
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "ended", NOON + minutes(5))
        left = [event for event in the.events if isinstance(event, QueueLeft)]
        assert [(event.reason, event.waited_ms) for event in left] == [("ended", 300_000)]

    async def test_a_raised_priority_moves_forward_and_never_back(self, the: Desk) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(5)))
        await the.routing.placing.raise_priority(TWO, Priority.SECURITY)
        await the.routing.placing.raise_priority(TWO, Priority.NORMAL)
        assert await the.place_of("c2") == 1
        assert await the.place_of("c1") == 2


class StandingPromises:
    async def test_a_place_is_the_number_of_those_before_in_the_same_pool(self, the: Desk) -> None:
        english = Need(skill="general", language=EN)
        await the.asks(
            asked("c1", at=NOON + minutes(1)),
            asked("c2", at=NOON, need=english),
            asked("c3", at=NOON + minutes(2)),
            asked("c4", at=NOON + minutes(3), priority=Priority.HIGH),
        )
        assert [await the.place_of(name) for name in ("c4", "c1", "c3", "c2")] == [1, 2, 3, 1]

    async def test_places_move_up_when_somebody_is_served(self, the: Desk) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.comes(member("ann", capacity=1))
        assert await the.place_of("c1") is None
        assert await the.place_of("c2") == 1

    async def test_only_changed_places_are_told(self, the: Desk) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        pool = asked("c1").need.pool
        the.routing.board.touch(pool)
        await the.routing.board.tell()
        await the.asks(asked("c3", at=NOON + minutes(2)))
        the.routing.board.touch(pool)
        await the.routing.board.tell()
        assert the.around.told == [{ONE: 1, TWO: 2}, {THREE: 3}]

    @pytest.mark.parametrize(
        ("people", "is_open", "reason"),
        [
            ([], True, Reason.NO_SKILL),
            ([member("ann", skills={"funds": 3})], True, Reason.NO_SKILL),
            ([member("ann", availability="offline")], True, Reason.NO_AGENT_ONLINE),
            ([member("ann", availability="offline")], False, Reason.OUTSIDE_HOURS),
            ([member("ann", capacity=0)], True, Reason.ALL_AT_CAPACITY),
        ],
        ids=["nobody", "other skill", "nobody online", "closed", "all busy"],
    )
    async def test_the_reason_of_the_wait_is_named(
        self, the: Desk, people: list[object], is_open: bool, reason: Reason
    ) -> None:
        the.around.is_open_now = is_open
        await the.comes(*people)  # type: ignore[arg-type]
        await the.asks(asked("c1"))
        standing = await the.routing.standings.position_of(ONE)
        assert standing is not None
        assert (standing.position, standing.reason) == (1, reason)

    async def test_who_is_not_in_line_has_no_place(self, the: Desk) -> None:
        assert await the.routing.standings.position_of(ONE) is None


class OfferPromises:
    """``asking``: agents are asked first."""

    async def test_an_offer_waits_for_its_agent(self, asking: Desk) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        assert await asking.state("c1") == ("offered", "ann")
        offers = [event for event in asking.events if isinstance(event, AgentOffered)]
        assert [(event.agent, event.expires_at) for event in offers] == [("ann", NOON + minutes(0.5))]
        assert ("routing.offer_expired", "c1") in await waiting_jobs(asking)
        assert decisions(asking) == []

    async def test_accepting_takes_it_and_accepting_twice_changes_nothing(self, asking: Desk) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        await asking.routing.offers.accept(ANN, ONE)
        await asking.routing.offers.accept(ANN, ONE)
        assert await asking.state("c1") == ("assigned", "ann")
        assert await asking.open_of("ann") == 1
        assert decisions(asking) == [("c1", "ann", "accepted")]
        assert await waiting_jobs(asking) == {}

    async def test_an_offer_that_runs_out_goes_to_the_next_and_is_counted(self, asking: Desk) -> None:
        await asking.comes(member("ann"), member("ben"))
        await asking.asks(asked("c1"))
        await asking.routing.offers.expire(ANN, ONE, NOON + minutes(0.5))
        assert await asking.state("c1") == ("offered", "ben")
        assert await asking.open_of("ann") == 0
        missed = [event for event in asking.events if isinstance(event, OfferMissed)]
        assert [(event.agent, event.missed) for event in missed] == [("ann", 1)]

    async def test_an_old_expiry_does_not_end_a_new_offer(self, asking: Desk) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        await asking.routing.offers.expire(ANN, ONE, NOON - minutes(1))
        assert await asking.state("c1") == ("offered", "ann")

    async def test_the_expiry_that_is_scheduled_is_the_one_that_counts(self, asking: Desk) -> None:
        await asking.comes(member("ann"), member("ben"))
        await asking.asks(asked("c1"))
        job = (await waiting_jobs(asking))["routing.offer_expired", "c1"]
        assert dict(job.args) == {"agent": "ann", "until": millis(NOON + minutes(0.5))}
        assert job.run_at == NOON + minutes(0.5)

    async def test_who_lets_three_offers_pass_is_set_away_and_nobody_is_forgotten(self, asking: Desk) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        for _ in range(3):
            entry = await asking.lines.find(ONE)
            assert entry is not None
            assert entry.offer_until is not None
            await asking.routing.offers.expire(ANN, ONE, entry.offer_until)
            asking.clock.forward(seconds=30)
        assert asking.staff.said == [("ann", "away")]
        assert await asking.state("c1") == ("waiting", None)
        await asking.comes(member("ben"))
        assert await asking.state("c1") == ("offered", "ben")

    async def test_declining_passes_it_on_and_is_not_counted(self, asking: Desk) -> None:
        await asking.comes(member("ann"), member("ben"))
        await asking.asks(asked("c1"))
        await asking.routing.offers.decline(ANN, ONE)
        assert await asking.agent_of("c1") == "ben"
        assert [event for event in asking.events if isinstance(event, OfferMissed)] == []

    async def test_an_offered_contact_is_still_in_line(self, asking: Desk) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        assert await asking.place_of("c1") == 1

    async def test_what_is_offered_to_one_cannot_be_taken_by_another(self, asking: Desk) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        with pytest.raises(Conflict) as refused:
            await asking.routing.offers.accept(BEN, ONE)
        assert refused.value.code == "offered_elsewhere"


class TakingPromises:
    async def test_an_agent_picks_one_by_hand(self, the: Desk) -> None:
        await the.comes(member("ann", capacity=0))
        await the.asks(asked("c1"))
        await the.routing.offers.accept(ANN, ONE)
        assert await the.state("c1") == ("assigned", "ann")
        assert await the.open_of("ann") == 1

    async def test_what_somebody_has_cannot_be_taken(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        with pytest.raises(Conflict) as refused:
            await the.routing.offers.accept(BEN, ONE)
        assert refused.value.code == "taken"

    async def test_what_is_not_in_the_queue_cannot_be_taken(self, the: Desk) -> None:
        with pytest.raises(NotFound):
            await the.routing.offers.accept(ANN, ONE)

    async def test_the_oldest_that_the_agent_can_serve_is_taken(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.routing.moving.agent_paused(ANN)
        await the.knows(member("ann", availability="away"))
        await the.asks(asked("c1", need=Need(language=EN)), asked("c2", at=NOON + minutes(1)), asked("c3"))
        assert await the.routing.offers.take_oldest(ANN) == "c3"
        assert await the.routing.offers.take_oldest(ANN) == "c2"
        with pytest.raises(Conflict) as refused:
            await the.routing.offers.take_oldest(ANN)
        assert refused.value.code == "full"

    async def test_nothing_waits_for_the_agent(self, the: Desk) -> None:
        await the.comes(member("ann"))
        assert await the.routing.offers.take_oldest(ANN) is None

    async def test_an_offline_agent_takes_nothing(self, the: Desk) -> None:
        await the.knows(member("ann", availability="offline"))
        with pytest.raises(Conflict) as refused:
            await the.routing.offers.take_oldest(ANN)
        assert refused.value.code == "offline"


class MovingPromises:
    async def test_going_offline_returns_everything_at_its_own_time(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.asks(asked("c3", at=NOON + minutes(2)))
        await the.knows(member("ann", availability="offline"))
        await the.routing.moving.agent_went(ANN)
        assert [await the.place_of(name) for name in ("c1", "c2", "c3")] == [1, 2, 3]
        assert await the.open_of("ann") == 0
        assert decisions(the)[-2:] == [("c1", None, "agent_offline"), ("c2", None, "agent_offline")]

    async def test_who_comes_back_may_get_the_same_again(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.moving.agent_went(ANN)
        await the.comes(member("ann"))
        assert await the.agent_of("c1") == "ann"

    async def test_colleagues_take_over_what_an_agent_leaves(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.comes(member("ben"))
        await the.routing.moving.agent_went(ANN)
        await the.tell()
        assert the.talks.heads[ONE].assignee == "ben"

    async def test_a_pause_keeps_what_the_agent_has(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.moving.agent_paused(ANN)
        await the.asks(asked("c2"))
        assert await the.agent_of("c1") == "ann"
        assert await the.agent_of("c2") is None

    async def test_a_transfer_moves_the_work_and_its_count(self, the: Desk) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c1"))
        await the.comes(member("ben", capacity=0))
        await the.asks(asked("c2"))
        await the.routing.moving.transfer_to_agent(ONE, BEN)
        assert await the.agent_of("c1") == "ben"
        assert await the.open_of("ben") == 1
        assert await the.agent_of("c2") == "ann"
        assert await the.counters_are_exact()

    async def test_a_transfer_to_an_empty_chair_is_refused(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.knows(member("ben", availability="offline"))
        with pytest.raises(Conflict) as refused:
            await the.routing.moving.transfer_to_agent(ONE, BEN)
        assert refused.value.code == "agent_offline"
        assert await the.agent_of("c1") == "ann"

    async def test_a_transfer_to_a_team_keeps_the_original_time(self, the: Desk) -> None:
        desk = TeamId("tea_funds")
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.comes(member("ben", capacity=1, teams=frozenset({desk}), skills={}))
        await the.routing.moving.transfer_to_team(ONE, desk)
        assert await the.agent_of("c1") == "ben"
        await the.tell()
        assert (the.talks.heads[ONE].team, the.talks.heads[ONE].assignee) == (desk, "ben")
        entry = await the.lines.find(ONE)
        assert entry is not None
        assert entry.entered_at == NOON

    async def test_what_is_given_back_goes_to_somebody_else(self, the: Desk) -> None:
        await the.comes(member("ann", capacity=9))
        await the.asks(asked("c1"))
        await the.routing.moving.give_back(ANN, ONE)
        assert await the.state("c1") == ("waiting", None)
        await the.comes(member("ben", capacity=1))
        assert await the.agent_of("c1") == "ben"

    async def test_what_only_the_giver_can_take_comes_back_within_a_sweep(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.moving.give_back(ANN, ONE)
        await the.routing.repairing.sweep()
        assert await the.agent_of("c1") == "ann"

    async def test_an_assignment_made_elsewhere_is_counted(self, the: Desk) -> None:
        await the.comes(member("ann"), member("ben"))
        await the.routing.moving.adopt(ONE, ContactId("con_c1"), ANN, NOON)
        await the.routing.moving.adopt(ONE, ContactId("con_c1"), BEN, NOON + minutes(1))
        assert (await the.open_of("ann"), await the.open_of("ben")) == (0, 1)

    async def test_old_news_of_an_assignment_changes_nothing(self, the: Desk) -> None:
        await the.comes(member("ann"), member("ben"))
        await the.asks(asked("c1"))
        the.clock.forward(minutes=2)
        await the.routing.moving.transfer_to_agent(ONE, BEN)
        await the.routing.moving.adopt(ONE, ContactId("con_c1"), ANN, NOON + minutes(1))
        assert await the.agent_of("c1") == "ben"

    async def test_a_conversation_that_ended_meanwhile_takes_no_room(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        the.talks.heads[ONE].status = "resolved"
        await the.tell()
        assert await the.state("c1") == ("left", None)
        assert await the.open_of("ann") == 0


class PresencePromises:
    async def test_a_short_absence_of_an_agent_costs_nothing(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.presence.agent_lost(ANN)
        job = (await waiting_jobs(the))["routing.agent_gone", "ann"]
        await the.routing.presence.agent_back(ANN)
        await the.routing.presence.agent_still_gone(ANN, NOON)
        assert job.run_at == NOON + minutes(1)
        assert the.staff.said == []
        assert await waiting_jobs(the) == {}

    async def test_a_long_absence_is_going_offline(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.routing.presence.agent_lost(ANN)
        await the.routing.presence.agent_still_gone(ANN, NOON)
        assert the.staff.said == [("ann", "offline")]

    async def test_a_contact_who_comes_back_in_time_has_the_place_still(self, the: Desk) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        the.clock.forward(minutes=29)
        await the.routing.presence.contact_back(ContactId("con_c1"))
        the.clock.forward(minutes=2)
        await the.routing.presence.contact_still_gone(ONE, NOON)
        assert await the.place_of("c1") == 1
        assert await waiting_jobs(the) == {}

    async def test_a_contact_gone_too_long_leaves_a_message_and_the_place(self, the: Desk) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        job = (await waiting_jobs(the))["routing.contact_gone", "c1"]
        the.clock.forward(minutes=30)
        await the.routing.presence.contact_still_gone(ONE, NOON)
        assert job.run_at == the.clock()
        assert the.around.messages == [ONE]
        assert await the.place_of("c1") is None
        assert await the.place_of("c2") == 1

    async def test_whoever_returns_late_is_in_line_again_without_asking(self, the: Desk) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        the.clock.forward(minutes=40)
        await the.routing.presence.contact_still_gone(ONE, NOON)
        await the.routing.presence.contact_wrote(ONE, ContactId("con_c1"))
        assert await the.place_of("c1") == 2

    async def test_somebody_elses_return_changes_nothing(self, the: Desk) -> None:
        await the.asks(asked("c1"))
        await the.routing.presence.contact_lost(ContactId("con_c1"))
        await the.routing.presence.contact_back(ContactId("con_other"))
        assert ("routing.contact_gone", "c1") in await waiting_jobs(the)


class RepairPromises:
    async def test_what_nobody_on_the_staff_can_do_is_asked_of_more_people(self, the: Desk) -> None:
        await the.comes(member("ann", skills={}, languages=frozenset({EN})))
        await the.asks(asked("c1", need=Need(skill="funds", level=2, language="zh")))
        await the.routing.repairing.sweep()
        assert await the.state("c1") == ("waiting", None)
        await the.routing.repairing.sweep()
        assert await the.agent_of("c1") == "ann"

    async def test_what_only_a_team_may_see_is_never_asked_of_others(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1", need=Need(skill="funds", team="tea_funds")))
        for _ in range(4):
            await the.routing.repairing.sweep()
        assert await the.agent_of("c1") is None

    async def test_wrong_counters_are_made_right(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        async with the.open_work() as work:
            await work.loads.add(ANN, 3, NOON)
        assert await the.routing.repairing.repair(the.talks) == 1
        assert await the.open_of("ann") == 1

    async def test_what_is_over_or_with_another_agent_is_put_right(self, the: Desk) -> None:
        await the.comes(member("ann"), member("ben"))
        await the.asks(asked("c1"), asked("c2"), asked("c3"))
        the.talks.heads[ONE].status = "closed"
        the.talks.heads[TWO].assignee = CYN
        del the.talks.heads[THREE]
        the.clock.forward(minutes=1)
        assert await the.routing.repairing.repair(the.talks) == 3
        assert (await the.open_of("ann"), await the.open_of("ben"), await the.open_of("cyn")) == (0, 0, 1)

    async def test_what_is_right_stays_as_it_is(self, the: Desk) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"), asked("c2"))
        await the.tell()
        assert await the.routing.repairing.repair(the.talks) == 0


class RacePromises:
    async def test_many_at_once_never_pass_a_capacity_and_nobody_is_lost(self, the: Desk) -> None:
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

    async def test_two_agents_never_take_the_same_one(self, the: Desk) -> None:
        await the.comes(*(member(f"a{n}", capacity=0) for n in range(5)))
        await the.asks(asked("c1"))
        tries = [the.routing.offers.accept(AgentId(f"a{n}"), ONE) for n in range(5)]
        results = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(result is None for result in results) == 1
        assert sum(isinstance(result, Conflict) for result in results) == 4
        assert await the.counters_are_exact()

    async def test_comings_and_goings_leave_exact_counters(self, the: Desk) -> None:
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


class RoutingPromises(
    PlacingPromises,
    StandingPromises,
    OfferPromises,
    TakingPromises,
    MovingPromises,
    PresencePromises,
    RepairPromises,
    RacePromises,
):
    """All of them."""
