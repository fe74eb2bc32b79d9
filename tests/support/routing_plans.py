"""What routing promises about what leads set: weights, and a second team. For any storage."""

import asyncio
from dataclasses import replace
from typing import Any

from tests.support.routing import (
    ANN,
    CYN,
    NOON,
    ONE,
    TWO,
    ZH,
    Scene,
    asked,
    member,
    minutes,
)
from walletdesk.kernel.ids import ContactId, TeamId
from walletdesk.routing import Member, Need, QueueOverflowed, Reason
from walletdesk.routing.rules import Overflow

FRONT, BACK = TeamId("tea_front"), TeamId("tea_back")
MAIL = "email"
OF_FRONT = Need(skill="general", language=ZH, team=FRONT)
OF_BOTH = replace(OF_FRONT, also=BACK)


def frank(**more: str) -> Member:
    return member("frank", teams=frozenset({FRONT}), capacity=1, **more)


def bea(**more: str) -> Member:
    return member("bea", teams=frozenset({BACK}), capacity=1, **more)


def overflows(the: Scene) -> list[tuple[str, str | None]]:
    return [(one.conversation, one.to) for one in the.events if isinstance(one, QueueOverflowed)]


class WeightPromises:
    async def test_what_weighs_half_takes_half_a_place(self, the: Scene) -> None:
        the.rules.by_channel = {MAIL: 50}
        await the.comes(member("ann", capacity=2))
        await the.asks(*(asked(f"m{n}", channel=MAIL) for n in range(5)))
        assert await the.open_of("ann") == 4
        assert await the.state("m4") == ("waiting", None)
        [burden] = await the.routing.standings.burdens()
        assert (burden.open, burden.units, burden.capacity) == (4, 200, 2)
        assert (await the.routing.standings.room()).free == 0

    async def test_half_a_place_is_kept_for_the_first_in_line(self, the: Scene) -> None:
        """Else one light conversation after the other would take it, and the first would never be served."""
        the.rules.by_channel = {MAIL: 50}
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("m1", channel=MAIL), asked("c1", at=NOON + minutes(1)))
        other = Need(skill="general")
        await the.asks(asked("m2", channel=MAIL, at=NOON + minutes(2), need=other))
        assert [await the.agent_of(name) for name in ("m1", "c1", "m2")] == ["ann", None, None]
        await the.routing.placing.leave(
            asked("m1").conversation, ContactId("x"), "resolved", NOON + minutes(3)
        )
        assert [await the.agent_of(name) for name in ("c1", "m2")] == ["ann", None]

    async def test_heavier_weights_take_nothing_away_and_give_nothing_more(self, the: Scene) -> None:
        the.rules.by_channel = {MAIL: 50}
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("m1", channel=MAIL), asked("m2", channel=MAIL), asked("m3", channel=MAIL))
        the.rules.by_channel = {}
        assert await the.routing.repairing.reweigh() == 3
        assert await the.routing.repairing.reweigh() == 0
        assert await the.counters_are_exact()
        await the.routing.placing.leave(
            asked("m1").conversation, ContactId("x"), "resolved", NOON + minutes(3)
        )
        assert [await the.agent_of(name) for name in ("m2", "m3")] == ["ann", None]
        await the.routing.placing.leave(
            asked("m2").conversation, ContactId("x"), "resolved", NOON + minutes(4)
        )
        assert await the.agent_of("m3") == "ann"

    async def test_lighter_weights_make_room_at_once(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("m1", channel=MAIL), asked("m2", channel=MAIL))
        assert await the.agent_of("m2") is None
        the.rules.by_channel = {MAIL: 50}
        await the.routing.repairing.reweigh()
        assert await the.agent_of("m2") == "ann"
        assert await the.counters_are_exact()

    async def test_weights_that_change_while_all_moves_keep_every_count(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=3), member("ben", capacity=3))
        await the.asks(*(asked(f"m{n:02}", channel=MAIL) for n in range(6)))
        the.rules.by_channel = {MAIL: 30}
        await asyncio.gather(
            the.routing.repairing.reweigh(),
            the.routing.placing.leave(asked("m01").conversation, ContactId("x"), "resolved", the.clock()),
            *(the.routing.placing.place(asked(f"n{n:02}", channel=MAIL)) for n in range(6)),
            the.routing.repairing.reweigh(),
            the.routing.moving.agent_went(ANN),
        )
        assert await the.counters_are_exact()
        assert all(one.units <= one.capacity * 100 for one in await the.routing.standings.burdens())

    async def test_by_hand_one_takes_what_fits(self, the: Scene) -> None:
        the.rules.by_channel = {MAIL: 50}
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("m1", channel=MAIL), asked("c1", at=NOON + minutes(1)))
        await the.asks(asked("m2", channel=MAIL, at=NOON + minutes(2)))
        assert await the.routing.offers.take_oldest(ANN) == asked("m2").conversation


