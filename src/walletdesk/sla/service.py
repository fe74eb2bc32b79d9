"""Use cases about promises: give one, keep one, count it anew, look whether it is over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from walletdesk.hours import DEFAULT_CALENDAR, CalendarId, Hours, Timetable
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.sla.events import PolicyChanged
from walletdesk.sla.model import DEFAULT_POLICY, Asked, Metric, Policy, PolicyId, Promise, PromiseView, Target
from walletdesk.sla.model.promise import Facts, first_reply, is_new
from walletdesk.sla.ports import Conversations, OpenWork, Reading, Standing, Work

CHECK = "sla.check"
GRACE = timedelta(seconds=2)  # an answer that was stored in time may still be on its way to us
PAGE = 100  # promises counted anew in one block: others write in between

Change = Callable[[Promise], tuple[Promise, Facts]]


class Targets:
    """The policy: what we set out to keep."""

    def __init__(self, *, reading: Reading, open_work: OpenWork, hours: Hours, clock: Clock) -> None:
        self._reading = reading
        self._open_work = open_work
        self._hours = hours
        self._clock = clock

    async def get(self, id: PolicyId = DEFAULT_POLICY) -> Policy:
        if found := await self._reading.policy(id):
            return found
        raise NotFound

    async def save(self, policy: Policy, *, by: str = "") -> Policy:
        """Keep a new policy (``version`` 0) or a change to the version it carries."""
        await self._hours.get(CalendarId(policy.calendar))
        kept, now = replace(policy, version=policy.version + 1), self._clock()
        async with self._open_work() as work:
            done = work.policies.replace if policy.version else work.policies.add
            if not await done(kept, now):
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            work.emit(PolicyChanged(at=now, policy=kept.id, version=kept.version, by=by))
            if by:
                await work.audit.note(now, by, "policy_changed", kept.id)
        return kept

    async def ensure(self, policy: Policy) -> None:
        """Put the installation's first policy in place; one that is there already stays as it is."""
        now = self._clock()
        async with self._open_work() as work:
            if await work.policies.add(replace(policy, version=1), now):
                work.emit(PolicyChanged(at=now, policy=policy.id, version=1))


