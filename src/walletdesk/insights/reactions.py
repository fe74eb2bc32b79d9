"""What deserves a lead's attention, from the facts that others tell.

Events of faces above or beside are described by the little that is read of them.
"""

from datetime import datetime
from typing import Protocol

from walletdesk.callbacks import CallbackChanged
from walletdesk.conversations import SecretAsked, SecretStoppedByServer
from walletdesk.impersonation import FakesRefused
from walletdesk.insights.model import Cause, Kind
from walletdesk.insights.ports import Floor, TimetableOf
from walletdesk.insights.service import Alerting
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.sla import PromiseBreached, PromiseCancelled, PromiseMet, PromiseNearing
from walletdesk.surveys import ManyUnreached, ReviewDone, ReviewOpened
from walletdesk.verification import CodesRefused

UNSOLVED = "unsolved"


class AboutConversation(Protocol):
    @property
    def conversation(self) -> ConversationId: ...


class FailedMail(Protocol):
    """A mail that was given up. Its address is no business of an alert."""

    @property
    def at(self) -> datetime: ...
    @property
    def mail(self) -> str: ...


class HeldMail(Protocol):
    """A mail that was not sent because there were too many."""

    @property
    def at(self) -> datetime: ...
    @property
    def limit(self) -> str: ...


class ExpiringList(Protocol):
    """The list of official channels, or the word of its root key, ends soon."""

    @property
    def at(self) -> datetime: ...
    @property
    def what(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def days(self) -> int: ...


class WrongAnswers(Protocol):
    """Of ``judged`` answers of a version of the bot too few were ``right``."""

    @property
    def at(self) -> datetime: ...
    @property
    def version(self) -> str: ...
    @property
    def judged(self) -> int: ...
    @property
    def right(self) -> int: ...


class AlertReactions:
    def __init__(self, alerting: Alerting, *, timetable_of: TimetableOf, floor: Floor, clock: Clock) -> None:
        self._alerting = alerting
        self._timetable_of = timetable_of
        self._floor = floor
        self._clock = clock
        self._raised = ""

    async def on_secret_stopped(self, event: SecretStoppedByServer) -> None:
        key = f"secret:{event.conversation}:{millis(event.at)}"
        await self._alerting.raise_for(
            Cause(kind=Kind.SECRET_STOPPED, key=key, at=event.at, conversation=event.conversation)
        )

    async def on_secret_asked(self, event: SecretAsked) -> None:
        """Once a minute for each agent and conversation: who tries again at once is told of once."""
        cause = Cause(
            kind=Kind.SECRET_ASKED,
            key=f"asked:{event.conversation}:{event.agent}:{millis(event.at) // 60_000}",
            at=event.at,
            conversation=event.conversation,
            values={"name": event.name},
        )
        await self._alerting.raise_for(cause)

    async def on_promise_nearing(self, event: PromiseNearing) -> None:
        await self._alerting.raise_for(_about(event, Kind.PROMISE_NEARING))

    async def on_promise_breached(self, event: PromiseBreached) -> None:
        await self._alerting.settle(Kind.PROMISE_NEARING, event.conversation, event.metric)
        await self._alerting.raise_for(_about(event, Kind.PROMISE_BREACHED))

    async def on_promise_ended(self, event: PromiseMet | PromiseCancelled) -> None:
        """The warning is pointless now; a breach stays until a lead has seen it."""
        await self._alerting.settle(Kind.PROMISE_NEARING, event.conversation, event.metric)

    async def on_review_opened(self, event: ReviewOpened) -> None:
        """A low mark by the limit that leads set, or one who says that nothing is solved."""
        values: dict[str, str | int] = {"overall": event.overall}
        if event.unsolved:
            values["metric"] = UNSOLVED
        cause = Cause(
            kind=Kind.LOW_SCORE,
            key=f"low:{event.review}",
            at=event.at,
            conversation=event.conversation,
            values=values,
        )
        await self._alerting.raise_for(cause)

    async def on_review_done(self, event: ReviewDone) -> None:
        """A lead has looked at it: the alert is pointless now."""
        if event.conversation is not None:
            for metric in ("", UNSOLVED):
                await self._alerting.settle(Kind.LOW_SCORE, event.conversation, metric)

    async def on_callback_late(self, event: CallbackChanged) -> None:
        """Like any other promise that was not kept: it stays until a lead has seen it."""
        slot = millis(event.slot) if event.slot else 0
        cause = Cause(
            kind=Kind.CALLBACK_LATE,
            key=f"callback:{event.callback}:{slot}",
            at=event.at,
            conversation=event.conversation,
            values={"due_at": slot},
        )
        await self._alerting.raise_for(cause)

    async def on_many_unreached(self, event: ManyUnreached) -> None:
        key = f"unreached:{int(event.at.timestamp() // 3600)}"  # once an hour
        values = {"count_told": event.count}
        await self._alerting.raise_for(Cause(kind=Kind.MANY_UNREACHED, key=key, at=event.at, values=values))

    async def on_agent_requested(self, event: AboutConversation) -> None:
        """The one who asks waits, whether or not the queue has heard of it yet."""
        if (await self._timetable_of(event.conversation)).is_open(self._clock()):
            await self._look_at_floor(at_least=1)

    async def on_agent_left(self, _: object) -> None:
        """For an agent who goes away or offline."""
        await self._look_at_floor(at_least=0)

    async def _look_at_floor(self, *, at_least: int) -> None:
        now = self._clock()
        key = f"nobody:{int(now.timestamp() // 3600)}"  # once an hour: it is urgent, not a siren
        if key == self._raised or await self._floor.online():
            return
        if waiting := max(at_least, await self._floor.waiting()):
            values = {"waiting": waiting}
            await self._alerting.raise_for(Cause(kind=Kind.NOBODY_ONLINE, key=key, at=now, values=values))
            self._raised = key  # whoever comes next need not be counted

    async def on_dead_letter(self, outbox: int, reaction: str) -> None:
        key, now = f"dead:{outbox}:{reaction}", self._clock()
        await self._alerting.raise_for(
            Cause(kind=Kind.DEAD_LETTER, key=key, at=now, values={"reaction": reaction})
        )

    async def on_dead_job(self, job: str, of: str) -> None:
        now = self._clock()
        key = f"dead:{job}:{of}:{millis(now)}"
        await self._alerting.raise_for(
            Cause(kind=Kind.DEAD_LETTER, key=key, at=now, values={"reaction": job})
        )

    async def on_mail_failed(self, event: FailedMail) -> None:
        await self._alerting.raise_for(Cause(kind=Kind.MAIL_FAILED, key=f"mail:{event.mail}", at=event.at))

    async def on_registry_expiring(self, event: ExpiringList) -> None:
        """Once for each publication and each mandate."""
        key, values = f"list:{event.what}:{event.number}", {"days": event.days}
        await self._alerting.raise_for(Cause(kind=Kind.LIST_EXPIRING, key=key, at=event.at, values=values))

    async def on_mail_held(self, event: HeldMail) -> None:
        key = f"held:{event.limit}:{int(event.at.timestamp() // 3600)}"
        await self._alerting.raise_for(Cause(kind=Kind.MAIL_HELD, key=key, at=event.at))

    async def on_precision_fell(self, event: WrongAnswers) -> None:
        """Once a week for each version that answers: who goes back to another is told of that one."""
        values = {"judged": event.judged, "right": event.right}
        year, week, _ = event.at.isocalendar()
        key = f"precision:{event.version}:{year}-{week}"
        await self._alerting.raise_for(Cause(kind=Kind.PRECISION_FELL, key=key, at=event.at, values=values))

    async def on_codes_refused(self, event: CodesRefused) -> None:
        key = f"codes:{int(event.at.timestamp() // 3600)}"  # once an hour
        await self._alerting.raise_for(Cause(kind=Kind.CODES_REFUSED, key=key, at=event.at))

    async def on_fakes_refused(self, event: FakesRefused) -> None:
        key = f"reports:{int(event.at.timestamp() // 3600)}"  # once an hour
        await self._alerting.raise_for(Cause(kind=Kind.REPORTS_REFUSED, key=key, at=event.at))


def _about(event: PromiseNearing | PromiseBreached, kind: Kind) -> Cause:
    due = millis(event.due_at)
    return Cause(
        kind=kind,
        key=f"{kind.value}:{event.conversation}:{event.metric}:{due}",
        at=event.at,
        conversation=event.conversation,
        values={"due_at": due, "metric": event.metric},
    )
