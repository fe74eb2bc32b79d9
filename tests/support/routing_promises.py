"""What routing promises, on any storage. A subclass brings the fixtures ``the`` and ``asking``."""

import pytest

from tests.support.routing import (
    ANN,
    BEN,
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
from tests.support.routing_moves import MovingPromises, PresencePromises, RacePromises, RepairPromises
from tests.support.routing_plans import PlanPromises
from tests.support.routing_waits import WaitPromises
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ContactId, TeamId
from walletdesk.routing import AgentOffered, Need, OfferMissed, Priority, QueueLeft, Reason


class PlacingPromises:
    async def test_an_agent_with_room_gets_it_at_once(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        assert await the.state("c1") == ("assigned", "ann")
        assert decisions(the) == [("c1", "ann", "routed")]

    async def test_asking_twice_is_one_place_and_one_agent(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"), asked("c1"))
        assert await the.open_of("ann") == 1
        assert len(decisions(the)) == 1

    async def test_nobody_gets_more_than_their_capacity(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=2))
        await the.asks(asked("c1"), asked("c2"), asked("c3"))
        assert await the.open_of("ann") == 2
        assert await the.state("c3") == ("waiting", None)

    async def test_room_that_comes_free_goes_to_the_longest_waiting(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c1"), asked("c3", at=NOON + minutes(2)), asked("c2", at=NOON + minutes(1)))
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", NOON + minutes(9))
        assert await the.state("c1") == ("left", None)
        assert await the.state("c2") == ("assigned", "ann")
        assert await the.state("c3") == ("waiting", None)

    async def test_who_comes_online_gets_what_waits(self, the: Scene) -> None:
        await the.asks(asked("c1"), asked("c2", need=Need(skill="general", language=EN)))
        await the.comes(member("ann"))
        assert await the.agent_of("c1") == "ann"
        assert await the.agent_of("c2") is None

    async def test_a_process_that_died_after_queueing_finds_the_agent_on_the_second_delivery(
        self, the: Scene
    ) -> None:
        await the.comes(member("ann"))
        async with the.open_work() as work:
            await work.entries.add(asked("c1"))
        await the.asks(asked("c1"))
        assert await the.agent_of("c1") == "ann"

    async def test_who_knows_the_story_goes_first_if_there_is_room(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=9), member("ben", capacity=1))
        await the.asks(asked("c1", preferred=BEN), asked("c2", preferred=BEN))
        assert await the.agent_of("c1") == "ben"
        assert await the.agent_of("c2") == "ann"

    async def test_what_was_over_before_it_was_asked_for_does_not_wait(self, the: Scene) -> None:
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", NOON + minutes(1))
        await the.asks(asked("c1", at=NOON))
        assert await the.state("c1") == ("left", None)

    async def test_who_comes_back_after_a_solution_waits_from_then_on(self, the: Scene) -> None:
        later = NOON + minutes(60)
        await the.asks(asked("c1"))
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", NOON + minutes(5))
        await the.asks(asked("c1", at=later))
        entry = await the.lines.find(ONE)
        assert entry is not None
        assert (entry.state, entry.entered_at) == ("waiting", later)

    async def test_a_reopening_that_overtakes_the_resolution_is_not_lost(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        await the.routing.placing.place(asked("c1", at=NOON + minutes(6)), afresh=True)
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", NOON + minutes(5))
        assert await the.agent_of("c1") == "ann"
        assert await the.counters_are_exact()

    async def test_leaving_the_line_is_said_with_how_long_it_was(self, the: Scene) -> None:
        await the.asks(asked("c1"))
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "ended", NOON + minutes(5))
        left = [event for event in the.events if isinstance(event, QueueLeft)]
        assert [(event.reason, event.waited_ms) for event in left] == [("ended", 300_000)]

    async def test_a_raised_priority_moves_forward_and_never_back(self, the: Scene) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(5)))
        await the.routing.placing.raise_priority(TWO, Priority.SECURITY)
        await the.routing.placing.raise_priority(TWO, Priority.NORMAL)
        assert await the.place_of("c2") == 1
        assert await the.place_of("c1") == 2