class Promising:
    """The promise of a first reply. Every use case may be repeated: events and alarms come at least once."""

    def __init__(
        self,
        *,
        reading: Reading,
        open_work: OpenWork,
        hours: Hours,
        conversations: Conversations,
        clock: Clock,
    ) -> None:
        self._reading = reading
        self._open_work = open_work
        self._hours = hours
        self._conversations = conversations
        self._clock = clock

    async def begun(self, conversation: ConversationId, at: datetime) -> None:
        """A conversation began: where no bot answers first, a reply is owed from here on."""
        await self._promise(
            conversation, at, wanted=lambda target: bool(target and target.from_first_message)
        )

    async def requested(self, conversation: ConversationId, at: datetime) -> None:
        """A person is asked for."""
        await self._promise(conversation, at, wanted=lambda _: True)

    async def answered(self, conversation: ConversationId, at: datetime) -> None:
        await self._change(conversation, lambda promise: promise.answered(at))

    async def over(self, conversation: ConversationId, at: datetime) -> None:
        """Nobody waits for an answer any more."""
        await self._change(conversation, lambda promise: promise.cancelled(at))

    async def check(self, conversation: ConversationId) -> None:
        """Whether time is running out or over, by the clock of this moment.

        The conversation is asked first: an answer of which we have not heard yet must not ring an alarm.
        """
        promise = await self._owed(conversation)
        if promise is None:
            return
        standing, now = await self._conversations.standing(conversation, promise.started_at), self._clock()
        await self._change(conversation, lambda promise: _seen(promise, standing, now))

    async def put_off(self, conversation: ConversationId, by: timedelta) -> None:
        """Look again later: the clock was just set and is not believed yet."""
        async with self._open_work() as work:
            work.schedule(_look(conversation, self._clock() + by))

    async def weigh(self, conversation: ConversationId, priority: str) -> None:
        """The conversation matters more, or less, than before: other targets hold from its start."""
        await self._change(conversation, lambda promise: (replace(promise, priority=priority), []))
        if promise := await self._owed(conversation):
            await self._recount([promise])

    async def recount_all(self) -> None:
        """Targets or hours changed: every promise that runs is counted anew from its own start."""
        after: ConversationId | None = None
        while page := await self._reading.running(after, PAGE):
            after = page[-1].conversation
            await self._recount(page)

    async def promise_for(self, conversation: ConversationId) -> PromiseView:
        """What may be shown to the contact. ``by`` None when nothing is promised or we cannot say."""
        promise = await self._owed(conversation)
        return self._view(promise.due_at if promise else None, await self._timetable(await self._policy()))

    async def prospect(self, *, priority: str, channel: str) -> PromiseView:
        """What would be promised to somebody who asks for a person now."""
        target, timetable = await self._terms(priority, channel)
        if target is None:
            return self._view(None, timetable)
        due = timetable.add_business_time(self._clock(), timedelta(minutes=target.minutes))
        return self._view(due, timetable)

    def _view(self, by: datetime | None, timetable: Timetable) -> PromiseView:
        now = self._clock()
        return PromiseView(by=by, open=timetable.is_open(now), next_open=timetable.next_open(now))

    async def _promise(
        self, conversation: ConversationId, at: datetime, *, wanted: Callable[[Target | None], bool]
    ) -> None:
        standing = await self._conversations.standing(conversation, at)
        if standing is None or standing.over or standing.answered_at:
            return  # told late: what was asked for has happened since
        asked = Asked(
            conversation=conversation,
            at=at,
            priority=standing.priority,
            channel=standing.channel,
            own=standing.own,
        )
        terms = await self._terms(asked.priority, asked.channel, asked.own)
        if not wanted(terms[0]):
            return
        async with self._open_work() as work:
            before = await work.promises.last(conversation, Metric.FIRST_REPLY)
            if not is_new(asked, before):
                return
            promise, facts = first_reply(asked, *terms, before=before)
            if await work.promises.add(promise):
                _watch(work, promise)
                work.emit(*facts)
        if await self._terms(asked.priority, asked.channel, asked.own) != terms:
            await self._recount([promise])  # they changed while we wrote: whoever changed them did not see us

    async def _owed(self, conversation: ConversationId) -> Promise | None:
        """The promise that is not settled yet. Most messages belong to none, and cost one small read."""
        promise = await self._reading.promise(conversation, Metric.FIRST_REPLY)
        return promise if promise and promise.ended_at is None else None

    async def _change(self, conversation: ConversationId, change: Change) -> None:
        if await self._owed(conversation):
            async with self._open_work() as work:
                await _apply(work, conversation, change)

    async def _recount(self, promises: Sequence[Promise]) -> None:
        policy, now = await self._policy(), self._clock()
        timetable = await self._timetable(policy)

        def anew(promise: Promise) -> tuple[Promise, Facts]:
            target = _target(policy, promise.priority, promise.channel, promise.own)
            return promise.recounted(target, timetable, now)

        async with self._open_work() as work:
            for promise in promises:
                await _apply(work, promise.conversation, anew)

    async def _terms(
        self, priority: str, channel: str, own: int | None = None
    ) -> tuple[Target | None, Timetable]:
        policy = await self._policy()
        return _target(policy, priority, channel, own), await self._timetable(policy)

    async def _policy(self) -> Policy | None:
        return await self._reading.policy(DEFAULT_POLICY)

    async def _timetable(self, policy: Policy | None) -> Timetable:
        return await self._hours.timetable(CalendarId(policy.calendar) if policy else DEFAULT_CALENDAR)


async def _apply(work: Work, conversation: ConversationId, change: Change) -> None:
    promise = await work.promises.last(conversation, Metric.FIRST_REPLY)
    if promise is None or promise.ended_at:
        return
    changed, facts = change(promise)
    if changed != promise:
        await work.promises.save(changed)
    _watch(work, changed)
    work.emit(*facts)


def _seen(promise: Promise, standing: Standing | None, now: datetime) -> tuple[Promise, Facts]:
    if standing is not None and standing.answered_at:
        return promise.answered(standing.answered_at)
    if standing is None or standing.over:
        return promise.cancelled(now)
    return promise.checked(now)


def _watch(work: Work, promise: Promise) -> None:
    """Have the job stand where there is next something to see, or nowhere."""
    if promise.next_look is None:
        work.cancel(CHECK, promise.conversation)
    else:
        work.schedule(_look(promise.conversation, promise.next_look + GRACE))


def _look(conversation: ConversationId, at: datetime) -> Job:
    return Job(kind=CHECK, key=conversation, run_at=at, args={"conversation": conversation})


def _target(policy: Policy | None, priority: str, channel: str, own: int | None) -> Target | None:
    """What the policy sets out; who has an own promise keeps that, and when it begins is the policy's."""
    metric = Metric.FIRST_REPLY
    found = policy.target_for(metric, priority=priority, channel=channel) if policy else None
    if own is None:
        return found
    return replace(found or Target(metric=metric, minutes=own), minutes=own, warn_after=own * 2 // 3 or None)
