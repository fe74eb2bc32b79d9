"""Use cases about promises: give one, keep one, count it anew, look whether it is over."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from walletdesk.hours import Hours, Place, Timetable
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.sla.model import (
    DEFAULT_POLICY,
    Asked,
    Metric,
    Policy,
    Promise,
    PromiseView,
    State,
    Target,
    Where,
    Whom,
)
from walletdesk.sla.model.pauses import CONTACT
from walletdesk.sla.model.promise import NOWHERE, Facts, begin, is_new
from walletdesk.sla.ports import Conversations, OpenWork, Reading, Standing, Work
from walletdesk.sla.service.timetables import Timetables

CHECK, MOVES = "sla.check", "sla.moves"
GRACE = timedelta(seconds=2)  # an answer that was stored in time may still be on its way to us
SOON = timedelta(minutes=1)  # until the news of a resolution is here that has happened already
REPLIES = (Metric.FIRST_REPLY, Metric.NEXT_REPLY)
GATHERING = timedelta(seconds=1)  # in which changes of what all belong to are taken together
PAGE = 100  # promises counted anew in one block: others write in between

Change = Callable[[Promise], tuple[Promise, Facts]]
MOST_TRIES = 5  # of one change, against others who move the same promise
Revision = Callable[[Promise], Promise]  # the same one when it is made a second time
Rules = tuple[Policy | None, Mapping[Place, Timetable]]


class Promising:
    """What is promised. Every use case may be repeated: events and alarms come at least once."""

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
        self._timetables = Timetables(reading=reading, hours=hours)
        self._conversations = conversations
        self._clock = clock

    async def begun(self, conversation: ConversationId, at: datetime) -> None:
        """A conversation began: where no bot answers first, a reply is owed from here on."""
        for metric in (Metric.FIRST_REPLY, Metric.RESOLUTION):
            await self._promise(
                metric, conversation, at, wanted=lambda target: bool(target and target.from_first_message)
            )

    async def requested(self, conversation: ConversationId, at: datetime) -> None:
        """A person is asked for, or another one: where it stands may have changed with that."""
        await self._promise(Metric.FIRST_REPLY, conversation, at, wanted=lambda _: True)
        await self._promise(Metric.RESOLUTION, conversation, at, wanted=lambda target: target is not None)
        await self.moved(conversation)

    async def wrote(self, conversation: ConversationId, at: datetime, *, has_agent: bool = True) -> None:
        """The contact wrote to a person: time counts again, and who was answered is owed the next reply.

        ``has_agent`` false: the conversation waits for an agent, and that is promised already.
        """
        await self._stand(conversation, lambda promise: promise.goes_on(CONTACT, at))
        if not has_agent:
            return
        first = await self._reading.promise(conversation, Metric.FIRST_REPLY)
        if first is None or first.ended_at is None or first.state is State.CANCELLED:
            return
        if first.ended_at <= at:
            await self._promise(Metric.NEXT_REPLY, conversation, at, wanted=lambda target: target is not None)

    async def answered(self, conversation: ConversationId, at: datetime) -> None:
        """An agent wrote: now the contact is waited for."""
        if not await self._reading.open_of(conversation):
            return
        for metric in REPLIES:
            await self._change(conversation, metric, lambda promise: promise.answered(at))
        await self._stand(conversation, lambda promise: promise.waits(CONTACT, at))

    async def outside(self, conversation: ConversationId, why: str, at: datetime, *, waits: bool) -> None:
        """Somebody outside is waited for, or no more; ``why``: the ticket by which that is known."""

        def pause(promise: Promise) -> Promise:
            return promise.waits(why, at) if waits else promise.goes_on(why, at)

        await self._stand(conversation, pause)

    async def resolved(self, conversation: ConversationId, at: datetime) -> None:
        await self._change(conversation, Metric.RESOLUTION, lambda promise: promise.answered(at))
        await self.over(conversation, at)

    async def over(self, conversation: ConversationId, at: datetime) -> None:
        """Nobody waits for anything any more."""
        for metric in Metric:
            await self._change(conversation, metric, lambda promise: promise.cancelled(at))

    async def check(self, conversation: ConversationId, metric: Metric = Metric.FIRST_REPLY) -> None:
        """Whether time is running out or over, by the clock of this moment.

        The conversation is asked first: an answer of which we have not heard yet must not ring an alarm.
        """
        promise = await self._owed(conversation, metric)
        if promise is None:
            return
        standing, now = await self._conversations.standing(conversation, promise.started_at), self._clock()
        if metric is Metric.RESOLUTION and standing is not None and standing.over:
            await self.put_off(conversation, SOON, metric)  # when it was, the news of it tells
        else:
            await self._change(conversation, metric, lambda promise: _seen(promise, standing, now))

    async def put_off(
        self, conversation: ConversationId, by: timedelta, metric: Metric = Metric.FIRST_REPLY
    ) -> None:
        """Look again later: the clock was just set and is not believed yet."""
        async with self._open_work() as work:
            work.schedule(_look(conversation, metric, self._clock() + by))

    async def weigh(self, conversation: ConversationId, priority: str) -> None:
        """The conversation matters more, or less, than before: other targets hold from its start."""
        await self._stand(conversation, lambda promise: replace(promise, priority=priority))

    async def moved(self, conversation: ConversationId) -> None:
        """It may belong to another team now: other targets and hours hold from its start.

        A partner's own minutes hold with the team that serves it, and not with another. How it stands is
        read again after it was written down: it may have moved once more, told in another lane.
        """
        for _ in range(MOST_TRIES):
            promises = await self._reading.open_of(conversation)
            standing = promises and await self._conversations.standing(conversation, promises[0].started_at)
            if not standing:
                return
            stand = partial(_standing_at, standing=standing)
            changed = [promise for promise in promises if stand(promise) != promise]
            if not changed:
                return
            await self._recount(changed, stand)
        raise Conflict  # the news of it comes again

    async def move_all_soon(self) -> None:
        """One look at all for whatever changes meanwhile; what changes while it goes on gets another."""
        async with self._open_work() as work:
            at = self._clock() + GATHERING
            work.schedule(Job(kind=MOVES, key="all", run_at=at, only_sooner=True))

    async def moved_all(self) -> None:
        """What decides on all of them changed: a desk, or whose addresses are which organization's."""
        after: Promise | None = None
        while page := await self._reading.running(after, PAGE):
            after = page[-1]
            for conversation in dict.fromkeys(promise.conversation for promise in page):
                await self.moved(conversation)

    async def recount_all(self) -> None:
        """Targets or hours changed: every promise that runs is counted anew from its own start."""
        after: Promise | None = None
        while page := await self._reading.running(after, PAGE):
            after = page[-1]
            await self._recount(page)

    async def due(self, conversation: ConversationId, metric: Metric) -> datetime | None:
        """By when what is owed now was promised, broken or not. None: nothing is, or we cannot say."""
        owed = await self._owed(conversation, metric)
        return owed.due_at if owed else None

    async def prospect(
        self,
        *,
        priority: str,
        channel: str,
        place: Place = NOWHERE,
        conversation: ConversationId | None = None,
    ) -> PromiseView:
        """What would be promised to somebody who asks for a person now, from a place or in a conversation."""
        now = self._clock()
        standing = await self._conversations.standing(conversation, now) if conversation else None
        where = standing.where if standing else Where(place=place)
        whom = _whom(priority, channel, where)
        own = standing.own if standing else None
        target, timetable = await self._terms(Metric.FIRST_REPLY, whom, where.place, own)
        if target is None:
            return self._view(None, timetable)
        return self._view(timetable.add_business_time(now, timedelta(minutes=target.minutes)), timetable)

    def _view(self, by: datetime | None, timetable: Timetable) -> PromiseView:
        now = self._clock()
        is_open = timetable.is_open(now)
        return PromiseView(by=by, open=is_open, next_open=None if is_open else timetable.next_open(now))

    async def _promise(
        self,
        metric: Metric,
        conversation: ConversationId,
        at: datetime,
        *,
        wanted: Callable[[Target | None], bool],
    ) -> None:
        if metric is not Metric.FIRST_REPLY and not _is_set(await self._policy(), metric):
            return  # most policies have none, and every message of a contact comes by here
        standing = await self._conversations.standing(conversation, at)
        if standing is None or standing.over or (standing.answered_at and metric in REPLIES):
            return  # told late: what was asked for has happened since
        asked = _asked(conversation, at, standing)
        whom, place = _whom(asked.priority, asked.channel, asked.where), asked.where.place
        terms = await self._terms(metric, whom, place, asked.own)
        if not wanted(terms[0]):
            return
        async with self._open_work() as work:
            before = await work.promises.last(conversation, metric)
            if not is_new(asked, before):
                return
            promise, facts = begin(metric, asked, *terms, before=before)
            if await work.promises.add(promise):
                _watch(work, promise)
                work.emit(*facts)
        await self.moved(conversation)  # whoever moved it while we wrote did not see us
        if await self._terms(metric, whom, place, asked.own) != terms:
            await self._recount([promise])  # and neither did who changed what we set out

    async def _owed(self, conversation: ConversationId, metric: Metric) -> Promise | None:
        """The promise that is not settled yet. Most messages belong to none, and cost one small read."""
        promise = await self._reading.promise(conversation, metric)
        return promise if promise and promise.ended_at is None else None

    async def _change(self, conversation: ConversationId, metric: Metric, change: Change) -> None:
        if await self._owed(conversation, metric):
            async with self._open_work() as work:
                await _apply(work, conversation, metric, change)

    async def _stand(self, conversation: ConversationId, change: Revision) -> None:
        """Change what the open promises of a conversation are counted by, and count them anew with that.

        Done again where one was moved meanwhile by somebody else; what was changed already stays as it is.
        """
        for _ in range(MOST_TRIES):
            changed = [p for p in await self._reading.open_of(conversation) if change(p) != p]
            if not changed:
                return
            await self._recount(changed, change)
        raise Conflict  # the news of it comes again

    async def _recount(self, promises: Sequence[Promise], change: Revision = lambda promise: promise) -> None:
        """In one block, so that no promise is ever kept that was changed and not counted.

        Targets and hours are read again afterwards: whoever changed them while we wrote, here or on another
        node, counted what was there before.
        """
        places = {change(promise).where.place for promise in promises}
        rules = await self._rules(places)
        for _ in range(MOST_TRIES):
            await self._count(promises, change, rules)
            before, rules = rules, await self._rules(places)
            if rules == before:
                return
        raise Conflict  # the news of it comes again

    async def _rules(self, places: Iterable[Place]) -> Rules:
        policy = await self._policy()
        return policy, {place: await self._timetables.under(policy, place) for place in places}

    async def _count(self, promises: Sequence[Promise], change: Revision, rules: Rules) -> None:
        (policy, tables), now = rules, self._clock()

        def anew(promise: Promise) -> tuple[Promise, Facts]:
            changed = change(promise)
            timetable = tables.get(changed.where.place)
            if timetable is None:
                return promise, []  # moved meanwhile: whoever moved it counts it
            target = _target(policy, changed.metric, changed.whom, changed.own)
            return changed.recounted(target, timetable, now)

        async with self._open_work() as work:
            for promise in promises:
                await _apply(work, promise.conversation, promise.metric, anew)

    async def _terms(
        self, metric: Metric, whom: Whom, place: Place, own: int | None = None
    ) -> tuple[Target | None, Timetable]:
        policy = await self._policy()
        return _target(policy, metric, whom, own), await self._timetables.under(policy, place)

    async def _policy(self) -> Policy | None:
        return await self._reading.policy(DEFAULT_POLICY)