class StandingPromises:
    async def test_a_place_is_the_number_of_those_before_in_the_same_pool(self, the: Scene) -> None:
        english = Need(skill="general", language=EN)
        await the.asks(
            asked("c1", at=NOON + minutes(1)),
            asked("c2", at=NOON, need=english),
            asked("c3", at=NOON + minutes(2)),
            asked("c4", at=NOON + minutes(3), priority=Priority.HIGH),
        )
        assert [await the.place_of(name) for name in ("c4", "c1", "c3", "c2")] == [1, 2, 3, 1]

    async def test_places_move_up_when_somebody_is_served(self, the: Scene) -> None:
        await the.asks(asked("c1"), asked("c2", at=NOON + minutes(1)))
        await the.comes(member("ann", capacity=1))
        assert await the.place_of("c1") is None
        assert await the.place_of("c2") == 1

    async def test_only_changed_places_are_told(self, the: Scene) -> None:
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
            (
                [member("ann", teams=frozenset({"tea_funds"}), availability="offline")],
                True,
                Reason.NO_AGENT_ONLINE,
            ),
            ([member("ann", availability="offline")], True, Reason.NO_AGENT_ONLINE),
            ([member("ann", availability="offline")], False, Reason.OUTSIDE_HOURS),
            ([member("ann", capacity=0)], True, Reason.ALL_AT_CAPACITY),
        ],
        ids=["nobody", "of a team", "nobody online", "closed", "all busy"],
    )
    async def test_the_reason_of_the_wait_is_named(
        self, the: Scene, people: list[object], is_open: bool, reason: Reason
    ) -> None:
        the.around.is_open_now = is_open
        await the.comes(*people)  # type: ignore[arg-type]
        await the.asks(asked("c1"))
        standing = await the.routing.standings.position_of(ONE)
        assert standing is not None
        assert (standing.position, standing.reason) == (1, reason)

    async def test_who_is_not_in_line_has_no_place(self, the: Scene) -> None:
        assert await the.routing.standings.position_of(ONE) is None


class OfferPromises:
    """``asking``: agents are asked first."""

    async def test_an_offer_waits_for_its_agent(self, asking: Scene) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        assert await asking.state("c1") == ("offered", "ann")
        offers = [event for event in asking.events if isinstance(event, AgentOffered)]
        assert [(event.agent, event.expires_at) for event in offers] == [("ann", NOON + minutes(0.5))]
        assert ("routing.offer_expired", "c1") in await waiting_jobs(asking)
        assert decisions(asking) == []

    async def test_accepting_takes_it_and_accepting_twice_changes_nothing(self, asking: Scene) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        await asking.routing.offers.accept(ANN, ONE)
        await asking.routing.offers.accept(ANN, ONE)
        assert await asking.state("c1") == ("assigned", "ann")
        assert await asking.open_of("ann") == 1
        assert decisions(asking) == [("c1", "ann", "accepted")]
        assert await waiting_jobs(asking) == {}

    async def test_an_offer_that_runs_out_goes_to_the_next_and_is_counted(self, asking: Scene) -> None:
        await asking.comes(member("ann"), member("ben"))
        await asking.asks(asked("c1"))
        await asking.routing.offers.expire(ANN, ONE, NOON + minutes(0.5))
        assert await asking.state("c1") == ("offered", "ben")
        assert await asking.open_of("ann") == 0
        missed = [event for event in asking.events if isinstance(event, OfferMissed)]
        assert [(event.agent, event.missed) for event in missed] == [("ann", 1)]

    async def test_an_old_expiry_does_not_end_a_new_offer(self, asking: Scene) -> None:
        await asking.comes(member("ann"), member("ben"))
        await asking.asks(asked("c1"))
        await asking.routing.offers.expire(ANN, ONE, NOON - minutes(1))
        assert await asking.state("c1") == ("offered", "ann")

    async def test_the_expiry_that_is_scheduled_is_the_one_that_counts(self, asking: Scene) -> None:
        await asking.comes(member("ann"), member("ben"))
        await asking.asks(asked("c1"))
        job = (await waiting_jobs(asking))["routing.offer_expired", "c1"]
        assert dict(job.args) == {"agent": "ann", "until": millis(NOON + minutes(0.5))}
        assert job.run_at == NOON + minutes(0.5)

    async def test_who_lets_three_offers_pass_is_set_away_and_none_is_forgotten(self, asking: Scene) -> None:
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

    async def test_declining_passes_it_on_and_is_not_counted(self, asking: Scene) -> None:
        await asking.comes(member("ann"), member("ben"))
        await asking.asks(asked("c1"))
        await asking.routing.offers.decline(ANN, ONE)
        assert await asking.agent_of("c1") == "ben"
        assert [event for event in asking.events if isinstance(event, OfferMissed)] == []

    async def test_an_offered_contact_is_still_in_line(self, asking: Scene) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        assert await asking.place_of("c1") == 1

    async def test_what_is_offered_to_one_cannot_be_taken_by_another(self, asking: Scene) -> None:
        await asking.comes(member("ann"))
        await asking.asks(asked("c1"))
        with pytest.raises(Conflict) as refused:
            await asking.routing.offers.accept(BEN, ONE)
        assert refused.value.code == "offered_elsewhere"


