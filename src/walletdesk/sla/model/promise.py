"""One promise: from when, by when, and what became of it. Contact and lead see this same one."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict

from walletdesk.hours import Place, Timetable
from walletdesk.kernel.ids import ConversationId
from walletdesk.sla.events import (
    FirstReplyPromised,
    NextReplyPromised,
    PromiseBreached,
    PromiseCancelled,
    PromiseEvent,
    PromiseMet,
    PromiseNearing,
)
from walletdesk.sla.model.pauses import Pauses, due_after, paused, resumed
from walletdesk.sla.model.policy import Metric, Target, Whom

Facts = list[PromiseEvent]
NOWHERE = Place()


class State(StrEnum):
    RUNNING = "running"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What besides priority and channel decides on targets and hours; it may change while a promise runs."""

    place: Place = NOWHERE
    desk: str = ""
    organization: str = ""


ANYWHERE = Where()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A conversation in which a person is wanted, since ``at``. ``own`` and the rest: as in ``Promise``."""

    conversation: ConversationId
    at: datetime
    priority: str
    channel: str
    own: int | None = None
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """What may be shown: ``by`` None means that we cannot say."""

    by: datetime | None
    open: bool
    next_open: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """``round`` counts the times a person was asked for. ``minutes`` None: nothing was set out.

    ``own``: the minutes that hold for who is asked, in place of the policy's. ``ended_at`` is set when
    nothing is owed any more.
    """

    conversation: ConversationId
    metric: Metric
    round: int
    started_at: datetime
    priority: str
    channel: str
    minutes: int | None = None
    warn_after: int | None = None
    due_at: datetime | None = None
    warn_at: datetime | None = None
    state: State = State.RUNNING
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    ended_at: datetime | None = None
    own: int | None = None
    where: Where = ANYWHERE
    pauses: Pauses = ()

    @property
    def whom(self) -> Whom:
        return Whom(
            priority=self.priority,
            channel=self.channel,
            desk=self.where.desk,
            organization=self.where.organization,
        )

    @property
    def is_running(self) -> bool:
        return self.state is State.RUNNING

    @property
    def next_look(self) -> datetime | None:
        """When there is something to check. None: never, or not before it is counted anew.

        What stands still is not looked at, though its warning may have come before the time stopped.
        """
        if not self.is_running or self.due_at is None:
            return None
        return self.due_at if self.warned_at or self.warn_at is None else self.warn_at

    def answered(self, at: datetime) -> tuple["Promise", Facts]:
        """Somebody answered at ``at``. An answer after the time is a breach even if no alarm rang yet."""
        if self.ended_at or at < self.started_at:
            return self, []
        met = PromiseMet(at=at, conversation=self.conversation, metric=self.metric, late=self._late(at))
        if not self._late(at):
            return replace(self, state=State.MET, ended_at=at), [met]
        breached, facts = self._breach(at)
        return replace(breached, ended_at=at), [*facts, met]

    def cancelled(self, at: datetime) -> tuple["Promise", Facts]:
        """Nobody waits any more. What was breached stays breached."""
        if self.ended_at:
            return self, []
        if not self.is_running:
            return replace(self, ended_at=at), []
        gone = PromiseCancelled(at=at, conversation=self.conversation, metric=self.metric)
        return replace(self, state=State.CANCELLED, ended_at=at), [gone]

    def checked(self, now: datetime) -> tuple["Promise", Facts]:
        """Look at the clock. Too early changes nothing: an alarm may ring at a wrong time."""
        if self.is_running and self._late(now, or_now=True):
            return self._breach(now)
        due, look = self.due_at, self.next_look
        if due is None or look is None or now < look:
            return self, []
        near = PromiseNearing(at=now, conversation=self.conversation, metric=self.metric, due_at=due)
        return replace(self, warned_at=now), [near]

    def recounted(
        self, target: Target | None, timetable: Timetable, now: datetime
    ) -> tuple["Promise", Facts]:
        """The same promise under changed targets or hours. What has ended or was breached is history."""
        if not self.is_running:
            return self, []
        moved = replace(self, **_counted(self.started_at, target, timetable, self.pauses))
        return moved, moved.told(now) if moved.due_at != self.due_at else []

    def waits(self, why: str, at: datetime) -> "Promise":
        """Not we are waited for: the time of a resolution stands still. To be counted anew."""
        if self.metric is not Metric.RESOLUTION or not self.is_running or at < self.started_at:
            return self
        return replace(self, pauses=paused(self.pauses, why, at))

    def goes_on(self, why: str, at: datetime) -> "Promise":
        return replace(self, pauses=resumed(self.pauses, why, at)) if self.is_running else self

    def told(self, now: datetime) -> Facts:
        """What the contact is told: of a reply. A resolution is promised to nobody outside."""
        if self.metric is Metric.FIRST_REPLY:
            return [FirstReplyPromised(at=now, conversation=self.conversation, due_at=self.due_at)]
        if self.metric is Metric.NEXT_REPLY:
            return [NextReplyPromised(at=now, conversation=self.conversation, due_at=self.due_at)]
        return []

    def _late(self, at: datetime, *, or_now: bool = False) -> bool:
        return self.due_at is not None and (at > self.due_at or (or_now and at == self.due_at))

    def _breach(self, at: datetime) -> tuple["Promise", Facts]:
        if not self.is_running or self.due_at is None:
            return self, []
        breach = PromiseBreached(
            at=at, conversation=self.conversation, metric=self.metric, due_at=self.due_at
        )
        return replace(self, state=State.BREACHED, breached_at=at), [breach]


def begin(
    metric: Metric, asked: Asked, target: Target | None, timetable: Timetable, *, before: Promise | None
) -> tuple[Promise, Facts]:
    """Begin to promise, one round after the promise ``before``."""
    promise = Promise(
        conversation=asked.conversation,
        metric=metric,
        round=before.round + 1 if before else 1,
        started_at=asked.at,
        priority=asked.priority,
        channel=asked.channel,
        own=asked.own,
        where=asked.where,
        **_counted(asked.at, target, timetable, ()),
    )
    return promise, promise.told(asked.at)


def is_new(asked: Asked, before: Promise | None) -> bool:
    """Whether this asks for a new promise: one is not open, and it is no old request told again."""
    return before is None or (before.ended_at is not None and before.started_at < asked.at)


class _Counted(TypedDict):
    minutes: int | None
    warn_after: int | None
    due_at: datetime | None
    warn_at: datetime | None


def _counted(start: datetime, target: Target | None, timetable: Timetable, pauses: Pauses) -> _Counted:
    if target is None:
        return {"minutes": None, "warn_after": None, "due_at": None, "warn_at": None}

    def after(minutes: int | None) -> datetime | None:
        if minutes is None:
            return None
        return due_after(start, timedelta(minutes=minutes), pauses, timetable)

    return {
        "minutes": target.minutes,
        "warn_after": target.warn_after,
        "due_at": after(target.minutes),
        "warn_at": after(target.warn_after),
    }