async def _apply(work: Work, conversation: ConversationId, metric: Metric, change: Change) -> None:
    promise = await work.promises.last(conversation, metric)
    if promise is None or promise.ended_at:
        return
    changed, facts = change(promise)
    if changed != promise:
        await work.promises.save(changed)
    _watch(work, changed)
    work.emit(*facts)


def _standing_at(promise: Promise, *, standing: Standing) -> Promise:
    return replace(promise, where=standing.where, own=standing.own)


def _asked(conversation: ConversationId, at: datetime, standing: Standing) -> Asked:
    return Asked(
        conversation=conversation,
        at=at,
        priority=standing.priority,
        channel=standing.channel,
        own=standing.own,
        where=standing.where,
    )


def _whom(priority: str, channel: str, where: Where) -> Whom:
    return Whom(priority=priority, channel=channel, desk=where.desk, organization=where.organization)


def _seen(promise: Promise, standing: Standing | None, now: datetime) -> tuple[Promise, Facts]:
    if standing is not None and standing.answered_at and promise.metric in REPLIES:
        return promise.answered(standing.answered_at)
    if standing is None or standing.over:
        return promise.cancelled(now)
    return promise.checked(now)


def _watch(work: Work, promise: Promise) -> None:
    """Have the job stand where there is next something to see, or nowhere."""
    if promise.next_look is None:
        work.cancel(CHECK, _key(promise.conversation, promise.metric))
    else:
        work.schedule(_look(promise.conversation, promise.metric, promise.next_look + GRACE))


def _look(conversation: ConversationId, metric: Metric, at: datetime) -> Job:
    args = {"conversation": conversation, "metric": metric.value}
    return Job(kind=CHECK, key=_key(conversation, metric), run_at=at, args=args)


def _key(conversation: ConversationId, metric: Metric) -> str:
    """The first reply's has been the conversation alone since there was no other."""
    return conversation if metric is Metric.FIRST_REPLY else f"{conversation}:{metric.value}"


def _is_set(policy: Policy | None, metric: Metric) -> bool:
    return policy is not None and any(target.metric is metric for target in policy.targets)


def _target(policy: Policy | None, metric: Metric, whom: Whom, own: int | None) -> Target | None:
    """What the policy sets out; who has an own promise keeps that, unless a target names who it is for."""
    found = policy.target_for(metric, whom) if policy else None
    if own is None or metric is not Metric.FIRST_REPLY or (found and found.organization):
        return found
    return replace(found or Target(metric=metric, minutes=own), minutes=own, warn_after=own * 2 // 3 or None)