class TakingPromises:
    async def test_an_agent_picks_one_by_hand(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=0))
        await the.asks(asked("c1"))
        await the.routing.offers.accept(ANN, ONE)
        assert await the.state("c1") == ("assigned", "ann")
        assert await the.open_of("ann") == 1

    async def test_what_somebody_has_cannot_be_taken(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.asks(asked("c1"))
        with pytest.raises(Conflict) as refused:
            await the.routing.offers.accept(BEN, ONE)
        assert refused.value.code == "taken"

    async def test_what_is_not_in_the_queue_cannot_be_taken(self, the: Scene) -> None:
        with pytest.raises(NotFound):
            await the.routing.offers.accept(ANN, ONE)

    async def test_what_is_with_the_bot_is_taken_and_counted_once(self, the: Scene) -> None:
        talk = the.talks.heads[ONE] = FakeHead(status="open")
        await the.knows(member("ann"))
        for _ in range(2):
            await the.routing.offers.accept(ANN, ONE, talk)
            await the.tell()
        assert await the.state("c1") == ("assigned", "ann")
        assert (await the.open_of("ann"), talk.assignee) == (1, "ann")

    async def test_a_request_that_comes_to_us_late_does_not_put_it_in_line(self, the: Scene) -> None:
        talk = the.talks.heads[ONE] = FakeHead(waiting_since=NOON)
        the.clock.forward(minutes=1)
        await the.routing.offers.accept(ANN, ONE, talk)
        await the.comes(member("ben"))
        await the.routing.placing.place(asked("c1"), afresh=True)
        assert await the.state("c1") == ("assigned", "ann")
        assert (await the.open_of("ann"), await the.open_of("ben")) == (1, 0)

    @pytest.mark.parametrize("heard", ["nothing", "the end", "the return", "both"])
    async def test_what_was_taken_back_stays_theirs_whatever_we_hear_when(
        self, the: Scene, heard: str
    ) -> None:
        """Solved at 1, opened again at 2, accepted at 3; what we had not heard by then comes after."""
        contact, again = ContactId("con_c1"), asked("c1", at=NOON + minutes(2), preferred=ANN)
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c1"))
        await the.comes(member("ben"))

        async def end() -> None:
            await the.routing.placing.leave(ONE, contact, "resolved", NOON + minutes(1))

        async def opened() -> None:
            await the.routing.placing.place(again, afresh=True)

        news = {"nothing": [], "the end": [end], "the return": [opened], "both": [end, opened]}[heard]
        the.clock.forward(minutes=2)
        for tell in news:
            await tell()
        the.clock.forward(minutes=1)
        await the.routing.offers.accept(ANN, ONE, FakeHead(waiting_since=NOON + minutes(2)))
        for tell in (end, opened):
            await tell()
        assert await the.state("c1") == ("assigned", "ann")
        assert (await the.open_of("ann"), await the.open_of("ben")) == (1, 0)

    @pytest.mark.parametrize("status", ["resolved", "closed"])
    async def test_what_is_over_cannot_be_taken(self, the: Scene, status: str) -> None:
        with pytest.raises(NotFound):
            await the.routing.offers.accept(ANN, ONE, FakeHead(status=status))

    async def test_what_never_was_in_line_is_transferred_in_its_language(self, the: Scene) -> None:
        talk = the.talks.heads[ONE] = FakeHead(status="open", locale="en")
        await the.comes(member("ben", teams=frozenset({"tea_funds"})))
        await the.routing.offers.accept(ANN, ONE, talk)
        await the.routing.moving.transfer_to_team(ONE, TeamId("tea_funds"))
        assert await the.state("c1") == ("waiting", None)
        await the.comes(member("cyn", teams=frozenset({"tea_funds"}), languages=frozenset({EN})))
        assert await the.agent_of("c1") == "cyn"

    async def test_the_oldest_that_the_agent_can_serve_is_taken(self, the: Scene) -> None:
        await the.comes(member("ann"))
        await the.routing.moving.agent_paused(ANN)
        english = member("ben", languages=frozenset({EN}), availability="offline")
        await the.knows(member("ann", availability="away"), english)
        await the.asks(asked("c1", need=Need(language=EN)), asked("c2", at=NOON + minutes(1)), asked("c3"))
        assert await the.routing.offers.take_oldest(ANN) == "c3"
        assert await the.routing.offers.take_oldest(ANN) == "c2"
        with pytest.raises(Conflict) as refused:
            await the.routing.offers.take_oldest(ANN)
        assert refused.value.code == "full"

    async def test_nothing_waits_for_the_agent(self, the: Scene) -> None:
        await the.comes(member("ann"))
        assert await the.routing.offers.take_oldest(ANN) is None

    async def test_an_offline_agent_takes_nothing(self, the: Scene) -> None:
        await the.knows(member("ann", availability="offline"))
        with pytest.raises(Conflict) as refused:
            await the.routing.offers.take_oldest(ANN)
        assert refused.value.code == "offline"


class RoutingPromises(
    PlanPromises,
    PlacingPromises,
    StandingPromises,
    OfferPromises,
    TakingPromises,
    MovingPromises,
    PresencePromises,
    RepairPromises,
    RacePromises,
    WaitPromises,
):
    """All of them."""
