"""Promises in memory, and what both they and the SQL store promise about promises."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from tests.support.hours import OFFICE, MemoryHours, hours_in
from tests.support.kept import Waiting
from tests.support.memory import Hands, MemoryAudit, MemoryWork
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
    PromiseView,
    Promising,
    Standing,
    State,
    Target,
    Targets,
)
from walletdesk.sla.model import Promise
from walletdesk.sla.ports import OpenWork, Reading

E = TypeVar("E", bound=Event)
TALK = ConversationId("cnv_1")
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)  # a Friday, 12:00 in Shanghai; the office closes at 18:00
FIRST, NEXT, RESOLUTION = Metric.FIRST_REPLY, Metric.NEXT_REPLY, Metric.RESOLUTION
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
        self.audit = MemoryAudit()
        self.promises = MemoryPromises()


class MemoryReading:
    def __init__(self, memory: MemorySla) -> None:
        self._memory = memory

    async def policy(self, id: PolicyId) -> Policy | None:
        return self._memory.policies.kept.get(id)

    async def promise(self, conversation: ConversationId, metric: Metric) -> Promise | None:
        return await self._memory.promises.last(conversation, metric)

    async def running(self, after: Promise | None, most: int) -> Sequence[Promise]:
        found = [p for p in self._memory.promises.kept.values() if p.is_running]
        last = (after.conversation, after.metric) if after else ("", "")
        rest = (p for p in found if (p.conversation, p.metric) > last)
        return sorted(rest, key=lambda p: (p.conversation, p.metric))[:most]

    async def open_of(self, conversation: ConversationId) -> Sequence[Promise]:
        kept = self._memory.promises.kept.values()
        found = [p for p in kept if p.conversation == conversation and p.ended_at is None]
        return sorted(found, key=lambda p: p.metric)


@dataclass
class Talks:
    """Conversations as promises see them."""

    known: dict[ConversationId, Standing] = field(default_factory=dict)

    async def standing(self, conversation: ConversationId, since: datetime) -> Standing | None:
        found = self.known.get(conversation)
        if found and found.answered_at and found.answered_at < since:
            return replace(found, answered_at=None)
        return found


class TicketBook:
    """States of tickets, of those that are linked."""

    def __init__(self, **states: str) -> None:
        self.states = states

    async def state(self, ticket: str, conversation: ConversationId) -> str | None:
        return self.states.get(ticket) if conversation == TALK else None


@dataclass
class Rig:
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

    async def open(self) -> "Rig":
        await self.hours.save(OFFICE)
        await self.targets.save(POLICY)
        self.talks.known[TALK] = Standing(priority="normal", channel="webchat")
        self.events.clear()
        return self

    async def ask(self) -> None:
        await self.promising.requested(TALK, self.clock())

    async def promise(self, metric: Metric = FIRST) -> Promise:
        found = await self.reading.promise(TALK, metric)
        assert found is not None
        return found

    async def due(self, talk: ConversationId = TALK) -> datetime | None:
        """By when the contact was promised an answer that is still owed."""
        both = [await self.promising.due(talk, metric) for metric in (FIRST, NEXT)]
        return min((one for one in both if one), default=None)

    async def prospect(self) -> PromiseView:
        """What would be promised in the conversation now."""
        return await self.promising.prospect(priority="normal", channel="webchat", conversation=TALK)

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if type(event) is kind]

    async def sets_out(self, *targets: Target) -> None:
        """Another policy. Whoever keeps promises is told of it."""
        await self.targets.save(replace(await self.targets.get(), targets=targets))
        await self.promising.recount_all()

    async def ringing(self) -> Job:
        return (await self.jobs())["sla.check", TALK]


class SlaPromises:
    """Give a fixture ``rig``, opened."""

    async def test_who_asks_for_a_person_is_told_by_when(self, rig: Rig) -> None:
        await rig.ask()
        due = NOON + minutes(60)
        assert rig.events == [FirstReplyPromised(at=NOON, conversation=TALK, due_at=due)]
        assert await rig.due() == due
        assert (await rig.ringing()).run_at == NOON + minutes(40) + timedelta(seconds=2)

    async def test_asking_twice_is_one_promise(self, rig: Rig) -> None:
        await rig.ask()
        rig.clock.forward(minutes=10)
        await rig.ask()
        assert len(rig.events) == 1
        assert (await rig.promise()).due_at == NOON + minutes(60)

    async def test_an_answer_in_time_keeps_the_promise_and_stops_the_alarm(self, rig: Rig) -> None:
        await rig.ask()
        await rig.promising.answered(TALK, NOON + minutes(59))
        await rig.promising.answered(TALK, NOON + minutes(90))
        assert rig.events[1:] == [
            PromiseMet(at=NOON + minutes(59), conversation=TALK, metric="first_reply", late=False)
        ]
        assert not await rig.jobs()
        assert await rig.due() is None

    async def test_a_warning_then_a_breach_each_told_once(self, rig: Rig) -> None:
        await rig.ask()
        for at in (39, 40, 41, 59, 60, 61, 120):
            rig.clock.at = NOON + minutes(at)
            await rig.promising.check(TALK)
        await rig.promising.answered(TALK, rig.clock())
        near, breach = rig.told(PromiseNearing), rig.told(PromiseBreached)
        assert [event.at for event in near] == [NOON + minutes(40)]
        assert [event.at for event in breach] == [NOON + minutes(60)]
        assert not await rig.jobs()

    async def test_an_answer_after_the_time_is_a_breach_even_if_no_alarm_rang(self, rig: Rig) -> None:
        await rig.ask()
        late = NOON + minutes(61)
        await rig.promising.answered(TALK, late)
        assert rig.told(PromiseBreached)
        assert rig.told(PromiseMet) == [
            PromiseMet(at=late, conversation=TALK, metric="first_reply", late=True)
        ]
        assert (await rig.promise()).state is State.BREACHED

    async def test_what_was_breached_is_still_owed_and_shown(self, rig: Rig) -> None:
        await rig.ask()
        rig.clock.forward(minutes=70)
        await rig.promising.check(TALK)
        await rig.ask()
        assert await rig.due() == NOON + minutes(60)
        assert len(rig.told(FirstReplyPromised)) == 1

    async def test_an_answer_that_we_have_not_heard_of_rings_no_alarm(self, rig: Rig) -> None:
        await rig.ask()
        rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", answered_at=NOON + minutes(30))
        rig.clock.forward(minutes=70)
        await rig.promising.check(TALK)
        assert not rig.told(PromiseBreached)
        assert (await rig.promise()).state is State.MET

    async def test_who_goes_without_waiting_ends_the_promise(self, rig: Rig) -> None:
        await rig.ask()
        await rig.promising.over(TALK, NOON + minutes(5))
        assert rig.told(PromiseCancelled)
        assert not await rig.jobs()

    async def test_a_conversation_that_is_over_or_gone_rings_no_alarm(self, rig: Rig) -> None:
        await rig.ask()
        del rig.talks.known[TALK]
        rig.clock.forward(minutes=70)
        await rig.promising.check(TALK)
        assert not rig.told(PromiseBreached)
        assert (await rig.promise()).state is State.CANCELLED

    async def test_a_request_told_late_promises_nothing_that_was_answered_since(self, rig: Rig) -> None:
        answered = NOON + minutes(1)
        rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", answered_at=answered)
        await rig.promising.requested(TALK, NOON)
        rig.talks.known[TALK] = Standing(priority="normal", channel="webchat", over=True)
        await rig.promising.requested(TALK, NOON)
        await rig.promising.requested(ConversationId("cnv_gone"), NOON)
        assert rig.events == []

    async def test_a_second_request_after_an_answer_is_a_new_promise(self, rig: Rig) -> None:
        await rig.ask()
        await rig.promising.answered(TALK, NOON + minutes(5))
        await rig.promising.requested(TALK, NOON)  # the first one, told again
        rig.clock.forward(minutes=30)
        await rig.ask()
        assert [event.at for event in rig.told(FirstReplyPromised)] == [NOON, NOON + minutes(30)]
        assert (await rig.promise()).round == 2

    async def test_where_no_bot_answers_the_first_message_counts(self, rig: Rig) -> None:
        mail = ConversationId("cnv_mail")
        rig.talks.known[mail] = Standing(priority="normal", channel="email")
        await rig.promising.begun(mail, NOON)
        await rig.promising.begun(TALK, NOON)
        await rig.promising.begun(ConversationId("cnv_gone"), NOON)
        assert [event.topic for event in rig.events] == [mail]

    async def test_after_hours_the_promise_counts_from_the_next_opening(self, rig: Rig) -> None:
        rig.clock.at = NOON + timedelta(hours=8)  # Friday 20:00
        await rig.ask()
        view = await rig.prospect()
        monday = datetime(2026, 11, 23, 1, tzinfo=UTC)
        assert (view.open, view.next_open, view.by) == (False, monday, monday + minutes(60))

    async def test_what_would_be_promised_now_can_be_asked_without_promising(self, rig: Rig) -> None:
        view = await rig.promising.prospect(priority="high", channel="webchat")
        assert (view.by, view.open, view.next_open) == (NOON + minutes(5), True, None)
        assert rig.events == []

    async def test_changed_hours_and_targets_move_the_promise_and_it_is_told_again(self, rig: Rig) -> None:
        await rig.ask()
        policy = await rig.targets.get()
        await rig.targets.save(replace(policy, targets=(Target(metric=FIRST, minutes=30),)))
        await rig.promising.recount_all()
        await rig.promising.recount_all()
        told = [event.due_at for event in rig.events if isinstance(event, FirstReplyPromised)]
        assert told == [NOON + minutes(60), NOON + minutes(30)]
        assert (await rig.ringing()).run_at == NOON + minutes(30) + timedelta(seconds=2)

        calendar = await rig.hours.get()
        await rig.hours.save(replace(calendar, week=tuple(WeeklySpan(d, 0, 12 * 60) for d in range(7))))
        await rig.promising.recount_all()
        midnight = datetime(2026, 11, 20, 16, tzinfo=UTC)  # closed from noon: counted from 00:00 on
        assert (await rig.promise()).due_at == midnight + minutes(30)

    async def test_a_kept_promise_is_history(self, rig: Rig) -> None:
        await rig.ask()
        await rig.promising.answered(TALK, NOON + minutes(5))
        kept = await rig.promise()
        await rig.targets.save(replace(await rig.targets.get(), targets=()))
        await rig.promising.recount_all()
        assert await rig.promise() == kept

    async def test_without_a_target_or_an_opening_we_say_that_we_cannot_say(self, rig: Rig) -> None:
        await rig.ask()
        await rig.targets.save(replace(await rig.targets.get(), targets=()))
        await rig.promising.recount_all()
        assert await rig.due() is None
        assert (await rig.promising.prospect(priority="normal", channel="webchat")).by is None
        assert not await rig.jobs()
        await rig.hours.save(replace(await rig.hours.get(), week=()))
        view = await rig.prospect()
        assert (view.by, view.open, view.next_open) == (None, False, None)

    async def test_more_weight_means_a_shorter_time_from_the_same_start(self, rig: Rig) -> None:
        await rig.ask()
        rig.clock.forward(minutes=2)
        await rig.promising.weigh(TALK, "high")
        assert (await rig.promise()).due_at == NOON + minutes(5)
        await rig.promising.answered(TALK, NOON + minutes(4))
        await rig.promising.weigh(TALK, "normal")
        assert (await rig.promise()).due_at == NOON + minutes(5)

    async def test_every_running_promise_is_counted_anew_however_many(self, rig: Rig) -> None:
        many = [ConversationId(f"cnv_{n:03}") for n in range(120)]
        for talk in many:
            rig.talks.known[talk] = Standing(priority="normal", channel="webchat")
            await rig.promising.requested(talk, NOON)
        await rig.targets.save(replace(await rig.targets.get(), targets=(Target(metric=FIRST, minutes=7),)))
        await rig.promising.recount_all()
        dues = {await rig.due(talk) for talk in many}
        assert dues == {NOON + minutes(7)}

    async def test_two_leads_who_edit_the_policy_at_once(self, rig: Rig) -> None:
        seen = await rig.targets.get()
        await rig.targets.save(replace(seen, name="Theirs"), by="agt_1")
        with pytest.raises(Conflict):
            await rig.targets.save(replace(seen, name="Mine"))
        assert (await rig.targets.get()).name == "Theirs"
        assert rig.told(PolicyChanged) == [
            PolicyChanged(at=NOON, policy=DEFAULT_POLICY, version=2, by="agt_1")
        ]

    async def test_the_first_policy_is_put_in_place_once(self, rig: Rig) -> None:
        await rig.targets.ensure(replace(POLICY, name="Seed"))
        assert (await rig.targets.get()).name == "Everybody"
        with pytest.raises(NotFound):
            await rig.targets.get(PolicyId("sla_none"))
        await rig.targets.ensure(replace(POLICY, id=PolicyId("sla_other")))
        assert (await rig.targets.get(PolicyId("sla_other"))).version == 1
