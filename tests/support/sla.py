"""Promises in memory, and what both they and the SQL store promise about promises."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.hours import OFFICE, MemoryHours, hours_in
from tests.support.kept import Waiting
from tests.support.memory import Hands, MemoryWork
from walletdesk.hours import DEFAULT_CALENDAR, Hours, WeeklySpan
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.sla import (
    DEFAULT_POLICY,
    FirstReplyPromised,
    Metric,
    Policy,
    PolicyChanged,
    PolicyId,
    PromiseBreached,
    PromiseCancelled,
    PromiseMet,
    PromiseNearing,
    Promising,
    Standing,
    State,
    Target,
    Targets,
)
from walletdesk.sla.model import Promise
from walletdesk.sla.ports import OpenWork, Reading

TALK = ConversationId("cnv_1")
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)  # a Friday, 12:00 in Shanghai; the office closes at 18:00
FIRST = Metric.FIRST_REPLY
POLICY = Policy(
    id=DEFAULT_POLICY,
    name="Everybody",
    calendar=DEFAULT_CALENDAR,
    targets=(
        Target(metric=FIRST, minutes=60, warn_after=40),
        Target(metric=FIRST, minutes=5, priority="high"),
        Target(metric=FIRST, minutes=240, channel="email", from_first_message=True),
    ),
)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


class MemoryPolicies:
    def __init__(self) -> None:
        self.kept: dict[PolicyId, Policy] = {}

    async def add(self, policy: Policy, at: datetime) -> bool:
        return self.kept.setdefault(policy.id, policy) is policy

    async def replace(self, policy: Policy, at: datetime) -> bool:
        if policy.id not in self.kept or self.kept[policy.id].version != policy.version - 1:
            return False
        self.kept[policy.id] = policy
        return True


class MemoryPromises:
    def __init__(self) -> None:
        self.kept: dict[tuple[ConversationId, Metric, int], Promise] = {}

    async def last(self, conversation: ConversationId, metric: Metric) -> Promise | None:
        rounds = [p for p in self.kept.values() if (p.conversation, p.metric) == (conversation, metric)]
        return max(rounds, key=lambda p: p.round, default=None)

    async def add(self, promise: Promise) -> bool:
        key = (promise.conversation, promise.metric, promise.round)
        return self.kept.setdefault(key, promise) is promise

    async def save(self, promise: Promise) -> None:
        self.kept[promise.conversation, promise.metric, promise.round] = promise


class MemorySla(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.policies = MemoryPolicies()
        self.promises = MemoryPromises()


class MemoryReading:
    def __init__(self, memory: MemorySla) -> None:
        self._memory = memory

    async def policy(self, id: PolicyId) -> Policy | None:
        return self._memory.policies.kept.get(id)

    async def promise(self, conversation: ConversationId, metric: Metric) -> Promise | None:
        return await self._memory.promises.last(conversation, metric)

    async def running(self, after: ConversationId | None, most: int) -> Sequence[Promise]:
        found = [p for p in self._memory.promises.kept.values() if p.is_running]
        after = after or ConversationId("")
        return sorted((p for p in found if p.conversation > after), key=lambda p: p.conversation)[:most]


@dataclass
class Talks:
    """Conversations as promises see them."""

    known: dict[ConversationId, Standing] = field(default_factory=dict)

    async def standing(self, conversation: ConversationId, since: datetime) -> Standing | None:
        found = self.known.get(conversation)
        if found and found.answered_at and found.answered_at < since:
            return replace(found, answered_at=None)
        return found


@dataclass
class Desk:
    """Everything a test of promises turns."""

    reading: Reading
    open_work: OpenWork
    events: list[Event]
    jobs: Callable[[], Awaitable[Waiting]]
    hours: Hours = field(default_factory=lambda: hours_in(MemoryHours()))
    clock: Hands = field(default_factory=lambda: Hands(NOON))
    talks: Talks = field(default_factory=Talks)

    def __post_init__(self) -> None:
        self.targets = Targets(
            reading=self.reading, open_work=self.open_work, hours=self.hours, clock=self.clock
        )
        self.promising = Promising(
            reading=self.reading,
            open_work=self.open_work,
            hours=self.hours,
            conversations=self.talks,
            clock=self.clock,
        )

    async def open(self) -> "Desk":
        await self.hours.save(OFFICE)
        await self.targets.save(POLICY)
        self.talks.known[TALK] = Standing(priority="normal", channel="webchat")
        self.events.clear()
        return self

    async def ask(self) -> None:
        await self.promising.requested(TALK, self.clock())

    async def promise(self) -> Promise:
        found = await self.reading.promise(TALK, FIRST)
        assert found is not None
        return found

    def told(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if type(event) is kind]

    async def ringing(self) -> Job:
        return (await self.jobs())["sla.check", TALK]


class SlaPromises:
    """Give a fixture ``desk``, opened."""

    async def test_who_asks_for_a_person_is_told_by_when(self, desk: Desk) -> None:
        await desk.ask()
        due = NOON + minutes(60)
        assert desk.events == [FirstReplyPromised(at=NOON, conversation=TALK, due_at=due)]
        assert (await desk.promising.promise_for(TALK)).by == due
        assert (await desk.ringing()).run_at == NOON + minutes(40) + timedelta(seconds=2)

    async def test_asking_twice_is_one_promise(self, desk: Desk) -> None:
        await desk.ask()
        desk.clock.forward(minutes=10)
        await desk.ask()
        assert len(desk.events) == 1
        assert (await desk.promise()).due_at == NOON + minutes(60)

    async def test_an_answer_in_time_keeps_the_promise_and_stops_the_alarm(self, desk: Desk) -> None:
        await desk.ask()
        await desk.promising.answered(TALK, NOON + minutes(59))
        await desk.promising.answered(TALK, NOON + minutes(90))
        assert desk.events[1:] == [
            PromiseMet(at=NOON + minutes(59), conversation=TALK, metric="first_reply", late=False)
        ]
        assert not await desk.jobs()
        assert (await desk.promising.promise_for(TALK)).by is None

    async def test_a_warning_then_a_breach_each_told_once(self, desk: Desk) -> None:
        await desk.ask()
        for at in (39, 40, 41, 59, 60, 61, 120):
            desk.clock.at = NOON + minutes(at)
            await desk.promising.check(TALK)
        await desk.promising.answered(TALK, desk.clock())
        near, breach = desk.told(PromiseNearing), desk.told(PromiseBreached)
        assert [event.at for event in near] == [NOON + minutes(40)]
        assert [event.at for event in breach] == [NOON + minutes(60)]
        assert not await desk.jobs()

    async def test_an_answer_after_the_time_is_a_breach_even_if_no_alarm_rang(self, desk: Desk) -> None:
        await desk.ask()
        late = NOON + minutes(61)
        await desk.promising.answered(TALK, late)
        assert desk.told(PromiseBreached)
        assert desk.told(PromiseMet) == [
            PromiseMet(at=late, conversation=TALK, metric="first_reply", late=True)
        ]
        assert (await desk.promise()).state is State.BREACHED

    async def test_what_was_breached_is_still_owed_and_shown(self, desk: Desk) -> None:
        await desk.ask()
        desk.clock.forward(minutes=70)
        await desk.promising.check(TALK)
        await desk.ask()
        assert (await desk.promising.promise_for(TALK)).by == NOON + minutes(60)
        assert len(desk.told(FirstReplyPromised)) == 1

    async def test_an_answer_that_we_have_not_heard_of_rings_no_alarm(self, desk: Desk) -> None:
        await desk.ask()
        desk.talks.known[TALK] = Standing(
            priority="normal", channel="webchat", answered_at=NOON + minutes(30)
        )
        desk.clock.forward(minutes=70)
        await desk.promising.check(TALK)
        assert not desk.told(PromiseBreached)
        assert (await desk.promise()).state is State.MET

    async def test_who_goes_without_waiting_ends_the_promise(self, desk: Desk) -> None:
        await desk.ask()
        await desk.promising.over(TALK, NOON + minutes(5))
        assert desk.told(PromiseCancelled)
        assert not await desk.jobs()

    async def test_a_conversation_that_is_over_or_gone_rings_no_alarm(self, desk: Desk) -> None:
        await desk.ask()
        del desk.talks.known[TALK]
        desk.clock.forward(minutes=70)
        await desk.promising.check(TALK)
        assert not desk.told(PromiseBreached)
        assert (await desk.promise()).state is State.CANCELLED

    async def test_a_request_told_late_promises_nothing_that_was_answered_since(self, desk: Desk) -> None:
        answered = NOON + minutes(1)
        desk.talks.known[TALK] = Standing(priority="normal", channel="webchat", answered_at=answered)
        await desk.promising.requested(TALK, NOON)
        desk.talks.known[TALK] = Standing(priority="normal", channel="webchat", over=True)
        await desk.promising.requested(TALK, NOON)
        await desk.promising.requested(ConversationId("cnv_gone"), NOON)
        assert desk.events == []

    async def test_a_second_request_after_an_answer_is_a_new_promise(self, desk: Desk) -> None:
        await desk.ask()
        await desk.promising.answered(TALK, NOON + minutes(5))
        await desk.promising.requested(TALK, NOON)  # the first one, told again
        desk.clock.forward(minutes=30)
        await desk.ask()
        assert [event.at for event in desk.told(FirstReplyPromised)] == [NOON, NOON + minutes(30)]
        assert (await desk.promise()).round == 2

    async def test_where_no_bot_answers_the_first_message_counts(self, desk: Desk) -> None:
        mail = ConversationId("cnv_mail")
        desk.talks.known[mail] = Standing(priority="normal", channel="email")
        await desk.promising.begun(mail, NOON)
        await desk.promising.begun(TALK, NOON)
        await desk.promising.begun(ConversationId("cnv_gone"), NOON)
        assert [event.topic for event in desk.events] == [mail]

    async def test_after_hours_the_promise_counts_from_the_next_opening(self, desk: Desk) -> None:
        desk.clock.at = NOON + timedelta(hours=8)  # Friday 20:00
        await desk.ask()
        view = await desk.promising.promise_for(TALK)
        monday = datetime(2026, 11, 23, 1, tzinfo=UTC)
        assert (view.open, view.next_open, view.by) == (False, monday, monday + minutes(60))

    async def test_what_would_be_promised_now_can_be_asked_without_promising(self, desk: Desk) -> None:
        view = await desk.promising.prospect(priority="high", channel="webchat")
        assert (view.by, view.open, view.next_open) == (NOON + minutes(5), True, NOON)
        assert desk.events == []

    async def test_changed_hours_and_targets_move_the_promise_and_it_is_told_again(self, desk: Desk) -> None:
        await desk.ask()
        policy = await desk.targets.get()
        await desk.targets.save(replace(policy, targets=(Target(metric=FIRST, minutes=30),)))
        await desk.promising.recount_all()
        await desk.promising.recount_all()
        told = [event.due_at for event in desk.events if isinstance(event, FirstReplyPromised)]
        assert told == [NOON + minutes(60), NOON + minutes(30)]
        assert (await desk.ringing()).run_at == NOON + minutes(30) + timedelta(seconds=2)

        calendar = await desk.hours.get()
        await desk.hours.save(replace(calendar, week=tuple(WeeklySpan(d, 0, 12 * 60) for d in range(7))))
        await desk.promising.recount_all()
        midnight = datetime(2026, 11, 20, 16, tzinfo=UTC)  # closed from noon: counted from 00:00 on
        assert (await desk.promise()).due_at == midnight + minutes(30)

    async def test_a_kept_promise_is_history(self, desk: Desk) -> None:
        await desk.ask()
        await desk.promising.answered(TALK, NOON + minutes(5))
        kept = await desk.promise()
        await desk.targets.save(replace(await desk.targets.get(), targets=()))
        await desk.promising.recount_all()
        assert await desk.promise() == kept

    async def test_without_a_target_or_an_opening_we_say_that_we_cannot_say(self, desk: Desk) -> None:
        await desk.ask()
        await desk.targets.save(replace(await desk.targets.get(), targets=()))
        await desk.promising.recount_all()
        assert (await desk.promising.promise_for(TALK)).by is None
        assert (await desk.promising.prospect(priority="normal", channel="webchat")).by is None
        assert not await desk.jobs()
        await desk.hours.save(replace(await desk.hours.get(), week=()))
        view = await desk.promising.promise_for(TALK)
        assert (view.by, view.open, view.next_open) == (None, False, None)

    async def test_more_weight_means_a_shorter_time_from_the_same_start(self, desk: Desk) -> None:
        await desk.ask()
        desk.clock.forward(minutes=2)
        await desk.promising.weigh(TALK, "high")
        assert (await desk.promise()).due_at == NOON + minutes(5)
        await desk.promising.answered(TALK, NOON + minutes(4))
        await desk.promising.weigh(TALK, "normal")
        assert (await desk.promise()).due_at == NOON + minutes(5)

    async def test_every_running_promise_is_counted_anew_however_many(self, desk: Desk) -> None:
        many = [ConversationId(f"cnv_{n:03}") for n in range(120)]
        for talk in many:
            desk.talks.known[talk] = Standing(priority="normal", channel="webchat")
            await desk.promising.requested(talk, NOON)
        await desk.targets.save(replace(await desk.targets.get(), targets=(Target(metric=FIRST, minutes=7),)))
        await desk.promising.recount_all()
        dues = {(await desk.promising.promise_for(talk)).by for talk in many}
        assert dues == {NOON + minutes(7)}

    async def test_two_leads_who_edit_the_policy_at_once(self, desk: Desk) -> None:
        seen = await desk.targets.get()
        await desk.targets.save(replace(seen, name="Theirs"), by="agt_1")
        with pytest.raises(Conflict):
            await desk.targets.save(replace(seen, name="Mine"))
        assert (await desk.targets.get()).name == "Theirs"
        assert desk.told(PolicyChanged) == [
            PolicyChanged(at=NOON, policy=DEFAULT_POLICY, version=2, by="agt_1")
        ]

    async def test_the_first_policy_is_put_in_place_once(self, desk: Desk) -> None:
        await desk.targets.ensure(replace(POLICY, name="Seed"))
        assert (await desk.targets.get()).name == "Everybody"
        with pytest.raises(NotFound):
            await desk.targets.get(PolicyId("sla_none"))
        await desk.targets.ensure(replace(POLICY, id=PolicyId("sla_other")))
        assert (await desk.targets.get(PolicyId("sla_other"))).version == 1
