"""What the history of waits promises, on any storage."""

import pytest

from tests.support.routing import ANN, NOON, ONE, Scene, asked, member, minutes
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ContactId
from walletdesk.routing.model import Joining, Priority
from walletdesk.routing.waits import Wait

POOL = asked("c1").need.pool
EVER = NOON - minutes(1)


async def measured(the: Scene) -> list[tuple[int, int, float]]:
    """Of who learned to wait: place, agents and minutes."""
    waits = await the.histories.lately(POOL, 99)
    return [(wait.place, wait.agents, wait.waited / minutes(1)) for wait in waits if wait.teaches]


async def joined(the: Scene, name: str) -> Joining:
    entry = await the.lines.find(asked(name).conversation)
    assert entry is not None
    assert entry.joined is not None
    return entry.joined


async def ended(the: Scene, name: str) -> None:
    talk = asked(name)
    await the.routing.placing.leave(talk.conversation, talk.contact, "resolved", the.clock())


async def all_joined(the: Scene) -> list[tuple[int, float]]:
    return [(one.joined, one.waited / minutes(1)) for one in await the.histories.hours(EVER)]


class WaitPromises:
    async def test_a_wait_is_kept_with_the_place_and_the_staff_of_its_begin(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c1"), asked("c2"), asked("c3"))
        the.clock.forward(minutes=9)
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "resolved", the.clock())
        assert await measured(the) == [(1, 1, 9.0)]
        assert await all_joined(the) == [(2, 9.0)]  # the first found room; the third waits still

    async def test_who_leaves_is_kept_and_teaches_no_wait(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c2"), asked("c1"))
        the.clock.forward(minutes=4)
        await the.routing.placing.leave(ONE, ContactId("con_c1"), "closed", the.clock())
        assert await measured(the) == []
        assert await all_joined(the) == [(2, 4.0)]
        left = await the.histories.lately(POOL, 99)  # but it let the line move up
        assert [(wait.place, wait.served, wait.waited / minutes(1)) for wait in left] == [(1, False, 4.0)]

    async def test_an_offer_is_no_end_of_a_wait(self, asking: Scene) -> None:
        await asking.comes(member("ann", capacity=1))
        await asking.asks(asked("c1"))
        the_wait = await all_joined(asking)
        asking.clock.forward(minutes=1)
        await asking.routing.offers.accept(ANN, ONE)
        assert (the_wait, await all_joined(asking)) == ([], [(1, 1.0)])

    async def test_a_second_wait_of_the_same_conversation_is_one_of_its_own(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c1"))
        the.clock.forward(minutes=3)
        await the.routing.moving.agent_went(ANN)
        the.clock.forward(minutes=2)
        await the.comes(member("ben"))
        assert await all_joined(the) == [(2, 2.0)]

    async def test_what_fails_leaves_no_line_in_the_history(self, the: Scene) -> None:
        await the.asks(asked("c1"))
        entry = await the.lines.find(ONE)
        assert entry is not None
        with pytest.raises(NotFound):
            async with the.open_work() as work:
                await work.entries.save(entry.assigned(ANN, the.clock()))
                raise NotFound
        assert await all_joined(the) == []

    async def test_what_was_told_is_kept_and_judged_when_the_wait_is_over(self, the: Scene) -> None:
        """Thirty waits of five minutes each, one after the other, then one of half an hour."""
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c000"))
        for number in range(1, 31):
            await the.asks(asked(f"c{number:03}", at=the.clock()))
            the.clock.forward(minutes=5 if number < 30 else 30)
            before = f"c{number - 1:03}"
            talk = asked(before)
            await the.routing.placing.leave(talk.conversation, talk.contact, "resolved", the.clock())
        found = await the.histories.accuracy(99)
        assert (found.told, found.held, found.below, found.above) == (18, 17, 0, 1)
        told = [wait for wait in await the.histories.lately(POOL, 99) if wait.low is not None]
        assert _range(told[0]) == (5, 6)

    async def test_a_night_in_which_nobody_is_there_is_no_wait_to_learn_from_or_be_judged_by(
        self, the: Scene
    ) -> None:
        ben = member("ben", capacity=1)
        await the.comes(member("ann", capacity=1), ben)
        names = [f"c{number:02}" for number in range(22)]
        await the.asks(*map(asked, names[:20]))
        for name in names[:14]:
            the.clock.forward(minutes=4)
            await ended(the, name)
        await the.asks(*(asked(name, at=the.clock()) for name in names[20:]))
        learned, told = len(await measured(the)), (await the.histories.accuracy(99)).told
        await the.routing.moving.agent_went(ANN)
        assert (await joined(the, names[21])).told  # Ben is there: how long it takes says something
        await the.routing.moving.agent_went(ben.id)
        alone = await joined(the, names[21])
        assert (alone.place, alone.told) == (0, None)
        the.clock.forward(hours=9)
        await the.comes(member("ann", capacity=9))
        assert await the.agent_of(names[21])
        assert len(await measured(the)) == learned > 0
        assert (await the.histories.accuracy(99)).told == told

    async def test_who_was_let_ahead_teaches_nothing_of_the_place_where_they_began(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        await the.asks(*(asked(f"c{number}") for number in range(1, 6)))
        await the.routing.placing.raise_priority(asked("c5").conversation, Priority.SECURITY)
        the.clock.forward(minutes=1)
        await ended(the, "c1")
        assert await the.agent_of("c5")
        assert await measured(the) == []

    async def test_a_range_is_told_for_the_place_and_the_staff_of_now(self, the: Scene) -> None:
        await the.comes(member("ann", capacity=1))
        come = await the.routing.standings.arrival(asked("c99").need)
        assert (come.line, come.room, come.told) == (0, True, None)
        await the.asks(*(asked(f"c{number:02}") for number in range(16)))
        for number in range(14):
            the.clock.forward(minutes=4)
            talk = asked(f"c{number:02}")
            await the.routing.placing.leave(talk.conversation, talk.contact, "resolved", the.clock())
        last = await the.routing.standings.outlook_of(asked("c15").conversation)
        assert last is not None
        assert last.told is not None
        assert (last.position, last.told.low <= 4 <= last.told.high) == (1, True)
        assert (last.told.basis.recent, last.told.basis.usual) == (14, 0)
        come = await the.routing.standings.arrival(asked("c99").need)
        assert (come.line, come.room, come.told is None) == (1, False, False)
        assert come.told is None or come.told.high >= last.told.high  # from the end of the line
        await the.routing.moving.agent_went(ANN)
        the.clock.forward(seconds=3)
        nobody = await the.routing.standings.arrival(asked("c99").need)
        assert (nobody.line, nobody.room, nobody.told) == (2, False, None)  # what was given is back
        alone = await the.routing.standings.outlook_of(asked("c15").conversation)
        assert (alone is None, alone and alone.told) == (False, None)  # nobody there: not known

    async def test_half_a_place_is_no_room_for_a_full_conversation(self, the: Scene) -> None:
        the.rules.by_channel["email"] = 50
        await the.comes(member("ann", capacity=1))
        await the.asks(asked("c1", channel="email"))
        full = await the.routing.standings.arrival(asked("c9").need, "webchat")
        half = await the.routing.standings.arrival(asked("c9").need, "email")
        assert (full.line, full.room, half.room) == (0, False, True)

    async def test_one_place_is_no_room_behind_sixty(self, the: Scene) -> None:
        """Whoever is free has let them all go by: nothing is given, and the place stays."""
        await the.asks(*(asked(f"c{number:02}", passed=frozenset({ANN})) for number in range(60)))
        await the.comes(member("ann", capacity=1))
        assert (await the.routing.standings.room()).free == 1
        come = await the.routing.standings.arrival(asked("c99").need, "webchat")
        assert (come.line, come.room) == (60, False)


def _range(wait: Wait) -> tuple[int | None, int | None]:
    return wait.low, wait.high
