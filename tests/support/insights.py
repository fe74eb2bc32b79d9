"""Alerts in memory, and what both they and the SQL store promise."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.hours import OFFICE, MemoryHours, first_of, hours_in
from tests.support.memory import Hands, MemoryWork
from walletdesk.callbacks import CallbackChanged, Change
from walletdesk.conversations import SecretStoppedByServer
from walletdesk.hours import Hours
from walletdesk.insights import Alert, AlertAcknowledged, Alerting, AlertRaised, Kind, Listing, Severity
from walletdesk.insights.ports import Archive, OpenWork
from walletdesk.insights.reactions import AlertReactions
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, AlertId, CallbackId, ContactId, ConversationId, SurveyId
from walletdesk.sla import PromiseBreached, PromiseMet, PromiseNearing
from walletdesk.surveys import ManyUnreached, ReviewDone, ReviewOpened

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)  # a Friday, 12:00 in Shanghai
TALK, ASKER = ConversationId("cnv_1"), ContactId("con_1")


@dataclass
class About:
    conversation: ConversationId


ASKED = About(TALK)
LEA, LEO = AgentId("agt_lea"), AgentId("agt_leo")


class MemoryAlerts:
    def __init__(self) -> None:
        self.kept: dict[AlertId, Alert] = {}

    async def lately(self, kind: Kind, since: datetime) -> int:
        alone = [a for a in self.kept.values() if a.folded_into is None and not a.count]
        return sum(1 for a in alone if a.kind is kind and a.last_at >= since)

    async def add(self, alert: Alert) -> bool:
        if await self.of_key(alert.key):
            return False
        self.kept[alert.id] = alert
        return True

    async def of_key(self, key: str) -> Alert | None:
        return next((a for a in self.kept.values() if a.key == key), None)

    async def find(self, id: AlertId) -> Alert | None:
        found = self.kept.get(id)
        return found if found and found.folded_into is None else None

    async def unsettled(self, kind: Kind, conversation: ConversationId) -> Sequence[Alert]:
        theirs = [a for a in self.kept.values() if (a.kind, a.conversation) == (kind, conversation)]
        return [a for a in theirs if a.acknowledged_at is None]

    async def save(self, alert: Alert) -> None:
        self.kept[alert.id] = alert


class MemoryInsights(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.alerts = MemoryAlerts()


class MemoryArchive:
    def __init__(self, memory: MemoryInsights) -> None:
        self._memory = memory

    async def find(self, id: AlertId) -> Alert | None:
        return await self._memory.alerts.find(id)

    async def list(self, listing: Listing) -> Sequence[Alert]:
        found = [
            a
            for a in self._memory.alerts.kept.values()
            if a.folded_into is None
            and not (listing.open and a.acknowledged_at)
            and (listing.cursor is None or (millis(a.at), a.id) < listing.cursor)
        ]
        return sorted(found, key=lambda a: (a.at, a.id), reverse=True)[: listing.most]


@dataclass
class Counted:
    """A floor with so many in the queue and so many at work."""

    in_queue: int = 0
    at_work: int = 0

    async def waiting(self) -> int:
        return self.in_queue

    async def online(self) -> int:
        return self.at_work


@dataclass
class AlertRig:
    """Everything a test of alerts turns."""

    open_work: OpenWork
    archive: Archive
    events: list[Event]
    clock: Hands = field(default_factory=lambda: Hands(NOON))
    floor: Counted = field(default_factory=Counted)
    hours: Hours = field(default_factory=lambda: hours_in(MemoryHours()))

    def __post_init__(self) -> None:
        self.work = Alerting(open_work=self.open_work, archive=self.archive, clock=self.clock)
        self.react = AlertReactions(
            self.work, timetable_of=first_of(self.hours), floor=self.floor, clock=self.clock
        )

    async def open(self) -> "AlertRig":
        await self.hours.save(OFFICE)
        return self

    async def listed(self, listing: Listing | None = None) -> list[Alert]:
        return list(await self.work.list(listing or Listing()))

    async def breach(self, n: int) -> None:
        talk = ConversationId(f"cnv_{n:03}")
        event = PromiseBreached(at=NOON, conversation=talk, metric="first_reply", due_at=NOON)
        await self.react.on_promise_breached(event)


def rated(overall: int, *, unsolved: bool = False) -> ReviewOpened:
    return ReviewOpened(
        at=NOON,
        conversation=TALK,
        survey=SurveyId("srv_1"),
        contact=ASKER,
        review="rvw_1",
        overall=overall,
        unsolved=unsolved,
    )


class AlertPromises:
    """Give a fixture ``rig``, opened."""

    async def test_what_is_told_again_alerts_once(self, rig: AlertRig) -> None:
        stopped = SecretStoppedByServer(at=NOON, conversation=TALK, contact=ASKER, secret="mnemonic")
        await rig.react.on_secret_stopped(stopped)
        await rig.react.on_secret_stopped(stopped)
        [alert] = await rig.listed()
        assert (alert.kind, alert.severity, alert.conversation) == ("secret_stopped", "urgent", TALK)
        assert rig.events == [
            AlertRaised(at=NOON, alert=alert.id, kind="secret_stopped", severity="urgent", conversation=TALK)
        ]

    async def test_a_lead_acknowledges_and_the_second_lead_changes_nothing(self, rig: AlertRig) -> None:
        await rig.react.on_review_opened(rated(2))
        [alert] = await rig.listed()
        rig.clock.forward(minutes=1)
        await rig.work.acknowledge(alert.id, LEA)
        seen = await rig.work.acknowledge(alert.id, LEO)
        assert (seen.acknowledged_by, seen.acknowledged_at) == (LEA, rig.clock())
        assert await rig.listed() == []
        assert await rig.listed(Listing(open=False)) == [seen]
        assert await rig.work.find(alert.id) == seen
        assert rig.events[1:] == [AlertAcknowledged(at=rig.clock(), alert=alert.id, by=LEA)]

    async def test_an_alert_that_is_not_there_is_not_found(self, rig: AlertRig) -> None:
        with pytest.raises(NotFound):
            await rig.work.acknowledge(AlertId("alt_none"), LEA)

    async def test_a_review_alerts_until_somebody_has_done_it(self, rig: AlertRig) -> None:
        await rig.react.on_review_opened(rated(1))
        await rig.react.on_review_opened(rated(1))
        [alert] = await rig.listed()
        assert (alert.message, alert.shown_values) == (
            "A contact rated the service {overall} of 5.",
            {"overall": 1},
        )
        done = ReviewDone(
            at=NOON, conversation=TALK, survey=SurveyId("srv_1"), contact=ASKER, review="rvw_1", by=LEA
        )
        await rig.react.on_review_done(done)
        assert await rig.listed() == []

    async def test_who_says_that_nothing_is_solved_is_told_of_in_other_words(self, rig: AlertRig) -> None:
        await rig.react.on_review_opened(rated(5, unsolved=True))
        [alert] = await rig.listed()
        assert alert.message.startswith("A contact says that it is not solved")

    async def test_many_who_could_not_reach_us_alert_once_an_hour(self, rig: AlertRig) -> None:
        for count in (5, 6):
            await rig.react.on_many_unreached(ManyUnreached(at=NOON, count=count))
        [alert] = await rig.listed()
        assert (alert.severity, alert.shown_values) == ("urgent", {"count_told": 5})

    async def test_a_call_that_was_not_made_in_time_alerts_once_for_each_half_hour(
        self, rig: AlertRig
    ) -> None:
        for slot in (NOON, NOON, NOON + timedelta(hours=1)):
            late = CallbackChanged(
                at=NOON,
                conversation=TALK,
                callback=CallbackId("cbk_1"),
                locale="en",
                what=Change.LATE,
                version=2,
                slot=slot,
            )
            await rig.react.on_callback_late(late)
        assert [(a.kind, a.severity, a.conversation) for a in await rig.listed()] == [
            (Kind.CALLBACK_LATE, Severity.URGENT, TALK)
        ] * 2

    async def test_a_warning_goes_by_itself_when_somebody_answers(self, rig: AlertRig) -> None:
        due = NOON
        await rig.react.on_promise_nearing(
            PromiseNearing(at=NOON, conversation=TALK, metric="first_reply", due_at=due)
        )
        met = PromiseMet(at=NOON, conversation=TALK, metric="first_reply", late=False)
        await rig.react.on_promise_ended(met)
        await rig.react.on_promise_ended(met)
        assert await rig.listed() == []
        assert [type(event) for event in rig.events] == [AlertRaised, AlertAcknowledged]

    async def test_a_breach_replaces_its_warning_and_stays_until_a_lead_has_seen_it(
        self, rig: AlertRig
    ) -> None:
        await rig.react.on_promise_nearing(
            PromiseNearing(at=NOON, conversation=TALK, metric="first_reply", due_at=NOON)
        )
        await rig.react.on_promise_breached(
            PromiseBreached(at=NOON, conversation=TALK, metric="first_reply", due_at=NOON)
        )
        late = PromiseMet(at=NOON, conversation=TALK, metric="first_reply", late=True)
        await rig.react.on_promise_ended(late)
        assert [a.kind for a in await rig.listed()] == [Kind.PROMISE_BREACHED]

    async def test_an_answer_settles_the_warning_of_what_it_answers_and_says_which_is_left(
        self, rig: AlertRig
    ) -> None:
        for metric in ("next_reply", "resolution"):
            await rig.react.on_promise_nearing(
                PromiseNearing(at=NOON, conversation=TALK, metric=metric, due_at=NOON)
            )
        await rig.react.on_promise_ended(
            PromiseMet(at=NOON, conversation=TALK, metric="next_reply", late=False)
        )
        assert [a.message for a in await rig.listed()] == ["A promised resolution is due soon."]
        await rig.react.on_promise_breached(
            PromiseBreached(at=NOON, conversation=TALK, metric="next_reply", due_at=NOON)
        )
        assert {a.message for a in await rig.listed()} == {
            "A promised resolution is due soon.",
            "A promised next reply is overdue.",
        }

    async def test_a_storm_is_ten_alerts_and_a_count(self, rig: AlertRig) -> None:
        for n in [*range(25), *range(25)]:
            await rig.breach(n)
        alerts = await rig.listed(Listing(open=False, most=100))
        counts = sorted(alert.count for alert in alerts)
        assert counts == [*[0] * 10, 15]
        assert sum(1 for event in rig.events if isinstance(event, AlertRaised)) == 11
        [storm] = [alert for alert in alerts if alert.count]
        assert (storm.conversation, storm.severity) == (None, Severity.URGENT)
        assert storm.message == "{count} more promises are overdue."

    async def test_after_a_storm_each_is_told_by_itself_again(self, rig: AlertRig) -> None:
        for n in range(12):
            await rig.breach(n)
        rig.clock.forward(minutes=11)
        await rig.breach(100)
        assert len(await rig.listed()) == 12

    async def test_a_stopped_secret_is_never_just_counted(self, rig: AlertRig) -> None:
        for n in range(12):
            talk = ConversationId(f"cnv_{n}")
            event = SecretStoppedByServer(at=NOON, conversation=talk, contact=ASKER, secret="wif")
            await rig.react.on_secret_stopped(event)
        assert len(await rig.listed()) == 12

    async def test_pages_go_on_where_the_last_one_ended(self, rig: AlertRig) -> None:
        for n in range(5):
            await rig.breach(n)
        first = await rig.listed(Listing(most=2))
        rest = await rig.listed(Listing(cursor=(millis(first[-1].at), first[-1].id)))
        assert [*first, *rest] == await rig.listed()

    async def test_a_queue_without_agents_alerts_once_an_hour_while_open(self, rig: AlertRig) -> None:
        for _ in range(3):
            await rig.react.on_agent_requested(ASKED)
        assert [a.values for a in await rig.listed()] == [{"waiting": 1}]
        rig.floor.in_queue = 4
        rig.clock.forward(hours=1)
        await rig.react.on_agent_left(None)
        assert [a.values for a in await rig.listed()] == [{"waiting": 4}, {"waiting": 1}]

    async def test_an_empty_queue_an_agent_at_work_or_the_night_is_no_alarm(self, rig: AlertRig) -> None:
        await rig.react.on_agent_left(None)
        rig.floor.at_work = 1
        await rig.react.on_agent_requested(ASKED)
        rig.floor.at_work = 0
        rig.clock.forward(hours=8)
        await rig.react.on_agent_requested(ASKED)
        assert await rig.listed() == []
