"""From "I want a person" to a lead's alert, over the real outbox and the real timer, on both engines."""

from tests.support.hours import OFFICE, MemoryHours, first_of, hours_in
from tests.support.insights import Counted
from tests.support.memory import Hands
from tests.support.sla import NOON, POLICY, TALK, Talks, TicketBook
from walletdesk.conversations import AgentRequested
from walletdesk.insights import Alerting, AlertRaised, Kind, Listing
from walletdesk.insights import store as alert_store
from walletdesk.insights.reactions import AlertReactions
from walletdesk.kernel.ids import ContactId
from walletdesk.platform.db import Database
from walletdesk.platform.jobs import Jobs
from walletdesk.platform.relay import Relay
from walletdesk.sla import (
    ClockWatch,
    FirstReplyPromised,
    PromiseBreached,
    PromiseNearing,
    Promising,
    Standing,
    Targets,
)
from walletdesk.sla import store as sla_store
from walletdesk.sla.jobs import PromiseAlarm
from walletdesk.sla.reactions import PromiseReactions
from walletdesk.staff.store import audit_in

KEY = b"k" * 32
ASKED = AgentRequested(
    at=NOON,
    conversation=TALK,
    contact=ContactId("con_1"),
    subject="not arrived",
    locale="en",
    skill="general",
    priority="normal",
    reason="asked",
)


class Chain:
    """The part of the house between the request and the alert."""

    def __init__(self, db: Database) -> None:
        self.db, self.clock = db, Hands(NOON)
        self.relay, self.jobs = Relay(db, clock=self.clock), Jobs(db, clock=self.clock)
        self.hours = hours_in(MemoryHours())
        self.alerting = Alerting(
            open_work=alert_store.open_work(db), archive=alert_store.SqlArchive(db), clock=self.clock
        )
        self.seen: list[type] = []

    async def start(self) -> None:
        await self.hours.save(OFFICE)
        reading, open_work = sla_store.SqlReading(self.db), sla_store.open_work(self.db, audit_in(KEY))
        targets = Targets(reading=reading, open_work=open_work, hours=self.hours, clock=self.clock)
        await targets.save(POLICY)
        promising = Promising(
            reading=reading,
            open_work=open_work,
            hours=self.hours,
            conversations=Talks({TALK: Standing(priority="normal", channel="webchat")}),
            clock=self.clock,
        )
        self._join(promising)
        await self.relay.start()

    def _join(self, promising: Promising) -> None:
        floor = Counted(at_work=1)
        alerts = AlertReactions(
            self.alerting, timetable_of=first_of(self.hours), floor=floor, clock=self.clock
        )
        alarm = PromiseAlarm(promising, clock=self.clock, steady=self.seconds, watch=ClockWatch())
        self.relay.on(AgentRequested, PromiseReactions(promising, TicketBook()).on_agent_requested)
        self.relay.on(PromiseNearing, alerts.on_promise_nearing)
        self.relay.on(PromiseBreached, alerts.on_promise_breached)
        self.relay.on(FirstReplyPromised, self.note)
        self.relay.on(AlertRaised, self.note)
        self.jobs.on("sla.check", alarm.ring)

    def seconds(self) -> float:
        return (self.clock() - NOON).total_seconds()

    async def note(self, event: FirstReplyPromised | AlertRaised) -> None:
        self.seen.append(type(event))

    async def ask(self) -> None:
        async with self.db.write() as tx:
            tx.emit(ASKED)
        await self.relay.drain()

    async def at_minute(self, minute: int) -> None:
        self.clock.at = NOON
        self.clock.forward(minutes=minute)
        await self.jobs.run_due()
        await self.relay.drain()


async def test_a_promise_that_is_not_kept_ends_on_a_leads_screen(db: Database) -> None:
    chain = Chain(db)
    await chain.start()
    await chain.ask()
    for minute in (39, 41, 59, 61, 62):
        await chain.at_minute(minute)
    await chain.relay.stop()

    listed = await chain.alerting.list(Listing(open=False))
    assert [(alert.kind, alert.acknowledged_at is None) for alert in listed] == [
        (Kind.PROMISE_BREACHED, True),
        (Kind.PROMISE_NEARING, False),
    ]
    assert chain.seen == [FirstReplyPromised, AlertRaised, AlertRaised]
