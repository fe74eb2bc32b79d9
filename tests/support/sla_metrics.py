"""What is promised of next replies and resolutions, of pauses, and of places, in memory and in SQL."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.support.hours import OFFICE
from tests.support.sla import FIRST, NEXT, NOON, RESOLUTION, TALK, Rig, minutes
from walletdesk.hours import Covers, Place, WeeklySpan
from walletdesk.kernel.ids import ConversationId
from walletdesk.sla import (
    NextReplyPromised,
    PromiseBreached,
    PromiseMet,
    PromiseNearing,
    Promising,
    Standing,
    Target,
    Where,
)
from walletdesk.sla.ports import Work
from walletdesk.sla.service import MOVES


class MetricPromises:
    """Give a fixture ``rig``, opened."""

    async def test_who_was_answered_and_writes_again_is_owed_the_next_reply(self, rig: Rig) -> None:
        await rig.sets_out(Target(metric=FIRST, minutes=60), Target(metric=NEXT, minutes=30, warn_after=20))
        await rig.ask()
        await rig.promising.wrote(TALK, NOON + minutes(1))  # not answered yet: it is the first that is owed
        assert await rig.reading.promise(TALK, NEXT) is None
        await rig.promising.answered(TALK, NOON + minutes(5))
        await rig.promising.wrote(TALK, NOON + minutes(10))
        await rig.promising.wrote(TALK, NOON + minutes(12))  # still the same wait
        assert await rig.due() == NOON + minutes(40)
        for at in (29, 30, 31, 39, 40, 41, 90):
            rig.clock.at = NOON + minutes(at)
            await rig.promising.check(TALK, NEXT)
        near, breach = rig.told(PromiseNearing), rig.told(PromiseBreached)
        assert [(e.at, e.metric) for e in near] == [(NOON + minutes(30), "next_reply")]
        assert [(e.at, e.metric) for e in breach] == [(NOON + minutes(40), "next_reply")]
        await rig.promising.answered(TALK, NOON + minutes(95))
        await rig.promising.wrote(TALK, NOON + minutes(96))
        assert (await rig.promise(NEXT)).round == 2

    async def test_a_resolution_stands_still_while_the_contact_is_waited_for(self, rig: Rig) -> None:
        await rig.sets_out(
            Target(metric=FIRST, minutes=60), Target(metric=RESOLUTION, minutes=120, warn_after=100)
        )
        await rig.ask()
        assert (await rig.promise(RESOLUTION)).due_at == NOON + minutes(120)
        await rig.promising.answered(TALK, NOON + minutes(10))
        assert (await rig.promise(RESOLUTION)).due_at is None
        assert (await rig.jobs()).keys() == set()  # nobody is warned of what stands still
        rig.clock.at = NOON + minutes(300)
        await rig.promising.check(TALK, RESOLUTION)
        await rig.promising.answered(TALK, NOON + minutes(30))  # a second answer is the same pause
        await rig.promising.wrote(TALK, NOON + minutes(70))
        await rig.promising.wrote(TALK, NOON + minutes(71))
        promise = await rig.promise(RESOLUTION)
        assert (promise.due_at, promise.warn_at) == (NOON + minutes(180), NOON + minutes(160))
        assert len(promise.pauses) == 1
        await rig.promising.resolved(TALK, NOON + minutes(150))
        met = rig.told(PromiseMet)
        assert [(e.metric, e.late) for e in met] == [("first_reply", False), ("resolution", False)]
        assert not await rig.jobs()

    async def test_two_who_are_waited_for_outside_are_one_pause(self, rig: Rig) -> None:
        await rig.sets_out(Target(metric=FIRST, minutes=60), Target(metric=RESOLUTION, minutes=120))
        await rig.ask()
        for why, at, waits in (("tkt_1", 10, True), ("tkt_2", 20, True), ("tkt_1", 30, False)):
            await rig.promising.outside(TALK, why, NOON + minutes(at), waits=waits)
        assert (await rig.promise(RESOLUTION)).due_at is None
        await rig.promising.outside(TALK, "tkt_2", NOON + minutes(50), waits=False)
        assert (await rig.promise(RESOLUTION)).due_at == NOON + minutes(160)
        assert (await rig.promise()).due_at == NOON + minutes(60)  # an answer is owed all the same

    async def test_a_resolution_that_is_late_is_a_breach_and_said_once(self, rig: Rig) -> None:
        await rig.sets_out(Target(metric=RESOLUTION, minutes=30))
        await rig.ask()
        rig.clock.at = NOON + minutes(31)
        await rig.promising.check(TALK, RESOLUTION)
        await rig.promising.check(TALK, RESOLUTION)
        await rig.promising.resolved(TALK, NOON + minutes(40))
        assert [(e.metric, e.at) for e in rig.told(PromiseBreached)] == [("resolution", NOON + minutes(31))]
        assert [(e.metric, e.late) for e in rig.told(PromiseMet)] == [("resolution", True)]

    async def test_a_resolution_of_which_we_have_not_heard_rings_no_alarm(self, rig: Rig) -> None:
        await rig.sets_out(Target(metric=RESOLUTION, minutes=30))
        await rig.ask()
        rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", over=True)
        rig.clock.at = NOON + minutes(31)
        await rig.promising.check(TALK, RESOLUTION)
        assert (await rig.jobs())["sla.check", f"{TALK}:resolution"].run_at == NOON + minutes(32)
        await rig.promising.resolved(TALK, NOON + minutes(29))
        assert not rig.told(PromiseBreached)

    async def test_a_conversation_that_moves_is_held_to_the_hours_and_targets_of_its_new_team(
        self, rig: Rig
    ) -> None:
        always = tuple(WeeklySpan(day, 0, 1440) for day in range(7))
        night = replace(OFFICE, week=always, covers=Covers(teams=("team_night",)))
        await rig.hours.create(night, by="agt_1")
        await rig.sets_out(
            Target(metric=FIRST, minutes=60), Target(metric=FIRST, minutes=45, desk="funds", warn_after=20)
        )
        rig.clock.at = NOON + timedelta(hours=8)  # Friday 20:00
        await rig.ask()
        monday = datetime(2026, 11, 23, 1, tzinfo=UTC)
        assert (await rig.promise()).due_at == monday + minutes(60)
        where = Where(place=Place(team="team_night"), desk="funds")
        rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", where=where)
        await rig.promising.moved(TALK)
        await rig.promising.moved(TALK)
        assert (await rig.promise()).due_at == rig.clock.at + minutes(45)
        assert (await rig.prospect()).open
        assert (await rig.promise()).where == where
        view = await rig.promising.prospect(
            priority="normal", channel="webchat", place=Place(team="team_night")
        )
        assert view.by == rig.clock.at + minutes(60)
        view = await rig.promising.prospect(priority="normal", channel="webchat", conversation=TALK)
        assert view.by == rig.clock.at + minutes(45)

    async def test_more_than_a_page_of_promises_in_one_conversation_each_are_counted(self, rig: Rig) -> None:
        both = (Target(metric=FIRST, minutes=60), Target(metric=RESOLUTION, minutes=600))
        await rig.sets_out(both[0])
        await rig.ask()  # one alone, so that the first page ends between the two of a conversation
        await rig.sets_out(*both)
        many = [ConversationId(f"cnv_{n}") for n in range(200, 251)]
        for talk in many:
            rig.talks.known[talk] = Standing(priority="normal", channel="webchat")
            await rig.promising.requested(talk, NOON)
        many.append(TALK)
        await rig.sets_out(*(replace(one, minutes=9) for one in both))
        found = [promise for talk in many for promise in await rig.reading.open_of(talk)]
        assert [promise.due_at for promise in found] == [NOON + minutes(9)] * 103

    async def test_an_organization_named_by_a_target_is_held_to_it_before_its_own_promise(
        self, rig: Rig
    ) -> None:
        await rig.sets_out(Target(metric=FIRST, minutes=60))
        where = Where(organization="org_1")
        rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", own=30, where=where)
        await rig.ask()
        assert (await rig.promise()).due_at == NOON + minutes(30)
        await rig.sets_out(Target(metric=FIRST, minutes=20, organization="org_1"))
        assert (await rig.promise()).due_at == NOON + minutes(20)

    async def test_a_partners_own_promise_holds_from_when_it_moves_to_its_team_and_no_longer(
        self, rig: Rig
    ) -> None:
        await rig.sets_out(Target(metric=FIRST, minutes=60))
        here = rig.talks.known[TALK]
        await rig.ask()
        for own, within in ((30, 30), (20, 20), (None, 60)):
            rig.talks.known[TALK] = replace(here, own=own)
            await rig.promising.moved(TALK)
            assert (await rig.promise()).due_at == NOON + minutes(within)

    async def test_who_dies_while_a_promise_is_changed_and_is_told_again_loses_nothing(
        self, rig: Rig
    ) -> None:
        await rig.sets_out(
            Target(metric=FIRST, minutes=60, desk="funds"), Target(metric=RESOLUTION, minutes=120)
        )
        await rig.ask()
        moved = Standing(priority="normal", channel="webchat", where=Where(desk="funds"))
        rig.talks.known[TALK] = moved
        news: list[Callable[[Promising], Awaitable[None]]] = [
            lambda to: to.moved(TALK),
            lambda to: to.outside(TALK, "tkt_1", NOON + minutes(10), waits=True),
            lambda to: to.outside(TALK, "tkt_1", NOON + minutes(30), waits=False),
        ]
        for told in news:
            for blocks in range(4):
                with suppress(ConnectionError):
                    await told(dies_after(rig, blocks))
            await told(rig.promising)
        assert (await rig.promise()).due_at == NOON + minutes(60)
        assert (await rig.promise(RESOLUTION)).due_at == NOON + minutes(140)

    async def test_a_next_reply_is_told_when_it_begins_and_when_it_moves(self, rig: Rig) -> None:
        await rig.sets_out(Target(metric=FIRST, minutes=60), Target(metric=NEXT, minutes=30))
        await rig.ask()
        await rig.promising.answered(TALK, NOON + minutes(5))
        await rig.promising.wrote(TALK, NOON + minutes(10))
        await rig.sets_out(Target(metric=FIRST, minutes=60), Target(metric=NEXT, minutes=20))
        told = [event.due_at for event in rig.told(NextReplyPromised)]
        assert told == [NOON + minutes(40), NOON + minutes(30)]

    async def test_a_policy_saved_on_another_node_meanwhile_holds_for_what_was_just_counted(
        self, rig: Rig
    ) -> None:
        await rig.ask()

        async def elsewhere() -> None:
            await rig.sets_out(
                Target(metric=FIRST, minutes=9), Target(metric=FIRST, minutes=7, priority="high")
            )

        await meanwhile(rig, elsewhere).weigh(TALK, "high")
        assert (await rig.promise()).due_at == NOON + minutes(7)

    async def test_a_calendar_saved_on_another_node_meanwhile_holds_for_what_was_just_counted(
        self, rig: Rig
    ) -> None:
        await rig.ask()

        async def elsewhere() -> None:
            late = tuple(WeeklySpan(day, 780, 1080) for day in range(5))  # from 13:00
            await rig.hours.save(replace(await rig.hours.get(), week=late))
            await rig.promising.recount_all()

        await meanwhile(rig, elsewhere).weigh(TALK, "high")
        assert (await rig.promise()).due_at == NOON + minutes(65)

    async def test_a_team_that_is_settled_in_another_lane_while_we_promise_is_the_one_that_counts(
        self, rig: Rig
    ) -> None:
        await rig.sets_out(
            Target(metric=FIRST, minutes=60, from_first_message=True),
            Target(metric=FIRST, minutes=45, desk="funds"),
        )

        async def elsewhere() -> None:
            rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", where=Where(desk="funds"))
            await rig.promising.moved(TALK)

        await meanwhile(rig, elsewhere).begun(TALK, NOON)
        assert (await rig.promise()).due_at == NOON + minutes(45)

    async def test_a_team_that_changes_again_while_the_change_is_written_is_the_one_that_counts(
        self, rig: Rig
    ) -> None:
        await rig.sets_out(
            Target(metric=FIRST, minutes=60),
            Target(metric=FIRST, minutes=45, desk="funds"),
            Target(metric=FIRST, minutes=30, desk="legal"),
        )
        await rig.ask()
        rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", where=Where(desk="funds"))

        async def elsewhere() -> None:
            rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", where=Where(desk="legal"))
            await rig.promising.moved(TALK)

        await meanwhile(rig, elsewhere).moved(TALK)
        assert (await rig.promise()).due_at == NOON + minutes(30)

    async def test_whoever_is_put_into_an_organization_is_counted_anew_with_everybody(self, rig: Rig) -> None:
        await rig.sets_out(
            Target(metric=FIRST, minutes=60), Target(metric=FIRST, minutes=20, organization="org_1")
        )
        await rig.ask()
        where = Where(organization="org_1")
        rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", where=where)
        await rig.promising.moved_all()
        assert (await rig.promise()).due_at == NOON + minutes(20)

    async def test_many_who_are_put_somewhere_at_a_time_are_one_look_at_all_and_a_soon_one(
        self, rig: Rig
    ) -> None:
        for _ in range(3):
            await rig.promising.move_all_soon()
            rig.clock.forward(minutes=1)
        looks = [job for (kind, _), job in (await rig.jobs()).items() if kind == MOVES]
        assert [job.run_at for job in looks] == [NOON + timedelta(seconds=1)]


def meanwhile(rig: Rig, happens: Callable[[], Awaitable[None]]) -> Promising:
    """Another node: it has read everything and is about to write when this happens, once."""
    pending = [happens]

    @asynccontextmanager
    async def open_work() -> AsyncIterator[Work]:
        for one in [pending.pop() for _ in pending[:1]]:
            await one()
        async with rig.open_work() as work:
            yield work

    return Promising(
        reading=rig.reading,
        open_work=open_work,
        hours=rig.hours,
        conversations=rig.talks,
        clock=rig.clock,
    )


def dies_after(rig: Rig, blocks: int) -> Promising:
    """One whose process ends when it wants to write for the next time after so many blocks."""
    left = iter(range(blocks))

    def open_work() -> AbstractAsyncContextManager[Work]:
        if next(left, None) is None:
            raise ConnectionError
        return rig.open_work()

    return Promising(
        reading=rig.reading,
        open_work=open_work,
        hours=rig.hours,
        conversations=rig.talks,
        clock=rig.clock,
    )