class OverflowPromises:
    async def test_after_the_time_a_second_team_takes_it_too(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT, to=BACK)]
        await the.comes(bea())
        await the.asks(asked("c1", need=OF_FRONT))
        the.clock.forward(minutes=9)
        await the.routing.repairing.sweep()
        assert (await the.state("c1"), overflows(the)) == (("waiting", None), [])
        the.clock.forward(minutes=1)
        await the.routing.repairing.sweep()
        assert await the.state("c1") == ("assigned", "bea")
        assert overflows(the) == [("c1", BACK)]
        await the.tell()
        assert the.talks.heads[ONE].team == BACK

    async def test_the_first_team_still_takes_it_by_itself(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT, to=BACK)]
        await the.comes(bea())
        await the.asks(asked("x", need=replace(OF_FRONT, team=BACK)), asked("c1", need=OF_FRONT))
        the.clock.forward(minutes=10)
        await the.routing.repairing.sweep()
        assert (await the.state("c1"), await the.place_of("c1")) == (("waiting", None), 1)
        await the.comes(frank())
        assert await the.agent_of("c1") == "frank"
        await the.tell()
        assert the.talks.heads[ONE].team is None

    async def test_the_age_counts_in_the_second_team_too(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT, to=BACK)]
        await the.comes(bea())
        back = replace(OF_FRONT, team=BACK)
        await the.asks(asked("b0", need=back), asked("c1", need=OF_FRONT, at=NOON))
        await the.asks(asked("b1", need=back, at=NOON + minutes(1)))
        the.clock.forward(minutes=12)
        await the.routing.repairing.sweep()
        await the.routing.placing.leave(asked("b0").conversation, ContactId("x"), "resolved", the.clock())
        assert [await the.agent_of(name) for name in ("c1", "b1")] == ["bea", None]

    async def test_whom_a_second_team_may_take_too_stands_before_those_who_came_later(
        self, the: Scene
    ) -> None:
        """Else who comes now is told a place without them, and only quick waits teach how long it takes."""
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT, to=BACK)]
        back = replace(OF_FRONT, team=BACK)
        await the.comes(frank(), bea())
        await the.asks(asked("b0", need=back), asked("c0", need=OF_FRONT), asked("c1", need=OF_FRONT))
        the.clock.forward(minutes=11)
        await the.routing.repairing.sweep()
        await the.asks(asked("c2", need=OF_FRONT, at=the.clock()))
        assert [await the.place_of(name) for name in ("c1", "c2")] == [1, 2]
        come = await the.routing.standings.arrival(OF_FRONT)
        assert (come.line, await the.lines.line_in_order(OF_FRONT.line)) == (
            2,
            [asked("c1").conversation, asked("c2").conversation],
        )
        await the.routing.placing.leave(asked("c0").conversation, ContactId("x"), "resolved", the.clock())
        learned = await the.histories.lately(OF_FRONT.line, 9)
        assert [(wait.place, wait.waited / minutes(1)) for wait in learned if wait.teaches] == [(1, 11.0)]

    async def test_it_goes_on_once_and_never_round(self, the: Scene) -> None:
        rules = [Overflow(minutes=1, team=FRONT, to=BACK), Overflow(minutes=1, team=BACK, to=FRONT)]
        the.rules.goes_on = rules
        await the.comes(bea(), frank())
        await the.asks(asked("b0", need=replace(OF_FRONT, team=BACK)), asked("f0", need=OF_FRONT))
        await the.asks(asked("c1", need=OF_FRONT))
        for _ in range(5):
            the.clock.forward(minutes=5)
            await the.routing.repairing.sweep()
        assert overflows(the) == [("c1", BACK)]

    async def test_a_team_without_anybody_able_takes_over_nothing(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=1, team=FRONT, to=BACK)]
        await the.knows(bea(availability="offline"), frank(availability="offline"))
        await the.comes(member("bob", teams=frozenset({BACK}), skills={}))
        await the.asks(asked("c1", need=OF_FRONT))
        the.clock.forward(minutes=5)
        await the.routing.repairing.sweep()
        assert (await the.agent_of("c1"), overflows(the)) == (None, [])

    async def test_many_at_once_go_on_and_none_above_capacity(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=1, team=FRONT, to=BACK)]
        await the.comes(member("bea", teams=frozenset({BACK}), capacity=3))
        await the.asks(*(asked(f"c{n:02}", need=OF_FRONT) for n in range(8)))
        the.clock.forward(minutes=5)
        await asyncio.gather(*(the.routing.repairing.sweep() for _ in range(3)))
        assert len(overflows(the)) == len(set(overflows(the))) == 8
        assert await the.open_of("bea") == 3
        assert await the.counters_are_exact()

    async def test_who_takes_over_is_not_asked_since_they_may_not_read_it_before(self, asking: Scene) -> None:
        asking.rules.goes_on = [Overflow(minutes=1, team=FRONT, to=BACK)]
        await asking.comes(bea())
        await asking.asks(asked("c1", need=OF_FRONT))
        asking.clock.forward(minutes=2)
        await asking.routing.repairing.sweep()
        assert await asking.state("c1") == ("assigned", "bea")

    async def test_another_way_is_told_once_and_the_place_is_kept(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT)]
        await the.knows(frank(availability="offline"))
        here: dict[str, Any] = {"need": OF_FRONT, "channel": "webchat"}
        await the.asks(asked("c1", **here), asked("c2", at=NOON + minutes(1), **here))
        for _ in range(3):
            the.clock.forward(minutes=10)
            await the.routing.repairing.sweep()
        assert overflows(the) == [("c1", None), ("c2", None)]
        assert [await the.place_of(name) for name in ("c1", "c2")] == [1, 2]

    async def test_another_way_is_told_only_to_those_who_stand_there_while_we_are_open(
        self, the: Scene
    ) -> None:
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT)]
        await the.knows(frank(availability="offline"))
        here: dict[str, Any] = {"need": OF_FRONT, "channel": "webchat"}
        await the.asks(asked("c1", need=OF_FRONT, channel=MAIL), asked("c2", **here), asked("c3", **here))
        the.around.messages.append(asked("c2").conversation)
        the.around.is_open_now = False
        the.clock.forward(minutes=10)
        await the.routing.repairing.sweep()
        assert overflows(the) == []  # and nothing is spent by the night
        the.around.is_open_now = True
        await the.routing.repairing.sweep()
        assert overflows(the) == [("c3", None)]

    async def test_who_was_with_an_agent_meanwhile_has_not_waited_that_long(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT, to=BACK)]
        await the.comes(frank())
        await the.asks(asked("c1", need=OF_FRONT))
        the.clock.forward(minutes=40)
        await the.comes(bea())
        await the.routing.moving.agent_went(frank().id)
        await the.routing.repairing.sweep()
        assert (await the.agent_of("c1"), overflows(the)) == (None, [])

    async def test_moved_to_another_team_it_begins_anew(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT, to=BACK)]
        await the.comes(bea())
        await the.asks(asked("x", need=replace(OF_FRONT, team=BACK)), asked("c2", need=OF_FRONT))
        the.clock.forward(minutes=10)
        await the.routing.repairing.sweep()
        await the.routing.moving.transfer_to_team(TWO, TeamId("tea_third"))
        entry = await the.lines.find(TWO)
        assert entry is not None
        assert (entry.need.also, entry.overflowed_at) == ("", None)

    async def test_the_board_says_for_whom_it_waits_and_why(self, the: Scene) -> None:
        the.rules.goes_on = [Overflow(minutes=10, team=FRONT, to=BACK)]
        await the.comes(bea())
        await the.asks(asked("x", need=replace(OF_FRONT, team=BACK)), asked("c1", need=OF_FRONT))
        the.clock.forward(minutes=10)
        await the.routing.repairing.sweep()
        [queue] = [one for one in await the.routing.standings.queues([], most=5) if one.waiting]
        assert (queue.need, queue.agents, queue.free, queue.reason) == (OF_BOTH, 1, 0, Reason.ALL_AT_CAPACITY)
        assert queue.first[0].overflowed_at == NOON + minutes(10)


class LevelPromises:
    async def test_a_level_is_asked_for_and_lowered_only_where_nobody_has_it(self, the: Scene) -> None:
        need = Need(skill="general", language=ZH, level=2)
        await the.knows(member("cyn", skills={"general": 2}, availability="offline"))
        await the.comes(member("ann"))
        await the.asks(asked("c1", need=need))
        standing = await the.routing.standings.position_of(ONE)
        assert standing is not None
        assert (await the.agent_of("c1"), standing.reason) == (None, Reason.BELOW_LEVEL)
        await the.routing.repairing.sweep()
        assert await the.agent_of("c1") is None
        del the.staff.people[CYN]
        await the.routing.repairing.sweep()
        entry = await the.lines.find(ONE)
        assert entry is not None
        assert (entry.agent, entry.need) == ("ann", replace(need, level=1))


class PlanPromises(WeightPromises, OverflowPromises, LevelPromises):
    pass
